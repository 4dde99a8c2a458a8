// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.spi.AreaScorerProvider;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.LayoutFinderProvider;
import uk.ac.bgs.corescore.spi.MaskCreatorProvider;
import uk.ac.bgs.corescore.spi.OptionException;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.Provider;
import uk.ac.bgs.corescore.spi.Providers;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

/**
 * What holds for the provider of any seam. Extend the suite of the seam, not this class.
 *
 * @param <T> what the provider makes
 */
public abstract class ProviderContract<T> {
  private static final int CHEAP_BYTES = 64 * 1024;

  /** For the suites of the seams. */
  ProviderContract() {}

  /**
   * The provider under test.
   *
   * @return a newly constructed provider
   */
  protected abstract Provider<T> provider();

  /**
   * The options to test with.
   *
   * @return the defaults, unless overridden, for example because a model file must be named
   */
  protected Options options() {
    return Options.defaults(provider().options());
  }

  /**
   * Makes what the provider provides, and skips the test where it is not available.
   *
   * @return a new instance
   */
  final T make() {
    Provider<T> provider = provider();
    if (provider.availability() instanceof Availability.Unavailable unavailable) {
      assumeFalse(true, "'" + provider.id() + "' is unavailable here: " + unavailable.reason());
    }
    T made = provider.create(options());
    assertNotNull(made, "create returns an instance, never null");
    return made;
  }

  /** The id is lower case letters, digits and hyphens, and always the same. */
  @Test
  void idIsWellFormedAndStable() {
    String id = provider().id();
    assertNotNull(id, "a provider has an id");
    assertTrue(
        id.matches("[a-z][a-z0-9-]*"),
        "an id is of lower case letters, digits and hyphens: '" + id + "'");
    assertEquals(id, provider().id(), "an id is stable");
  }

  /** The description is one sentence. */
  @Test
  void descriptionIsASentence() {
    assertSentence("the provider's description", provider().description());
  }

  /** Each option has a name of its own and a sentence. */
  @Test
  void optionsAreNamedApartAndExplained() {
    List<OptionKey<?>> keys = provider().options();
    List<String> names = keys.stream().map(OptionKey::name).toList();
    assertEquals(names.size(), Set.copyOf(names).size(), "option names are distinct: " + names);
    for (OptionKey<?> key : keys) {
      assertSentence("the description of option " + key.name(), key.description());
      assertFalse(key.values().isBlank(), "option " + key.name() + " says which values it takes");
    }
  }

  /** Keys are compared by identity, so that each provider instance has to show the same ones. */
  @Test
  void optionKeysAreConstants() {
    List<OptionKey<?>> keys = provider().options();
    List<OptionKey<?>> again = provider().options();
    assertEquals(keys.size(), again.size(), "the options are always the same");
    for (int i = 0; i < keys.size(); i++) {
      assertSame(keys.get(i), again.get(i), "keep option keys in constants: " + keys.get(i));
    }
  }

  /** Defaults written as text and read back are the defaults. */
  @Test
  void defaultsSurviveTheWayThroughText() {
    List<OptionKey<?>> keys = provider().options();
    Map<String, String> texts = Options.defaults(keys).toTexts();
    assertEquals(keys.size(), texts.size(), "each option has a default");
    Options parsed = Options.parse(keys, texts);
    assertEquals(texts, parsed.toTexts(), "defaults survive the way through text");
    for (OptionKey<?> key : keys) {
      assertEquals(key.defaultValue(), parsed.get(key), "default of " + key.name());
    }
  }

  /** Being unavailable is a value with a reason, not an exception. */
  @Test
  void availabilityIsAValue() {
    Availability availability = provider().availability();
    assertNotNull(availability, "availability is a value");
    String words =
        availability instanceof Availability.Unavailable unavailable
            ? unavailable.reason()
            : assertInstanceOf(Availability.Available.class, availability).detail();
    assertNotNull(words, "availability says what the provider works with, or why it cannot");
    assertFalse(words.isBlank(), "availability says what the provider works with, or why not");
    assertEquals(
        availability.getClass(), provider().availability().getClass(), "asked again, the same");
  }

  /** Constructing and describing a provider starts no thread and takes next to no memory. */
  @Test
  void constructionIsCheap() {
    describe(provider());
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    long allocated = allocatedBytes();
    describe(provider());
    allocated = allocatedBytes() - allocated;
    Set<Thread> started = Thread.getAllStackTraces().keySet();
    started.removeAll(before);
    started.removeIf(thread -> thread.getThreadGroup() != Thread.currentThread().getThreadGroup());
    assertTrue(started.isEmpty(), "constructing a provider starts no thread: " + started);
    assertTrue(
        allocated <= CHEAP_BYTES,
        "a provider is a cheap descriptor, but one took " + allocated + " bytes");
  }

  /** A misspelt option is an error that lists the right ones. */
  @Test
  void unknownOptionIsRefused() {
    Provider<T> provider = provider();
    assumeAvailable(provider);
    OptionException refused =
        assertThrows(
            OptionException.class,
            () -> makeByText(provider, Map.of("no-such-option", "1")),
            "an unknown option is refused");
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("no-such-option"), "the error names the option: " + message);
    for (OptionKey<?> key : provider.options()) {
      assertTrue(message.contains(key.name()), "the error lists " + key.name() + ": " + message);
    }
  }

  /** Runs a task in several threads at once and returns what each returned. */
  static <R> List<R> inParallel(List<Callable<R>> tasks) {
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      List<R> results = new ArrayList<>();
      for (Future<R> result : threads.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError("failed beside another thread: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void assumeAvailable(Provider<?> provider) {
    if (provider.availability() instanceof Availability.Unavailable unavailable) {
      assumeFalse(true, "'" + provider.id() + "' is unavailable here: " + unavailable.reason());
    }
  }

  private static Object makeByText(Provider<?> provider, Map<String, String> texts) {
    Providers providers = Providers.of(provider);
    String id = provider.id();
    if (provider instanceof SegmenterProvider) {
      return providers.createSegmenter(id, texts);
    }
    if (provider instanceof LayoutFinderProvider) {
      return providers.createLayoutFinder(id, texts);
    }
    if (provider instanceof MaskCreatorProvider) {
      return providers.createMaskCreator(id, texts);
    }
    assertInstanceOf(AreaScorerProvider.class, provider);
    return providers.createAreaScorer(id, texts);
  }

  private static void describe(Provider<?> provider) {
    assertNotNull(provider.id());
    assertNotNull(provider.description());
    assertNotNull(provider.options());
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private static void assertSentence(String what, String text) {
    assertNotNull(text, what);
    assertTrue(
        text.length() > 1
            && text.endsWith(".")
            && text.lines().count() == 1
            && !Character.isWhitespace(text.charAt(0))
            && !Character.isLowerCase(text.charAt(0)),
        what + " is one sentence with a capital letter and a full stop: '" + text + "'");
  }
}

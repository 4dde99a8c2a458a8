// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.spi;

import java.lang.System.Logger.Level;
import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.layout.LayoutFinder;
import uk.ac.bgs.corescore.mask.MaskCreator;
import uk.ac.bgs.corescore.score.AreaScorer;
import uk.ac.bgs.corescore.segment.Segmenter;

/**
 * The providers that a host works with: found on a class path or module path, or handed over as
 * instances.
 *
 * <p>There is no global registry: a host makes a {@code Providers}, keeps it, and two hosts in one
 * JVM do not meet. Ids are unique among the providers of a kind. A provider that fails to load, or
 * describes itself wrongly, is kept as a {@link Failure}, logged once as a warning, and does not
 * keep the others from working. Immutable and safe for use by many threads.
 */
public final class Providers {
  private static final System.Logger LOG = System.getLogger(Providers.class.getName());

  private final List<Provider<?>> providers;
  private final List<Failure> failures;

  private Providers(List<Provider<?>> providers, List<Failure> failures) {
    this.providers = List.copyOf(providers);
    this.failures = List.copyOf(failures);
    Map<List<Object>, Provider<?>> byId = new HashMap<>();
    for (Provider<?> provider : this.providers) {
      check(provider);
      Provider<?> other = byId.putIfAbsent(List.of(kind(provider), provider.id()), provider);
      if (other != null) {
        throw new ProviderException(
            "two providers have the id '"
                + provider.id()
                + "': "
                + origin(other.getClass())
                + " and "
                + origin(provider.getClass()),
            null);
      }
    }
  }

  /**
   * A provider that could not be loaded.
   *
   * @param what the kind of provider and, where it is known, the class and the jar
   * @param cause why
   */
  public record Failure(String what, Throwable cause) {}

  /**
   * Finds all providers that a class loader can see.
   *
   * @param loader where to search for {@code META-INF/services} and modules
   * @return the providers found and those that failed to load; one whose id is malformed or whose
   *     options share a name is among the latter
   * @throws ProviderException if two providers of a kind have the same id; the message names both
   *     classes and where they come from
   */
  public static Providers discover(ClassLoader loader) {
    List<Provider<?>> found = new ArrayList<>();
    List<Failure> failed = new ArrayList<>();
    load(ServiceLoader.load(SegmenterProvider.class, loader), "segmenter", found, failed);
    load(ServiceLoader.load(LayoutFinderProvider.class, loader), "layout finder", found, failed);
    load(ServiceLoader.load(MaskCreatorProvider.class, loader), "mask creator", found, failed);
    load(ServiceLoader.load(AreaScorerProvider.class, loader), "area scorer", found, failed);
    return new Providers(found, failed);
  }

  /**
   * Takes the providers that the host passes, and no others.
   *
   * @param providers the providers
   * @return these providers
   * @throws ProviderException if two providers of a kind have the same id or one is given twice, an
   *     id is malformed or two options of a provider share a name
   */
  public static Providers of(Provider<?>... providers) {
    return new Providers(List.of(providers), List.of());
  }

  /**
   * These providers and further ones.
   *
   * @param further providers to add
   * @return a new instance with all of them
   * @throws ProviderException if two providers of a kind have the same id or one is given twice, an
   *     id is malformed or two options of a provider share a name
   */
  public Providers with(Provider<?>... further) {
    List<Provider<?>> all = new ArrayList<>(providers);
    all.addAll(List.of(further));
    return new Providers(all, failures);
  }

  /**
   * The providers of segmenters.
   *
   * @return in the order in which they were found; the order means nothing
   */
  public List<SegmenterProvider> segmenters() {
    return all(SegmenterProvider.class);
  }

  /**
   * The first of some segmenters that can run here.
   *
   * @param ids their ids, the one that is wanted most first
   * @return its id; empty if none of them is there and available
   */
  public Optional<String> firstAvailable(List<String> ids) {
    Set<String> available =
        segmenters().stream()
            .filter(provider -> provider.availability() instanceof Availability.Available)
            .map(Provider::id)
            .collect(Collectors.toSet());
    return ids.stream().filter(available::contains).findFirst();
  }

  /**
   * The providers of layout finders.
   *
   * @return in the order in which they were found; the order means nothing
   */
  public List<LayoutFinderProvider> layoutFinders() {
    return all(LayoutFinderProvider.class);
  }

  /**
   * The providers of mask creators.
   *
   * @return in the order in which they were found; the order means nothing
   */
  public List<MaskCreatorProvider> maskCreators() {
    return all(MaskCreatorProvider.class);
  }

  /**
   * The providers of area scorers.
   *
   * @return in the order in which they were found; the order means nothing
   */
  public List<AreaScorerProvider> areaScorers() {
    return all(AreaScorerProvider.class);
  }

  /**
   * What could not be loaded.
   *
   * @return one entry for each provider that failed
   */
  public List<Failure> failures() {
    return failures;
  }

  /**
   * The segmenter provider of an id.
   *
   * @param id its id
   * @return the provider
   * @throws ProviderException if there is none; the message lists those there are, and the cause is
   *     the failure of what could not be loaded among the providers of segmenters
   */
  public SegmenterProvider segmenter(String id) {
    return require(SegmenterProvider.class, "segmenter", id);
  }

  /**
   * The layout finder provider of an id.
   *
   * @param id its id
   * @return the provider
   * @throws ProviderException as for {@link #segmenter}
   */
  public LayoutFinderProvider layoutFinder(String id) {
    return require(LayoutFinderProvider.class, "layout finder", id);
  }

  /**
   * The mask creator provider of an id.
   *
   * @param id its id
   * @return the provider
   * @throws ProviderException as for {@link #segmenter}
   */
  public MaskCreatorProvider maskCreator(String id) {
    return require(MaskCreatorProvider.class, "mask creator", id);
  }

  /**
   * The area scorer provider of an id.
   *
   * @param id its id
   * @return the provider
   * @throws ProviderException as for {@link #segmenter}
   */
  public AreaScorerProvider areaScorer(String id) {
    return require(AreaScorerProvider.class, "area scorer", id);
  }

  /**
   * Makes a segmenter.
   *
   * @param id the provider's id
   * @param options name and value of the options to set; the others keep their defaults
   * @return a new segmenter; the caller closes it
   * @throws ProviderException if there is no such provider, or it is not available here, or it
   *     makes nothing, or fails with anything but a {@code CoreScoreException}, which is the cause
   * @throws OptionException if an option is unknown or its value is not allowed
   */
  public Segmenter createSegmenter(String id, Map<String, String> options) {
    return create(segmenter(id), options);
  }

  /**
   * Makes a layout finder.
   *
   * @param id the provider's id
   * @param options name and value of the options to set; the others keep their defaults
   * @return a new layout finder; the caller closes it
   * @throws ProviderException if there is no such provider, or it is not available here, or it
   *     makes nothing, or fails with anything but a {@code CoreScoreException}, which is the cause
   * @throws OptionException if an option is unknown or its value is not allowed
   */
  public LayoutFinder createLayoutFinder(String id, Map<String, String> options) {
    return create(layoutFinder(id), options);
  }

  /**
   * Makes a mask creator.
   *
   * @param id the provider's id
   * @param options name and value of the options to set; the others keep their defaults
   * @return a new mask creator
   * @throws ProviderException if there is no such provider, or it is not available here, or it
   *     makes nothing, or fails with anything but a {@code CoreScoreException}, which is the cause
   * @throws OptionException if an option is unknown or its value is not allowed
   */
  public MaskCreator createMaskCreator(String id, Map<String, String> options) {
    return create(maskCreator(id), options);
  }

  /**
   * Makes an area scorer.
   *
   * @param id the provider's id
   * @param options name and value of the options to set; the others keep their defaults
   * @return a new area scorer
   * @throws ProviderException if there is no such provider, or it is not available here, or it
   *     makes nothing, or fails with anything but a {@code CoreScoreException}, which is the cause
   * @throws OptionException if an option is unknown or its value is not allowed
   */
  public AreaScorer createAreaScorer(String id, Map<String, String> options) {
    return create(areaScorer(id), options);
  }

  private static <T> T create(Provider<T> provider, Map<String, String> texts) {
    if (guarded(provider, provider::availability) instanceof Availability.Unavailable unavailable) {
      throw new ProviderException(
          "'" + provider.id() + "' is not available here: " + unavailable.reason(), null);
    }
    Options options;
    try {
      options = Options.parse(provider.options(), texts);
    } catch (OptionException e) {
      throw new OptionException("'" + provider.id() + "': " + e.getMessage());
    }
    return guarded(provider, () -> provider.create(options));
  }

  /** What a plugin's code returns, or an exception that names the plugin. */
  private static <T> T guarded(Provider<?> provider, Supplier<T> call) {
    @Nullable T made;
    try {
      made = call.get();
    } catch (CoreScoreException e) {
      throw e;
    } catch (LinkageError | RuntimeException e) {
      throw new ProviderException(
          "'" + provider.id() + "' failed: " + origin(provider.getClass()) + ": " + e, e);
    }
    if (made == null) {
      throw new ProviderException(
          "'" + provider.id() + "' made nothing: " + origin(provider.getClass()) + " returned null",
          null);
    }
    return made;
  }

  private static <P extends Provider<?>> void load(
      ServiceLoader<P> loader, String kind, List<Provider<?>> found, List<Failure> failed) {
    Iterator<ServiceLoader.Provider<P>> entries = loader.stream().iterator();
    String lastFailure = "";
    while (true) {
      String what = kind + " provider";
      boolean looking = true;
      try {
        if (!entries.hasNext()) {
          return;
        }
        ServiceLoader.Provider<P> entry = entries.next();
        looking = false;
        what = kind + " provider " + origin(entry.type());
        P provider = entry.get();
        check(provider);
        found.add(provider);
      } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
        // Each name in a services file is read once, and so is each malformed file; only a
        // class loader that cannot list its files fails in the same words again, for ever.
        if (looking && !(e instanceof LinkageError) && e.toString().equals(lastFailure)) {
          return;
        }
        lastFailure = e.toString();
        failed.add(new Failure(what, e));
        LOG.log(Level.WARNING, "left out, it cannot be loaded: " + what, e);
      }
    }
  }

  private <P extends Provider<?>> List<P> all(Class<P> kind) {
    return providers.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private <P extends Provider<?>> P require(Class<P> kind, String name, String id) {
    Optional<P> match = all(kind).stream().filter(p -> p.id().equals(id)).findAny();
    if (match.isPresent()) {
      return match.get();
    }
    String known = all(kind).stream().map(Provider::id).sorted().collect(Collectors.joining(", "));
    StringBuilder message =
        new StringBuilder(
            "no "
                + name
                + " '"
                + id
                + "'; "
                + (known.isEmpty() ? "there is none" : "there are " + known));
    List<Failure> ofKind =
        failures.stream().filter(failure -> failure.what().startsWith(name + " provider")).toList();
    for (Failure failure : ofKind) {
      message
          .append("; could not be loaded: ")
          .append(failure.what())
          .append(": ")
          .append(failure.cause());
    }
    ProviderException exception =
        new ProviderException(message.toString(), ofKind.isEmpty() ? null : ofKind.get(0).cause());
    ofKind.stream().skip(1).forEach(failure -> exception.addSuppressed(failure.cause()));
    throw exception;
  }

  /** Validates a provider's descriptor, which may come from any plugin. */
  private static void check(Provider<?> provider) {
    @Nullable String id = provider.id();
    if (id == null || !id.matches("[a-z][a-z0-9-]*")) {
      throw new ProviderException(
          "an id is of lower case letters, digits and hyphens, not '"
              + id
              + "': "
              + origin(provider.getClass()),
          null);
    }
    Set<String> names = new HashSet<>();
    for (OptionKey<?> key : provider.options()) {
      if (!names.add(key.name())) {
        throw new ProviderException(
            "'"
                + id
                + "' has two options of the name '"
                + key.name()
                + "': "
                + origin(provider.getClass()),
            null);
      }
    }
  }

  private static Class<?> kind(Provider<?> provider) {
    if (provider instanceof SegmenterProvider) {
      return SegmenterProvider.class;
    }
    if (provider instanceof LayoutFinderProvider) {
      return LayoutFinderProvider.class;
    }
    return provider instanceof MaskCreatorProvider
        ? MaskCreatorProvider.class
        : AreaScorerProvider.class;
  }

  private static String origin(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    return type.getName() + " in " + (location == null ? "an unknown place" : location);
  }
}

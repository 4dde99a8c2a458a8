// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Enumeration;
import java.util.List;
import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class ProvidersDiscoveryTest {
  @TempDir(cleanup = CleanupMode.ALWAYS)
  Path folder = Path.of("");

  private WarningLog log = new WarningLog();

  @BeforeEach
  void listen() {
    log.close();
    log = new WarningLog();
  }

  @AfterEach
  void stopListening() {
    log.close();
  }

  private PluginJar jar(String name) {
    return new PluginJar(folder, name);
  }

  private static Providers discover(Path... jars) throws IOException {
    try (URLClassLoader loader = PluginJar.loader(jars)) {
      return Providers.discover(loader);
    }
  }

  private static List<String> ids(Providers providers) {
    return providers.segmenters().stream().map(Provider::id).sorted().toList();
  }

  @Test
  void withoutPluginsThereIsNone() throws IOException {
    Providers none = discover();
    assertEquals(List.of(), none.segmenters());
    assertEquals(List.of(), none.maskCreators());
    assertEquals(List.of(), none.areaScorers());
    assertEquals(List.of(), none.failures());
    ProviderException missing =
        assertThrows(ProviderException.class, () -> none.segmenter("edges"));
    assertEquals("no segmenter 'edges'; there is none", missing.getMessage());
    assertNull(missing.getCause());
    assertEquals(0, log.size());
  }

  @Test
  void oneIsFoundByItsId() throws IOException {
    Providers one = discover(jar("one").segmenter("One", "one", "").build());
    assertEquals("one", one.segmenter("one").id());
    assertEquals(List.of("one"), ids(one));
    assertEquals(List.of(), one.maskCreators());
    ProviderException missing = assertThrows(ProviderException.class, () -> one.segmenter("two"));
    assertEquals("no segmenter 'two'; there are one", missing.getMessage());
    assertEquals(0, log.size());
  }

  @Test
  void twoHostsDoNotMeet() throws IOException {
    Providers here = discover(jar("here").segmenter("Here", "here", "").build());
    Providers there = discover(jar("there").segmenter("There", "there", "").build());
    assertEquals(List.of("here"), ids(here));
    assertEquals(List.of("there"), ids(there));
  }

  @Test
  void idsAreUniqueInAKindOnly() throws IOException {
    Providers both =
        discover(
            jar("both")
                .segmenter("Seg", "polygons", "")
                .maskCreator("Draw", "polygons", "")
                .build());
    assertEquals("plugin.Seg", both.segmenter("polygons").getClass().getName());
    assertEquals("plugin.Draw", both.maskCreator("polygons").getClass().getName());
  }

  @Test
  void twoOfOneIdAreRefusedWithBothClassesAndJars() {
    Path first = jar("first").segmenter("First", "same", "").build();
    Path second = jar("second").segmenter("Second", "same", "").build();
    String message =
        String.valueOf(
            assertThrows(ProviderException.class, () -> discover(first, second)).getMessage());
    for (String part :
        List.of("'same'", "plugin.First", "first.jar", "plugin.Second", "second.jar")) {
      assertTrue(message.contains(part), part + " in: " + message);
    }
  }

  @Test
  void oneThatThrowsInItsConstructorDoesNotHideTheOthers() throws IOException {
    Path jar =
        jar("mixed")
            .segmenter("Before", "before", "")
            .segmenter(
                "Broken",
                "broken",
                "public Broken() { throw new IllegalStateException(\"fuse\"); }")
            .segmenter("After", "after", "")
            .build();
    Providers providers = discover(jar);
    assertEquals(List.of("after", "before"), ids(providers));
    Providers.Failure failure = only(providers.failures());
    assertTrue(failure.what().startsWith("segmenter provider plugin.Broken in "), failure.what());
    assertTrue(failure.what().endsWith("mixed.jar"), failure.what());
    assertEquals("fuse", String.valueOf(deepest(failure.cause()).getMessage()));

    ProviderException asked =
        assertThrows(ProviderException.class, () -> providers.segmenter("broken"));
    assertSame(failure.cause(), asked.getCause(), "the failure is why the id is not there");
    String message = String.valueOf(asked.getMessage());
    assertTrue(message.contains("there are after, before"), message);
    assertTrue(message.contains("plugin.Broken"), message);
    assertThrows(ProviderException.class, () -> providers.segmenter("broken"));
    assertEquals(1, log.about("plugin.Broken"), "logged once, however often it is asked for");
    assertEquals(1, log.size());
  }

  @Test
  void oneWhoseStaticPartFailsIsKeptAside() throws IOException {
    Path jar =
        jar("fail")
            .segmenter("Static", "static", "static final int ZERO = Integer.parseInt(\"x\");")
            .segmenter("Fine", "fine", "")
            .build();
    Providers providers = discover(jar);
    assertEquals(List.of("fine"), ids(providers));
    assertInstanceOf(NumberFormatException.class, deepest(only(providers.failures()).cause()));
  }

  @Test
  void oneThatLacksAClassIsKeptAside() throws IOException {
    Path inConstructor =
        jar("lacks")
            .source("Engine", "package plugin; public class Engine {}")
            .segmenter("Lacks", "lacks", "private final Object engine = new Engine();")
            .segmenter("Fine", "fine", "")
            .without("Engine")
            .build();
    Providers providers = discover(inConstructor);
    assertEquals(List.of("fine"), ids(providers));
    assertTrue(
        only(providers.failures()).toString().contains("plugin.Lacks"), "the class is named");
    Throwable cause = deepest(only(providers.failures()).cause());
    assertTrue(cause.toString().contains("plugin"), cause.toString());
    ProviderException asked =
        assertThrows(ProviderException.class, () -> providers.segmenter("lacks"));
    assertSame(only(providers.failures()).cause(), asked.getCause());
  }

  @Test
  void severalThatLackTheSameSuperclassAreEachKeptAside() throws IOException {
    String members =
        "public String description() { return \"d\"; }"
            + "public java.util.List<OptionKey<?>> options() { return java.util.List.of(); }"
            + "public Availability availability() { return null; }"
            + "public uk.ac.bgs.corescore.segment.Segmenter create(Options o) { return null; }";
    PluginJar jar =
        jar("orphans")
            .source(
                "Base",
                "package plugin; import uk.ac.bgs.corescore.spi.*;"
                    + "public abstract class Base implements SegmenterProvider {"
                    + members
                    + "}");
    for (String type : List.of("A", "B", "C")) {
      jar.source(
              type,
              "package plugin; public class "
                  + type
                  + " extends Base { public String id() { return \"x\"; } }")
          .service("SegmenterProvider", "plugin." + type);
    }
    Providers providers = discover(jar.segmenter("Fine", "fine", "").without("Base").build());
    assertEquals(List.of("fine"), ids(providers), "the one behind the three is found");
    assertEquals(3, providers.failures().size());
    ProviderException asked = assertThrows(ProviderException.class, () -> providers.segmenter("x"));
    assertInstanceOf(LinkageError.class, asked.getCause());
    assertEquals(2, asked.getSuppressed().length, "the further failures are kept too");
  }

  @Test
  void classThatDoesNotExistOrIsNoProviderIsAFailure() throws IOException {
    Path jar =
        jar("ghost")
            .service("SegmenterProvider", "plugin.Ghost")
            .segmenter("Fine", "fine", "")
            .source("Stranger", "package plugin; public class Stranger {}")
            .service("SegmenterProvider", "plugin.Stranger")
            .build();
    Providers providers = discover(jar);
    assertEquals(List.of("fine"), ids(providers));
    assertEquals(2, providers.failures().size());
    assertTrue(providers.failures().get(0).cause().toString().contains("plugin.Ghost"));
    assertTrue(providers.failures().get(1).cause().toString().contains("plugin.Stranger"));
    assertEquals(1, log.about("plugin.Ghost"));
  }

  @Test
  void malformedServicesFileIsAFailureAndNotTheEnd() {
    Path bad = jar("bad").service("SegmenterProvider", "this is no class name").build();
    Path worse = jar("worse").service("SegmenterProvider", "1.2.3").build();
    Path good = jar("good").segmenter("Fine", "fine", "").build();
    Providers providers =
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> discover(bad, worse, good));
    assertEquals(List.of("fine"), ids(providers));
    assertEquals(2, providers.failures().size());
    assertTrue(providers.failures().get(0).cause().toString().contains("bad.jar"));
    assertTrue(providers.failures().get(1).cause().toString().contains("worse.jar"));
  }

  @Test
  void classLoaderThatCannotLookIsAFailureAndNotALoop() {
    ClassLoader broken =
        new ClassLoader(null) {
          @Override
          public Enumeration<URL> getResources(String name) throws IOException {
            throw new IOException("disk gone");
          }
        };
    Providers providers =
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> Providers.discover(broken));
    assertEquals(4, providers.failures().size(), "one for each kind");
    ProviderException asked =
        assertThrows(ProviderException.class, () -> providers.maskCreator("polygons"));
    assertInstanceOf(ServiceConfigurationError.class, asked.getCause());
    assertTrue(String.valueOf(asked.getMessage()).contains("mask creator provider"));
    assertEquals(0, asked.getSuppressed().length, "failures of other kinds do not matter here");
  }

  @Test
  void malformedIdIsAFailure() throws IOException {
    Path jar =
        jar("shouting")
            .segmenter("Shouting", "Shouting Id", "")
            .segmenter("Fine", "fine", "")
            .build();
    Providers providers = discover(jar);
    assertEquals(List.of("fine"), ids(providers));
    String message = only(providers.failures()).cause().toString();
    assertTrue(message.contains("'Shouting Id'") && message.contains("shouting.jar"), message);
  }

  @Test
  void providerThatCannotDescribeItselfIsAFailure() throws IOException {
    Path jar =
        jar("mute")
            .source(
                "Mute",
                "package plugin; public class Mute extends Fine {"
                    + "public String id() { throw new UnsupportedOperationException(\"mute\"); } }")
            .service("SegmenterProvider", "plugin.Mute")
            .source(
                "WithoutId",
                "package plugin; public class WithoutId extends Fine {"
                    + "public String id() { return null; } }")
            .service("SegmenterProvider", "plugin.WithoutId")
            .source(
                "NoOptions",
                "package plugin; public class NoOptions extends Fine {"
                    + "public java.util.List<uk.ac.bgs.corescore.spi.OptionKey<?>> options()"
                    + " { return null; } }")
            .service("SegmenterProvider", "plugin.NoOptions")
            .segmenter("Fine", "fine", "")
            .build();
    Providers providers = discover(jar);
    assertEquals(List.of("fine"), ids(providers));
    assertEquals(3, providers.failures().size());
  }

  @Test
  void failuresOfAnotherKindAreNotTheCause() throws IOException {
    Path jar =
        jar("kinds")
            .maskCreator(
                "Broken", "broken", "public Broken() { throw new IllegalStateException(); }")
            .segmenter("Fine", "fine", "")
            .build();
    Providers providers = discover(jar);
    assertEquals(1, providers.failures().size());
    assertNull(
        assertThrows(ProviderException.class, () -> providers.segmenter("nothing")).getCause());
    assertNotNull(
        assertThrows(ProviderException.class, () -> providers.maskCreator("broken")).getCause());
  }

  @Test
  void hostsInstancesJoinWhatWasFound() throws IOException {
    Providers found =
        discover(
            jar("mixed")
                .segmenter("Fine", "fine", "")
                .service("SegmenterProvider", "plugin.Ghost")
                .build());
    Providers all = found.with(new FakeProvider("mine"));
    assertEquals(List.of("fine", "mine"), ids(all));
    assertEquals(found.failures(), all.failures());
    assertThrows(ProviderException.class, () -> found.with(new FakeProvider("fine")));
    assertEquals(List.of("fine"), ids(found), "the first is not changed");
  }

  private static Providers.Failure only(List<Providers.Failure> failures) {
    assertEquals(1, failures.size(), failures.toString());
    return failures.get(0);
  }

  private static Throwable deepest(Throwable failure) {
    @Nullable Throwable cause = failure.getCause();
    return cause == null ? failure : deepest(cause);
  }
}

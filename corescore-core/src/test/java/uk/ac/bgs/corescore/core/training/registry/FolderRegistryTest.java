// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.house.JavaProgram;

class FolderRegistryTest extends ModelRegistryContract {
  @Override
  protected FolderRegistry registry() {
    return new FolderRegistry(scratch.resolve("registry"));
  }

  @Override
  protected void damage(String model, int version, String file) throws IOException {
    Path kept = scratch.resolve("registry").resolve(model).resolve(version + "/" + file);
    byte[] bytes = Files.readAllBytes(kept);
    bytes[bytes.length / 2]++;
    Files.write(kept, bytes);
  }

  private Process other(String... args) throws IOException {
    String[] all = new String[args.length + 1];
    all[0] = scratch.resolve("registry").toString();
    System.arraycopy(args, 0, all, 1, args.length);
    return JavaProgram.of(Restless.class, List.of(), all)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Every state that a reader can see is whole. Returns the number of versions. */
  private int requireWhole() throws IOException {
    FolderRegistry registry = registry();
    // First: versions only become more.
    OptionalInt production = registry.alias("corescore", "production");
    List<ModelVersion> versions = registry.versions("corescore");
    assertEquals(
        IntStream.rangeClosed(1, versions.size()).boxed().toList(),
        versions.stream().map(ModelVersion::version).toList());
    for (ModelVersion version : versions) {
      assertEquals("model.corescore", version.file());
      registry.fetch("corescore", version.version(), version.file());
      String state = version.tags().getOrDefault("state", "");
      assertTrue(state.equals("new") || state.equals("tagged " + version.version()), state);
    }
    production.ifPresent(at -> assertTrue(at >= 1 && at <= versions.size(), "production is " + at));
    return versions.size();
  }

  /** Another process is killed in the middle, wherever it is, and the next one continues. */
  @Test
  void aKillLeavesTheOldStateOrTheNew() throws IOException, InterruptedException {
    model(1);
    int before = 0;
    for (int round = 1; round <= 5; round++) {
      Process other = other(scratch.resolve("models/1/model.corescore").toString(), "1000000");
      try (BufferedReader out = other.inputReader(StandardCharsets.UTF_8)) {
        // Other places in its work each time: it says a line before each change.
        for (int line = 0; line < 3 + 4 * round; line++) {
          assertTrue(out.readLine() != null, "it goes on until it is killed");
        }
        other.destroyForcibly();
        assertTrue(other.waitFor(60, TimeUnit.SECONDS));
      } finally {
        other.destroyForcibly();
      }
      int after = requireWhole();
      assertTrue(after > before, "it has registered something");
      before = after;
    }
    registry().register("corescore", Registration.of(model(1)));
    assertEquals(before + 1, registry().versions("corescore").size());
  }

  /** Two processes and two threads at a time; nothing is lost. */
  @Test
  void processesDoNotDisturbEachOther() throws Exception {
    model(1);
    Process other = other(scratch.resolve("models/1/model.corescore").toString(), "12");
    try (BufferedReader out = other.inputReader(StandardCharsets.UTF_8)) {
      assertTrue(out.readLine() != null);
      Thread beside = new Thread(() -> registerTen(registry()));
      beside.start();
      registerTen(registry());
      beside.join();
      while (out.readLine() != null) {
        requireWhole();
      }
      assertEquals(0, other.waitFor());
    } finally {
      other.destroyForcibly();
    }
    assertEquals(32, requireWhole());
  }

  /**
   * Two copies of the library in one process, as two applications on one server have: the system's
   * locks do not part them, and closing one's file drops the other's lock.
   */
  @Test
  void copiesOfTheLibraryInOneProcessWaitForEachOther() throws Exception {
    model(1);
    List<URL> path = new ArrayList<>();
    for (String entry :
        (System.getProperty("java.class.path")
                + File.pathSeparator
                + System.getProperty("surefire.test.class.path", ""))
            .split(File.pathSeparator, -1)) {
      path.add(Path.of(entry).toUri().toURL());
    }
    URL[] urls = path.toArray(URL[]::new);
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    try (URLClassLoader one = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
        URLClassLoader two = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      List<Thread> threads = new ArrayList<>();
      for (URLClassLoader loader : List.of(one, two)) {
        Class<?> registering = loader.loadClass(Registering.class.getName());
        assertNotSame(Registering.class, registering);
        Constructor<?> made = registering.getDeclaredConstructor(String.class, String.class);
        made.setAccessible(true);
        Runnable run =
            (Runnable)
                made.newInstance(
                    scratch.resolve("registry").toString(),
                    scratch.resolve("models/1/model.corescore").toString());
        Thread thread = new Thread(run);
        thread.setUncaughtExceptionHandler((which, problem) -> failures.add(problem));
        threads.add(thread);
      }
      threads.forEach(Thread::start);
      registerTen(registry());
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertEquals(List.of(), failures);
    assertEquals(50, requireWhole());
  }

  /** Registers twenty versions. */
  static final class Registering implements Runnable {
    private final String folder;
    private final String model;

    Registering(String folder, String model) {
      this.folder = folder;
      this.model = model;
    }

    @Override
    public void run() {
      try {
        for (int i = 0; i < 20; i++) {
          new FolderRegistry(Path.of(folder))
              .register(
                  "corescore",
                  new Registration(
                      Path.of(model),
                      java.util.Optional.empty(),
                      Map.of(),
                      Map.of("state", "new")));
        }
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private void registerTen(FolderRegistry registry) {
    try {
      for (int i = 0; i < 10; i++) {
        registry.register(
            "corescore",
            new Registration(
                scratch.resolve("models/1/model.corescore"),
                java.util.Optional.empty(),
                Map.of(),
                Map.of("state", "new")));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Registers, tags, moves and rolls back, and says a line before each. */
  static final class Restless {
    private Restless() {}

    public static void main(String[] args) throws IOException {
      FolderRegistry registry = new FolderRegistry(Path.of(args[0]));
      Registration what =
          new Registration(
              Path.of(args[1]), java.util.Optional.empty(), Map.of(), Map.of("state", "new"));
      for (int i = 0; i < Integer.parseInt(args[2]); i++) {
        say("register");
        int version = registry.register("corescore", what).version();
        say("tag");
        registry.tag("corescore", version, Map.of("state", "tagged " + version));
        say("move");
        OptionalInt now = registry.alias("corescore", "production");
        registry.moveAlias("corescore", "production", now, version);
        if (i % 3 == 2) {
          say("roll back");
          registry.rollBack("corescore", "production");
        }
      }
    }

    private static void say(String line) {
      System.out.println(line);
      System.out.flush();
    }
  }

  @Test
  void whatAKillLeftAsideIsPassedOverAndRemoved() throws IOException {
    registry().register("corescore", Registration.of(model(1)));
    Path own = scratch.resolve("registry/corescore");
    Files.createDirectories(own.resolve(".new/deeper"));
    Files.writeString(own.resolve(".new/model.corescore"), "half");
    Files.writeString(own.resolve(".aliases.csv.part"), "key,val");
    assertEquals(1, registry().versions("corescore").size());
    assertEquals(2, registry().register("corescore", Registration.of(model(2))).version());
    registry().moveAlias("corescore", "production", OptionalInt.empty(), 2);
    assertFalse(Files.exists(own.resolve(".new")));
    assertEquals(OptionalInt.of(2), registry().alias("corescore", "production"));
  }

  /** Files of others lie about; none of them is a version, and none is written over. */
  @Test
  void filesOfOthersArePassedOver() throws IOException {
    registry().register("corescore", Registration.of(model(1)));
    Path own = scratch.resolve("registry/corescore");
    Files.writeString(own.resolve("2"), "somebody else's");
    Files.writeString(own.resolve("notes.txt"), "a note");
    Files.createDirectories(own.resolve("old/1"));
    Files.createDirectories(scratch.resolve("registry/.git"));
    Files.writeString(scratch.resolve("registry/README"), "a note");
    assertEquals(List.of("corescore"), registry().models());
    assertEquals(1, registry().versions("corescore").size());
    assertEquals(3, registry().register("corescore", Registration.of(model(2))).version());
    assertEquals("somebody else's", Files.readString(own.resolve("2")));
  }

  @Test
  void brokenFilesAreNamed() throws IOException {
    registry().register("corescore", Registration.of(model(1)));
    Path own = scratch.resolve("registry/corescore");
    Files.writeString(own.resolve("aliases.csv"), "key,value\nproduction,\"x\"\n");
    CoreScoreException e =
        assertThrows(CoreScoreException.class, () -> registry().alias("corescore", "production"));
    assertTrue(String.valueOf(e.getMessage()).contains("aliases.csv"), e.getMessage());
    Files.delete(own.resolve("aliases.csv"));
    Files.writeString(own.resolve("1/version.csv"), "key,value\nregistered,\"soon\"\n");
    e = assertThrows(CoreScoreException.class, () -> registry().version("corescore", 1));
    assertTrue(String.valueOf(e.getMessage()).contains("version.csv"), e.getMessage());
    assertTrue(String.valueOf(e.getMessage()).endsWith("got 'soon'"), e.getMessage());
    Files.write(own.resolve("1/version.csv"), new byte[] {'k', (byte) 0xff});
    e = assertThrows(CoreScoreException.class, () -> registry().version("corescore", 1));
    assertTrue(String.valueOf(e.getMessage()).contains("version.csv: expected"), e.getMessage());
    Files.delete(own.resolve("1/version.csv"));
    e = assertThrows(CoreScoreException.class, () -> registry().versions("corescore"));
    assertTrue(String.valueOf(e.getMessage()).endsWith("it has no version.csv"), e.getMessage());
    Files.createDirectory(own.resolve("aliases.csv"));
    e = assertThrows(CoreScoreException.class, () -> registry().alias("corescore", "production"));
    assertTrue(String.valueOf(e.getMessage()).endsWith("it is a folder"), e.getMessage());
    FolderRegistry none =
        new FolderRegistry(Files.writeString(scratch.resolve("file"), "something else"));
    assertThrows(CoreScoreException.class, none::models);
    assertThrows(CoreScoreException.class, () -> none.versions("corescore"));
    e =
        assertThrows(
            CoreScoreException.class, () -> none.register("corescore", Registration.of(model(1))));
    assertTrue(String.valueOf(e.getMessage()).endsWith("it is a file"), e.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            registry()
                .register(
                    "corescore",
                    new Registration(
                        model(1),
                        java.util.Optional.empty(),
                        Map.of("tags.csv", model(2)),
                        Map.of())));
  }
}

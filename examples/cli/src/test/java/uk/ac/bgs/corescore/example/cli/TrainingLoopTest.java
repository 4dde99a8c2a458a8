// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.training.mlflow.MlflowDouble;
import uk.ac.bgs.corescore.core.training.mlflow.MlflowSettings;
import uk.ac.bgs.corescore.core.training.registry.ModelRegistry;
import uk.ac.bgs.corescore.core.training.registry.ModelVersion;
import uk.ac.bgs.corescore.core.training.registry.Promotion;
import uk.ac.bgs.corescore.core.training.registry.Registration;
import uk.ac.bgs.corescore.djl.DjlUnetProvider;

/**
 * The loop, walked twice on drawn cores: a first model is promoted, one that was trained on
 * shuffled labels is refused, a better one takes over and is picked up.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrainingLoopTest {
  @TempDir static Path folder = Path.of(".");

  @SuppressWarnings("NullAway.Init") // set before all tests
  private MlflowDouble server;

  private String home = "";

  @BeforeAll
  void trainThree() throws IOException {
    home = System.getProperty("user.home", "");
    System.setProperty("user.home", folder.resolve("home").toString());
    server = MlflowDouble.start(folder.resolve("artifacts"), false);
    ok("draw", "--count", 2, "--seed", 1, "--width", 640, "--height", 96, "--out", at("drawn"));
    ok("draw", "--count", 2, "--seed", 9, "--width", 640, "--height", 96, "--out", at("test"));
    shuffleMasks();
    try (InputStream in = DjlUnetProvider.class.getResourceAsStream("lite.corescore")) {
      assertTrue(in != null, "a model is bundled");
      Files.copy(in, at("bundled.corescore"));
    }
    train("first", at("drawn/masks"), 3, "2e-3", server.address(), server.address());
    train("worse", at("shuffled"), 8, "1e-2", at("runs"), at("registry"));
    train("better", at("drawn/masks"), 1, "1e-6", at("runs"), at("registry"));
  }

  @AfterAll
  void stop() {
    server.close();
    System.setProperty("user.home", home);
  }

  private static Path at(String name) {
    return folder.resolve(name);
  }

  private static CoreScoreCommandTest.Run ok(Object... args) {
    CoreScoreCommandTest.Run run = CoreScoreCommandTest.run(args);
    assertEquals(0, run.exitCode(), run.err());
    return run;
  }

  /** Each photo gets the other's labels. */
  private static void shuffleMasks() throws IOException {
    Path shuffled = Files.createDirectories(at("shuffled"));
    List<Path> masks;
    try (Stream<Path> files = Files.list(at("drawn/masks"))) {
      masks =
          files
              .filter(file -> !String.valueOf(file).endsWith(".instances.png"))
              .filter(file -> String.valueOf(file).endsWith(".png"))
              .sorted()
              .toList();
    }
    assertEquals(2, masks.size(), masks.toString());
    for (int i = 0; i < 2; i++) {
      Files.copy(masks.get(1 - i), shuffled.resolve(String.valueOf(masks.get(i).getFileName())));
    }
  }

  private static void train(
      String name, Path masks, int steps, String rate, Object track, Object register) {
    CoreScoreCommandTest.Run run =
        ok(
            "train",
            "--masks",
            masks,
            "--photos",
            at("drawn/photos"),
            "--fine-tune",
            at("bundled.corescore"),
            "--photo-width",
            640,
            "--steps",
            steps,
            "--learning-rate",
            rate,
            "--batch",
            1,
            "--drawn",
            0,
            "--track",
            track,
            "--register",
            register,
            "--out",
            at(name));
    assertTrue(run.out().contains("registered: corescore@"), run.out());
  }

  private static CoreScoreCommandTest.Run promote(Object registry, int version, Object... more)
      throws IOException {
    Path rules =
        Files.writeString(
            at("rules.json"),
            "{\"minimum\": {\"rock_iou\": 0.3}, \"meanTolerance\": {\"rock_iou\": 0.02}}");
    List<Object> args =
        new ArrayList<>(
            List.of("promote", "--registry", registry, "--candidate", version, "--rules", rules));
    args.addAll(List.of("--masks", at("test/masks"), "--photos", at("test/photos")));
    args.addAll(List.of("--option", "flips=false"));
    args.addAll(List.of(more));
    return CoreScoreCommandTest.run(args.toArray());
  }

  @Test
  void theLoopClosesInAFolder() throws IOException {
    walk("folder", at("walked").toString());
  }

  @Test
  void theLoopClosesOnAnMlflowServer() throws IOException {
    walk("mlflow", server.address());
  }

  private static void walk(String name, String place) throws IOException {
    ModelRegistry registry = MlflowSettings.registry(place, Map.of());
    int before = registry.versions("corescore").size();
    assertEquals(name.equals("mlflow") ? 1 : 0, before, "train has registered the first there");
    if (before == 0) {
      add(registry, "first");
    }
    add(registry, "worse");
    add(registry, "better");

    CoreScoreCommandTest.Run run = promote(place, 1);
    assertEquals(0, run.exitCode(), run.out() + run.err());
    assertTrue(run.out().contains("as the first model"), run.out());
    assertEquals(OptionalInt.of(1), registry.alias("corescore", "production"));
    score(name + " 1", place);
    assertUsed(registry, name + " 1", 1);

    run = promote(place, 2, "--dry-run");
    assertEquals(1, run.exitCode(), run.out() + run.err());
    assertTrue(run.out().contains("nothing was changed"), run.out());
    assertEquals(Optional.empty(), Promotion.verdict(registry.version("corescore", 2)));
    run = promote(place, 2, "--out", at(name + " verdict"));
    assertEquals(1, run.exitCode(), run.out() + run.err());
    assertTrue(run.out().contains("NOT MET"), run.out());
    assertTrue(run.out().contains("stays version 1"), run.out());
    assertTrue(Files.size(at(name + " verdict").resolve("verdict.html")) > 0);
    assertEquals(OptionalInt.of(1), registry.alias("corescore", "production"));
    ModelVersion refused = registry.version("corescore", 2);
    assertEquals(Optional.of("FAIL"), Promotion.verdict(refused));
    assertTrue(Promotion.reasons(refused).contains("rock_iou"), refused.toString());
    assertEquals("1", refused.tags().get("gate/against"));

    run = promote(place, 3);
    assertEquals(0, run.exitCode(), run.out() + run.err());
    assertEquals(OptionalInt.of(3), registry.alias("corescore", "production"));
    score(name + " 3", place);
    assertUsed(registry, name + " 3", 3);
    run = promote(place, 3);
    assertTrue(run.out().contains("in production already"), run.out());

    Path page = at(name + ".html");
    run = ok("models", "--registry", place, "--html", page);
    assertEquals(5, run.out().lines().count(), run.out());
    assertTrue(run.out().lines().toList().get(3).contains("production"), run.out());
    String html = Files.readString(page);
    assertTrue(html.contains("><title>version 3: "), html);
    assertTrue(html.contains("<path class=\"fail\""), html);
    assertTrue(html.contains("minmax(min(360px,100%),1fr)"), "a chart is no wider than a phone");
    run = ok("models", "--registry", place, "--roll-back");
    assertTrue(run.out().contains("corescore@1 is in production again"), run.out());
    assertEquals(OptionalInt.of(1), registry.alias("corescore", "production"));
  }

  private static void add(ModelRegistry registry, String trained) throws IOException {
    registry.register(
        "corescore",
        new Registration(
            at(trained).resolve("model.corescore"),
            Optional.of("run of " + trained),
            Map.of("model-card.md", at(trained).resolve("model-card.md")),
            Map.of()));
  }

  private static void score(String results, String place) throws IOException {
    try (Stream<Path> files = Files.list(at("test/photos"))) {
      ok(
          "score",
          files.sorted().findFirst().orElseThrow(),
          "--registry",
          place,
          "--model",
          "registry:corescore@production",
          "--option",
          "flips=false",
          "--format",
          "json",
          "--out",
          at(results));
    }
  }

  /** The report says which file the model was. */
  private static void assertUsed(ModelRegistry registry, String results, int version)
      throws IOException {
    Path file = registry.fetch("corescore", version, "model.corescore");
    try (Stream<Path> files = Files.list(at(results))) {
      String json = Files.readString(files.findFirst().orElseThrow());
      assertTrue(json.contains(file.toString().replace("\\", "\\\\")), json);
    }
  }

  @Test
  void runsAreListed() {
    CoreScoreCommandTest.Run run = ok("runs", "--track", server.address());
    assertTrue(run.out().contains("train first"), run.out());
    assertTrue(run.out().contains("FINISHED"), run.out());
    run = ok("runs", "--track", at("runs"));
    assertEquals(3, run.out().lines().count(), run.out());
  }

  /** What train has registered by itself carries what the registry needs to know. */
  @Test
  void aRegisteredModelHasItsCardAndItsHashes() throws IOException {
    ModelRegistry registry = MlflowSettings.registry(at("registry").toString(), Map.of());
    List<ModelVersion> versions = registry.versions("corescore");
    assertEquals(2, versions.size());
    ModelVersion version = versions.get(0);
    assertEquals(
        List.of("model.corescore", "model-card.md", "split.csv", "training.html"),
        List.copyOf(version.sha256().keySet()));
    assertTrue(version.run().isPresent());
    assertTrue(version.tags().containsKey("data_sha256"), version.toString());
    assertEquals("1", version.tags().get("seed"));
  }

  @Test
  void whatIsNotThereIsTold() throws IOException {
    CoreScoreCommandTest.Run run = promote(at("registry"), 9);
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("no version 9 of corescore"), run.err());
    run = CoreScoreCommandTest.run("models", "--name", "x");
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("--registry"), run.err());
    run = ok("models", "--registry", at("registry"), "--name", "other");
    assertTrue(run.out().contains("it has corescore"), run.out());
    run =
        CoreScoreCommandTest.run(
            "models", "--registry", at("registry"), "--name", "a b", "--roll-back");
    assertEquals(2, run.exitCode());
    assertEquals(1, run.err().lines().count(), run.err());
    run = CoreScoreCommandTest.run("runs", "--track", server.address(), "--experiment", " ");
    assertEquals(2, run.exitCode(), run.err());
    for (String bad : List.of("registry:corescore@trial", "registry:a b", "registry:x")) {
      run =
          CoreScoreCommandTest.run(
              "score",
              at("test/photos"),
              "--registry",
              at("registry"),
              "--model",
              bad,
              "--out",
              at("scored"));
      assertEquals(1, run.exitCode(), bad);
    }
    run = CoreScoreCommandTest.run("score", at("test/photos"), "--model", "registry:corescore@1");
    assertTrue(run.err().contains("--registry"), run.err());
  }

  /** An unexpected failure is no verdict either. */
  @Test
  void aFaultIsNoVerdict() {
    CoreScoreCommand.commandLine()
        .getSubcommands()
        .forEach(
            (name, command) ->
                assertEquals(
                    name.equals("promote") || name.equals("gate") ? 2 : 1,
                    command.getCommandSpec().exitCodeOnExecutionException(),
                    name));
  }

  /** Not after hours of it. */
  @Test
  void whereNothingCanBeKeptIsToldBeforeTheTraining() throws IOException {
    Path file = Files.writeString(at("a-file"), "something else");
    for (String wrong :
        List.of("--register=" + file, "--register=http:/host", "--track=sqlite:///a.db")) {
      CoreScoreCommandTest.Run run =
          CoreScoreCommandTest.run(
              "train",
              "--masks",
              at("drawn/masks"),
              "--photos",
              at("drawn/photos"),
              wrong,
              "--out",
              at("untrained"));
      // A folder that is a file is bad input; an address that is none is wrong use.
      assertEquals(wrong.endsWith("a-file") ? 1 : 2, run.exitCode(), run.err());
      assertEquals(1, run.err().lines().count(), run.err());
      assertFalse(Files.exists(at("untrained")), "nothing is made");
    }
  }

  @Test
  void serversAreTakenFromTheEnvironment() {
    for (String folder : List.of("models", "https", "C:/models", "a:b")) {
      assertEquals(Optional.empty(), MlflowSettings.of(folder, Map.of()), folder);
    }
    for (String none :
        List.of("http:/host", "file:///models", "sqlite:///a.db", "http://h:70000")) {
      CoreScoreException e =
          assertThrows(CoreScoreException.class, () -> MlflowSettings.of(none, Map.of()), none);
      assertTrue(String.valueOf(e.getMessage()).contains("'" + none + "'"), e.getMessage());
    }
    assertThrows(CoreScoreException.class, () -> MlflowSettings.of("mlflow", Map.of()));
    assertEquals(
        "http-runs",
        MlflowSettings.spoolingTracker("http-runs", "x", at("spool"), Map.of()).toString());
    Map<String, String> environment =
        Map.of(
            "MLFLOW_TRACKING_URI",
            "http://localhost:5000/",
            "MLFLOW_TRACKING_USERNAME",
            "user",
            "MLFLOW_TRACKING_PASSWORD",
            "hushhush");
    assertEquals(
        "http://localhost:5000", MlflowSettings.of("mlflow", environment).orElseThrow().toString());
    CoreScoreException e =
        assertThrows(
            CoreScoreException.class,
            () -> MlflowSettings.of("http://user:hushhush@host", environment));
    assertFalse(String.valueOf(e.getMessage()).contains("hushhush"), e.getMessage());
  }
}

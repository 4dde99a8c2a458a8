// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.core.training.mlflow.MlflowDouble;
import uk.ac.bgs.corescore.core.training.mlflow.MlflowServer;
import uk.ac.bgs.corescore.core.training.mlflow.MlflowSettings;
import uk.ac.bgs.corescore.core.training.mlflow.MlflowTracker;
import uk.ac.bgs.corescore.core.training.registry.ModelRegistry;
import uk.ac.bgs.corescore.core.training.registry.ModelVersion;
import uk.ac.bgs.corescore.core.training.registry.Promotion;
import uk.ac.bgs.corescore.core.training.track.FolderTracker;
import uk.ac.bgs.corescore.core.training.track.RunRecord;
import uk.ac.bgs.corescore.core.training.track.RunStatus;

/** The loop in one command. */
class RetrainCommandTest {
  private static final List<String> CARRIED =
      List.of(
          "evaluation/evaluation.csv",
          "evaluation/evaluation.html",
          "evaluation/evaluation.json",
          "gate/verdict.html",
          "gate/verdict.json",
          "learning-rate.svg",
          "learnt.csv",
          "loss.svg",
          "metrics.csv",
          "model-card.md",
          "model.corescore",
          "split.csv",
          "training.html");

  @TempDir Path scratch = Path.of(".");

  @SuppressWarnings("NullAway.Init") // set before each test
  private RetrainFolder folder;

  @BeforeEach
  void drawCores() throws IOException {
    folder = new RetrainFolder(scratch);
  }

  /** Promoted, nothing new, refused and not tried again, promoted on better feedback. */
  @Test
  void theLoopIsWalked() throws IOException {
    CoreScoreCommandTest.Run run = folder.ends(0);
    assertTrue(run.out().contains("1 labelled photos, 1 of them new to a first model"), run.out());
    for (String stage : List.of("1/7 collect", "3/7 train", "6/7 gate", "promote: ")) {
      assertTrue(run.out().contains(stage), run.out());
    }
    assertTrue(run.out().contains("corescore@1 is in production"), run.out());

    run = folder.ends(0);
    assertTrue(run.out().contains("nothing is new since corescore@1"), run.out());
    assertEquals(1, folder.registry().versions("corescore").size());

    List<String> drawn = folder.drawn();
    Path wrong = folder.at("feedback/a.json");
    Files.writeString(wrong, folder.labels(drawn.get(1), drawn.get(2)));
    folder.recipe("learning-rate", "1e-2").recipe("steps", "8");
    run = folder.ends(RetrainCommand.REFUSED);
    assertTrue(run.out().contains("2 labelled photos, 1 of them new to corescore@1"), run.out());
    assertTrue(run.out().contains("begins with corescore@1"), run.out());
    assertTrue(run.out().contains("NOT MET"), run.out());
    assertTrue(run.out().contains("corescore@2 is refused"), run.out());
    assertEquals(OptionalInt.of(1), production());
    run = folder.ends(0);
    assertTrue(run.out().contains("corescore@2, which the gate refused: mean"), run.out());
    assertTrue(run.out().contains("--anyway"), run.out());

    // The same photo, and what is said of it is new: it takes the place of what was said before.
    Files.writeString(folder.at("feedback/b.json"), folder.labels(drawn.get(1), drawn.get(1)));
    folder.recipe("learning-rate", "1e-6").recipe("steps", "1");
    run = folder.ends(0);
    assertTrue(run.out().contains("2 labelled photos, 1 of them new to corescore@1"), run.out());
    assertEquals(OptionalInt.of(3), production());

    ModelVersion third = folder.registry().version("corescore", 3);
    assertEquals(Optional.of("PASS"), Promotion.verdict(third));
    assertEquals("1", third.tags().get("retrain/from"));
    assertEquals("1", third.tags().get("gate/against"));
    assertTrue(third.sha256().containsKey("learnt.csv"), third.toString());
    List<RunRecord> runs = new FolderTracker(folder.at("runs")).runs();
    assertEquals(3, runs.size());
    for (RunRecord one : runs) {
      assertEquals(RunStatus.FINISHED, one.status());
      assertEquals(CARRIED, one.artifacts());
      assertTrue(one.tags().containsKey("data_sha256"), one.toString());
    }
    assertEquals("FAIL", runs.get(1).tags().get("gate/verdict"));
    assertEquals(third.run(), Optional.of(runs.get(2).id()));
  }

  private OptionalInt production() throws IOException {
    return folder.registry().alias("corescore", ModelRegistry.PRODUCTION);
  }

  @Test
  void theLoopClosesOnAnMlflowServer() throws IOException {
    String home = System.getProperty("user.home", "");
    System.setProperty("user.home", scratch.resolve("home").toString());
    try (MlflowDouble server = MlflowDouble.start(scratch.resolve("artifacts"), false)) {
      folder.say("registry", server.address()).say("tracker", server.address());
      folder.recipe("steps", "1");
      folder.ends(0);
      CoreScoreCommandTest.Run run = folder.ends(0);
      assertTrue(run.out().contains("nothing is new since corescore@1"), run.out());
      MlflowTracker tracker = new MlflowTracker(MlflowServer.at(server.address()), "corescore");
      RunRecord kept = tracker.read(tracker.runs().get(0).id());
      assertEquals(RunStatus.FINISHED, kept.status());
      assertEquals(
          CARRIED,
          kept.artifacts().stream().filter(file -> !file.startsWith("registered/")).toList());
      ModelRegistry registry = MlflowSettings.registry(server.address(), Map.of());
      assertEquals(List.of("corescore", "corescore-test-set"), registry.models());
    } finally {
      System.setProperty("user.home", home);
    }
  }

  /** The test set is not trained on under another name; a name alone is no leak. */
  @Test
  void aTestSetThatLeaksIsRefused() throws IOException {
    String tested = CoreScoreCommandTest.names(folder.at("test/photos")).get(0);
    String drawn = folder.drawn().get(0);
    Files.copy(folder.at("test/photos").resolve(tested), folder.at("photos/renamed.jpg"));
    Path feedback = folder.at("feedback/a.json");
    Files.writeString(
        feedback, folder.labels(drawn, drawn).replace('"' + drawn + '"', "\"renamed.jpg\""));
    CoreScoreCommandTest.Run run = folder.ends(1);
    assertTrue(run.err().contains("leaks"), run.err());
    assertTrue(run.err().contains(tested + " (training photo renamed.jpg)"), run.err());
    assertEquals(List.of(), folder.registry().models(), "nothing is kept of it");

    Files.delete(folder.at("photos/renamed.jpg"));
    Files.delete(feedback);
    Files.move(folder.at("photos").resolve(drawn), folder.at("photos").resolve(tested));
    Files.writeString(
        folder.at("labels.json"),
        folder.labels(drawn, drawn).replace('"' + drawn + '"', '"' + tested + '"'));
    folder.recipe("steps", "1").ends(0);

    // Photos that production was trained on leak as well, though no label is left of them.
    Path other = Files.createDirectories(folder.at("other"));
    Files.copy(folder.at("photos").resolve(tested), other.resolve(tested));
    folder.say("test", "{labels: labels.json, photos: other}");
    Files.writeString(
        folder.at("more.json"), folder.labels(folder.drawn().get(1), folder.drawn().get(1)));
    folder.say("labels", "more.json");
    run = folder.ends(1, "--new-test-set");
    assertTrue(run.err().contains("leaks"), run.err());
  }

  @Test
  void aTestSetThatHasChangedIsRefusedUnlessAskedFor() throws IOException {
    folder.recipe("steps", "1").ends(0);
    folder.say("test", "{labels: second.json, photos: second}");
    Path second = Files.createDirectories(folder.at("second"));
    String drawn = folder.drawn().get(2);
    Files.writeString(folder.at("second.json"), folder.labels(drawn, drawn));
    Files.copy(folder.at("photos").resolve(drawn), second.resolve(drawn));
    CoreScoreCommandTest.Run run = folder.ends(1);
    assertTrue(run.err().contains("the test set has changed"), run.err());
    assertTrue(run.err().contains(drawn), run.err());
    assertTrue(run.err().contains("--new-test-set"), run.err());

    run = folder.ends(0, "--new-test-set", "--anyway");
    assertTrue(run.out().contains("corescore@2, mean of 1:"), run.out());
    assertEquals(OptionalInt.of(2), production());
    ModelVersion kept = folder.registry().version("corescore-test-set", 2);
    assertEquals(
        kept.tags().get("test_set/sha256"),
        folder.registry().version("corescore", 2).tags().get("gate/test_set"));
    // From now on the registry's copy is enough.
    Files.delete(second.resolve(drawn));
    folder.say("test", "{labels: drawn/labels.json, photos: second}");
    assertTrue(folder.run().err().contains("no photo of the test set"), "it is told");
  }

  @Test
  void wrongFilesAreToldWithLineAndKey() throws IOException {
    requireTold(
        "labels: none.json\nphotos: photos", "retrain.yaml, line 1: labels", "does not exist");
    requireTold("labels: labels.json\nphotos: photos\nphoto: x", "line 3", "known are labels,");
    requireTold("photos: photos", "expected one of labels, masks and feedback");
    requireTold("labels: labels.json", "expected photos");
    String sound = "labels: labels.json\nphotos: photos\n";
    requireTold(sound + "photos: photos", "line 3", "twice");
    requireTold(sound + "start: never", "line 3: start: expected production or afresh");
    requireTold(sound + "model: a b", "line 3: model", "'a b'");
    requireTold(sound + "model:", "line 3: model: expected a value, got none");
    requireTold(sound + "model: [a]", "line 3: model: expected a text, got a list");
    requireTold(sound + "recipe:\n  step: 3", "line 4: recipe", "'step'", "steps");
    requireTold(sound + "recipe:\n  batch: 1\n  steps: many", "line 5: recipe.steps", "many");
    requireTold(sound + "recipe:\n  steps: 5\n  epochs: 2", "not both");
    requireTold(sound + "rules: {minimum: {rock: 1}}", "line 3: rules.minimum", "rock_iou");
    requireTold(sound + "rules: {minimum: {rock_iou: x}}", "rules.minimum.rock_iou", "number");
    requireTold(sound + "rules: {meanTolerance: {rock_iou: -1}}", "line 3: rules", "negative");
    requireTold(sound + "test: {photos: photos}", "line 3: test: expected labels or masks");
    requireTold(sound + "a: [", "line 3", "not YAML: while parsing");
    requireTold(sound + "---\na: b", "not YAML: expected a single document");
    requireTold(sound + "masks: none", "line 3: masks: expected a file or folder");
    requireTold(sound + "scales: none.csv", "line 3: scales: expected a file or folder");
    requireTold(sound + "work: labels.json", "line 3: work: expected a folder");
    requireTold(sound + "recipe: {fine-tune: none.pt}", "line 3: recipe.fine-tune", "none.pt");
    requireTold(sound + "recipe: {rising: much}", "line 3: recipe.rising", "much");
    requireTold(sound + "recipe: {device: tpu}", "line 3: recipe", "auto, cpu, gpu, gpu:N");
    requireTold(sound + "recipe: {device: 'gpu:99'}", "line 3: recipe", "'gpu:99'");
    requireTold(sound + "options: {device: 'gpu:99'}", "line 3: options.device", "'gpu:99'");
    requireTold(sound + "options: {flip: true}", "line 3: options.flip", "known are", "flips");
    requireTold(sound + "options: {flips: perhaps}", "line 3: options.flips", "perhaps");
    requireTold(sound + "rules: {minimum: {rock_iou: 85}}", "line 3: rules", "rock_iou 85");
    requireTold(sound + "registry: http:/host", "line 3: registry", "http://HOST");
    requireTold(sound + "tracker: labels.json", "line 3: tracker", "is a file");
    requireTold("- a", "line 1: expected keys and values, got a list");
    requireTold("", "it is empty");
    requireTold(sound + "model: !!javax.script.ScriptEngineManager [x]", "line 3: model");
    requireTold(sound + "registry: models", "expected test");
    CoreScoreCommandTest.Run run = CoreScoreCommandTest.run("retrain");
    assertEquals(2, run.exitCode(), run.err());
    run = CoreScoreCommandTest.run("retrain", "--config", folder.at("none.yaml"));
    assertEquals(1, run.exitCode(), run.err());
    assertTrue(run.err().contains("none.yaml: does not exist"), run.err());
    run = CoreScoreCommandTest.run("retrain", "--config", scratch);
    assertTrue(run.err().contains(scratch + ": expected a file"), run.err());
    Path latin = Files.write(folder.at("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe9});
    run = CoreScoreCommandTest.run("retrain", "--config", latin);
    assertTrue(run.err().contains(latin + ": expected YAML in UTF-8"), run.err());
    assertFalse(Files.exists(folder.at("models")), "nothing is made");
  }

  @Test
  void aDamagedWorkFolderIsTold() throws IOException {
    Path state = Files.createDirectories(folder.at("work")).resolve("attempt.properties");
    for (String wrong : List.of("next=NOWHERE", "", "next=GATE\nid=1\nof=1\nrun=1")) {
      Files.writeString(state, wrong);
      CoreScoreCommandTest.Run run = folder.ends(1);
      assertTrue(run.err().contains("attempt.properties: expected how far"), run.err());
      assertEquals(1, run.err().lines().count(), run.err());
    }
  }

  private void requireTold(String text, String... told) throws IOException {
    Path file = Files.writeString(folder.at("retrain.yaml"), text);
    CoreScoreCommandTest.Run run = CoreScoreCommandTest.run("retrain", "--config", file);
    assertEquals(1, run.exitCode(), text + "\n" + run.out() + run.err());
    for (String part : told) {
      assertTrue(run.err().contains(part), text + "\n" + run.err());
    }
  }

  /** Every key is in the example, and the example is sound where its files are there. */
  @Test
  void anExampleIsWritten() throws IOException {
    Path file = folder.at("example.yaml");
    CoreScoreCommandTest.Run run = CoreScoreCommandTest.run("retrain", "--init", file);
    assertEquals(0, run.exitCode(), run.err());
    String text = Files.readString(file);
    run = CoreScoreCommandTest.run("retrain", "--init", file);
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains("exists already and is not replaced"), run.err());
    run = CoreScoreCommandTest.run("retrain", "--init", folder.at("none/example.yaml"));
    assertEquals(folder.at("none") + ": does not exist", run.err().strip());
    Files.createDirectory(folder.at("masks"));
    Files.writeString(
        folder.at("sound.yaml"),
        text.replace("steps: 2000", "steps: none").replace("#masks", "masks"));
    run = CoreScoreCommandTest.run("retrain", "--config", folder.at("sound.yaml"));
    assertTrue(run.err().contains("recipe.steps"), "all before it is sound: " + run.err());
    Files.writeString(folder.at("all.yaml"), "labels: labels.json\nphotos: photos\nx: y");
    run = CoreScoreCommandTest.run("retrain", "--config", folder.at("all.yaml"));
    String known = run.err().substring(run.err().indexOf("known are ") + 10).strip();
    for (String key : known.split(", ", -1)) {
      assertTrue(text.lines().anyMatch(line -> line.matches("#?" + key + ":.*")), key);
    }
  }
}

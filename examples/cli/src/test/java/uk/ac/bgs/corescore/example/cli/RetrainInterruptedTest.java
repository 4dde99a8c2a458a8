// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import uk.ac.bgs.corescore.core.training.registry.ModelRegistry;
import uk.ac.bgs.corescore.core.training.retrain.RetrainConfig;
import uk.ac.bgs.corescore.core.training.retrain.Retraining;
import uk.ac.bgs.corescore.core.training.retrain.Stage;
import uk.ac.bgs.corescore.core.training.track.FolderTracker;
import uk.ac.bgs.corescore.core.training.track.RunRecord;
import uk.ac.bgs.corescore.core.training.track.RunStatus;
import uk.ac.bgs.corescore.house.JavaProgram;

/** Wherever it is interrupted, the same command goes on from there. */
class RetrainInterruptedTest {
  @TempDir Path scratch = Path.of(".");

  @SuppressWarnings("NullAway.Init") // set before each test
  private RetrainFolder folder;

  @BeforeEach
  void drawCores() throws IOException {
    folder = new RetrainFolder(scratch);
  }

  private static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Hears where it is. */
  private interface Watch {
    void at(Stage stage, boolean done);
  }

  private Retraining.Outcome run(StringWriter said, Watch watch) throws IOException {
    CommandLine command = CoreScoreCommand.commandLine();
    PrintWriter console = new PrintWriter(said);
    command.setOut(console);
    command.setErr(console);
    RetrainConfig config = RetrainConfig.read(folder.config(), new RetrainRecipe.Names());
    RetrainConsole listener =
        new RetrainConsole(console, console) {
          @Override
          public void stageBegins(Stage stage) {
            super.stageBegins(stage);
            watch.at(stage, false);
          }

          @Override
          public void stageDone(Stage stage, double seconds) {
            watch.at(stage, true);
            super.stageDone(stage, seconds);
          }
        };
    return RetrainCommand.retraining(config, command, listener).run(false, false).outcome();
  }

  /** Interrupted at the beginning of each stage, and at its end before that is written down. */
  @Test
  void itGoesOnAtEachStage() throws IOException {
    Stage earlier = Stage.COLLECT;
    for (Stage stage : Stage.values()) {
      for (boolean worked : new boolean[] {false, true}) {
        StringWriter said = new StringWriter();
        Watch watch =
            (at, done) -> {
              if (at == stage && done == worked) {
                throw new Interrupted();
              }
            };
        assertThrows(Interrupted.class, () -> run(said, watch), stage + " " + said);
        if (earlier != Stage.COLLECT && !worked) {
          assertTrue(said.toString().contains("it continues at " + earlier), said.toString());
        }
      }
      earlier = stage;
    }
    // Killed after the move to production and before the note of it.
    StringWriter said = new StringWriter();
    assertEquals(Retraining.Outcome.PROMOTED, run(said, (at, done) -> {}), said.toString());
    assertEquals(1, folder.registry().versions("corescore").size(), "registered once");
    assertEquals(1, folder.registry().versions("corescore-test-set").size());
    assertEquals(OptionalInt.of(1), folder.registry().alias("corescore", ModelRegistry.PRODUCTION));
    assertEquals(
        Retraining.Outcome.NOTHING_NEW, run(new StringWriter(), (at, done) -> {}), "and is done");
  }

  /** What an attempt was made of has changed: it begins anew. */
  @Test
  void anAttemptOfOtherLabelsIsDropped() throws IOException {
    Watch watch =
        (at, done) -> {
          if (at == Stage.TRAIN) {
            throw new Interrupted();
          }
        };
    assertThrows(Interrupted.class, () -> run(new StringWriter(), watch));
    assertTrue(Files.exists(folder.at("work/current/masks")));
    String drawn = folder.drawn().get(1);
    Files.writeString(folder.at("feedback/a.json"), folder.labels(drawn, drawn));
    StringWriter said = new StringWriter();
    assertThrows(Interrupted.class, () -> run(said, watch));
    assertTrue(
        said.toString().contains("interrupted attempt was made of has changed"), said.toString());
    assertEquals(4, CoreScoreCommandTest.names(folder.at("work/current/masks")).size());
  }

  /** Somebody promotes another version meanwhile: the candidate is judged against that one. */
  @Test
  void aCandidateIsJudgedAgainWhereProductionHasChanged() throws IOException {
    folder.say("rules", "{minimum: {rock_iou: 0.3}, meanTolerance: {rock_iou: 0.01}}");
    folder.say("start", "afresh").recipe("steps", "1").ends(0);
    String drawn = folder.drawn().get(1);
    Files.writeString(folder.at("feedback/a.json"), folder.labels(drawn, drawn));
    Watch watch =
        (at, done) -> {
          if (at == Stage.PROMOTE) {
            throw new Interrupted();
          }
        };
    assertThrows(Interrupted.class, () -> run(new StringWriter(), watch));
    ModelRegistry registry = folder.registry();
    registry.register(
        "corescore",
        uk.ac.bgs.corescore.core.training.registry.Registration.of(folder.at("bundled.corescore")));
    registry.moveAlias("corescore", ModelRegistry.PRODUCTION, OptionalInt.of(1), 3);
    // The bundled model, as it is, is better than one that was brought to another width.
    CoreScoreCommandTest.Run run = folder.ends(3);
    assertTrue(run.out().contains("it is evaluated again"), run.out());
    assertTrue(run.out().contains("FAIL corescore@2 against corescore@3"), run.out());
    assertFalse(run.out().contains("3/7 train"), run.out());
    assertEquals(OptionalInt.of(3), registry.alias("corescore", ModelRegistry.PRODUCTION));
  }

  /** Killed in the middle of a training: it goes on from the checkpoint, and the run is told. */
  @Test
  void aKilledTrainingGoesOnFromItsCheckpoint() throws IOException, InterruptedException {
    String held = folder.drawn().get(1);
    Files.writeString(folder.at("feedback/a.json"), folder.labels(held, held));
    folder.recipe("steps", "4").recipe("validate", held.substring(0, held.lastIndexOf('.')));
    Process other =
        JavaProgram.of(Killed.class, List.of("-Xmx1g"), folder.config().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = other.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      while (line != null && !line.startsWith(Killed.HERE)) {
        line = out.readLine();
      }
      assertTrue(line != null, "it came to the second step");
      CoreScoreCommandTest.Run busy = folder.ends(1);
      assertTrue(busy.err().contains("another retrain is at work"), busy.err());
    } finally {
      other.destroyForcibly();
      assertTrue(other.waitFor(60, TimeUnit.SECONDS));
    }
    CoreScoreCommandTest.Run run = folder.ends(0);
    assertTrue(run.out().contains("it continues at train"), run.out());
    assertFalse(run.out().contains("step 2, rock IoU"), run.out());
    assertTrue(run.out().contains("step 3, rock IoU"), run.out());
    assertTrue(run.out().contains("corescore@1 is in production"), run.out());
    List<RunRecord> runs = new FolderTracker(folder.at("runs")).runs();
    assertEquals(
        List.of(RunStatus.KILLED, RunStatus.FINISHED),
        runs.stream().map(RunRecord::status).toList());
    assertTrue(runs.get(1).artifacts().contains("rock-iou.svg"), runs.get(1).toString());
  }

  /** Retrains until the second step was judged, and waits there to be killed. */
  static final class Killed {
    static final String HERE = "step 2, rock IoU";

    private Killed() {}

    public static void main(String[] args) {
      CommandLine command = CoreScoreCommand.commandLine();
      command.setOut(
          new PrintWriter(System.out, true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
              super.println(line);
              flush();
              if (line.startsWith(HERE)) {
                await();
              }
            }

            private void await() {
              try {
                assertTrue(System.in.read() < 0, "nothing is sent");
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            }
          });
      System.exit(command.execute("retrain", "--config", args[0]));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.core.training.mlflow.MlflowDouble;
import uk.ac.bgs.corescore.core.training.mlflow.MlflowRegistry;
import uk.ac.bgs.corescore.core.training.mlflow.MlflowServer;
import uk.ac.bgs.corescore.core.training.mlflow.MlflowTracker;
import uk.ac.bgs.corescore.core.training.registry.ModelVersion;
import uk.ac.bgs.corescore.core.training.track.RunRecord;
import uk.ac.bgs.corescore.core.training.track.RunStatus;

/** MLflow is away while a training ends: nothing is lost, and the same command does the rest. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class ServerAwayTest {
  @TempDir private Path scratch;

  private MlflowDouble server;

  private String home = "";

  @BeforeEach
  void start() throws IOException {
    home = System.getProperty("user.home", "");
    System.setProperty("user.home", scratch.resolve("home").toString());
    server = MlflowDouble.start(scratch.resolve("artifacts"), false);
  }

  @AfterEach
  void stop() {
    server.close();
    System.setProperty("user.home", home);
  }

  private List<ModelVersion> versions() throws IOException {
    return new MlflowRegistry(MlflowServer.at(server.address()), scratch.resolve("cache"))
        .versions("corescore");
  }

  private List<RunRecord> runs() throws IOException {
    return new MlflowTracker(MlflowServer.at(server.address()), "corescore").runs();
  }

  private CoreScoreCommandTest.Run train(RetrainFolder folder) {
    return CoreScoreCommandTest.run(
        "train",
        "--masks",
        folder.at("drawn/masks"),
        "--photos",
        folder.at("drawn/photos"),
        "--fine-tune",
        folder.at("bundled.corescore"),
        "--photo-width",
        640,
        "--steps",
        2,
        "--batch",
        1,
        "--drawn",
        0,
        "--licence",
        "two words",
        "--track",
        server.address(),
        "--register",
        server.address(),
        "--out",
        folder.at("trained"));
  }

  /** The run that trained has steps, and is the only one. */
  private void requireOne(String name) throws IOException {
    assertEquals(1, versions().size());
    List<RunRecord> named = runs().stream().filter(run -> run.name().equals(name)).toList();
    assertEquals(1, named.size(), runs().toString());
    RunRecord run = named.get(0);
    assertEquals(run.id(), versions().get(0).run().orElseThrow());
    assertEquals(RunStatus.FINISHED, run.status());
    assertTrue(run.metrics().stream().anyMatch(metric -> metric.step() == 2), run.toString());
  }

  @Test
  void theSameCommandRegistersTheRunThatTrained() throws IOException {
    RetrainFolder folder = new RetrainFolder(scratch);
    server.fail(MlflowDouble.Fault.AWAY, 1_000_000, "mlflow/runs/");
    CoreScoreCommandTest.Run away = train(folder);
    assertEquals(1, away.exitCode(), away.out() + away.err());
    Path model = folder.at("trained/model.corescore");
    assertTrue(Files.isRegularFile(model));
    for (String told :
        List.of(
            "; the model is saved in " + model + ", of run spooled-",
            "the same command registers it and trains nothing anew: corescore train --masks ",
            "--licence 'two words' --track " + server.address(),
            "has not heard all of 1 run yet; " + folder.at("trained/spool") + " holds the rest")) {
      assertTrue(away.err().contains(told), away.err());
    }
    assertEquals(0, versions().size());
    server.fail(MlflowDouble.Fault.AWAY, 0);
    CoreScoreCommandTest.Run back = train(folder);
    assertEquals(0, back.exitCode(), back.out() + back.err());
    assertTrue(back.out().contains("trained already by run spooled-"), back.out());
    assertTrue(back.out().contains("registered: corescore@1"), back.out());
    requireOne("train trained");
    CoreScoreCommandTest.Run again = train(folder);
    assertEquals(0, again.exitCode(), again.out() + again.err());
    assertTrue(again.out().contains("registered already: corescore@1"), again.out());
    requireOne("train trained");
  }

  @Test
  void retrainGoesOnWithTheRunThatTrained() throws IOException {
    RetrainFolder folder = new RetrainFolder(scratch);
    folder.say("tracker", server.address()).say("registry", server.address());
    folder.ends(0);
    String drawn = folder.drawn().get(1);
    Files.writeString(folder.at("feedback/a.json"), folder.labels(drawn, drawn));
    server.fail(MlflowDouble.Fault.AWAY, 1_000_000, "mlflow/runs/");
    CoreScoreCommandTest.Run away = folder.ends(1);
    assertTrue(
        away.err().contains("; the model is saved in " + folder.at("work/current/train")),
        away.err());
    assertTrue(away.err().contains("the same command continues with registering it"), away.err());
    assertEquals(1, versions().size());
    server.fail(MlflowDouble.Fault.AWAY, 0);
    CoreScoreCommandTest.Run back = folder.run();
    assertTrue(back.out().contains("it continues at register"), back.out() + back.err());
    assertFalse(back.out().contains("3/7 train"), back.out());
    assertEquals(2, versions().size());
    String trained = versions().get(1).run().orElseThrow();
    RunRecord run = runs().stream().filter(each -> each.id().equals(trained)).findFirst().get();
    assertEquals("retrain corescore", run.name());
    assertEquals(RunStatus.FINISHED, run.status());
    assertTrue(run.metrics().stream().anyMatch(metric -> metric.step() == 2), run.toString());
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.mlflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.training.track.ExperimentRun;
import uk.ac.bgs.corescore.core.training.track.ExperimentTrackerContract;
import uk.ac.bgs.corescore.core.training.track.RunMetric;
import uk.ac.bgs.corescore.core.training.track.RunRecord;
import uk.ac.bgs.corescore.core.training.track.RunStatus;
import uk.ac.bgs.corescore.core.training.track.SpoolingTracker;
import uk.ac.bgs.corescore.house.JavaProgram;

/** It does what every tracker does, and continues when the server does not. */
class SpoolingTrackerTest extends ExperimentTrackerContract {
  private static final Instant NOON = Instant.parse("2024-05-01T12:00:00Z");

  @SuppressWarnings("NullAway.Init") // set before each test
  private MlflowDouble server;

  @BeforeEach
  void start() throws IOException {
    server = MlflowDouble.start(scratch.resolve("artifacts"), false);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static SpoolingTracker before(String address, Path folder) {
    MlflowServer at = MlflowServer.at(address).withAttempts(1, Duration.ZERO);
    return new SpoolingTracker(new MlflowTracker(at, "training"), folder, Duration.ZERO);
  }

  @Override
  protected SpoolingTracker tracker() {
    return before(server.address(), scratch.resolve("spool"));
  }

  @Override
  protected String abandoned() throws IOException {
    return new MlflowTracker(MlflowServer.at(server.address()), "training").start("run").id();
  }

  @Override
  protected byte[] artifact(String id, String path) throws IOException {
    return Files.readAllBytes(scratch.resolve("artifacts/1/" + id + "/artifacts/" + path));
  }

  private long left() throws IOException {
    try (Stream<Path> files = Files.list(scratch.resolve("spool"))) {
      return files.count();
    }
  }

  private void sayAll(ExperimentRun run) throws IOException {
    run.params(Map.of("rate", "a, \"b\""));
    run.tags(Map.of("seed", "1"));
    run.tags(Map.of("seed", "2"));
    run.metrics(
        List.of(new RunMetric("loss", 0.25, 1, NOON), new RunMetric("loss", 1e-9, 2, NOON)));
    Path file = Files.writeString(scratch.resolve("file"), "text");
    run.artifact(file, "model/a file.txt");
    Files.writeString(file, "changed since");
  }

  private void requireAll(RunRecord kept, RunStatus status) throws IOException {
    assertEquals(status, kept.status());
    assertEquals("run", kept.name());
    assertEquals(Map.of("rate", "a, \"b\""), kept.params());
    assertEquals("2", kept.tags().get("seed"));
    assertEquals(
        List.of(new RunMetric("loss", 0.25, 1, NOON), new RunMetric("loss", 1e-9, 2, NOON)),
        kept.metrics());
    assertEquals(List.of("model/a file.txt"), kept.artifacts());
    assertEquals(
        "text", new String(artifact(kept.id(), "model/a file.txt"), StandardCharsets.UTF_8));
    assertEquals(0, left());
  }

  /** The server is away at the start and comes back in the middle. */
  @Test
  void whatWasSaidWhileItWasAwayIsSentWhenItIsBack() throws IOException {
    int port = URI.create(server.address()).getPort();
    server.close();
    String local;
    String id;
    try (ExperimentRun run = tracker().start("run")) {
      local = run.id();
      assertTrue(local.startsWith("spooled-"), local);
      sayAll(run);
      assertThrows(IllegalArgumentException.class, () -> run.params(Map.of("rate", "other")));
      server = MlflowDouble.start(scratch.resolve("artifacts"), false, port);
      run.metrics(List.of());
      id = run.id();
      assertFalse(id.startsWith("spooled-"), id);
      run.finish(RunStatus.FINISHED);
    }
    requireAll(tracker().read(id), RunStatus.FINISHED);
    assertEquals(local, tracker().read(id).tags().get("spooled/id"));
    assertEquals(1, tracker().runs().size());
  }

  /** It goes away in the middle and stays so until after the end. */
  @Test
  void theNextStartSendsWhatIsLeft() throws IOException {
    String id;
    try (ExperimentRun run = tracker().start("run")) {
      id = run.id();
      server.fail(MlflowDouble.Fault.AWAY, 1000);
      sayAll(run);
      run.finish(RunStatus.FINISHED);
    }
    assertEquals(1, left());
    assertEquals(1, tracker().sendPending(), "the server is still away");
    server.fail(MlflowDouble.Fault.AWAY, 0);
    try (ExperimentRun next = tracker().start("next")) {
      assertEquals(RunStatus.RUNNING, tracker().read(next.id()).status());
      assertEquals(RunStatus.FINISHED, tracker().read(id).status());
      assertEquals(0, tracker().sendPending(), "what continues is left alone");
      assertEquals(RunStatus.RUNNING, tracker().read(next.id()).status());
    }
    requireAll(tracker().read(id), RunStatus.FINISHED);
  }

  /** Even a run that the server has never heard of. */
  @Test
  void aRunThatWasNeverStartedIsSentWhole() throws IOException {
    server.fail(MlflowDouble.Fault.BUSY, 1000);
    try (ExperimentRun run = tracker().start("run")) {
      sayAll(run);
    }
    server.fail(MlflowDouble.Fault.BUSY, 0);
    assertEquals(0, tracker().sendPending());
    assertEquals(0, tracker().sendPending(), "and only once");
    assertEquals(1, tracker().runs().size());
    requireAll(tracker().read(tracker().runs().get(0).id()), RunStatus.FAILED);
  }

  /**
   * The server is away from the beginning to the end; later the run is found by what it was called.
   */
  @Test
  void aProvisionalIdLeadsToTheRun() throws IOException {
    server.fail(MlflowDouble.Fault.AWAY, 1000);
    SpoolingTracker tracker = tracker();
    assertEquals(0, tracker.waiting());
    String local;
    try (ExperimentRun run = tracker.start("run")) {
      sayAll(run);
      run.finish(RunStatus.FINISHED);
      local = run.id();
    }
    assertTrue(local.startsWith("spooled-"), local);
    assertEquals(1, tracker.waiting());
    assertThrows(IOException.class, () -> tracker.settled(local));
    server.fail(MlflowDouble.Fault.AWAY, 0);
    String id = tracker.settled(local);
    assertEquals(0, tracker.waiting());
    requireAll(tracker.read(id), RunStatus.FINISHED);
    assertEquals(id, tracker.settled(id));
    assertEquals(id, tracker.settled(local), "also when nothing waits any more");
    IOException unknown = assertThrows(IOException.class, () -> tracker.settled("spooled-other"));
    assertTrue(String.valueOf(unknown.getMessage()).contains("spooled-other"));
  }

  @Test
  void aRunWhoseProcessWasKilledIsMarkedFailed() throws IOException, InterruptedException {
    Process other = killed();
    try (var out = other.inputReader(StandardCharsets.UTF_8)) {
      String id = String.valueOf(out.readLine());
      assertEquals(0, tracker().sendPending());
      assertEquals(RunStatus.RUNNING, tracker().read(id).status());
      other.destroyForcibly();
      assertTrue(other.waitFor(60, TimeUnit.SECONDS));
      assertEquals(RunStatus.RUNNING, tracker().read(id).status());
      assertEquals(0, tracker().sendPending());
      assertEquals(RunStatus.FAILED, tracker().read(id).status());
      assertEquals(1, tracker().read(id).metrics().size());
      assertThrows(IllegalStateException.class, () -> tracker().resume(id));
      assertEquals(0, left());
    } finally {
      other.destroyForcibly();
    }
  }

  private Process killed() throws IOException {
    return JavaProgram.of(
            Killed.class, List.of(), server.address(), scratch.resolve("spool").toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** It was killed while its server was away; it continues and nothing of it is lost. */
  @Test
  void aKilledRunGoesOnWithWhatItHasLeft() throws IOException, InterruptedException {
    server.fail(MlflowDouble.Fault.AWAY, 1_000_000);
    Process other = killed();
    String local;
    try (var out = other.inputReader(StandardCharsets.UTF_8)) {
      local = String.valueOf(out.readLine());
      assertThrows(IOException.class, () -> tracker().resume(local), "it continues elsewhere");
    } finally {
      other.destroyForcibly();
      assertTrue(other.waitFor(60, TimeUnit.SECONDS));
    }
    String id;
    try (ExperimentRun run = tracker().resume(local)) {
      run.metrics(List.of(new RunMetric("loss", 0.5, 2, NOON)));
      server.fail(MlflowDouble.Fault.AWAY, 0);
      run.finish(RunStatus.FINISHED);
      id = run.id();
    }
    assertEquals(0, tracker().sendPending());
    assertEquals(RunStatus.FINISHED, tracker().read(id).status());
    assertEquals(2, tracker().read(id).metrics().size());
    assertEquals(local, tracker().read(id).tags().get("spooled/id"));
  }

  /** Begins a run, says its id and waits to be killed. */
  static final class Killed {
    private Killed() {}

    public static void main(String[] args) throws IOException {
      ExperimentRun run = before(args[0], Path.of(args[1])).start("killed");
      run.metrics(List.of(new RunMetric("loss", 1, 1, NOON)));
      System.out.println(run.id());
      System.out.flush();
      if (System.in.read() >= 0) {
        run.close();
      }
    }
  }

  /** Wrong passwords are reported at the start; later they do not kill the run. */
  @Test
  void aRefusalIsToldAtTheStartAndLoggedLater() throws IOException {
    server.require("Bearer other");
    assertThrows(CoreScoreException.class, () -> tracker().start("run"));
    assertEquals(0, left());
    server.require("");
    ExperimentRun run = tracker().start("run");
    server.require("Bearer other");
    run.metrics(List.of(new RunMetric("loss", 1, 1, NOON)));
    run.finish(RunStatus.FINISHED);
    server.require("");
    assertEquals(0, tracker().read(run.id()).metrics().size());
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.track;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every tracker does. A tracker's test extends it and says how one is made. */
public abstract class ExperimentTrackerContract {
  private static final Instant NOON = Instant.parse("2024-05-01T12:00:00.123Z");

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets the field
  protected Path scratch;

  /** The tracker under test; one call in a test. */
  protected abstract ExperimentTracker tracker() throws IOException;

  /** The bytes of an artifact that the tracker keeps. */
  protected abstract byte[] artifact(String id, String path) throws IOException;

  /** The id of a run whose process has ended after its start, without ending the run. */
  protected abstract String abandoned() throws IOException;

  @Test
  void anAbandonedRunCanBeResumed() throws IOException {
    String id = abandoned();
    try (ExperimentRun run = tracker().resume(id)) {
      assertEquals(id, run.id());
      assertEquals(RunStatus.RUNNING, tracker().read(id).status());
      run.params(Map.of("late", "x"));
      run.metrics(List.of(new RunMetric("loss", 1, 1, NOON)));
      assertThrows(IllegalArgumentException.class, () -> run.params(Map.of("late", "y")));
      run.finish(RunStatus.FAILED);
    }
    RunRecord kept = tracker().read(id);
    assertEquals(RunStatus.FAILED, kept.status());
    assertEquals(Map.of("late", "x"), kept.params());
    assertEquals(1, kept.metrics().size());
    assertThrows(IllegalStateException.class, () -> tracker().resume(id));
    assertThrows(IOException.class, () -> tracker().resume("nosuchrun"));
  }

  @Test
  void runsAreListedWithTheirLastFigures() throws IOException {
    assertEquals(List.of(), tracker().runs());
    try (ExperimentRun first = tracker().start("first");
        ExperimentRun second = tracker().start("second")) {
      first.params(Map.of("a", "b"));
      second.metrics(List.of(new RunMetric("loss", 2, 1, NOON)));
      second.metrics(List.of(new RunMetric("loss", 1, 2, NOON.plusSeconds(1))));
      second.finish(RunStatus.FINISHED);
      List<RunRecord> runs = tracker().runs();
      assertEquals(2, runs.size());
      RunRecord of = runs.get(runs.get(0).id().equals(first.id()) ? 0 : 1);
      assertEquals("first", of.name());
      assertEquals(RunStatus.RUNNING, of.status());
      assertEquals(Map.of("a", "b"), of.params());
      RunRecord other = runs.get(runs.get(0).id().equals(first.id()) ? 1 : 0);
      assertEquals(RunStatus.FINISHED, other.status());
      assertEquals(1, other.metrics().get(other.metrics().size() - 1).value());
    }
  }

  @Test
  void whatWasSaidIsKept() throws IOException {
    ExperimentTracker tracker = tracker();
    String odd = "a, \"b\"\nc = \u00e9 \u2192 ''";
    Path file = Files.write(scratch.resolve("some file"), new byte[] {0, 1, 2, -1});
    String id;
    try (ExperimentRun run = tracker.start("first run")) {
      id = run.id();
      run.params(Map.of("rate", "2e-3"));
      run.params(Map.of("odd", odd, "rate", "2e-3"));
      run.tags(Map.of("seed", "1"));
      run.tags(Map.of("seed", "2", "empty", ""));
      run.metrics(List.of());
      run.metrics(
          List.of(
              new RunMetric("train/loss", 0.1, 0, NOON),
              new RunMetric("train/loss", -1e-30, 5, NOON.plusSeconds(1))));
      run.metrics(List.of(new RunMetric("rock IoU", 1, 5, NOON)));
      run.artifact(file, "model/weights.bin");
      assertEquals(RunStatus.RUNNING, tracker.read(id).status());
      assertEquals(Optional.empty(), tracker.read(id).ended());
      run.finish(RunStatus.FINISHED);
    }
    RunRecord kept = tracker.read(id);
    assertEquals("first run", kept.name());
    assertEquals(RunStatus.FINISHED, kept.status());
    assertFalse(kept.ended().orElseThrow().isBefore(kept.started()));
    assertEquals(Map.of("rate", "2e-3", "odd", odd), kept.params());
    assertEquals(Map.of("seed", "2", "empty", ""), kept.tags());
    List<RunMetric> loss = new ArrayList<>(kept.metrics());
    loss.removeIf(metric -> !metric.name().equals("train/loss"));
    assertEquals(
        List.of(
            new RunMetric("train/loss", 0.1, 0, NOON),
            new RunMetric("train/loss", -1e-30, 5, NOON.plusSeconds(1))),
        loss);
    assertTrue(kept.metrics().contains(new RunMetric("rock IoU", 1, 5, NOON)));
    assertEquals(List.of("model/weights.bin"), kept.artifacts());
    org.junit.jupiter.api.Assertions.assertArrayEquals(
        new byte[] {0, 1, 2, -1}, artifact(id, "model/weights.bin"));
  }

  @Test
  void anArtifactOfTheSamePathIsReplaced() throws IOException {
    try (ExperimentRun run = tracker().start("run")) {
      Path file = Files.writeString(scratch.resolve("file"), "first");
      run.artifact(file, "page.html");
      run.artifact(Files.writeString(file, "second"), "page.html");
      assertEquals("second", new String(artifact(run.id(), "page.html"), StandardCharsets.UTF_8));
      assertThrows(IOException.class, () -> run.artifact(scratch.resolve("none"), "none.txt"));
    }
  }

  /** Evaluation, report, curves, model and card: each is kept to the byte, in its folder. */
  @Test
  void aRunCarriesAllThatCameOfIt() throws IOException {
    List<String> paths =
        List.of(
            "evaluation/evaluation.html",
            "evaluation/evaluation.json",
            "gate/verdict.json",
            "loss.svg",
            "model-card.md",
            "model.corescore",
            "training.html");
    try (ExperimentRun run = tracker().start("run")) {
      for (String path : paths) {
        Path file = Files.createTempFile(scratch, "made", ".tmp");
        byte[] bytes = new byte[100_000];
        new Random(path.length()).nextBytes(bytes);
        run.artifact(Files.write(file, bytes), path);
      }
      run.tags(Map.of("git_commit", "0".repeat(40), "data_sha256", "f".repeat(64)));
      run.finish(RunStatus.FINISHED);
      RunRecord kept = tracker().read(run.id());
      assertEquals(paths, kept.artifacts());
      assertEquals("0".repeat(40), kept.tags().get("git_commit"));
      assertEquals("f".repeat(64), kept.tags().get("data_sha256"));
      for (String path : paths) {
        byte[] bytes = new byte[100_000];
        new Random(path.length()).nextBytes(bytes);
        assertArrayEquals(bytes, artifact(run.id(), path));
      }
    }
  }

  @Test
  void aRunThatIsClosedWithoutAnEndHasFailed() throws IOException {
    ExperimentTracker tracker = tracker();
    ExperimentRun run = tracker.start("run");
    run.close();
    run.close();
    assertEquals(RunStatus.FAILED, tracker.read(run.id()).status());
  }

  @Test
  void runsOfOneNameAreTwo() throws IOException {
    ExperimentTracker tracker = tracker();
    try (ExperimentRun first = tracker.start("run");
        ExperimentRun second = tracker.start("run")) {
      assertNotEquals(first.id(), second.id());
      first.params(Map.of("of", "first"));
      second.params(Map.of("of", "second"));
      assertEquals(Map.of("of", "first"), tracker.read(first.id()).params());
      assertEquals(Map.of("of", "second"), tracker.read(second.id()).params());
    }
  }

  @Test
  void aParamKeepsItsValue() throws IOException {
    ExperimentTracker tracker = tracker();
    try (ExperimentRun run = tracker.start("run")) {
      run.params(Map.of("rate", "1"));
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class, () -> run.params(Map.of("rate", "2", "new", "x")));
      assertTrue(String.valueOf(e.getMessage()).contains("rate"), e.getMessage());
      assertEquals(Map.of("rate", "1"), tracker.read(run.id()).params());
    }
  }

  @Test
  void nothingIsSaidOfARunThatHasEnded() throws IOException {
    ExperimentRun run = tracker().start("run");
    run.finish(RunStatus.FAILED);
    Path file = Files.writeString(scratch.resolve("file"), "text");
    assertThrows(IllegalStateException.class, () -> run.params(Map.of("a", "b")));
    assertThrows(IllegalStateException.class, () -> run.tags(Map.of("a", "b")));
    assertThrows(IllegalStateException.class, () -> run.metrics(List.of()));
    assertThrows(IllegalStateException.class, () -> run.artifact(file, "file"));
    assertThrows(IllegalStateException.class, () -> run.finish(RunStatus.FINISHED));
  }

  @Test
  void aRunEndsFinishedOrFailed() throws IOException {
    try (ExperimentRun run = tracker().start("run")) {
      assertThrows(IllegalArgumentException.class, () -> run.finish(RunStatus.RUNNING));
      assertThrows(IllegalArgumentException.class, () -> run.finish(RunStatus.KILLED));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a,b", "../a", "a/../b", "/a", "a//b", "a/", ".", "a\nb", "a/."})
  void whatIsNoNameIsRefused(String name) throws IOException {
    Path file = Files.writeString(scratch.resolve("file"), "text");
    try (ExperimentRun run = tracker().start("run")) {
      assertThrows(IllegalArgumentException.class, () -> run.params(Map.of(name, "x")));
      assertThrows(IllegalArgumentException.class, () -> run.tags(Map.of(name, "x")));
      assertThrows(IllegalArgumentException.class, () -> run.artifact(file, name));
    }
    assertThrows(IllegalArgumentException.class, () -> new RunMetric(name, 1, 1, NOON));
  }

  @Test
  void badStartsAndUnknownRunsAreRefused() throws IOException {
    ExperimentTracker tracker = tracker();
    assertThrows(IllegalArgumentException.class, () -> tracker.start(" "));
    assertThrows(IOException.class, () -> tracker.read("nosuchrun"));
    assertThrows(IOException.class, () -> tracker.read("../other"));
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.djl.TinyTraining;
import uk.ac.bgs.corescore.djl.Training;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.internal.network.Network;
import uk.ac.bgs.corescore.djl.internal.network.Weights;
import uk.ac.bgs.corescore.djl.settings.Architecture;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;

class TrainingTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets the field
  Path folder;

  @Test
  void oneSeedGivesOneCurve() throws IOException {
    TinyTraining.Losses first = new TinyTraining.Losses(-1);
    TinyTraining.Losses second = new TinyTraining.Losses(-1);
    TinyTraining.of(TinyTraining.settings(6, 3)).run(folder.resolve("first"), first);
    TinyTraining.of(TinyTraining.settings(6, 3)).run(folder.resolve("second"), second);
    assertEquals(6, first.losses.size());
    assertEquals(first.losses, second.losses);
    assertEquals(first.scores, second.scores);
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("first")), Files.readAllBytes(folder.resolve("second")));
  }

  /** The host's executor makes the crops, gives the same curve, and stays the host's. */
  @Test
  void theHostsExecutorMakesTheCrops() throws Exception {
    TinyTraining.Losses own = new TinyTraining.Losses(-1);
    TinyTraining.Losses hosts = new TinyTraining.Losses(-1);
    TinyTraining.of(TinyTraining.settings(2, 2)).run(folder.resolve("own"), own);
    ExecutorService host = Executors.newSingleThreadExecutor();
    AtomicInteger asked = new AtomicInteger();
    Executor counting =
        task -> {
          asked.incrementAndGet();
          host.execute(task);
        };
    TinyTraining.of(TinyTraining.settings(2, 2)).on(counting).run(folder.resolve("host"), hosts);
    assertEquals(own.losses, hosts.losses);
    assertEquals(3, asked.get(), "one for each step, and one ahead");
    assertEquals("done", host.submit(() -> "done").get());
    host.shutdown();
    CoreScoreException ended =
        assertThrows(
            CoreScoreException.class,
            () ->
                TinyTraining.of(TinyTraining.settings(2, 2))
                    .on(counting)
                    .run(folder.resolve("none"), new TinyTraining.Losses(-1)));
    assertEquals(FailureKind.BUSY, ended.kind());
  }

  @Test
  void interruptedTrainingResumesExactly() throws IOException {
    TinyTraining.Losses whole = new TinyTraining.Losses(-1);
    TinyTraining.of(TinyTraining.settings(6, 2)).run(folder.resolve("whole"), whole);
    TinyTraining.Losses begun = new TinyTraining.Losses(4);
    Path checkpoint = folder.resolve("parts");
    assertThrows(
        TinyTraining.Stopped.class,
        () -> TinyTraining.of(TinyTraining.settings(6, 2)).run(checkpoint, begun));
    TinyTraining.Losses rest = new TinyTraining.Losses(-1);
    TinyTraining.of(TinyTraining.settings(6, 2)).run(checkpoint, rest);
    assertEquals(whole.losses.subList(0, 4), begun.losses);
    assertEquals(whole.losses.subList(4, 6), rest.losses);
    assertArrayEquals(Files.readAllBytes(folder.resolve("whole")), Files.readAllBytes(checkpoint));
  }

  @Test
  void averageResumesExactly() throws IOException {
    TrainingSettings averaged =
        TinyTraining.builder().steps(6).validateEvery(2).average(0.9).build();
    TinyTraining.Losses whole = new TinyTraining.Losses(-1);
    TinyTraining.of(averaged).run(folder.resolve("whole"), whole);
    Path checkpoint = folder.resolve("parts");
    TinyTraining.Losses begun = new TinyTraining.Losses(4);
    assertThrows(
        TinyTraining.Stopped.class, () -> TinyTraining.of(averaged).run(checkpoint, begun));
    TinyTraining.Losses rest = new TinyTraining.Losses(-1);
    TinyTraining.of(averaged).run(checkpoint, rest);
    assertEquals(whole.losses.subList(4, 6), rest.losses);
    assertEquals(whole.scores.subList(2, 3), rest.scores);
    assertArrayEquals(Files.readAllBytes(folder.resolve("whole")), Files.readAllBytes(checkpoint));
  }

  /** The average changes what is validated and kept, not the training itself. */
  @Test
  void averageIsTheStatedMeanAndDoesNotAffectTheTraining() throws IOException {
    TinyTraining.Losses plain = new TinyTraining.Losses(-1);
    TinyTraining.of(TinyTraining.settings(3, 1)).run(folder.resolve("plain"), plain);
    TinyTraining.Losses averaged = new TinyTraining.Losses(-1);
    TrainingSettings settings =
        TinyTraining.builder().steps(3).validateEvery(1).average(0.6).build();
    TinyTraining.of(settings).run(folder.resolve("averaged"), averaged);
    assertEquals(plain.losses, averaged.losses);
    Checkpoint state = Checkpoint.read(folder.resolve("averaged"), settings.toString());
    Network network = Network.of(Architecture.LITE, Heads.standard().outputs());
    double mean = Weights.initial(network, 7).get("stem.weight")[0];
    for (int step = 1; step <= 3; step++) {
      TrainingSettings cut = settings.toBuilder().validateEvery(step).build();
      Path file = folder.resolve("after" + step);
      TinyTraining.Losses stopped = new TinyTraining.Losses(step);
      assertThrows(TinyTraining.Stopped.class, () -> TinyTraining.of(cut).run(file, stopped));
      double kept = Math.min(0.6, (1.0 + step) / (10 + step));
      double weight = Checkpoint.read(file, cut.toString()).weights().get("stem.weight")[0];
      mean = kept * mean + (1 - kept) * weight;
    }
    float[] found = state.average().get("stem.weight");
    assertEquals(mean, java.util.Objects.requireNonNull(found)[0], 1e-6);
    assertTrue(Math.abs(found[0] - state.weights().get("stem.weight")[0]) > 1e-6);
  }

  /** A checkpoint of an older version, without averages, has none. */
  @Test
  void settingsWithoutNewerOnesAreWrittenAsBefore() {
    assertEquals(
        "TrainingSettings[architecture=LITE, steps=6500, batch=8, cropWidth=256, cropHeight=224,"
            + " photoWidth=2000, learningRate=0.002, weightDecay=0.01, rising=0.2, drawnShare=0.3,"
            + " seed=1, validateEvery=500, patience=0]",
        TrainingSettings.DEFAULT.toString());
    assertTrue(
        TrainingSettings.builder()
            .average(0.999)
            .overlap(TrainingSettings.Overlap.LOVASZ)
            .build()
            .toString()
            .endsWith(", patience=0, average=0.999, overlap=LOVASZ]"));
  }

  @Test
  void builderChangesOnlyWhatIsSet() {
    assertEquals(TrainingSettings.DEFAULT, TrainingSettings.builder().build());
    TrainingSettings told =
        new TrainingSettings(
            Architecture.RESNET34,
            11,
            12,
            96,
            128,
            1300,
            1.4,
            1.5,
            0.16,
            0.17,
            18,
            19,
            20,
            0.21,
            TrainingSettings.Overlap.LOVASZ,
            TrainingSettings.Task.LAYOUT,
            0.22);
    assertEquals(told, told.toBuilder().build());
    TrainingSettings.Builder one = TrainingSettings.builder();
    one.architecture(Architecture.RESNET34).steps(11).batch(12).crop(96, 128).photoWidth(1300);
    one.learningRate(1.4).weightDecay(1.5).rising(0.16).drawnShare(0.17).seed(18);
    one.validateEvery(19).patience(20).average(0.21).overlap(TrainingSettings.Overlap.LOVASZ);
    one.task(TrainingSettings.Task.LAYOUT).composedShare(0.22);
    assertEquals(told, one.build());
    assertThrows(IllegalArgumentException.class, () -> one.crop(96, 100).build());
  }

  @Test
  void aCheckpointOfOtherSettingsIsRefused() throws IOException {
    Path checkpoint = folder.resolve("checkpoint");
    TinyTraining.of(TinyTraining.settings(1, 1)).run(checkpoint, new TinyTraining.Losses(-1));
    CoreScoreException e =
        assertThrows(
            CoreScoreException.class,
            () ->
                TinyTraining.of(TinyTraining.settings(2, 1))
                    .run(checkpoint, new TinyTraining.Losses(-1)));
    assertTrue(String.valueOf(e.getMessage()).startsWith(checkpoint.toString()), e.getMessage());
  }

  @Test
  void theLossFalls() throws IOException {
    TinyTraining.Losses heard = new TinyTraining.Losses(-1);
    TinyTraining.of(TinyTraining.settings(80, 80)).run(folder.resolve("checkpoint"), heard);
    double before = mean(heard.losses.subList(0, 10));
    double after = mean(heard.losses.subList(70, 80));
    assertTrue(after < 0.8 * before, before + " to " + after);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  @Test
  void trainingWithoutExamplesIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Training(TinyTraining.settings(1, 1), List.of(), List.of(), List.of()));
  }

  @Test
  void earlyStopEndsTheTraining() throws IOException {
    TrainingSettings patient =
        TinyTraining.builder()
            .steps(60)
            .photoWidth(64)
            .learningRate(1e-9)
            .validateEvery(1)
            .patience(3)
            .build();
    TinyTraining.Losses heard = new TinyTraining.Losses(-1);
    TinyTraining.of(patient).run(folder.resolve("checkpoint"), heard);
    assertTrue(heard.losses.size() < 60, heard.losses.size() + " steps");
  }

  @Test
  void invalidSettingsAreReported() {
    for (Map.Entry<String, Runnable> wrong :
        Map.<String, Runnable>of(
                "steps", () -> TinyTraining.settings(0, 1),
                "average", () -> TinyTraining.builder().average(1).build(),
                "validations", () -> TinyTraining.settings(1, 0))
            .entrySet()) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> wrong.getValue().run());
      assertTrue(String.valueOf(e.getMessage()).contains(wrong.getKey()), e.getMessage());
    }
  }
}

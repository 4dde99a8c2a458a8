// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.djl.LearningRateSweep;
import uk.ac.bgs.corescore.djl.TinyTraining;
import uk.ac.bgs.corescore.djl.Training;
import uk.ac.bgs.corescore.djl.TrainingListener;
import uk.ac.bgs.corescore.djl.internal.engine.Torch;
import uk.ac.bgs.corescore.djl.internal.model.NativeModelFile;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.internal.network.Network;
import uk.ac.bgs.corescore.djl.internal.network.Weights;
import uk.ac.bgs.corescore.djl.settings.Architecture;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelSet;

/** Learning rate range tests, losses, and fine-tuning. */
class TrainingStartTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets the field
  Path folder;

  @Test
  void sweepStopsWhenTheLossDiverges() throws IOException {
    LearningRateSweep sweep =
        TinyTraining.of(TinyTraining.settings(1, 1))
            .sweep(1e-5, 1e4, 60, new TinyTraining.Losses(-1));
    List<LearningRateSweep.Point> points = sweep.points();
    assertTrue(points.size() > 5 && points.size() < 60, points.size() + " steps");
    for (int i = 1; i < points.size(); i++) {
      assertTrue(points.get(i).rate() > points.get(i - 1).rate());
    }
    assertTrue(
        sweep.suggested() > 1e-6 && sweep.suggested() < points.get(points.size() - 1).rate());
    sweep.writeTable(folder.resolve("rate.csv"));
    assertEquals(points.size() + 1, Files.readAllLines(folder.resolve("rate.csv")).size());
    sweep.writePlot(folder.resolve("rate.svg"));
    assertTrue(Files.readString(folder.resolve("rate.svg")).startsWith("<svg xmlns="));
  }

  @Test
  void badSweepsAreRefused() {
    Training training = TinyTraining.of(TinyTraining.settings(1, 1));
    TrainingListener listener = new TinyTraining.Losses(-1);
    for (double[] bad :
        List.of(
            new double[] {0, 1, 5},
            new double[] {1, 1, 5},
            new double[] {1, Double.POSITIVE_INFINITY, 5},
            new double[] {1, 2, 1})) {
      assertThrows(
          IllegalArgumentException.class,
          () -> training.sweep(bad[0], bad[1], (int) bad[2], listener));
    }
    assertThrows(IllegalArgumentException.class, () -> new LearningRateSweep(List.of()));
  }

  @Test
  void fineTuningStartsFromTheModel() throws IOException {
    Path model = TinyTraining.model(folder.resolve("model.corescore"));
    TrainingSettings still =
        TinyTraining.builder().steps(1).validateEvery(1).learningRate(1e-12).weightDecay(0).build();
    Training tuned =
        Training.fineTuning(still, List.of(TinyTraining.drawn(1)), List.of(), List.of(), model);
    Path checkpoint = folder.resolve("checkpoint");
    tuned.run(checkpoint, new TinyTraining.Losses(-1));
    float[] began = NativeModelFile.read(model).weights().get("stem.weight");
    String described = still + " from " + NativeModelFile.read(model).sha256();
    float[] became = Checkpoint.read(checkpoint, described).weights().get("stem.weight");
    assertEquals(began[0], became[0], 1e-6);
    assertNotEquals(
        Weights.initial(Network.of(Architecture.LITE, Heads.standard().outputs()), 7)
            .get("stem.weight")[0],
        became[0],
        1e-3f);
    assertThrows(
        CoreScoreException.class,
        () -> TinyTraining.of(still).run(checkpoint, new TinyTraining.Losses(-1)));
  }

  @Test
  void anotherArchitectureOrOtherLabelsAreRefused() throws IOException {
    Path model = TinyTraining.model(folder.resolve("model.corescore"));
    TrainingSettings larger =
        TinyTraining.builder().architecture(Architecture.RESNET18).steps(1).build();
    CoreScoreException e = assertThrows(CoreScoreException.class, () -> tune(larger, model));
    assertTrue(String.valueOf(e.getMessage()).contains("resnet18"), e.getMessage());
    Heads two =
        new Heads(new LabelSet(List.of(new Label("Nothing", false), new Label("Rock", true))));
    Network network = Network.of(Architecture.LITE, two.outputs());
    Path other = folder.resolve("other.corescore");
    NativeModelFile.write(
        other,
        network,
        two,
        Weights.initial(network, 1),
        Optional.empty(),
        TinyTraining.settings(1, 1),
        Map.of());
    e = assertThrows(CoreScoreException.class, () -> tune(TinyTraining.settings(1, 1), other));
    assertTrue(String.valueOf(e.getMessage()).contains("labels"), e.getMessage());
    Path broken = Files.writeString(folder.resolve("broken"), "no model at all");
    assertThrows(CoreScoreException.class, () -> tune(TinyTraining.settings(1, 1), broken));
  }

  private static void tune(TrainingSettings settings, Path model) {
    Training.fineTuning(settings, List.of(TinyTraining.drawn(1)), List.of(), List.of(), model);
  }

  @Test
  void lovaszTrainsToo() throws IOException {
    TinyTraining.Losses heard = new TinyTraining.Losses(-1);
    TinyTraining.of(
            TinyTraining.builder().steps(60).overlap(TrainingSettings.Overlap.LOVASZ).build())
        .run(folder.resolve("checkpoint"), heard);
    double before = heard.losses.subList(0, 10).stream().mapToDouble(x -> x).sum();
    double after = heard.losses.subList(50, 60).stream().mapToDouble(x -> x).sum();
    assertTrue(after < 0.9 * before, before + " to " + after);
  }

  /**
   * For a prediction of 0 and 1 the extension is one minus the IoU; its gradient is that of the
   * sorted errors (Berman, Rannen Triki and Blaschko, 2018, algorithm 1).
   */
  @Test
  void lovaszIsOneMinusTheIouOfBinaryPredictions() {
    Torch.engine();
    try (NDManager manager = Torch.manager(Device.cpu())) {
      Torch.gradients(true);
      NDArray rock = manager.create(new float[] {1, 1, 1, 0, 0, 0}, new Shape(1, 6));
      NDArray sure = manager.create(new float[] {1, 1, 0, 1, 0, 0}, new Shape(1, 6));
      assertEquals(1 - 2 / 4.0, Loss.lovasz(sure, rock).getFloat(), 1e-6);
      assertEquals(0, Loss.lovasz(rock, rock).getFloat(), 1e-6);
      NDArray none = manager.zeros(new Shape(1, 6));
      assertEquals(0, Loss.lovasz(none, none).getFloat(), 1e-6);

      NDArray likely = manager.create(new float[] {.9f, .4f, .7f, .8f, .1f, .3f}, new Shape(1, 6));
      likely.setRequiresGradient(true);
      try (GradientCollector collector = Torch.engine().newGradientCollector()) {
        collector.backward(Loss.lovasz(likely, rock));
      }
      // Errors from the greatest: pixel 3 (.8), 1 (.6), 2 (.3), 5 (.3), ...; IoU lost: 1/4, 1/4 ...
      float[] gradient = likely.getGradient().toFloatArray();
      assertEquals(0.25f, gradient[3], 1e-6f);
      assertEquals(-0.25f, gradient[1], 1e-6f);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.djl.DjlLayoutProvider;
import uk.ac.bgs.corescore.djl.DjlUnetProvider;
import uk.ac.bgs.corescore.djl.ModelExport;
import uk.ac.bgs.corescore.djl.TinyTraining;
import uk.ac.bgs.corescore.djl.TrainedModel;
import uk.ac.bgs.corescore.djl.Training;
import uk.ac.bgs.corescore.djl.internal.augmentation.Crop;
import uk.ac.bgs.corescore.djl.internal.augmentation.LayoutCrop;
import uk.ac.bgs.corescore.djl.internal.engine.Torch;
import uk.ac.bgs.corescore.djl.internal.model.ModelFile;
import uk.ac.bgs.corescore.djl.internal.model.NativeModelFile;
import uk.ac.bgs.corescore.djl.internal.model.TensorFile;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.internal.network.Network;
import uk.ac.bgs.corescore.djl.internal.network.Weights;
import uk.ac.bgs.corescore.djl.settings.Architecture;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;
import uk.ac.bgs.corescore.spi.Options;

/** Trainings for layout, and for segmentation on rows of composed boxes. */
class LayoutTrainingTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets the field
  Path folder;

  private static TrainingSettings.Builder layout() {
    return TinyTraining.builder().task(TrainingSettings.Task.LAYOUT).photoWidth(96);
  }

  private Path model() throws IOException {
    Heads heads = Heads.layout();
    Network network = Network.of(Architecture.LITE, heads.outputs());
    TrainingSettings settings = layout().photoWidth(512).build();
    Path file = folder.resolve("layout.corescore");
    NativeModelFile.write(
        file,
        network,
        heads,
        Weights.initial(network, 3),
        Optional.empty(),
        settings,
        Map.of("licence", "Apache-2.0"));
    return file;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  @Test
  void lossDecreasesAndTheModelIsRead() throws IOException {
    TrainingSettings settings = layout().steps(80).validateEvery(40).build();
    TinyTraining.Losses whole = new TinyTraining.Losses(-1);
    TrainedModel trained = TinyTraining.of(settings).run(folder.resolve("whole"), whole);
    double before = mean(whole.losses.subList(0, 10));
    double after = mean(whole.losses.subList(70, 80));
    assertTrue(after < 0.9 * before, before + " to " + after);
    assertEquals(2, whole.scores.size());

    Path file = folder.resolve("model.corescore");
    trained.write(file, Map.of());
    NativeModelFile model = NativeModelFile.read(file);
    assertEquals("layout", model.metadata().get("task"));
    assertEquals("Background,Rock_Fragment", model.metadata().get("labels"));
    assertEquals(Heads.layout(), model.heads());
    assertEquals(TrainingSettings.Task.LAYOUT, model.task());
    assertEquals(96, model.photoWidth());
  }

  @Test
  void interruptedTrainingResumesExactly() throws IOException {
    TrainingSettings settings = layout().steps(6).validateEvery(2).build();
    TinyTraining.Losses whole = new TinyTraining.Losses(-1);
    TinyTraining.of(settings).run(folder.resolve("whole"), whole);
    TinyTraining.Losses begun = new TinyTraining.Losses(4);
    Path checkpoint = folder.resolve("parts");
    assertThrows(
        TinyTraining.Stopped.class, () -> TinyTraining.of(settings).run(checkpoint, begun));
    TinyTraining.Losses rest = new TinyTraining.Losses(-1);
    TinyTraining.of(settings).run(checkpoint, rest);
    assertEquals(whole.losses.subList(0, 4), begun.losses);
    assertEquals(whole.losses.subList(4, 6), rest.losses);
    assertArrayEquals(Files.readAllBytes(folder.resolve("whole")), Files.readAllBytes(checkpoint));
  }

  /** A layout model used as a segmenter would give wrong figures without a message. */
  @Test
  void layoutModelIsNotASegmenter() throws IOException {
    Path file = model();
    DjlUnetProvider provider = new DjlUnetProvider();
    Options options = Options.parse(provider.options(), Map.of("model", file.toString()));
    refused(file, "djl-unet", () -> provider.create(options).close());
    refused(file, "export", () -> ModelExport.of(file));
    refused(
        file,
        "segment",
        () ->
            Training.fineTuning(
                TinyTraining.settings(1, 1),
                List.of(TinyTraining.drawn(1)),
                List.of(),
                List.of(),
                file));
    Path segmenter = TinyTraining.model(folder.resolve("segmenter.corescore"));
    assertEquals(TrainingSettings.Task.SEGMENT, ModelFile.read(segmenter).task());
    assertEquals(TrainingSettings.Task.SEGMENT, NativeModelFile.bundled().task());
    DjlLayoutProvider finder = new DjlLayoutProvider();
    Options wrong = Options.parse(finder.options(), Map.of("model", segmenter.toString()));
    refused(
        segmenter,
        "djl-layout expected a model of the task layout",
        () -> finder.create(wrong).close());
    refused(
        segmenter,
        "layout",
        () ->
            ModelFile.read(segmenter)
                .requireTask(TrainingSettings.Task.LAYOUT, segmenter.toString(), "a finder"));
    assertEquals(512, Training.photoWidth(file, TrainingSettings.Task.LAYOUT));
    assertEquals(400, Training.photoWidth(segmenter, TrainingSettings.Task.SEGMENT));
    assertEquals(512, Training.photoWidth(segmenter, TrainingSettings.Task.LAYOUT));
  }

  private static void refused(Path file, String says, Runnable use) {
    CoreScoreException e = assertThrows(CoreScoreException.class, use::run);
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith(file.toString()) && message.contains(says), message);
  }

  @Test
  void anUnknownTaskIsRefused() throws IOException {
    Path file = model();
    TensorFile read = TensorFile.read(Files.readAllBytes(file), "model");
    Map<String, String> said = new java.util.LinkedHashMap<>(read.metadata());
    said.put("task", "poetry");
    try (java.io.OutputStream out = Files.newOutputStream(file)) {
      new TensorFile(said, read.tensors()).write(out, true);
    }
    CoreScoreException e = assertThrows(CoreScoreException.class, () -> NativeModelFile.read(file));
    assertTrue(String.valueOf(e.getMessage()).contains("poetry"), e.getMessage());
  }

  /** Layers but the last are the segmenter's, and each new output is a copy of an old one. */
  @Test
  void layoutTrainingStartsFromASegmenter() throws IOException {
    Path segmenter = TinyTraining.model(folder.resolve("segmenter.corescore"));
    TrainingSettings still =
        layout().steps(1).validateEvery(1).learningRate(1e-12).weightDecay(0).build();
    Path checkpoint = folder.resolve("checkpoint");
    Training.fineTuning(still, List.of(TinyTraining.drawn(1)), List.of(), List.of(), segmenter)
        .run(checkpoint, new TinyTraining.Losses(-1));
    NativeModelFile was = NativeModelFile.read(segmenter);
    Weights now = Checkpoint.read(checkpoint, still + " from " + was.sha256()).weights();
    assertArrayEquals(was.weights().get("stem.weight"), now.get("stem.weight"), 1e-6f);
    float[] old = was.weights().get("head.weight");
    int each = old.length / was.heads().outputs();
    int[] from = {
      was.heads().labels().indexOf("Box").orElseThrow(),
      was.heads().rock(),
      was.heads().rock(),
      was.heads().distance()
    };
    float[] head = now.get("head.weight");
    assertEquals(4 * each, head.length);
    for (int k = 0; k < from.length; k++) {
      assertArrayEquals(
          Arrays.copyOfRange(old, from[k] * each, (from[k] + 1) * each),
          Arrays.copyOfRange(head, k * each, (k + 1) * each),
          1e-6f);
    }
  }

  /** Off by default; if on, crops of composed boxes are among the others. */
  @Test
  void segmentationTrainsOnComposedRows() throws IOException {
    TrainingSettings plain = TinyTraining.settings(1, 1);
    TrainingSettings mixed = plain.toBuilder().composedShare(0.5).build();
    List<Crop> before = TinyTraining.sampler(plain).samples(24);
    List<Crop> after = TinyTraining.sampler(mixed).samples(24);
    int same = 0;
    int composed = 0;
    int rock = 0;
    for (int k = 0; k < 24; k++) {
      Crop crop = after.get(k);
      assertEquals(before.get(k).size(), crop.size());
      if (crop instanceof LayoutCrop) {
        composed++;
        for (int i = 0; i < crop.size(); i++) {
          boolean isRock = Heads.standard().labels().isRock(crop.label[i] & 0xff);
          assertEquals(isRock, crop.fragment[i] != 0);
          assertTrue(crop.weight[i] == 0 || crop.weight[i] == 1, "weight " + crop.weight[i]);
          rock += isRock ? 1 : 0;
        }
      } else {
        assertArrayEquals(before.get(k).rgb, crop.rgb);
        same++;
      }
    }
    assertTrue(composed >= 6 && same >= 6, composed + " composed, " + same + " as before");
    assertTrue(rock > 5000, rock + " pixels of rock");
    TinyTraining.Losses heard = new TinyTraining.Losses(-1);
    TinyTraining.of(mixed.toBuilder().steps(3).build()).run(folder.resolve("mixed"), heard);
    assertEquals(3, heard.losses.size());
    assertNotEquals(plain.toString(), mixed.toString());
  }

  @Test
  void targetsFollowTheComposedPicture() {
    LayoutCrop scene = new LayoutCrop(64, 64, List.of());
    Arrays.fill(scene.weight, 1);
    int at = 5 * 64 + 7;
    scene.label[at] = (byte) Heads.layout().rock();
    scene.channel[at] = 1;
    scene.ridge[at] = 0.25f;
    scene.weight[at + 1] = 4;
    scene.weight[at + 2] = 0;
    Targets targets =
        Targets.of(
            TrainingSettings.Task.LAYOUT, List.of(scene), Heads.layout(), new float[] {1, 1});
    int quarter = 64 * 64 / 4;
    int to = 3 * quarter + 2 * 32 + 3;
    assertEquals(1, targets.rock().get(to));
    assertEquals(1, targets.boundary().get(to));
    assertEquals(0.25f, targets.distance().get(to));
    assertEquals(1, targets.label().get(64 * 64 + to));
    int wall = 2 * quarter + 2 * 32 + 4;
    assertEquals(4, targets.label().get(wall));
    assertEquals(4, targets.weight().get(wall));
    assertEquals(1, targets.known().get(wall));
    assertEquals(0, targets.known().get(3 * quarter + 2 * 32 + 4));
    assertEquals(64 * 64 - 1, sum(targets.known()));
    assertEquals(1, sum(targets.rock()));
  }

  private static double sum(Targets.Plane plane) {
    double sum = 0;
    for (int i = 0; i < plane.values().limit(); i++) {
      sum += plane.get(i);
    }
    return sum;
  }

  /**
   * A wall predicted as channel costs more than background; pixels without ground truth cost
   * nothing.
   */
  @Test
  void wallsCountFourTimes() {
    Heads heads = Heads.layout();
    LayoutCrop scene = new LayoutCrop(64, 64, List.of());
    Arrays.fill(scene.weight, 1);
    scene.weight[0] = 4;
    scene.weight[2] = 0;
    Targets targets = Targets.ofScenes(List.of(scene), heads);
    Torch.engine();
    Torch.gradients(true);
    try (NDManager manager = Torch.manager(Device.cpu())) {
      NDArray output = manager.zeros(new Shape(4L * heads.outputs(), 1, 32, 32));
      output.setRequiresGradient(true);
      try (GradientCollector collector = Torch.engine().newGradientCollector()) {
        collector.backward(Loss.of(layout().build(), heads).of(output, targets, manager));
      }
      float[] gradient = output.getGradient().toFloatArray();
      int channel = 4 * heads.boundary() * 32 * 32;
      double wall = gradient[channel];
      double unknown = gradient[channel + 1];
      double background = gradient[channel + 2];
      // Of sigmoid 0.5 each pixel pulls by its weight times 0.5 over the weights' sum and one.
      assertEquals(0, unknown, 1e-9);
      assertEquals(3 * 0.5 / (64 * 64 - 2 + 4 + 1), wall - background, 1e-7);
    }
  }
}

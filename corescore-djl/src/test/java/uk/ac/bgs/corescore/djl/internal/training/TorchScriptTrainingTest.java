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
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.djl.ModelExport;
import uk.ac.bgs.corescore.djl.TinyTraining;
import uk.ac.bgs.corescore.djl.TrainedModel;
import uk.ac.bgs.corescore.djl.Training;
import uk.ac.bgs.corescore.djl.internal.engine.Precision;
import uk.ac.bgs.corescore.djl.internal.engine.Torch;
import uk.ac.bgs.corescore.djl.internal.export.TorchScriptWriter;
import uk.ac.bgs.corescore.djl.internal.inference.ExternalModelFixtures;
import uk.ac.bgs.corescore.djl.internal.inference.ForwardPass;
import uk.ac.bgs.corescore.djl.internal.inference.ImageModel;
import uk.ac.bgs.corescore.djl.internal.model.ModelFile;
import uk.ac.bgs.corescore.djl.internal.model.Sidecar;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.internal.network.Network;
import uk.ac.bgs.corescore.djl.internal.network.Weights;
import uk.ac.bgs.corescore.djl.settings.Architecture;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;
import uk.ac.bgs.corescore.image.RgbImage;

/** Fine-tuning of TorchScript models; here exported native models. */
class TorchScriptTrainingTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets the field
  Path folder;

  private Path model = Path.of(".");

  @BeforeEach
  void export() throws IOException {
    model = folder.resolve("m.pt");
    ModelExport.of(TinyTraining.model(folder.resolve("m.corescore"))).torchScript(model, false);
  }

  private static TrainingSettings settings(int steps, int validateEvery) {
    return TinyTraining.builder().steps(steps).validateEvery(validateEvery).build();
  }

  private static Training tune(TrainingSettings settings, Path model) {
    return Training.fineTuning(
        settings,
        List.of(TinyTraining.drawn(1)),
        List.of(TinyTraining.drawn(3)),
        List.of(TinyTraining.drawn(4)),
        model);
  }

  private static double mean(List<Double> losses, int from, int to) {
    return losses.subList(from, to).stream().mapToDouble(x -> x).average().orElseThrow();
  }

  private static byte[] predict(Path file, int plane) {
    RgbImage image = TinyTraining.drawn(4).photo();
    try (ImageModel opened =
        ImageModel.open(ModelFile.read(file), Device.cpu(), Precision.FLOAT32, 1)) {
      return opened.predict(image).planes()[plane];
    }
  }

  @Test
  void lossDecreasesAndTheModelIsRead() throws IOException {
    byte[] before = Files.readAllBytes(model);
    TinyTraining.Losses heard = new TinyTraining.Losses(-1);
    Training training = tune(settings(40, 20), model);
    TrainedModel trained = training.run(folder.resolve("checkpoint"), heard);
    double first = mean(heard.losses, 0, 8);
    double last = mean(heard.losses, 32, 40);
    assertTrue(last < 0.9 * first, first + " to " + last);
    assertEquals(2, heard.scores.size());
    assertEquals("TorchScript", training.described().get("architecture"));
    Path written = folder.resolve("tuned-" + trained.fileName());
    trained.write(written, Map.of());
    assertArrayEquals(before, Files.readAllBytes(model), "the model it began with stays");
    Sidecar sidecar = Sidecar.of(written);
    assertEquals(400, sidecar.photoWidth());
    assertEquals(Sidecar.of(model).heads(), sidecar.heads());
    assertEquals("Apache-2.0", sidecar.licence());
    byte[] was = predict(model, 0);
    byte[] became = predict(written, 0);
    double apart = 0;
    for (int i = 0; i < was.length; i++) {
      apart = Math.max(apart, Math.abs(was[i] - became[i]));
    }
    assertTrue(apart > 0.01, "the tuned model sees other than it did: " + apart);
  }

  @Test
  void trainingUsesTheScaleOfTheSidecar() {
    assertEquals(400, Training.photoWidth(model, TrainingSettings.Task.SEGMENT));
  }

  @Test
  void interruptedTrainingResumesExactly() throws IOException {
    TinyTraining.Losses whole = new TinyTraining.Losses(-1);
    tune(settings(6, 2), model).run(folder.resolve("whole"), whole);
    Path checkpoint = folder.resolve("parts");
    TinyTraining.Losses begun = new TinyTraining.Losses(4);
    assertThrows(
        TinyTraining.Stopped.class, () -> tune(settings(6, 2), model).run(checkpoint, begun));
    TinyTraining.Losses rest = new TinyTraining.Losses(-1);
    tune(settings(6, 2), model).run(checkpoint, rest);
    assertEquals(whole.losses.subList(0, 4), begun.losses);
    assertEquals(whole.losses.subList(4, 6), rest.losses);
    assertThrows(
        CoreScoreException.class,
        () -> TinyTraining.of(settings(6, 2)).run(checkpoint, new TinyTraining.Losses(-1)),
        "a checkpoint of another model");
  }

  /** Without outputs for boundary and distance the labels alone are trained. */
  @Test
  void aModelOfLabelsAloneIsTrainedOnLabelsAlone() throws IOException {
    Heads heads = Heads.standard();
    Network network = Network.of(Architecture.LITE, heads.labels().size());
    Path labels = folder.resolve("labels.pt");
    try (OutputStream out = Files.newOutputStream(labels)) {
      TorchScriptWriter.write(
          network.folded(), Weights.initial(network, 5).folded(network), Map.of(), out);
    }
    String sidecar = Files.readString(ModelExport.sidecar(model));
    String alone = sidecar.replaceAll("\"(boundary|distance)\"\\s*:\\s*\\d+,", "");
    assertNotEquals(sidecar, alone);
    Files.writeString(ModelExport.sidecar(labels), alone);
    TinyTraining.Losses heard = new TinyTraining.Losses(-1);
    tune(settings(40, 40), labels).run(folder.resolve("checkpoint"), heard);
    assertTrue(
        mean(heard.losses, 32, 40) < 0.9 * mean(heard.losses, 0, 8), heard.losses.toString());
  }

  /** Logits are rearranged as those of a native network. */
  @Test
  void logitsAreThoseOfTheExportedNetwork() {
    TrainableModel own =
        FineTuning.trainable(settings(1, 1), List.of(), List.of(), folder.resolve("m.corescore"));
    TrainableModel exported = FineTuning.trainable(settings(1, 1), List.of(), List.of(), model);
    Torch.engine();
    try (NDManager base = Torch.manager(Device.cpu())) {
      NDArray input = base.randomUniform(-1, 1, new Shape(2, 64, 96, 3)).transpose(0, 3, 1, 2);
      NDArray scores = exported.open(base, exported.first(1)).forward(input);
      Network network = ((TrainableNativeModel) own).network();
      NDArray expected =
          new ForwardPass(network, own.open(base, own.first(1)).arrays())
              .forward(input)
              .transpose(1, 0, 2, 3);
      assertEquals(expected.getShape(), scores.getShape());
      assertArrayEquals(expected.toFloatArray(), scores.toFloatArray(), 1e-3f);
    }
  }

  @Test
  void untrainableModelsAreRefusedByName() throws IOException {
    Path sidecar = ModelExport.sidecar(model);
    String facts = Files.readString(sidecar);
    Files.writeString(sidecar, facts.replace("\"Paper\"", "\"Granite\""));
    refused("Granite", settings(1, 1), model);
    Files.writeString(sidecar, facts.replaceAll("(\"stride\"\\s*:\\s*)32", "$1128"));
    refused("stride 128", settings(1, 1), model);
    Path onnx = folder.resolve("m.onnx");
    ModelExport.of(folder.resolve("m.corescore")).onnx(onnx, false);
    refused("cannot be trained", settings(1, 1), onnx);
    Path frozen = folder.resolve("frozen.pt");
    ExternalModelFixtures.sidecar(
        ExternalModelFixtures.torchScript(frozen, "Tensor", ExternalModelFixtures.SCORES),
        ExternalModelFixtures.SIDECAR);
    Training none = tune(settings(1, 1), frozen);
    CoreScoreException e =
        assertThrows(
            CoreScoreException.class,
            () -> none.run(folder.resolve("checkpoint"), new TinyTraining.Losses(-1)));
    assertTrue(String.valueOf(e.getMessage()).contains("it was frozen"), e.getMessage());
  }

  private static void refused(String why, TrainingSettings settings, Path file) {
    CoreScoreException e = assertThrows(CoreScoreException.class, () -> tune(settings, file));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith(file.toString()) && message.contains(why), message);
  }
}

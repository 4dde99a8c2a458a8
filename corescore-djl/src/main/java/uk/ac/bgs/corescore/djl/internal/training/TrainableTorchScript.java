// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.training;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.djl.internal.augmentation.Crop;
import uk.ac.bgs.corescore.djl.internal.engine.Precision;
import uk.ac.bgs.corescore.djl.internal.engine.Torch;
import uk.ac.bgs.corescore.djl.internal.export.ExportedFiles;
import uk.ac.bgs.corescore.djl.internal.inference.ExternalModel;
import uk.ac.bgs.corescore.djl.internal.inference.ForwardPass;
import uk.ac.bgs.corescore.djl.internal.inference.ImageModel;
import uk.ac.bgs.corescore.djl.internal.inference.Inference;
import uk.ac.bgs.corescore.djl.internal.model.ExternalModelFile;
import uk.ac.bgs.corescore.djl.internal.model.Sidecar;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.internal.network.Weights;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * A TorchScript model of other software. Its parameters are trained; its buffers, such as those of
 * batch normalisation, are not, and it runs in inference mode. Boundary and distance are trained if
 * its sidecar names them.
 *
 * @param file the model and its sidecar
 */
record TrainableTorchScript(ExternalModelFile file) implements TrainableModel {
  @Override
  public Heads heads() {
    return file.heads();
  }

  @Override
  public Optional<String> origin() {
    return Optional.of(file.sha256());
  }

  @Override
  public String architecture() {
    return "TorchScript";
  }

  @Override
  public Weights first(long seed) {
    try (NDManager base = Torch.manager(Device.cpu())) {
      return ForwardPass.weights(parameters(load(base)));
    }
  }

  private PtSymbolBlock load(NDManager base) {
    try {
      PtSymbolBlock module =
          JniUtils.loadModule(
              (PtNDManager) base, new ByteArrayInputStream(file.bytes()), true, false);
      JniUtils.enableInferenceMode(module);
      return module;
    } catch (EngineException | IOException e) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          String.format(
              Locale.ROOT,
              "%s: expected a model that the engine %s opens, got: %s",
              file.file(),
              file.engine(),
              Torch.reason(e)),
          e);
    }
  }

  private Map<String, NDArray> parameters(PtSymbolBlock module) {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    for (Parameter parameter : module.getDirectParameters().values()) {
      NDArray array = parameter.getArray();
      if (array.getDataType() != DataType.FLOAT32) {
        throw new CoreScoreException(
            FailureKind.UNSUPPORTED,
            String.format(
                Locale.ROOT,
                "%s: expected parameters of float32, got %s in %s",
                file.file(),
                array.getDataType().name().toLowerCase(java.util.Locale.ROOT),
                parameter.getName()));
      }
      arrays.put(parameter.getName(), array);
    }
    if (arrays.isEmpty()) {
      throw new CoreScoreException(
          FailureKind.UNSUPPORTED,
          file.file()
              + ": expected a model with parameters that can be trained, got none: it was frozen;"
              + " export it without torch.jit.freeze");
    }
    return arrays;
  }

  private Map<String, NDArray> parameters(PtSymbolBlock module, Weights weights) {
    Map<String, NDArray> arrays = parameters(module);
    Torch.gradients(false);
    arrays.forEach((name, array) -> array.set(weights.get(name)));
    return arrays;
  }

  @Override
  public void fill(Crop crop, FloatBuffer to) {
    Sidecar sidecar = file.sidecar();
    int plane = crop.size();
    for (int i = 0; i < plane; i++) {
      for (int c = 0; c < 3; c++) {
        int from = (sidecar.bgr() ? 2 - c : c) * plane + i;
        double value = Math.max(0, Math.min(255, crop.rgb[from])) / 255;
        to.put((float) ((value - sidecar.mean().get(c)) / sidecar.deviation().get(c)));
      }
    }
  }

  @Override
  public Loss loss(TrainingSettings settings) {
    return new Loss(
        heads(),
        settings.overlap(),
        file.sidecar().boundary() >= 0,
        file.sidecar().distance() >= 0);
  }

  @Override
  public Live open(NDManager base, Weights weights) {
    PtSymbolBlock module = load(base);
    Map<String, NDArray> arrays = parameters(module, weights);
    arrays.values().forEach(array -> array.setRequiresGradient(true));
    return new Live() {
      @Override
      public Map<String, NDArray> arrays() {
        return arrays;
      }

      @Override
      public NDArray forward(NDArray input) {
        return run(module, input);
      }
    };
  }

  /**
   * Reorders the channels as in {@link Heads}, the four pixels of each square one after the other.
   */
  private NDArray run(PtSymbolBlock module, NDArray input) {
    NDManager manager = input.getManager();
    NDList outputs;
    try {
      outputs = module.forward(new ParameterStore(manager, false), new NDList(input), true, null);
    } catch (EngineException e) {
      throw new CoreScoreException(
          FailureKind.UNSUPPORTED,
          String.format(
              Locale.ROOT,
              "%s: expected a model that takes float32 %s with gradients; it fails: %s",
              file.file(),
              input.getShape(),
              Torch.reason(e)),
          e);
    }
    outputs.attach(manager);
    NDArray scores = ExternalModel.chosen(outputs, file);
    long batch = input.getShape().get(0);
    long height = input.getShape().get(2);
    long width = input.getShape().get(3);
    Shape expected = new Shape(batch, file.sidecar().channels(), height, width);
    if (!expected.equals(scores.getShape())) {
      throw new CoreScoreException(
          FailureKind.UNSUPPORTED,
          String.format(
              Locale.ROOT,
              "%s: expected an output of %s, got %s",
              file.file(),
              expected,
              scores.getShape()));
    }
    NDList channels = new NDList(scores.get(":, 0:" + heads().labels().size()));
    for (int channel : List.of(file.sidecar().boundary(), file.sidecar().distance())) {
      if (channel >= 0) {
        channels.add(scores.get(":, " + channel + ":" + (channel + 1)));
      }
    }
    // Concatenating a single array makes a copy without gradients.
    NDArray ordered = channels.size() == 1 ? channels.get(0) : NDArrays.concat(channels, 1);
    return ordered
        .reshape(batch, expected.get(1), height / 2, 2, width / 2, 2)
        .transpose(1, 3, 5, 0, 2, 4)
        .reshape(4 * expected.get(1), batch, height / 2, width / 2);
  }

  private byte[] bytes(Weights weights) {
    Torch.engine();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (NDManager base = Torch.manager(Device.cpu())) {
      PtSymbolBlock module = load(base);
      parameters(module, weights);
      JniUtils.writeModule(module, out, false);
    }
    return out.toByteArray();
  }

  @Override
  public Inference inference(Weights weights, Device device) {
    ExternalModelFile now =
        new ExternalModelFile(
            file.file(), bytes(weights), file.sidecar(), file.engine(), file.sha256());
    return new Inference(ImageModel.open(now, device, Precision.FLOAT32, 0), 0);
  }

  @Override
  public String fileName() {
    return "model.pt";
  }

  @Override
  public void write(
      Path to,
      Weights weights,
      List<RgbImage> examples,
      TrainingSettings settings,
      Map<String, String> provenance)
      throws IOException {
    byte[] module = bytes(weights);
    byte[] sidecar = file.sidecar().json(settings.photoWidth());
    ExportedFiles.put(to, true, sidecar, out -> out.write(module));
  }
}

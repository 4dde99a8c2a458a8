// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.mask.Label;

/**
 * One of our own networks.
 *
 * @param network which
 * @param heads what its outputs mean
 * @param start the model that it begins with; empty for chance
 */
record OwnTrainee(Network network, Heads heads, Optional<Model> start) implements Trainee {
  @Override
  public Optional<String> origin() {
    return start.map(Model::sha256);
  }

  @Override
  public String architecture() {
    return network.architecture().id();
  }

  @Override
  public Weights first(long seed) {
    return start.map(Model::weights).orElseGet(() -> Weights.initial(network, seed));
  }

  @Override
  public void fill(Crop crop, FloatBuffer to) {
    int plane = crop.size();
    for (int i = 0; i < plane; i++) {
      for (int c = 0; c < 3; c++) {
        to.put(Tone.of(Math.max(0, Math.min(255, crop.rgb[c * plane + i])), c));
      }
    }
  }

  @Override
  public Loss loss(TrainingSettings settings) {
    return Loss.of(settings, heads);
  }

  @Override
  public Live open(NDManager base, Weights weights) {
    Map<String, NDArray> arrays = Torch.arrays(base, network, weights);
    arrays.forEach(
        (name, array) -> {
          if (!name.endsWith(".mean") && !name.endsWith(".variance")) {
            array.setRequiresGradient(true);
          }
        });
    NetworkRun run = new NetworkRun(network, arrays);
    return new Live() {
      @Override
      public Map<String, NDArray> arrays() {
        return arrays;
      }

      @Override
      public NDArray forward(NDArray input) {
        return run.forward(input, true);
      }
    };
  }

  @Override
  public Inference inference(Weights weights, Device device) {
    return new Inference(new OwnModel(network, weights, heads, device, Precision.FLOAT32), 0);
  }

  @Override
  public String fileName() {
    return "model.corescore";
  }

  @Override
  public void write(
      Path file, Weights weights, TrainingSettings settings, Map<String, String> provenance)
      throws IOException {
    TemporaryFile.put(file, true, out -> write(out, weights, settings, provenance));
  }

  private void write(
      OutputStream out, Weights weights, TrainingSettings settings, Map<String, String> provenance)
      throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", TrainedModel.FORMAT);
    metadata.put("task", settings.task().id());
    metadata.put("architecture", network.architecture().id());
    metadata.put(
        "labels",
        heads.labels().labels().stream().map(Label::name).collect(Collectors.joining(",")));
    metadata.put(
        "rock",
        heads.labels().labels().stream()
            .filter(Label::rock)
            .map(Label::name)
            .collect(Collectors.joining(",")));
    metadata.put("photo_width", Integer.toString(settings.photoWidth()));
    metadata.put("normalisation", "imagenet");
    metadata.put("training", settings.toString());
    metadata.putAll(provenance);
    Map<String, TensorFile.Tensor> tensors = new LinkedHashMap<>();
    network
        .parameters()
        .forEach(
            (name, shape) -> tensors.put(name, new TensorFile.Tensor(shape, weights.get(name))));
    TensorFile file = new TensorFile(metadata, tensors);
    metadata.put(TrainedModel.SHA256, file.sha256(true));
    file.write(out, true);
  }
}

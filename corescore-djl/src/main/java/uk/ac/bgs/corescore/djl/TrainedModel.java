// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.internal.PartFile;
import uk.ac.bgs.corescore.mask.Label;

/** A network with the weights that a training gave it. */
public final class TrainedModel {
  static final String FORMAT = "corescore-model-1";

  /** Name of what is said of the bytes of the weights. */
  static final String SHA256 = "sha256";

  private final Network network;
  private final Heads heads;
  private final Weights weights;
  private final TrainingSettings settings;

  TrainedModel(Network network, Heads heads, Weights weights, TrainingSettings settings) {
    this.network = network;
    this.heads = heads;
    this.weights = weights;
    this.settings = settings;
  }

  /**
   * Writes the model file, half precision, aside and then moved.
   *
   * @param file where
   * @param provenance what is said of the model: what it was trained on, by whom, its licence
   * @throws IOException if it cannot be written
   */
  public void write(Path file, Map<String, String> provenance) throws IOException {
    PartFile.put(file, true, out -> write(out, provenance));
  }

  private void write(OutputStream out, Map<String, String> provenance) throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", FORMAT);
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
    metadata.put(SHA256, file.sha256(true));
    file.write(out, true);
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import uk.ac.bgs.corescore.djl.internal.network.Weights;
import uk.ac.bgs.corescore.djl.internal.training.TrainableModel;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;
import uk.ac.bgs.corescore.image.RgbImage;

/** A network with the weights of a training. */
public final class TrainedModel {
  private final TrainableModel trainable;
  private final Weights weights;
  private final List<RgbImage> examples;
  private final TrainingSettings settings;

  /**
   * @param examples images as the network sees them, by which it is calibrated for 8 bits
   */
  TrainedModel(
      TrainableModel trainable,
      Weights weights,
      List<RgbImage> examples,
      TrainingSettings settings) {
    this.trainable = trainable;
    this.weights = weights;
    this.examples = List.copyOf(examples);
    this.settings = settings;
  }

  /**
   * The usual name of the model file; its extension gives the format.
   *
   * @return {@code model.corescore}, or {@code model.pt} for a fine-tuned TorchScript model
   */
  public String fileName() {
    return trainable.fileName();
  }

  /**
   * Writes the model file, atomically: half precision in CoreScore's own format, or, for a
   * fine-tuned TorchScript model, a TorchScript file and its sidecar {@code NAME.json} with the
   * photo width of this training. A model of CoreScore's own format is calibrated by crops of the
   * training, so that it can run in 8 bits.
   *
   * @param file the file
   * @param provenance metadata of the model: training data, author, licence; a TorchScript file and
   *     its sidecar do not keep it
   * @throws IOException if it cannot be written
   */
  public void write(Path file, Map<String, String> provenance) throws IOException {
    trainable.write(file, weights, examples, settings, provenance);
  }
}

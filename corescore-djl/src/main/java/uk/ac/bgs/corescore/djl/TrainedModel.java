// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import uk.ac.bgs.corescore.djl.internal.network.Weights;
import uk.ac.bgs.corescore.djl.internal.training.TrainableModel;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;

/** A network with the weights that a training gave it. */
public final class TrainedModel {
  private final TrainableModel trainee;
  private final Weights weights;
  private final TrainingSettings settings;

  TrainedModel(TrainableModel trainee, Weights weights, TrainingSettings settings) {
    this.trainee = trainee;
    this.weights = weights;
    this.settings = settings;
  }

  /**
   * What such a file is usually called: its ending tells of which kind it is.
   *
   * @return {@code model.corescore}, or {@code model.pt} where a TorchScript model was trained on
   */
  public String fileName() {
    return trainee.fileName();
  }

  /**
   * Writes the model file, aside and then moved: half precision in CoreScore's own format; or,
   * where a TorchScript model was trained on, a TorchScript file, and beside it {@code NAME.json},
   * the sidecar of that model with the photo width of this training.
   *
   * @param file where
   * @param provenance what is said of the model: what it was trained on, by whom, its licence; a
   *     TorchScript file and its sidecar have no place for it
   * @throws IOException if it cannot be written
   */
  public void write(Path file, Map<String, String> provenance) throws IOException {
    trainee.write(file, weights, settings, provenance);
  }
}

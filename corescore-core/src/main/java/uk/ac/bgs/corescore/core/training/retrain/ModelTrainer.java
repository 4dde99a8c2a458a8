// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.retrain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.ac.bgs.corescore.core.training.groundtruth.LabelledPhoto;
import uk.ac.bgs.corescore.core.training.track.ExperimentRun;

/** Trains the models of a segmenter. Used by one thread at a time. */
public interface ModelTrainer {
  /**
   * The segmenter that runs the models.
   *
   * @return its id; a model's file is its option {@code model}
   */
  String segmenter();

  /**
   * What is trained on.
   *
   * @param photos the photos with their ground truth, at least one
   * @param start the model to start from; empty where the recipe alone decides
   * @param out the folder of all results, which exists; an interrupted training left there is
   *     resumed
   */
  record Order(List<LabelledPhoto> photos, Optional<Path> start, Path out) {}

  /**
   * The result of a training.
   *
   * @param model the model's file
   * @param files what goes with it into a registry, by name
   * @param tags what the registry says of it, by name
   */
  record Trained(Path model, Map<String, Path> files, Map<String, String> tags) {}

  /**
   * Trains a model.
   *
   * @param order what it is trained on
   * @param run keeps parameters, figures and files; is not ended
   * @return the model
   * @throws uk.ac.bgs.corescore.CoreScoreException if the photos or the recipe cannot be used
   * @throws IOException if a file or a server cannot be reached
   */
  Trained train(Order order, ExperimentRun run) throws IOException;
}

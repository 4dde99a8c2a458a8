// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli.retrain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.ac.bgs.corescore.core.registry.ModelRegistry;
import uk.ac.bgs.corescore.core.track.ExperimentRun;
import uk.ac.bgs.corescore.core.track.ExperimentTracker;

/** What the loop needs of those who know engine and label files. */
public interface Steps {
  /** Where versions are kept. */
  ModelRegistry registry();

  /**
   * Where runs are kept.
   *
   * @param spool a folder for what cannot be sent at once
   */
  ExperimentTracker tracker(Path spool);

  /**
   * The labelled photos of label files or masks; those without a photo are told and left out, those
   * whose labels cannot be used come with the reason.
   *
   * @param source where they are
   */
  List<Labelled> read(RetrainConfig.Truth source) throws IOException;

  /** Says something in a line. */
  void tell(String line);

  /**
   * What is trained on.
   *
   * @param masks a folder of {@code NAME.mask.png} and {@code NAME.instances.png}
   * @param photos their photos
   * @param start the model to begin with, empty where the recipe alone says how to begin
   * @param out where all goes; what an interrupted training has left there is gone on from
   */
  record Order(Path masks, List<Labelled> photos, Optional<Path> start, Path out) {}

  /**
   * What came of a training.
   *
   * @param model the model's file
   * @param files what goes with it, by name
   * @param tags what is said of it
   */
  record Trained(Path model, Map<String, Path> files, Map<String, String> tags) {}

  /** Trains; the run is told of it, and not ended. */
  Trained train(Order order, ExperimentRun run) throws IOException;

  /**
   * Lets models find the rock of the same photos, and writes {@code NAME/evaluation.json} and
   * {@code .csv} for each and {@code evaluation.html} for all.
   *
   * @param models model files by name, the candidate first
   * @param test folders {@code masks} and {@code photos}
   * @param out where to
   * @throws uk.ac.bgs.corescore.CoreScoreException if one photo cannot be judged
   */
  void judge(Map<String, Path> models, Path test, Path out) throws IOException;

  /**
   * Sees to it that a run is marked as failed if somebody ends the program.
   *
   * @return ends that
   */
  Runnable guard(ExperimentRun run);
}

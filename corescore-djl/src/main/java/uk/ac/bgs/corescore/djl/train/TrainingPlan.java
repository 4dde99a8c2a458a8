// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCore;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreGenerator;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;
import uk.ac.bgs.corescore.djl.Training;
import uk.ac.bgs.corescore.djl.settings.TrainingExample;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;

/**
 * How a model is trained. Immutable; safe for use by many threads.
 *
 * @param settings the settings of the training
 * @param drawnCores number of synthetic cores added to the photos; their seeds follow from that of
 *     the settings
 * @param start the model whose weights the training starts from; empty for initial weights
 * @param backgrounds photographs on which composed boxes are laid; empty for synthetic backgrounds
 *     alone
 * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
 * @param licence the licence that the model file and its card state
 */
public record TrainingPlan(
    TrainingSettings settings,
    int drawnCores,
    Optional<Path> start,
    Optional<Backgrounds> backgrounds,
    String device,
    String licence) {
  private static final int DRAWN_WIDTH = 2600;
  private static final int DRAWN_HEIGHT = 368;
  private static final long SEEDS = 1_000_000;

  /**
   * The training of these photos.
   *
   * @param split the photos
   * @return a training that has not begun
   * @throws IllegalArgumentException if there is nothing to train on
   * @throws uk.ac.bgs.corescore.CoreScoreException if the model cannot be started from, or a photo
   *     cannot be composed
   * @throws uk.ac.bgs.corescore.spi.OptionException if there is no such name of a device
   */
  public Training training(TrainingSplit split) {
    List<TrainingExample> drawn = draw();
    Training training =
        start.isEmpty()
            ? new Training(settings, split.train(), drawn, split.held())
            : Training.fineTuning(settings, split.train(), drawn, split.held(), start.get());
    return backgrounds.map(on -> training.on(on.pictures())).orElse(training).on(device);
  }

  /**
   * The same from the weights of a model.
   *
   * @param model the model file
   * @return a plan
   */
  public TrainingPlan withStart(Path model) {
    return new TrainingPlan(settings, drawnCores, Optional.of(model), backgrounds, device, licence);
  }

  private List<TrainingExample> draw() {
    SyntheticCoreGenerator drawer =
        new SyntheticCoreGenerator(
            SyntheticCoreSettings.builder().size(DRAWN_WIDTH, DRAWN_HEIGHT).build());
    List<TrainingExample> drawn = new ArrayList<>();
    for (int i = 0; i < drawnCores; i++) {
      long seed = SEEDS * settings.seed() + i;
      SyntheticCore core = drawer.draw(seed);
      drawn.add(new TrainingExample("drawn " + seed, core.photo(), core.truth(), new BitSet()));
    }
    return drawn;
  }
}

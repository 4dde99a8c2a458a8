// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCore;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreGenerator;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;

/** Small photographs that the project draws, and trainings of a few steps. */
final class TinyTraining {
  private TinyTraining() {}

  static TrainingSettings settings(int steps, int validateEvery) {
    return builder().steps(steps).validateEvery(validateEvery).build();
  }

  static TrainingSettings.Builder builder() {
    return TrainingSettings.builder().batch(2).crop(64, 64).photoWidth(400).drawnShare(0.5).seed(7);
  }

  static TrainingExample drawn(long seed) {
    SyntheticCore core =
        new SyntheticCoreGenerator(SyntheticCoreSettings.builder().size(640, 96).build())
            .draw(seed);
    return new TrainingExample("core " + seed, core.photo(), core.truth(), new BitSet());
  }

  static Training of(TrainingSettings settings) {
    return new Training(
        settings, List.of(drawn(1), drawn(2)), List.of(drawn(3)), List.of(drawn(4)));
  }

  /** A model file with weights as a training starts with. */
  static Path model(Path file) throws IOException {
    Heads heads = Heads.standard();
    Network network = Network.of(Architecture.LITE, heads.outputs());
    new TrainedModel(network, heads, Weights.initial(network, 5), settings(1, 1))
        .write(file, Map.of("licence", "Apache-2.0"));
    return file;
  }

  /** Hears the losses and what a step limit interrupts. */
  static final class Losses implements TrainingListener {
    final List<Double> losses = new ArrayList<>();
    final List<Double> scores = new ArrayList<>();
    private final int stopAfter;

    Losses(int stopAfter) {
      this.stopAfter = stopAfter;
    }

    @Override
    public void step(int step, double loss, double rate) {
      losses.add(loss);
    }

    @Override
    public void validated(int step, Map<String, Double> rockIou) {
      scores.addAll(rockIou.values());
      if (step == stopAfter) {
        throw new Stopped();
      }
    }
  }

  /** As if the power had gone. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}

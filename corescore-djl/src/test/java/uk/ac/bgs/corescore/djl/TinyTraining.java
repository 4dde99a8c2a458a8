// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCore;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreGenerator;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;
import uk.ac.bgs.corescore.djl.internal.model.NativeModelFile;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.internal.network.Network;
import uk.ac.bgs.corescore.djl.internal.network.Weights;
import uk.ac.bgs.corescore.djl.internal.training.BatchSampler;
import uk.ac.bgs.corescore.djl.settings.Architecture;
import uk.ac.bgs.corescore.djl.settings.TrainingExample;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;

/** Small synthetic photographs, and trainings of a few steps. */
public final class TinyTraining {
  private TinyTraining() {}

  public static TrainingSettings settings(int steps, int validateEvery) {
    return builder().steps(steps).validateEvery(validateEvery).build();
  }

  public static TrainingSettings.Builder builder() {
    return TrainingSettings.builder().batch(2).crop(64, 64).photoWidth(400).drawnShare(0.5).seed(7);
  }

  public static TrainingExample drawn(long seed) {
    SyntheticCore core =
        new SyntheticCoreGenerator(SyntheticCoreSettings.builder().size(640, 96).build())
            .draw(seed);
    return new TrainingExample("core " + seed, core.photo(), core.truth(), new BitSet());
  }

  public static Training of(TrainingSettings settings) {
    return new Training(
        settings, List.of(drawn(1), drawn(2)), List.of(drawn(3)), List.of(drawn(4)));
  }

  /** The sampler of the training {@link #of}. */
  public static BatchSampler sampler(TrainingSettings settings) {
    return BatchSampler.of(
        settings,
        Heads.of(settings.task()),
        List.of(drawn(1), drawn(2)),
        List.of(drawn(3)),
        List.of(drawn(4)));
  }

  /** A model file with initial weights. */
  public static Path model(Path file) throws IOException {
    Heads heads = Heads.standard();
    Network network = Network.of(Architecture.LITE, heads.outputs());
    NativeModelFile.write(
        file,
        network,
        heads,
        Weights.initial(network, 5),
        Optional.empty(),
        settings(1, 1),
        Map.of("licence", "Apache-2.0"));
    return file;
  }

  /** Records the losses, and interrupts a training at a step. */
  public static final class Losses implements TrainingListener {
    public final List<Double> losses = new ArrayList<>();
    public final List<Double> scores = new ArrayList<>();
    private final int stopAfter;

    public Losses(int stopAfter) {
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

  /** An interruption. */
  public static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}

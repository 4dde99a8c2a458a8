// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import uk.ac.bgs.corescore.djl.internal.augmentation.Crop;
import uk.ac.bgs.corescore.djl.internal.engine.Torch;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;

class LossTest {
  private static final int SIDE = 32;

  /**
   * The engine reads Java's memory in place. Memory that the backward pass reads must still be
   * valid then, whatever the collector does in between.
   */
  @ParameterizedTest
  @EnumSource(TrainingSettings.Overlap.class)
  void theWayBackDoesNotDependOnTheCollector(TrainingSettings.Overlap overlap) {
    assertArrayEquals(gradient(overlap, false), gradient(overlap, true));
  }

  private static float[] gradient(TrainingSettings.Overlap overlap, boolean collect) {
    Heads heads = Heads.standard();
    SplittableRandom random = new SplittableRandom(4);
    float[] values = new float[4 * heads.outputs() * SIDE / 2 * SIDE / 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-2, 2);
    }
    float[] equal = new float[heads.labels().size()];
    Arrays.fill(equal, 1);
    Torch.engine();
    Torch.gradients(true);
    try (NDManager manager = Torch.manager(Device.cpu())) {
      NDArray output =
          manager.create(values, new Shape(4L * heads.outputs(), 1, SIDE / 2, SIDE / 2));
      output.setRequiresGradient(true);
      try (GradientCollector collector = Torch.engine().newGradientCollector()) {
        Targets targets = Targets.of(List.of(halves(heads)), heads, equal);
        NDArray loss = new Loss(heads, overlap).of(output, targets, manager);
        if (collect) {
          takeWhatIsFreed();
        }
        collector.backward(loss);
      }
      return output.getGradient().toFloatArray();
    }
  }

  private static Crop halves(Heads heads) {
    Crop crop = new Crop(SIDE, SIDE);
    Arrays.fill(crop.weight, 1);
    for (int i = 0; i < crop.size(); i++) {
      boolean rock = i % SIDE < SIDE / 2;
      crop.label[i] = (byte) (rock ? heads.rock() : 0);
      crop.fragment[i] = rock ? 1 : 0;
    }
    return crop;
  }

  /** Runs the collector, then overwrites small blocks that were freed. */
  private static void takeWhatIsFreed() {
    List<ByteBuffer> taken = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      System.gc();
      for (int i = 0; i < 5000; i++) {
        taken.add(ByteBuffer.allocateDirect(4).putInt(0, 0x7f7f7f7f));
      }
    }
    assertEquals(15_000, taken.size());
  }
}

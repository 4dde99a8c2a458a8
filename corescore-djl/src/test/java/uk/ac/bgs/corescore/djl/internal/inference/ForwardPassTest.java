// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.djl.internal.engine.Torch;

class ForwardPassTest {
  private static final int LOW = 32;
  private static final int HIGH = 16;
  private static final int OUT = 16;
  private static final Shape ONCE = new Shape(1, 1);

  /** What two inputs are convolved to, the first upsampled. */
  private interface Step {
    NDArray of(NDArray low, NDArray high, NDArray weight);
  }

  /** Values, and the gradients of both inputs and the weights, are those of the steps in order. */
  @Test
  void convolvingBeforeUpsamplingChangesNothing() {
    List<float[]> expected =
        run(
            (low, high, weight) -> {
              NDArray enlarged =
                  low.getNDArrayInternal().interpolation(new long[] {12, 16}, 0, false);
              NDArray both = NDArrays.concat(new NDList(enlarged, high), 1);
              return Conv2d.conv2d(both, weight, null, ONCE, ONCE).singletonOrThrow();
            });
    List<float[]> came = run(ForwardPass::upsampling);
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), came.get(i), 2e-3f);
    }
  }

  private static List<float[]> run(Step step) {
    SplittableRandom random = new SplittableRandom(8);
    Torch.engine();
    Torch.gradients(true);
    List<float[]> results = new ArrayList<>();
    try (NDManager manager = Torch.manager(Device.cpu())) {
      NDArray low = numbers(manager, random, new Shape(2, 6, 8, LOW));
      NDArray high = numbers(manager, random, new Shape(2, 12, 16, HIGH));
      NDArray weight = numbers(manager, random, new Shape(OUT, LOW + HIGH, 3, 3));
      NDArray pull = numbers(manager, random, new Shape(2, 12, 16, OUT));
      for (NDArray leaf : List.of(low, high, weight)) {
        leaf.setRequiresGradient(true);
      }
      try (GradientCollector collector = Torch.engine().newGradientCollector()) {
        NDArray y = step.of(low.transpose(0, 3, 1, 2), high.transpose(0, 3, 1, 2), weight);
        assertEquals(new Shape(2, OUT, 12, 16), y.getShape());
        results.add(y.toFloatArray());
        collector.backward(y.mul(pull.transpose(0, 3, 1, 2)).sum());
      }
      for (NDArray leaf : List.of(low, high, weight)) {
        results.add(leaf.getGradient().toFloatArray());
      }
    }
    return results;
  }

  private static NDArray numbers(NDManager manager, SplittableRandom random, Shape shape) {
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return manager.create(values, shape);
  }
}

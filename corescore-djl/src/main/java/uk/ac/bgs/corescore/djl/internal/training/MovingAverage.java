// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import uk.ac.bgs.corescore.djl.internal.engine.Torch;
import uk.ac.bgs.corescore.djl.internal.inference.ForwardPass;

/**
 * The exponential moving average of weights and batch statistics (Polyak and Juditsky, 1992). The
 * decay of early steps is at most (1 + step) / (10 + step), to reduce the influence of the initial
 * weights.
 */
public final class MovingAverage {
  private final Map<String, NDArray> weights;
  private final Map<String, NDArray> means = new LinkedHashMap<>();
  private final double share;

  /**
   * @param weights the weights that are trained
   * @param share decay of the average
   * @param before the average so far, empty at the start
   */
  public MovingAverage(
      Map<String, NDArray> weights, double share, Map<String, float[]> before, NDManager manager) {
    this.weights = weights;
    this.share = share;
    weights.forEach(
        (name, weight) -> {
          float[] values =
              before.isEmpty()
                  ? weight.toFloatArray()
                  : Objects.requireNonNull(before.get(name), name);
          means.put(name, manager.create(values, weight.getShape()));
        });
  }

  /**
   * Updates the average by the weights after a step.
   *
   * @param step 1 for the first
   */
  public void update(int step) {
    float kept = (float) Math.min(share, (1.0 + step) / (10.0 + step));
    Torch.gradients(false);
    means.forEach(
        (name, mean) -> {
          NDArray weight = Objects.requireNonNull(weights.get(name), name);
          try (NDArray part = weight.mul(1 - kept)) {
            mean.muli(kept).addi(part);
          }
        });
    Torch.gradients(true);
  }

  /** The average as plain arrays, by name. */
  public Map<String, float[]> state() {
    return ForwardPass.weights(means).values();
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, 2019), without decay for biases and
 * factors of a channel. Its state can be saved and restored, so that a resumed training is the same
 * as an uninterrupted one.
 */
public final class AdamW {
  private static final float BETA2 = 0.99f;
  private static final float EPSILON = 1e-5f;

  private final Map<String, NDArray> weights;
  private final Map<String, NDArray> means = new LinkedHashMap<>();
  private final Map<String, NDArray> squares = new LinkedHashMap<>();
  private final float decay;

  public AdamW(Map<String, NDArray> weights, float decay, NDManager manager) {
    this.weights = weights;
    this.decay = decay;
    weights.forEach(
        (name, weight) -> {
          if (weight.hasGradient()) {
            means.put(name, manager.zeros(weight.getShape()));
            squares.put(name, manager.zeros(weight.getShape()));
          }
        });
  }

  /**
   * Updates the weights by their gradients and clears the gradients.
   *
   * @param step 1 for the first
   */
  public void update(int step, double rate, double beta1) {
    double corrected = rate * Math.sqrt(1 - Math.pow(BETA2, step)) / (1 - Math.pow(beta1, step));
    means.forEach(
        (name, mean) -> {
          NDArray weight = Objects.requireNonNull(weights.get(name), name);
          try (NDArray gradient = weight.getGradient()) {
            weight
                .getNDArrayInternal()
                .adamUpdate(
                    new NDList(
                        weight, gradient, mean, Objects.requireNonNull(squares.get(name), name)),
                    new NDList(weight),
                    (float) rate,
                    (float) corrected,
                    weight.getShape().dimension() > 1 ? decay : 0,
                    1,
                    -1,
                    (float) beta1,
                    BETA2,
                    EPSILON,
                    true,
                    true);
          }
        });
  }

  /** Its state as plain arrays, by name. */
  public Map<String, float[]> state() {
    Map<String, float[]> state = new LinkedHashMap<>();
    means.forEach((name, mean) -> state.put("mean:" + name, mean.toFloatArray()));
    squares.forEach((name, square) -> state.put("square:" + name, square.toFloatArray()));
    return state;
  }

  /** Restores a state. */
  public void restore(Map<String, float[]> state) {
    means.forEach((name, mean) -> mean.set(Objects.requireNonNull(state.get("mean:" + name))));
    squares.forEach(
        (name, square) -> square.set(Objects.requireNonNull(state.get("square:" + name))));
  }
}

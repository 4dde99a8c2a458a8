// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.inference;

import java.nio.FloatBuffer;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.djl.internal.network.Prediction;

/**
 * The logits of a model, on a grid that may be larger than the image.
 *
 * @param values channel by channel, each row by row
 * @param width columns of the grid
 * @param height its rows
 * @param model name of the model in errors
 */
record Logits(FloatBuffer values, int width, int height, String model) {
  /**
   * Converts to likelihoods: softmax for the labels, sigmoid for the others.
   *
   * @param columns of the image
   * @param rows of the image
   * @param classes number of channels that are labels
   * @param channels channel of each plane after those of the labels, -1 for none
   * @throws CoreScoreException if a logit is not finite
   */
  Prediction likelihoods(int columns, int rows, int classes, int... channels) {
    byte[][] planes = new byte[classes + channels.length][columns * rows];
    int plane = width * height;
    float[] at = new float[classes];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        int i = y * columns + x;
        int from = y * width + x;
        float maximum = Float.NEGATIVE_INFINITY;
        for (int k = 0; k < classes; k++) {
          at[k] = values.get(k * plane + from);
          maximum = Math.max(maximum, at[k]);
        }
        float sum = 0;
        for (int k = 0; k < classes; k++) {
          at[k] = (float) Math.exp(at[k] - maximum);
          sum += at[k];
        }
        for (int k = 0; k < classes; k++) {
          planes[k][i] = Prediction.of(at[k] / sum);
        }
        float checked = sum;
        for (int k = 0; k < channels.length; k++) {
          if (channels[k] >= 0) {
            float score = values.get(channels[k] * plane + from);
            float share = (float) (1 / (1 + Math.exp(-score)));
            planes[classes + k][i] = Prediction.of(share);
            checked += share;
          }
        }
        if (!Float.isFinite(checked)) {
          throw new CoreScoreException(
              FailureKind.PLUGIN,
              model + ": expected finite logits, got others at cell " + x + ", " + y);
        }
      }
    }
    return new Prediction(columns, rows, planes);
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

/**
 * What a network says of an image, on the image's own grid: one plane of likelihoods, 0 to 1, for
 * each label, one for the boundary and one for the distance.
 *
 * @param width columns
 * @param height rows
 * @param planes by output, each row by row
 */
@SuppressWarnings(
    "ArrayRecordComponent") // planes are handed on, and changed only by whom they were made for
record Prediction(int width, int height, float[][] planes) {
  /** Takes its numbers times a factor, in place. */
  Prediction times(float factor) {
    for (float[] plane : planes) {
      for (int i = 0; i < plane.length; i++) {
        plane[i] *= factor;
      }
    }
    return this;
  }

  /** Adds another's numbers times a factor, in place. */
  void add(Prediction other, float factor) {
    for (int k = 0; k < planes.length; k++) {
      for (int i = 0; i < planes[k].length; i++) {
        planes[k][i] += other.planes[k][i] * factor;
      }
    }
  }

  /** The same left to right, top to bottom, or both. */
  Prediction mirrored(boolean sideways, boolean upDown) {
    if (!sideways && !upDown) {
      return this;
    }
    float[][] to = new float[planes.length][width * height];
    for (int k = 0; k < to.length; k++) {
      for (int y = 0; y < height; y++) {
        int row = upDown ? height - 1 - y : y;
        for (int x = 0; x < width; x++) {
          to[k][y * width + x] = planes[k][row * width + (sideways ? width - 1 - x : x)];
        }
      }
    }
    return new Prediction(width, height, to);
  }

  /** The same on a coarser grid, or one as fine, bilinear. */
  Prediction on(int columns, int rows) {
    if (columns == width && rows == height) {
      return this;
    }
    float[][] to = new float[planes.length][columns * rows];
    for (int y = 0; y < rows; y++) {
      double v = Math.max(0, Math.min(height - 1, (y + 0.5) * height / rows - 0.5));
      int top = (int) v;
      int bottom = Math.min(top + 1, height - 1);
      float fy = (float) (v - top);
      for (int x = 0; x < columns; x++) {
        double u = Math.max(0, Math.min(width - 1, (x + 0.5) * width / columns - 0.5));
        int left = (int) u;
        int right = Math.min(left + 1, width - 1);
        float fx = (float) (u - left);
        for (int k = 0; k < to.length; k++) {
          float[] from = planes[k];
          float upper = from[top * width + left] * (1 - fx) + from[top * width + right] * fx;
          float lower = from[bottom * width + left] * (1 - fx) + from[bottom * width + right] * fx;
          to[k][y * columns + x] = upper * (1 - fy) + lower * fy;
        }
      }
    }
    return new Prediction(columns, rows, to);
  }
}

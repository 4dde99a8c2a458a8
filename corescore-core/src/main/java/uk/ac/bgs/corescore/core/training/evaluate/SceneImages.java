// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.evaluate;

import java.io.IOException;
import java.util.function.IntBinaryOperator;
import uk.ac.bgs.corescore.core.internal.HtmlText;
import uk.ac.bgs.corescore.core.internal.draw.LabelPalette;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.LabelMask;

/** Small images of a photo, its labels and its errors, as URIs that hold them. */
final class SceneImages {
  static final int FALSE_POSITIVE = 0xD55E00;
  static final int FALSE_NEGATIVE = 0x56B4E9;
  private static final int RIGHT = 0x7A7A7A;
  private static final int REST = 0x101214;
  private static final int LONGEST_SIDE = 760;

  private SceneImages() {}

  static String photo(RgbImage photo) throws IOException {
    return reduced(photo.width(), photo.height(), photo::rgb);
  }

  static String labels(LabelMask mask) throws IOException {
    int[] colours = new int[mask.labels().size()];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = LabelPalette.rgb(mask.labels(), i);
    }
    return reduced(mask.width(), mask.height(), (x, y) -> colours[mask.index(x, y)]);
  }

  /** Rock of the prediction only, of the ground truth only, of both; on the ground truth's grid. */
  static String errors(LabelMask truth, LabelMask prediction) throws IOException {
    int width = truth.width();
    int height = truth.height();
    return reduced(
        width,
        height,
        (x, y) -> {
          int column = NearestResampler.index(x, prediction.width(), width);
          int row = NearestResampler.index(y, prediction.height(), height);
          boolean found = prediction.labels().isRock(prediction.index(column, row));
          if (truth.labels().isRock(truth.index(x, y))) {
            return found ? RIGHT : FALSE_NEGATIVE;
          }
          return found ? FALSE_POSITIVE : REST;
        });
  }

  /** Each pixel is the mean of those under it, so that thin errors do not vanish. */
  private static String reduced(int width, int height, IntBinaryOperator rgb) throws IOException {
    double scale = Math.min(1, (double) LONGEST_SIDE / Math.max(width, height));
    int columns = Math.max(1, (int) Math.round(width * scale));
    int rows = Math.max(1, (int) Math.round(height * scale));
    int[] pixels = new int[columns * rows];
    for (int y = 0; y < rows; y++) {
      int top = (int) ((long) y * height / rows);
      int bottom = Math.max(top + 1, (int) ((y + 1L) * height / rows));
      for (int x = 0; x < columns; x++) {
        int left = (int) ((long) x * width / columns);
        int right = Math.max(left + 1, (int) ((x + 1L) * width / columns));
        pixels[y * columns + x] = mean(rgb, left, right, top, bottom);
      }
    }
    return HtmlText.pngUri(RgbImage.wrap(columns, rows, pixels));
  }

  private static int mean(IntBinaryOperator rgb, int left, int right, int top, int bottom) {
    long red = 0;
    long green = 0;
    long blue = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        int pixel = rgb.applyAsInt(x, y);
        red += pixel >> 16 & 0xFF;
        green += pixel >> 8 & 0xFF;
        blue += pixel & 0xFF;
      }
    }
    long n = (long) (right - left) * (bottom - top);
    return (int) (((red / n) << 16) | ((green / n) << 8) | (blue / n));
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.ac.bgs.corescore.image.RgbImage;

class ResizeTest {
  private static int channel(RgbImage photo, double u, double v, int shift) {
    int left = (int) u;
    int top = (int) v;
    int across = (int) (256 * (u - left) + 0.5);
    int down = (int) (256 * (v - top) + 0.5);
    int sum = 32768;
    for (int k = 0; k < 4; k++) {
      int x = Math.min(left + k % 2, photo.width() - 1);
      int y = Math.min(top + k / 2, photo.height() - 1);
      int weight = (k % 2 == 0 ? 256 - across : across) * (k < 2 ? 256 - down : down);
      sum += weight * (photo.rgb(x, y) >> shift & 0xff);
    }
    return sum >> 16;
  }

  /** Bilinear, between the centres of pixels, with weights of 256ths, rounded once. */
  @ParameterizedTest
  @CsvSource({"20, 7, 1.5", "33, 10, 2", "1, 9, 2", "9, 1, 1.7", "1, 1, 2"})
  void aLargerPhotoLiesBetweenItsPixels(int width, int height, double scale) {
    int[] pixels = new SplittableRandom(5).ints((long) width * height, 0, 1 << 24).toArray();
    RgbImage photo = RgbImage.wrap(width, height, pixels);
    RgbImage large = Resize.scaled(photo, scale);
    assertEquals(Math.round(width * scale), large.width());
    for (int y = 0; y < large.height(); y++) {
      for (int x = 0; x < large.width(); x++) {
        double u = Math.max(0, (x + 0.5) * width / large.width() - 0.5);
        double v = Math.max(0, (y + 0.5) * height / large.height() - 0.5);
        for (int shift = 0; shift <= 16; shift += 8) {
          int expected = channel(photo, u, v, shift);
          assertEquals(expected, large.rgb(x, y) >> shift & 0xff, x + ", " + y + ": " + shift);
        }
      }
    }
  }
}

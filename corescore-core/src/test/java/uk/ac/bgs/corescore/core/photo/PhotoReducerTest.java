// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.ac.bgs.corescore.image.RgbImage;

class PhotoReducerTest {
  @Test
  void halvesByTheMeanOfFour() {
    RgbImage photo = RgbImage.of(2, 2, new int[] {0x000000, 0x040000, 0x000800, 0x0000FF});
    assertEquals(0x010240, PhotoReducer.reduce(photo, 1, 1).rgb(0, 0));
  }

  @Test
  void sharesThePixelOnTheBorderOfTwoCells() {
    RgbImage photo = RgbImage.of(3, 1, new int[] {0x00, 0x60, 0xC0});
    RgbImage reduced = PhotoReducer.reduce(photo, 2, 1);
    assertArrayEquals(new int[] {0x20, 0xA0}, pixels(reduced));
  }

  @ParameterizedTest
  @CsvSource({
    "7, 5, 3, 2",
    "10, 6, 5, 3",
    "64, 1, 63, 1",
    "1, 64, 1, 9",
    "31, 17, 30, 17",
    "31, 17, 1, 1",
    "100, 40, 37, 40",
    "12, 12, 11, 5"
  })
  void agreesWithTheIntegralOverEachCell(int width, int height, int toWidth, int toHeight) {
    RgbImage photo = noise(width, height, 20260101L + width);
    RgbImage reduced = PhotoReducer.reduce(photo, toWidth, toHeight);
    for (int j = 0; j < toHeight; j++) {
      for (int i = 0; i < toWidth; i++) {
        for (int shift = 0; shift <= 16; shift += 8) {
          double expected = mean(photo, toWidth, toHeight, i, j, shift);
          assertEquals(expected, reduced.rgb(i, j) >> shift & 0xFF, 0.5 + 1e-9);
        }
      }
    }
  }

  @Test
  void oneColourStaysThatColour() {
    int[] pixels = new int[97 * 13];
    Arrays.fill(pixels, 0x8A7B01);
    RgbImage reduced = PhotoReducer.reduce(RgbImage.wrap(97, 13, pixels), 41, 9);
    for (int pixel : pixels(reduced)) {
      assertEquals(0x8A7B01, pixel);
    }
  }

  @Test
  void ownSizeIsThePhotoItself() {
    RgbImage photo = noise(9, 4, 5);
    assertSame(photo, PhotoReducer.reduce(photo, 9, 4));
    assertSame(photo, PhotoReducer.reduceToFit(photo, 9));
  }

  @Test
  void fitsTheLongerSideAndKeepsTheProportion() {
    RgbImage wide = PhotoReducer.reduceToFit(noise(629, 89, 1), 157);
    assertEquals(157, wide.width());
    assertEquals(22, wide.height());
    RgbImage tall = PhotoReducer.reduceToFit(noise(1, 500, 2), 10);
    assertEquals(1, tall.width());
    assertEquals(10, tall.height());
  }

  @Test
  void refusesToEnlargeAndEmptySizes() {
    RgbImage photo = noise(4, 4, 3);
    assertThrows(IllegalArgumentException.class, () -> PhotoReducer.reduce(photo, 5, 4));
    assertThrows(IllegalArgumentException.class, () -> PhotoReducer.reduce(photo, 4, 0));
    assertThrows(IllegalArgumentException.class, () -> PhotoReducer.reduceToFit(photo, 0));
  }

  private static double mean(RgbImage photo, int toWidth, int toHeight, int i, int j, int shift) {
    double scaleX = (double) photo.width() / toWidth;
    double scaleY = (double) photo.height() / toHeight;
    double sum = 0;
    for (int y = 0; y < photo.height(); y++) {
      double down = overlap(y, j * scaleY, (j + 1) * scaleY);
      for (int x = 0; x < photo.width(); x++) {
        double across = overlap(x, i * scaleX, (i + 1) * scaleX);
        sum += down * across * (photo.rgb(x, y) >> shift & 0xFF);
      }
    }
    return sum / (scaleX * scaleY);
  }

  private static double overlap(int pixel, double from, double to) {
    return Math.max(0, Math.min(pixel + 1, to) - Math.max(pixel, from));
  }

  private static RgbImage noise(int width, int height, long seed) {
    Random random = new Random(seed);
    return RgbImage.wrap(width, height, random.ints((long) width * height, 0, 0x1000000).toArray());
  }

  private static int[] pixels(RgbImage image) {
    int[] pixels = new int[image.width() * image.height()];
    image.pixels().get(pixels);
    return pixels;
  }
}

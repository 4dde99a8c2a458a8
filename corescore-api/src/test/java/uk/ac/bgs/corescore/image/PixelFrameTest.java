// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PixelFrameTest {
  @ParameterizedTest
  @CsvSource({"6288,888,786,111", "1,1,1,1", "7,5,3,2", "1000,1,7,1", "6287,887,512,512"})
  void coveringGridEndsWhereThePhotoEnds(int width, int height, int columns, int rows) {
    PixelFrame frame = PixelFrame.covering(width, height, columns, rows);
    assertEquals(0, frame.offsetX());
    assertEquals(0, frame.offsetY());
    assertEquals(width, frame.scaleX() * columns, 1e-9 * width);
    assertEquals(height, frame.scaleY() * rows, 1e-9 * height);
  }

  @Test
  void photosOwnGridHasNoOffsetAndNoScale() {
    assertEquals(PixelFrame.PHOTO, PixelFrame.covering(640, 480, 640, 480));
    assertEquals(new PixelFrame(0, 0, 1, 1), PixelFrame.PHOTO);
  }

  @Test
  void emptyGridHasNoFrame() {
    assertThrows(IllegalArgumentException.class, () -> PixelFrame.covering(4, 4, 0, 4));
    assertThrows(IllegalArgumentException.class, () -> PixelFrame.covering(4, 4, 4, -1));
    assertThrows(IllegalArgumentException.class, () -> PixelFrame.covering(0, 4, 4, 4));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void numbersAreFinite(double bad) {
    assertThrows(IllegalArgumentException.class, () -> new PixelFrame(bad, 0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new PixelFrame(0, bad, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new PixelFrame(0, 0, bad, 1));
    assertThrows(IllegalArgumentException.class, () -> new PixelFrame(0, 0, 1, bad));
    assertThrows(IllegalArgumentException.class, () -> new PixelScale(bad));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, -1})
  void scalesArePositive(double bad) {
    assertThrows(IllegalArgumentException.class, () -> new PixelFrame(0, 0, bad, 1));
    assertThrows(IllegalArgumentException.class, () -> new PixelFrame(0, 0, 1, bad));
    assertThrows(IllegalArgumentException.class, () -> new PixelScale(bad));
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,0", "-3,2"})
  void boxHasAPixel(int width, int height) {
    assertThrows(IllegalArgumentException.class, () -> new PixelRect(0, 0, width, height));
    assertThrows(IllegalArgumentException.class, () -> PixelRect.checkSize(width, height, 0));
  }

  @Test
  void sizeIsCheckedWithoutOverflow() {
    PixelRect.checkSize(3, 4, 12);
    assertThrows(IllegalArgumentException.class, () -> PixelRect.checkSize(65536, 65536, 0));
    assertThrows(IllegalArgumentException.class, () -> PixelRect.checkSize(3, 4, 11));
  }
}

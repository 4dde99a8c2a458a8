// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.IntBuffer;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RgbImageTest {
  @Test
  void pixelsLieRowByRow() {
    RgbImage image = RgbImage.of(3, 2, new int[] {1, 2, 3, 4, 5, 6});
    assertEquals(3, image.width());
    assertEquals(2, image.height());
    assertEquals(1, image.rgb(0, 0));
    assertEquals(3, image.rgb(2, 0));
    assertEquals(4, image.rgb(0, 1));
    assertEquals(6, image.rgb(2, 1));
  }

  @Test
  void topByteIsCleared() {
    int[] opaque = {0xFF123456};
    assertEquals(0x123456, RgbImage.of(1, 1, opaque).rgb(0, 0));
    assertEquals(0xFF123456, opaque[0], "the caller's array is copied");
    assertEquals(0x123456, RgbImage.wrap(1, 1, opaque).rgb(0, 0));
    assertEquals(RgbImage.of(1, 1, new int[] {0x123456}), RgbImage.of(1, 1, new int[] {-0xEDCBAA}));
  }

  @Test
  void copyDoesNotFollowTheCallersArray() {
    int[] pixels = {1, 2};
    RgbImage image = RgbImage.of(2, 1, pixels);
    pixels[0] = 9;
    assertEquals(1, image.rgb(0, 0));
  }

  @Test
  void bulkViewIsReadOnlyAndNewEachTime() {
    RgbImage image = RgbImage.of(2, 2, new int[] {1, 2, 3, 4});
    IntBuffer view = image.pixels();
    int[] read = new int[4];
    view.get(read);
    assertEquals(4, read[3]);
    assertEquals(0, image.pixels().position(), "another reader's position is its own");
    assertNotSame(view, image.pixels());
    assertThrows(ReadOnlyBufferException.class, () -> image.pixels().put(0, 7));
    assertTrue(!image.pixels().hasArray(), "no way to the array");
  }

  @ParameterizedTest
  @CsvSource({"0,1,0", "1,0,0", "-1,-1,1", "2,2,3", "2,2,5", "65536,65536,0"})
  void sizesMustAgree(int width, int height, int pixels) {
    int[] array = new int[pixels];
    assertThrows(IllegalArgumentException.class, () -> RgbImage.of(width, height, array));
    assertThrows(IllegalArgumentException.class, () -> RgbImage.wrap(width, height, array));
  }

  @Test
  void refusedArrayIsLeftAlone() {
    int[] pixels = {-1, -1};
    assertThrows(IllegalArgumentException.class, () -> RgbImage.wrap(3, 1, pixels));
    assertEquals(-1, pixels[0]);
  }

  @ParameterizedTest
  @CsvSource({"-1,0", "0,-1", "2,0", "0,3"})
  void outsideThereIsNoPixel(int x, int y) {
    RgbImage image = RgbImage.of(2, 3, new int[6]);
    String message =
        String.valueOf(
            assertThrows(IndexOutOfBoundsException.class, () -> image.rgb(x, y)).getMessage());
    assertTrue(message.contains("(" + x + ", " + y + ")") && message.contains("2 x 3"), message);
  }

  @Test
  void equalImagesHaveEqualPixelsAndShape() {
    RgbImage image = RgbImage.of(2, 1, new int[] {1, 2});
    RgbImage same = RgbImage.of(2, 1, new int[] {1, 2});
    assertEquals(image, same);
    assertEquals(image.hashCode(), same.hashCode());
    assertNotEquals(image, RgbImage.of(1, 2, new int[] {1, 2}));
    assertNotEquals(image, RgbImage.of(2, 1, new int[] {1, 3}));
    assertEquals("RgbImage[2 x 1]", image.toString());
  }
}

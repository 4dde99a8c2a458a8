// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.OptionException;
import uk.ac.bgs.corescore.spi.Providers;

class BrightnessSegmenterTest {
  /** Two pieces, the left one of two pixels that meet in a corner. */
  private static final RgbImage PHOTO =
      grey(
          5, 3, //
          200, 20, 20, 20, 90, //
          20, 200, 20, 20, 90, //
          20, 20, 20, 20, 90);

  @Test
  void hostFindsItWithItsClassLoader() {
    Providers providers = Providers.discover(BrightnessProvider.class.getClassLoader());
    assertEquals("example-brightness", providers.segmenter("example-brightness").id());
    assertTrue(providers.failures().isEmpty(), providers.failures()::toString);
  }

  @Test
  void pixelsAboveTheThresholdAreRockAndCornersConnect() {
    assertArrayEquals(
        new int[] {1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0},
        segment(Map.of("threshold", "90")).fragments().toIds());
    assertArrayEquals(
        new int[] {1, 0, 0, 0, 2, 0, 1, 0, 0, 2, 0, 0, 0, 0, 2},
        segment(Map.of("threshold", "89")).fragments().toIds());
    assertEquals(0, segment(Map.of("threshold", "200")).fragments().count());
  }

  @Test
  void otsuSplitsTheHistogram() {
    assertEquals(20, BrightnessSegmenter.otsu(new int[] {20, 20, 20, 200, 210}));
    assertEquals(1, segment(Map.of("auto", "true", "threshold", "0")).mask().index(1, 1));
    assertEquals(0, segment(Map.of("auto", "true", "threshold", "0")).mask().index(2, 1));
    assertEquals(255, BrightnessSegmenter.otsu(new int[] {70, 70}), "one shade has no rock");
  }

  @Test
  void thresholdsOutsideTheRangeAreRefused() {
    OptionException refused =
        assertThrows(OptionException.class, () -> segment(Map.of("threshold", "256")));
    assertTrue(String.valueOf(refused.getMessage()).contains("0 to 255"), refused::toString);
  }

  private static Segmentation segment(Map<String, String> options) {
    Providers providers = Providers.of(new BrightnessProvider());
    try (Segmenter segmenter = providers.createSegmenter("example-brightness", options)) {
      return segmenter.segment(PHOTO);
    }
  }

  private static RgbImage grey(int width, int height, int... shades) {
    int[] pixels = new int[shades.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = shades[i] * 0x010101;
    }
    return RgbImage.wrap(width, height, pixels);
  }
}

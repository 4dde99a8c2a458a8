// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.mask.ConfidenceMap;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;

class SegmentationResamplerTest {
  private static Segmentation covering(LabelMask mask, int photoWidth, int photoHeight) {
    return Segmentation.of(
        mask,
        FragmentFinder.find(mask),
        PixelFrame.covering(photoWidth, photoHeight, mask.width(), mask.height()));
  }

  @Test
  void photoGridStaysAsItIs() {
    LabelMask mask = Masks.of("11..", "..22");
    Segmentation segmentation = Segmentation.of(mask, FragmentFinder.find(mask), PixelFrame.PHOTO);
    assertSame(segmentation, SegmentationResampler.resample(segmentation, 4, 2));
  }

  @Test
  void straightBordersStayWhereTheyAre() {
    Segmentation photo =
        SegmentationResampler.resample(covering(Masks.of("..11", "..11"), 16, 8), 16, 8);
    assertEquals(64, photo.mask().histogram()[1]);
    assertEquals(1, photo.mask().index(8, 0));
    assertEquals(0, photo.mask().index(7, 7));
    assertEquals(PixelFrame.PHOTO, photo.frame());
  }

  @Test
  void slantedBordersBecomeSlopes() {
    int n = 20;
    int scale = 4;
    byte[] values = new byte[n * n];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (i % n > i / n ? 1 : 0);
    }
    LabelMask mask = LabelMask.wrap(n, n, values, Masks.of("1").labels());
    Segmentation photo =
        SegmentationResampler.resample(covering(mask, n * scale, n * scale), n * scale, n * scale);
    // Enlarged cell by cell the border has steps of four pixels; here no step is longer than two in
    // the middle.
    for (int y = 10; y < 70; y++) {
      int first = photo.mask().runEnd(0, y);
      int next = photo.mask().runEnd(0, y + 1);
      assertTrue(
          Math.abs(next - first) <= 2,
          "row " + y + " begins at " + first + ", the next at " + next);
    }
    double expected = FragmentFinder.find(mask).areas()[0] * scale * scale;
    assertEquals(expected, (double) photo.fragments().areas()[0], 0.02 * expected);
  }

  static IntStream seeds() {
    return IntStream.range(0, 40);
  }

  /** What {@link SegmentationResampler} says it does, pixel by pixel. */
  @ParameterizedTest
  @MethodSource("seeds")
  void eachPixelTakesTheLargestWeight(int seed) {
    LabelMask mask = Masks.random(seed, 3 + seed % 9, 2 + seed % 7, 5, 1 + seed % 3);
    int width = mask.width() * (1 + seed % 5) + seed % 3;
    int height = mask.height() * (1 + seed % 4) + seed % 2;
    Segmentation grid = covering(mask, width, height);
    Segmentation photo = SegmentationResampler.resample(grid, width, height);
    assertEquals(width, photo.mask().width());
    assertEquals(height, photo.mask().height());
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double u = (x + 0.5) / grid.frame().scaleX() - 0.5;
        double v = (y + 0.5) / grid.frame().scaleY() - 0.5;
        double[] weights = new double[mask.labels().size()];
        double largest = 0;
        for (int dy = 0; dy <= 1; dy++) {
          for (int dx = 0; dx <= 1; dx++) {
            int cellX = clamp((int) Math.floor(u) + dx, mask.width());
            int cellY = clamp((int) Math.floor(v) + dy, mask.height());
            double wx = dx == 0 ? 1 - (u - Math.floor(u)) : u - Math.floor(u);
            double wy = dy == 0 ? 1 - (v - Math.floor(v)) : v - Math.floor(v);
            weights[mask.index(cellX, cellY)] += wx * wy;
          }
        }
        for (double weight : weights) {
          largest = Math.max(largest, weight);
        }
        int taken = photo.mask().index(x, y);
        // Fragments of one label compete with each other, so a label may win with less than all its
        // weight.
        boolean rockInPlay =
            IntStream.range(0, weights.length).anyMatch(i -> i % 2 == 1 && weights[i] > 0);
        assertTrue(
            rockInPlay ? weights[taken] > 0 : weights[taken] >= largest - 1e-9,
            "pixel " + x + ", " + y);
      }
    }
  }

  private static int clamp(int value, int size) {
    return Math.max(0, Math.min(size - 1, value));
  }

  @Test
  void touchingFragmentsKeepTheirIds() {
    LabelMask mask = Masks.of("1111", "1111");
    Segmentation grid =
        Segmentation.of(
            mask,
            FragmentMap.ofIds(4, 2, new int[] {1, 1, 2, 2, 1, 1, 2, 2}),
            PixelFrame.covering(12, 6, 4, 2));
    FragmentMap photo = SegmentationResampler.resample(grid, 12, 6).fragments();
    assertEquals(2, photo.count());
    assertEquals(36, photo.areas()[1]);
    assertEquals(1, photo.id(5, 3));
    assertEquals(2, photo.id(6, 3));
  }

  @Test
  void fragmentWithoutAPixelLeftIsLeftOut() {
    LabelMask mask = Masks.of("1.1.1.1.", "........", "1.......");
    Segmentation grid =
        Segmentation.of(mask, FragmentFinder.find(mask), PixelFrame.covering(2, 1, 8, 3));
    Segmentation photo = SegmentationResampler.resample(grid, 2, 1);
    assertEquals(photo.fragments().count(), photo.fragments().areas().length - 1);
    assertTrue(photo.fragments().count() < 5);
  }

  @Test
  void aGridThatDoesNotCoverThePhotoIsRefused() {
    LabelMask mask = Masks.of("11", "11");
    FragmentMap fragments = FragmentFinder.find(mask);
    for (PixelFrame frame :
        new PixelFrame[] {
          PixelFrame.PHOTO, new PixelFrame(1, 0, 4, 4), new PixelFrame(0, 0, 4, 4.1)
        }) {
      Segmentation grid = Segmentation.of(mask, fragments, frame);
      assertThrows(
          IllegalArgumentException.class, () -> SegmentationResampler.resample(grid, 8, 8));
    }
  }

  @Test
  void tooLargeIsRefused() {
    LabelMask mask = Masks.of("1");
    Segmentation grid = covering(mask, 1 << 16, 1 << 16);
    assertThrows(
        IllegalArgumentException.class,
        () -> SegmentationResampler.resample(grid, 1 << 16, 1 << 16));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void confidenceStaysBetweenThoseOfTheCellsAround(int seed) {
    Random random = new Random(seed);
    byte[] labels = new byte[7 * 5];
    byte[] values = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (random.nextBoolean() ? 1 : 0);
      values[i] = (byte) random.nextInt(256);
    }
    LabelMask mask = LabelMask.of(7, 5, labels, LabelSet.CORESCORE);
    Segmentation grid =
        Segmentation.of(mask, FragmentFinder.find(mask), PixelFrame.covering(23, 14, 7, 5))
            .withConfidence(ConfidenceMap.of(7, 5, values));
    Segmentation photo = SegmentationResampler.resample(grid, 23, 14);
    ConfidenceMap carried = photo.confidence().orElseThrow();
    for (int y = 0; y < 14; y++) {
      for (int x = 0; x < 23; x++) {
        double least = 1;
        double most = 0;
        int column = (int) Math.floor((x + 0.5) * 7 / 23 - 0.5);
        int row = (int) Math.floor((y + 0.5) * 5 / 14 - 0.5);
        for (int cell = 0; cell < 4; cell++) {
          int i = Math.max(0, Math.min(6, column + cell % 2));
          int j = Math.max(0, Math.min(4, row + cell / 2));
          double own = grid.confidence().orElseThrow().probability(i, j);
          double ofLabel = mask.index(i, j) == photo.mask().index(x, y) ? own : 1 - own;
          least = Math.min(least, ofLabel);
          most = Math.max(most, ofLabel);
        }
        double got = carried.probability(x, y);
        assertTrue(
            got >= least - 0.5 / 255 - 1e-6 && got <= most + 0.5 / 255 + 1e-6,
            got + " at " + x + ", " + y + " is not from " + least + " to " + most);
      }
    }
  }

  @Test
  void oneConfidenceEverywhereStaysThat() {
    byte[] labels = new byte[6];
    byte[] values = {77, 77, 77, 77, 77, 77};
    Segmentation grid =
        Segmentation.of(
                LabelMask.of(3, 2, labels, LabelSet.CORESCORE),
                FragmentMap.builder(3, 2).build(),
                PixelFrame.covering(10, 7, 3, 2))
            .withConfidence(ConfidenceMap.of(3, 2, values));
    ConfidenceMap carried = SegmentationResampler.resample(grid, 10, 7).confidence().orElseThrow();
    for (int i = 0; i < 70; i++) {
      assertEquals(77, carried.values().get(i));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.mask;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.SegmentationBuilder;

/** Seams, specks and holes, in an image of 60 x 50 pixels of which 0.2 % are 6. */
class LabelToolMaskTest {
  private static final int WIDTH = 60;
  private static final int HEIGHT = 50;
  private static final int PAPER = 3;
  private static final Set<String> ROCK = Set.of("Rock_Fragment", "Rock_Fragment_2");

  private final int[][] label = new int[HEIGHT][WIDTH];
  private final int[][] fragment = new int[HEIGHT][WIDTH];

  private void paint(int left, int top, int right, int bottom, int value, int number) {
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        label[y][x] = value;
        fragment[y][x] = number;
      }
    }
  }

  private LabelToolMask mask(Set<String> labels) {
    SegmentationBuilder builder = new SegmentationBuilder(WIDTH, HEIGHT, LabelSet.CORESCORE);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        if (label[y][x] > 0) {
          builder.add(y, x, x + 1, label[y][x], fragment[y][x]);
        }
      }
    }
    return LabelToolMask.of(builder.build(PixelFrame.PHOTO), labels);
  }

  private static long count(LabelToolMask mask, int value) {
    long count = 0;
    for (int y = 0; y < mask.height(); y++) {
      for (int x = 0; x < mask.width(); x++) {
        count += mask.value(x, y) == value ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void piecesThatTouchAreParted() {
    paint(5, 5, 15, 15, 1, 1);
    paint(15, 5, 25, 15, 1, 2);
    paint(5, 15, 25, 20, 2, 3);
    LabelToolMask mask = mask(ROCK);
    for (int y = 5; y < 15; y++) {
      assertEquals(0, mask.value(14, y), "a seam between two of one label");
      assertEquals(1, mask.value(13, y));
      assertEquals(1, mask.value(15, y));
    }
    assertEquals(1, mask.value(5, 14), "other values need none");
    assertEquals(2, mask.value(5, 15));
    assertEquals(190, count(mask, 1));
    assertEquals(100, count(mask, 2));
  }

  @Test
  void specksGoAndSmallHolesClose() {
    paint(5, 5, 25, 25, 1, 1);
    paint(10, 10, 12, 12, 0, 0);
    paint(15, 15, 18, 18, 0, 0);
    paint(40, 40, 42, 42, 1, 2);
    paint(50, 40, 53, 42, 1, 3);
    LabelToolMask mask = mask(ROCK);
    assertEquals(1, mask.value(10, 10), "a hole of 4 closes");
    assertEquals(0, mask.value(16, 16), "one of 9 stays");
    assertEquals(0, mask.value(40, 40), "a speck of 4 goes");
    assertEquals(1, mask.value(50, 40), "a piece of 6 stays");
  }

  @Test
  void whatLiesBetweenTwoPiecesIsNoHole() {
    paint(5, 5, 15, 15, 1, 1);
    paint(15, 5, 25, 15, 1, 2);
    paint(14, 9, 16, 11, 0, 0);
    assertEquals(0, mask(ROCK).value(14, 9));
  }

  @Test
  void onlyTheLabelsThatAreAskedForStay() {
    paint(5, 5, 15, 15, 1, 1);
    paint(20, 5, 30, 15, PAPER, 0);
    assertEquals(0, count(mask(ROCK), PAPER));
    assertEquals(100, count(mask(Set.of("Rock_Fragment", "Paper")), PAPER));
    assertEquals(0, count(mask(Set.of("Paper")), 1));
  }
}

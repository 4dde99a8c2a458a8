// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.ac.bgs.corescore.djl.internal.network.Prediction;
import uk.ac.bgs.corescore.mask.FragmentMap;

/** Synthetic rows of core, 60 cells across, with predictions made by hand. */
class RubbleFinderTest {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 60;
  private static final double LEAST = 3;

  private final int[] ids = new int[WIDTH * HEIGHT];
  private final byte[] boundary = new byte[ids.length];
  private final byte[] distance = new byte[ids.length];
  private int count;

  /** A piece with a boundary of a given likelihood around it. */
  private void piece(int left, int right, int top, int bottom, double edge) {
    count++;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        int i = y * WIDTH + x;
        boolean rim = x == left || x == right - 1 || y == top || y == bottom - 1;
        ids[i] = count;
        boundary[i] = rim ? Prediction.of((float) edge) : 0;
        distance[i] = rim ? Prediction.of((float) (1 - edge)) : (byte) 255;
      }
    }
  }

  /** Stones of ten cells each way. */
  private void stones(int left, int right, double edge) {
    for (int y = 0; y < HEIGHT; y += 10) {
      for (int x = left; x < right; x += 10) {
        piece(x, x + 10, y, y + 10, edge);
      }
    }
  }

  private void core(int left, int right) {
    for (int x = left; x < right; x += 90) {
      piece(x, Math.min(right, x + 90), 5, 55, 1);
    }
  }

  private FragmentMap found(double least) {
    FragmentMap pieces = FragmentMap.ofIds(WIDTH, HEIGHT, ids);
    FragmentMap found = RubbleFinder.mark(pieces, boundary, distance, HEIGHT, least);
    assertEquals(pieces.areas()[0], found.areas()[0], "no cell is lost or won");
    return found;
  }

  @Test
  void aStretchOfStonesBecomesOneFragmentThatIsMarked() {
    core(0, 270);
    stones(270, 570, 0.6);
    core(570, 900);
    FragmentMap found = found(LEAST);
    assertEquals(1, found.rubbleCount());
    assertEquals(3 + 1 + 4, found.count());
    int rubble = found.id(420, 30);
    assertTrue(found.isRubble(rubble));
    assertEquals(300 * 60, (double) found.areas()[rubble], 0.1 * 300 * 60);
    assertFalse(found.isRubble(found.id(100, 30)));
    assertFalse(found.isRubble(found.id(800, 30)));
  }

  @Test
  void twoStretchesAreTwoFragments() {
    stones(0, 240, 0.6);
    core(240, 690);
    stones(690, 900, 0.6);
    FragmentMap found = found(LEAST);
    assertEquals(2, found.rubbleCount());
    assertTrue(found.isRubble(found.id(100, 30)) && found.isRubble(found.id(800, 30)));
    assertTrue(found.id(100, 30) != found.id(800, 30));
  }

  /** Pieces, a stretch that is too short, texture without boundaries, veins without stones. */
  @ParameterizedTest(name = "{0} to {1}, boundary {2}")
  @CsvSource({"0, 0, 0", "420, 440, 0.6", "0, 900, 0.02"})
  void whatIsNoRubbleIsLeftAsItIs(int left, int right, double edge) {
    core(0, left);
    stones(left, right, edge);
    core(right, WIDTH);
    FragmentMap found = found(LEAST);
    assertEquals(FragmentMap.ofIds(WIDTH, HEIGHT, ids), found);
    assertEquals(0, found.rubbleCount());
  }

  @Test
  void brokenCoreIsNoRubble() {
    for (int x = 0; x < WIDTH; x += 30) {
      piece(x, x + 30, 0, 30, 1);
      piece(x, x + 30, 30, 60, 1);
    }
    assertEquals(0, found(LEAST).rubbleCount());
  }

  @Test
  void intactPieceInRubbleRemains() {
    stones(0, 420, 0.6);
    piece(420, 480, 0, 60, 1);
    stones(480, 900, 0.6);
    FragmentMap found = found(LEAST);
    assertEquals(1, found.rubbleCount());
    assertEquals(2, found.count());
    assertFalse(found.isRubble(found.id(450, 30)));
    // A heap of stones that was taken for one piece is none.
    for (int i = 0; i < ids.length; i++) {
      ids[i] = i % WIDTH < 300 ? 1 : ids[i];
    }
    int next = 1;
    int[] numbers = new int[count + 1];
    for (int i = 0; i < ids.length; i++) {
      if (numbers[ids[i]] == 0) {
        numbers[ids[i]] = next++;
      }
      ids[i] = numbers[ids[i]];
    }
    assertTrue(found(LEAST).isRubble(found(LEAST).id(100, 30)));
  }

  @Test
  void aGridOfMoreThanARowHasNone() {
    stones(0, WIDTH, 0.6);
    FragmentMap pieces = FragmentMap.ofIds(WIDTH, HEIGHT, ids);
    assertSame(pieces, RubbleFinder.mark(pieces, boundary, distance, HEIGHT / 2.5, LEAST));
    Arrays.fill(ids, 0);
    FragmentMap none = FragmentMap.ofIds(WIDTH, HEIGHT, ids);
    assertSame(none, RubbleFinder.mark(none, boundary, distance, HEIGHT, LEAST));
  }
}

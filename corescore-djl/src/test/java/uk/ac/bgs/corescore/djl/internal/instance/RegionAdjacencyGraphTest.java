// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.instance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.djl.internal.network.Prediction;
import uk.ac.bgs.corescore.mask.FragmentMap;

/** Synthetic rows of core, 60 cells across, with predictions made by hand. */
class RegionAdjacencyGraphTest {
  private static final int WIDTH = 200;
  private static final int HEIGHT = 60;
  private static final SegmentationThresholds RULES =
      new SegmentationThresholds(0.5, 0.5, 0.5, 0.7, 0.006, 0);

  private final byte[] rock = new byte[WIDTH * HEIGHT];
  private final byte[] boundary = new byte[WIDTH * HEIGHT];
  private final byte[] distance = new byte[WIDTH * HEIGHT];

  RegionAdjacencyGraphTest() {
    rock(0, WIDTH, 0, HEIGHT, 0.95);
    fill(distance, 0, WIDTH, 0, HEIGHT, 1);
  }

  private static void fill(byte[] plane, int left, int right, int top, int bottom, double value) {
    for (int y = top; y < bottom; y++) {
      Arrays.fill(plane, y * WIDTH + left, y * WIDTH + right, Prediction.of((float) value));
    }
  }

  private void rock(int left, int right, int top, int bottom, double value) {
    fill(rock, left, right, top, bottom, value);
  }

  private void edge(int left, int right, int top, int bottom, double value) {
    fill(boundary, left, right, top, bottom, value);
    fill(distance, left, right, top, bottom, 1 - value);
  }

  private FragmentMap found(SegmentationThresholds rules) {
    boolean[] is = new boolean[rock.length];
    for (int i = 0; i < is.length; i++) {
      is[i] = (rock[i] & 0xff) > 127;
    }
    FragmentMap parted = MarkerWatershed.split(WIDTH, HEIGHT, is, boundary, distance, rules.seed());
    return RegionAdjacencyGraph.pieces(parted, rock, boundary, distance, rules, HEIGHT);
  }

  /** A vein or a shade across the row splits markers but no piece; a joint does. */
  @ParameterizedTest(name = "boundary {0}, depth {1}")
  @CsvSource({"0.1, 1, 1", "0.35, 0.8, 1", "0.5, 0.7, 1", "0.8, 0.8, 2", "0.8, 1, 2", "1, 1, 2"})
  void largePieceStaysWholeWhereTheBorderIsWeak(double strength, double depth, int pieces) {
    fill(distance, 0, WIDTH, 0, HEIGHT, depth);
    edge(99, 101, 0, HEIGHT, strength);
    assertEquals(pieces, found(RULES).count());
    assertEquals(WIDTH * HEIGHT, found(RULES).areas()[0]);
    int parted = found(new SegmentationThresholds(0.5, 0.5, 0, 0.7, 0.006, 0)).count();
    assertEquals(strength < 0.2 ? 1 : 2, parted, "before joining");
  }

  /** A joint with a gap is still a joint; a crack at both sides of a piece is not. */
  @Test
  void strongBorderWithAGapIsKept() {
    fill(distance, 0, WIDTH, 0, HEIGHT, 0.8);
    edge(99, 101, 0, HEIGHT, 1);
    edge(99, 101, 28, 32, 0.35);
    FragmentMap found = found(RULES);
    assertEquals(2, found.count());
    assertNotEquals(found.id(10, 30), found.id(190, 30));
    edge(99, 101, 5, 55, 0.35);
    assertEquals(1, found(RULES).count());
  }

  /** Small distances give low maxima; the contrast is relative to them. */
  @Test
  void contrastIsWithTheShallowerPiece() {
    edge(99, 101, 0, HEIGHT, 0.6);
    assertEquals(2, found(RULES).count());
    fill(distance, 0, 99, 0, HEIGHT, 0.6);
    assertEquals(1, found(RULES).count());
    assertEquals(2, found(new SegmentationThresholds(0.5, 0.5, 0.3, 0.7, 0.006, 0)).count());
    assertEquals(
        2, found(new SegmentationThresholds(0.5, 0.5, 0, 0.7, 0.006, 0)).count(), "0 joins none");
  }

  /** A shaded face along a piece belongs to it; a stump as long as the row is wide does not. */
  @Test
  void sliverGoesToThePieceBesideIt() {
    edge(0, WIDTH, 53, 54, 1);
    FragmentMap found = found(RULES);
    assertEquals(1, found.count());
    assertEquals(WIDTH * HEIGHT, found.areas()[1]);
    edge(0, WIDTH, 53, 54, 0);
    edge(0, WIDTH, 40, 41, 1);
    assertEquals(2, found(RULES).count(), "core split along its axis stays two");
  }

  /** Three thin pieces side by side: each has a host once the one before is merged. */
  @Test
  void sliversBehindASliverGoToo() {
    edge(0, WIDTH, 42, 43, 1);
    edge(0, WIDTH, 48, 49, 1);
    edge(0, WIDTH, 54, 55, 1);
    assertEquals(1, found(RULES).count());
  }

  @Test
  void unlikelyRockIsRemoved() {
    edge(99, 101, 0, HEIGHT, 1);
    rock(101, WIDTH, 0, HEIGHT, 0.6);
    FragmentMap found = found(RULES);
    assertEquals(1, found.count(), "it shares too little of its rim with the piece");
    assertEquals(0, found.id(150, 30));
    assertEquals(2, found(new SegmentationThresholds(0.5, 0.5, 0.5, 0.5, 0.006, 0)).count());

    edge(99, 101, 0, HEIGHT, 0);
    rock(101, WIDTH, 0, HEIGHT, 0.95);
    edge(80, 120, 30, 31, 1);
    edge(80, 120, 59, 60, 1);
    edge(80, 81, 30, 60, 1);
    edge(119, 120, 30, 60, 1);
    rock(81, 119, 31, 59, 0.6);
    found = found(RULES);
    assertEquals(1, found.count(), "a doubtful spot in a piece is of it");
    assertEquals(WIDTH * HEIGHT, found.areas()[1]);
  }

  /** 0.006 of the square of 60 cells are 21.6. */
  @ParameterizedTest(name = "{0} cells across")
  @ValueSource(ints = {3, 4, 5, 6})
  void smallestPieceGoesByTheRowsWidth(int side) {
    Arrays.fill(rock, (byte) 0);
    rock(100, 100 + side, 20, 20 + side, 0.95);
    assertEquals(side * side >= 21.6 ? 1 : 0, found(RULES).count());
    boolean[] is = new boolean[rock.length];
    for (int i = 0; i < is.length; i++) {
      is[i] = rock[i] != 0;
    }
    FragmentMap parted = MarkerWatershed.split(WIDTH, HEIGHT, is, boundary, distance, 0.5);
    assertEquals(
        side * side >= 0.006 * 30 * 30 ? 1 : 0,
        RegionAdjacencyGraph.pieces(parted, rock, boundary, distance, RULES, 30).count());
  }

  /**
   * Without thresholds the pieces are those of the watershed; with any, cells only move or become
   * background.
   */
  @Test
  void piecesAreUnionsOfWatershedPieces() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 60; round++) {
      int width = random.nextInt(1, 30);
      int height = random.nextInt(1, 20);
      byte[][] planes = new byte[3][width * height];
      boolean[] is = new boolean[width * height];
      for (int i = 0; i < is.length; i++) {
        is[i] = random.nextInt(6) > 0;
        for (byte[] plane : planes) {
          plane[i] = (byte) random.nextInt(256);
        }
      }
      FragmentMap parted = MarkerWatershed.split(width, height, is, planes[1], planes[2], 0.5);
      SegmentationThresholds none = new SegmentationThresholds(0.5, 0.5, 0, 0, 0, 0);
      int[] all = parted.toIds();
      int[] kept =
          RegionAdjacencyGraph.pieces(parted, planes[0], planes[1], planes[2], none, 1e-9).toIds();
      SegmentationThresholds rules =
          new SegmentationThresholds(
              0.5, 0.5, random.nextDouble(), random.nextDouble(), random.nextDouble(), 0);
      int[] ruled =
          RegionAdjacencyGraph.pieces(parted, planes[0], planes[1], planes[2], rules, 5).toIds();
      int[] number = new int[parted.count() + 1];
      int[] home = new int[parted.count() + 1];
      Arrays.fill(home, -1);
      for (int i = 0; i < all.length; i++) {
        assertEquals(all[i] == 0, kept[i] == 0);
        number[all[i]] = number[all[i]] == 0 ? kept[i] : number[all[i]];
        assertEquals(number[all[i]], kept[i], "a parted piece has one number");
        home[all[i]] = home[all[i]] < 0 ? ruled[i] : home[all[i]];
        assertEquals(home[all[i]], ruled[i], "a parted piece goes as a whole");
      }
    }
  }

  /** The merges do not depend on the order of the cells. */
  @Test
  void mirroredPhotoHasMirroredPieces() {
    fill(distance, 0, WIDTH, 0, HEIGHT, 0.8);
    edge(60, 62, 0, HEIGHT, 0.45);
    edge(110, 112, 0, HEIGHT, 0.9);
    edge(150, 152, 0, HEIGHT, 0.85);
    int[] found = middle();
    for (byte[] plane : new byte[][] {rock, boundary, distance}) {
      byte[] from = plane.clone();
      for (int i = 0; i < from.length; i++) {
        plane[i] = from[i - i % WIDTH + WIDTH - 1 - i % WIDTH];
      }
    }
    int[] mirrored = middle();
    assertArrayEquals(new int[] {1, 1, 2, 3}, found);
    assertArrayEquals(new int[] {1, 2, 3, 3}, mirrored);
  }

  /** The piece at each quarter of the row, numbered in order. */
  private int[] middle() {
    FragmentMap found = found(RULES);
    boolean turned = (boundary[30 * WIDTH + 89] & 0xff) > 200;
    int[] at = turned ? new int[] {20, 70, 115, 170} : new int[] {30, 85, 130, 180};
    return Arrays.stream(at).map(x -> found.id(x, 30)).toArray();
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.mask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FragmentMapTest {
  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  /** Ids 1 to n without gaps, in stretches of random length; the seed picks size and density. */
  private static int[] randomIds(Random random, int width, int height) {
    int[] ids = new int[width * height];
    int most = 1 + random.nextInt(12);
    boolean dense = random.nextBoolean();
    int[] number = new int[most + 1];
    int count = 0;
    for (int i = 0; i < ids.length; ) {
      int id = random.nextInt(most + 1);
      if (id != 0 && number[id] == 0) {
        number[id] = ++count;
      }
      int length = dense ? 1 : 1 + random.nextInt(width);
      for (int end = Math.min(ids.length, i + length); i < end; i++) {
        ids[i] = number[id];
      }
    }
    return ids;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void idsAndRunsTellTheSame(long seed) {
    Random random = new Random(seed);
    int width = seed % 7 == 0 ? 1 : 1 + random.nextInt(50);
    int height = seed % 5 == 0 ? 1 : 1 + random.nextInt(50);
    int[] ids = randomIds(random, width, height);
    FragmentMap map = FragmentMap.ofIds(width, height, ids);

    assertArrayEquals(ids, map.toIds(), "ids survive");
    long[] areas = new long[map.count() + 1];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int id = ids[y * width + x];
        assertEquals(id, map.id(x, y), "cell (" + x + ", " + y + ")");
        if (id != 0) {
          areas[id]++;
          areas[0]++;
        }
      }
    }
    assertArrayEquals(areas, map.areas(), "areas");

    FragmentMap.Builder again = FragmentMap.builder(width, height);
    int runs = 0;
    for (int y = 0; y < height; y++) {
      for (int run = map.firstRun(y); run < map.firstRun(y + 1); run++, runs++) {
        assertTrue(map.runStart(run) < map.runEnd(run), "no run is empty");
        boolean joins =
            run > map.firstRun(y)
                && map.runEnd(run - 1) == map.runStart(run)
                && map.runId(run - 1) == map.runId(run);
        assertTrue(!joins, "runs are maximal");
        again.add(y, map.runStart(run), map.runEnd(run), map.runId(run));
      }
    }
    assertEquals(map.runCount(), runs, "rows hold all runs");
    FragmentMap rebuilt = again.build();
    assertEquals(map, rebuilt, "runs survive");
    assertEquals(map.hashCode(), rebuilt.hashCode());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void cellByCellIsTheSameAsRunByRun(long seed) {
    Random random = new Random(seed);
    int width = 1 + random.nextInt(30);
    int height = 1 + random.nextInt(30);
    int[] ids = randomIds(random, width, height);
    FragmentMap.Builder cells = FragmentMap.builder(width, height);
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] != 0) {
        cells.add(i / width, i % width, i % width + 1, ids[i]);
      }
    }
    assertEquals(FragmentMap.ofIds(width, height, ids), cells.build());
  }

  @Test
  void emptyMapHasNoFragment() {
    FragmentMap map = FragmentMap.builder(5, 4).build();
    assertEquals(0, map.count());
    assertEquals(0, map.runCount());
    assertEquals(0, map.id(4, 3));
    assertEquals(0, map.firstRun(4));
    assertArrayEquals(new long[] {0}, map.areas());
    assertEquals(map, FragmentMap.ofIds(5, 4, new int[20]));
    assertNotEquals(map, FragmentMap.builder(4, 5).build());
    assertEquals("FragmentMap[5 x 4, 0 fragments, 0 runs]", map.toString());
  }

  @Test
  void runOfTheNextRowIsNotJoined() {
    FragmentMap map = FragmentMap.builder(3, 3).add(0, 0, 3, 1).add(1, 0, 3, 1).build();
    assertEquals(2, map.runCount());
    assertEquals(1, map.count());
    assertEquals(2, map.firstRun(2));
    assertEquals(2, map.firstRun(3));
  }

  @Test
  void fragmentNeedNotBeConnected() {
    FragmentMap map =
        FragmentMap.builder(5, 1).add(0, 0, 1, 2).add(0, 1, 3, 1).add(0, 4, 5, 2).build();
    assertArrayEquals(new int[] {2, 1, 1, 0, 2}, map.toIds());
  }

  @ParameterizedTest
  @CsvSource({
    "-1,0,1,1", // above
    "4,0,1,1", // below
    "1,-1,1,1", // left
    "1,0,6,1", // right
    "1,2,2,1", // empty
    "1,3,2,1", // backwards
    "1,0,1,0", // no fragment
    "1,0,1,-1"
  })
  void runOutsideOrEmptyIsRefused(int y, int start, int end, int id) {
    FragmentMap.Builder builder = FragmentMap.builder(5, 4);
    assertThrows(IllegalArgumentException.class, () -> builder.add(y, start, end, id));
  }

  @Test
  void runsOutOfOrderAreRefused() {
    FragmentMap.Builder builder = FragmentMap.builder(9, 4).add(2, 3, 6, 1);
    assertThrows(IllegalArgumentException.class, () -> builder.add(1, 0, 1, 1), "row above");
    assertThrows(IllegalArgumentException.class, () -> builder.add(2, 5, 7, 1), "overlap");
    assertThrows(IllegalArgumentException.class, () -> builder.add(2, 0, 1, 2), "to the left");
    FragmentMap map = builder.add(2, 6, 7, 1).build();
    assertEquals(1, map.runCount(), "refused runs leave no trace");
    assertEquals(7, map.runEnd(0));
  }

  @Test
  void gapsInTheNumbersAreRefused() {
    FragmentMap.Builder builder = FragmentMap.builder(3, 1).add(0, 0, 1, 1).add(0, 1, 2, 3);
    String message =
        String.valueOf(assertThrows(IllegalArgumentException.class, builder::build).getMessage());
    assertTrue(message.contains("3"), message);
    FragmentMap.Builder two =
        FragmentMap.builder(4, 1).add(0, 0, 1, 1).add(0, 1, 2, 3).add(0, 2, 3, 1);
    assertEquals(
        "fragments are numbered without gaps, but 2 has no cell",
        assertThrows(IllegalArgumentException.class, two::build).getMessage());
    FragmentMap.Builder huge = FragmentMap.builder(3, 1).add(0, 0, 1, Integer.MAX_VALUE);
    assertThrows(IllegalArgumentException.class, huge::build, "and without a huge array");
    assertEquals(
        "fragments are numbered from 1, row 0 has -1 at column 1",
        assertThrows(
                IllegalArgumentException.class, () -> FragmentMap.ofIds(2, 1, new int[] {0, -1}))
            .getMessage());
  }

  @Test
  void builtBuilderIsDone() {
    FragmentMap.Builder builder = FragmentMap.builder(2, 2).add(0, 0, 1, 1);
    FragmentMap map = builder.build();
    assertThrows(IllegalStateException.class, () -> builder.add(1, 0, 1, 1));
    assertThrows(IllegalStateException.class, builder::build);
    assertEquals(1, map.runCount());
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,0", "-1,5", "65536,65536", "46341,46341"})
  void impossibleSizesAreRefused(int width, int height) {
    assertThrows(IllegalArgumentException.class, () -> FragmentMap.builder(width, height));
  }

  @ParameterizedTest
  @CsvSource({"-1,0", "0,-1", "2,0", "0,3"})
  void outsideThereIsNoCell(int x, int y) {
    FragmentMap map = FragmentMap.builder(2, 3).build();
    assertThrows(IndexOutOfBoundsException.class, () -> map.id(x, y));
  }

  @Test
  void sizesMustAgree() {
    assertThrows(IllegalArgumentException.class, () -> FragmentMap.ofIds(2, 2, new int[3]));
    int[] cells = {1, 1, 0, 0};
    FragmentMap map = FragmentMap.ofIds(2, 2, cells);
    cells[3] = 1;
    assertEquals(0, map.id(1, 1), "the map does not follow the caller's array");
  }

  @Test
  void rubbleIsAMarkOfAFragment() {
    FragmentMap plain = FragmentMap.ofIds(4, 1, new int[] {1, 2, 0, 3});
    assertEquals(0, plain.rubbleCount());
    FragmentMap marked = plain.withRubble(id -> id != 2);
    assertEquals(2, marked.rubbleCount());
    assertTrue(marked.isRubble(1) && !marked.isRubble(2) && marked.isRubble(3));
    assertFalse(plain.isRubble(1), "the map that it was made of is as before");
    assertNotEquals(plain, marked);
    assertEquals(plain, marked.withRubble(id -> false));
    assertTrue(marked.toString().contains("2 rubble"), marked::toString);
    for (int none : new int[] {0, 4, -1}) {
      assertThrows(IllegalArgumentException.class, () -> marked.isRubble(none));
    }
  }

  @Test
  void marksAreKeptApartAndFollowNewNumbers() {
    FragmentMap before =
        FragmentMap.ofIds(3, 1, new int[] {1, 2, 3})
            .withMark(PieceMark.UNSOUND, id -> id <= 2)
            .withMark(PieceMark.INDUCED_BELOW, id -> id == 2);
    assertEquals(Set.of(PieceMark.UNSOUND, PieceMark.INDUCED_BELOW), before.marks(2));
    assertEquals(Set.of(), before.marks(3));
    assertEquals(0, before.rubbleCount());
    assertFalse(before.is(PieceMark.NATURAL_BELOW, 2));
    FragmentMap after = FragmentMap.ofIds(3, 1, new int[] {2, 1, 0});
    FragmentMap kept = after.withMarksOf(before, new int[] {0, 2, 1, 0});
    assertEquals(Set.of(PieceMark.UNSOUND, PieceMark.INDUCED_BELOW), kept.marks(1));
    assertEquals(Set.of(PieceMark.UNSOUND), kept.marks(2));
    assertEquals(after, kept.withMarksOf(after, new int[] {0, 1, 2}));
  }

  @Test
  void rubbleFollowsNewNumbers() {
    FragmentMap before =
        FragmentMap.ofIds(5, 1, new int[] {1, 2, 3, 4, 4}).withRubble(id -> id == 1 || id >= 3);
    // 1 and 2 change places, 3 is left out, 4 stays rubble as 3.
    FragmentMap after = FragmentMap.ofIds(5, 1, new int[] {2, 1, 0, 3, 3});
    FragmentMap kept = after.withMarksOf(before, new int[] {9, 2, 1, 0, 3});
    assertEquals(after.withRubble(id -> id >= 2), kept);
    // Of two that become one, one being rubble is enough.
    FragmentMap one = FragmentMap.ofIds(2, 1, new int[] {1, 1});
    assertTrue(one.withMarksOf(before, new int[] {0, 1, 1, 0, 0}).isRubble(1));
    assertThrows(
        IllegalArgumentException.class, () -> after.withMarksOf(before, new int[] {0, 1, 2, 3}));
    assertThrows(
        IllegalArgumentException.class, () -> after.withMarksOf(before, new int[] {0, 1, 2, 4, 3}));
  }
}

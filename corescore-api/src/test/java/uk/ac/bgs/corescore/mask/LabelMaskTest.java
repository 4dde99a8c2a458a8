// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.mask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ReadOnlyBufferException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelMaskTest {
  private static final LabelSet ALL_BYTES =
      new LabelSet(
          IntStream.range(0, 256).mapToObj(i -> new Label("label " + i, i == 255)).toList());

  @Test
  void indicesAreUnsigned() {
    byte[] values = {(byte) 255, (byte) 128, 127, 0};
    LabelMask mask = LabelMask.of(2, 2, values, ALL_BYTES);
    assertEquals(255, mask.index(0, 0));
    assertEquals(128, mask.index(1, 0));
    assertEquals(127, mask.index(0, 1));
    assertEquals(1, mask.histogram()[255]);
    assertEquals(256, mask.histogram().length);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void histogramCountsEachCellOnce(long seed) {
    Random random = new Random(seed);
    int width = 1 + random.nextInt(40);
    int height = 1 + random.nextInt(40);
    byte[] values = new byte[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) random.nextInt(7);
    }
    LabelMask mask = LabelMask.of(width, height, values, LabelSet.CORESCORE);
    long[] counts = mask.histogram();
    assertEquals((long) width * height, Arrays.stream(counts).sum());
    for (int label = 0; label < 7; label++) {
      int index = label;
      assertEquals(
          IntStream.range(0, values.length).filter(i -> values[i] == index).count(),
          counts[label],
          "label " + label);
    }
    byte[] read = new byte[values.length];
    mask.values().get(read);
    assertArrayEquals(values, read);
  }

  @Test
  void valueWithoutLabelIsRefusedWithItsPlace() {
    byte[] values = {0, 1, 0, 0, 7, 0};
    String message =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class,
                    () -> LabelMask.of(3, 2, values, LabelSet.CORESCORE))
                .getMessage());
    assertEquals("cell (1, 1) holds 7, the label set has indices 0 to 6", message);
    byte[] high = {(byte) 200};
    assertThrows(
        IllegalArgumentException.class, () -> LabelMask.wrap(1, 1, high, LabelSet.CORESCORE));
  }

  @ParameterizedTest
  @CsvSource({"0,1,0", "1,0,0", "-1,-1,1", "2,2,3", "65536,65536,0"})
  void sizesMustAgree(int width, int height, int cells) {
    byte[] values = new byte[cells];
    assertThrows(
        IllegalArgumentException.class,
        () -> LabelMask.of(width, height, values, LabelSet.CORESCORE));
  }

  @Test
  void copyDoesNotFollowTheCallersArray() {
    byte[] values = {1, 2};
    LabelMask mask = LabelMask.of(2, 1, values, LabelSet.CORESCORE);
    values[0] = 5;
    assertEquals(1, mask.index(0, 0));
    assertThrows(ReadOnlyBufferException.class, () -> mask.values().put(0, (byte) 3));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 15, 16, 17, 24, 61})
  void runsEndWhereTheLabelChanges(int width) {
    int height = 12;
    Random random = new Random(width);
    byte[] values = new byte[width * height];
    for (int i = 0; i < values.length; ) {
      // 0, 127, 128 and 255 differ in few bits; stretches cross words and rows.
      byte label = (byte) new int[] {0, 127, 128, 255}[random.nextInt(4)];
      int end = Math.min(values.length, i + 1 + random.nextInt(20));
      Arrays.fill(values, i, end, label);
      i = end;
    }
    LabelMask mask = LabelMask.of(width, height, values, ALL_BYTES);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int end = x + 1;
        while (end < width && values[y * width + end] == values[y * width + x]) {
          end++;
        }
        assertEquals(end, mask.runEnd(x, y), "run at (" + x + ", " + y + ")");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 127, 128, 129, 200, 255})
  void eachValueWithoutLabelIsFoundWhereverItIs(int size) {
    LabelSet labels = new LabelSet(ALL_BYTES.labels().subList(0, size));
    for (int at = 0; at < 19; at++) {
      for (int value : new int[] {size - 1, size, Math.min(255, size + 1), 255}) {
        byte[] values = new byte[19];
        Arrays.fill(values, (byte) (size - 1));
        values[at] = (byte) value;
        if (value < size) {
          assertEquals(value, LabelMask.of(19, 1, values, labels).index(at, 0));
        } else {
          String message =
              String.valueOf(
                  assertThrows(
                          IllegalArgumentException.class, () -> LabelMask.of(19, 1, values, labels))
                      .getMessage());
          assertTrue(message.startsWith("cell (" + at + ", 0) holds " + value + ","), message);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"-1,0", "0,-1", "2,0", "0,3"})
  void outsideThereIsNoCell(int x, int y) {
    LabelMask mask = LabelMask.of(2, 3, new byte[6], LabelSet.CORESCORE);
    String message =
        String.valueOf(
            assertThrows(IndexOutOfBoundsException.class, () -> mask.index(x, y)).getMessage());
    assertThrows(IndexOutOfBoundsException.class, () -> mask.runEnd(x, y));
    assertTrue(message.contains("(" + x + ", " + y + ")") && message.contains("2 x 3"), message);
  }

  @Test
  void equalMasksHaveEqualCellsShapeAndLabels() {
    LabelMask mask = LabelMask.of(2, 1, new byte[] {1, 0}, LabelSet.CORESCORE);
    LabelMask same = LabelMask.of(2, 1, new byte[] {1, 0}, LabelSet.CORESCORE);
    assertEquals(mask, same);
    assertEquals(mask.hashCode(), same.hashCode());
    for (LabelMask other :
        List.of(
            LabelMask.of(1, 2, new byte[] {1, 0}, LabelSet.CORESCORE),
            LabelMask.of(2, 1, new byte[] {1, 1}, LabelSet.CORESCORE),
            LabelMask.of(2, 1, new byte[] {1, 0}, LabelSet.CORESCORE_2019))) {
      assertNotEquals(mask, other);
    }
    assertEquals("LabelMask[2 x 1, 7 labels]", mask.toString());
  }
}

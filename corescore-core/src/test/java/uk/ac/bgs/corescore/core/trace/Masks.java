// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;

/** Masks for tests: drawn in text, seeded noise, and the awkward ones. */
public final class Masks {
  private Masks() {}

  /** A mask by name, so that a failing case says which. */
  public record Named(String name, LabelMask mask) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A mask from rows of digits; a dot is 0. */
  public static LabelMask of(String... rows) {
    byte[] values = new byte[rows.length * rows[0].length()];
    for (int y = 0; y < rows.length; y++) {
      for (int x = 0; x < rows[0].length(); x++) {
        char cell = rows[y].charAt(x);
        values[y * rows[0].length() + x] = (byte) (cell == '.' ? 0 : cell - '0');
      }
    }
    return LabelMask.wrap(rows[0].length(), rows.length, values, LabelSet.CORESCORE);
  }

  /**
   * Random labels; {@code patch} cells in a square are the same, so that there are regions and not
   * only noise.
   */
  public static LabelMask random(long seed, int width, int height, int labels, int patch) {
    Random random = new Random(seed);
    int columns = (width + patch - 1) / patch;
    int[] patches =
        random.ints((long) columns * ((height + patch - 1) / patch), 0, labels).toArray();
    byte[] values = new byte[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        values[y * width + x] = (byte) patches[y / patch * columns + x / patch];
      }
    }
    return LabelMask.wrap(width, height, values, labelSet(labels));
  }

  /** Random fragment ids without gaps, in patches. */
  public static FragmentMap randomFragments(long seed, int width, int height, int ids, int patch) {
    LabelMask cells = random(seed, width, height, ids + 1, patch);
    int[] number = new int[ids + 1];
    int count = 0;
    int[] values = new int[width * height];
    for (int i = 0; i < values.length; i++) {
      int id = cells.index(i % width, i / width);
      if (id != 0 && number[id] == 0) {
        number[id] = ++count;
      }
      values[i] = number[id];
    }
    return FragmentMap.ofIds(width, height, values);
  }

  /** Labels l0, l1 ...; the odd ones are rock. */
  static LabelSet labelSet(int size) {
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      labels.add(new Label("l" + i, i % 2 == 1));
    }
    return new LabelSet(labels);
  }

  /** Every mask that a tracer must get right. */
  public static Stream<Named> all() {
    List<Named> all = new ArrayList<>();
    all.add(new Named("one cell", of("1")));
    all.add(new Named("one empty cell", of(".")));
    all.add(new Named("full", of("111", "111")));
    all.add(new Named("empty", of("....", "....")));
    all.add(new Named("1 x N", of("1.11..1")));
    all.add(new Named("N x 1", of("1", ".", "1", "1", "2")));
    all.add(new Named("one-pixel lines", of(".1...", "11111", ".1...", ".1.1.", "...1.")));
    all.add(new Named("checkerboard", of("1.1.1", ".1.1.", "1.1.1", ".1.1.")));
    all.add(new Named("inverse checkerboard", of(".1.1.", "1.1.1", ".1.1.")));
    all.add(new Named("hole", of("111", "1.1", "111")));
    all.add(
        new Named(
            "holes in holes",
            of("1111111", "1.....1", "1.111.1", "1.1.1.1", "1.111.1", "1.....1", "1111111")));
    all.add(new Named("holes that meet in a corner", of("1111", "1.11", "11.1", "1111")));
    all.add(new Named("hole that meets the outside", of("111", "1.1", "11.")));
    all.add(new Named("ring closed by a corner", of(".11.", "1..1", "1..1", ".11.")));
    all.add(new Named("two diagonals", of("1.", ".1")));
    all.add(new Named("other diagonal", of(".1", "1.")));
    all.add(new Named("labels at one corner", of("12", "21")));
    all.add(new Named("four labels at one corner", of("12", "34")));
    all.add(new Named("three labels, one twice", of("112", "131", "411")));
    all.add(new Named("highest label", of("6.6", "666", "6.6")));
    for (int seed = 0; seed < 40; seed++) {
      int width = 1 + seed * 7 % 45;
      int height = 1 + seed * 11 % 37;
      int labels = 2 + seed % 6;
      int patch = 1 + seed % 4;
      all.add(
          new Named(
              "seed " + seed + ", " + width + " x " + height + ", " + labels + " labels",
              random(seed, width, height, labels, patch)));
    }
    return all.stream();
  }
}

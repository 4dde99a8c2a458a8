// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.mask;

import java.util.Arrays;

/** The 4-connected regions of one value in an image, background included. */
final class Regions {
  /** No region yet. */
  static final int NONE = -2;

  /** More than one. */
  static final int SEVERAL = -1;

  private final int[] region;
  private final int[] areas;
  private final byte[] value;
  private final int count;

  Regions(int width, int height, byte[] values) {
    int[] parent = new int[values.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        parent[i] = i;
        if (x > 0 && values[i] == values[i - 1]) {
          join(parent, i, i - 1);
        }
        if (y > 0 && values[i] == values[i - width]) {
          join(parent, i, i - width);
        }
      }
    }
    region = new int[values.length];
    int[] number = new int[values.length];
    Arrays.fill(number, -1);
    int next = 0;
    for (int i = 0; i < values.length; i++) {
      int root = root(parent, i);
      if (number[root] < 0) {
        number[root] = next++;
      }
      region[i] = number[root];
    }
    count = next;
    areas = new int[next];
    value = new byte[next];
    for (int i = 0; i < values.length; i++) {
      areas[region[i]]++;
      value[region[i]] = values[i];
    }
  }

  private static int root(int[] parent, int start) {
    int i = start;
    while (parent[i] != i) {
      parent[i] = parent[parent[i]];
      i = parent[i];
    }
    return i;
  }

  private static void join(int[] parent, int a, int b) {
    int rootA = root(parent, a);
    int rootB = root(parent, b);
    parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
  }

  int count() {
    return count;
  }

  /** The region of a pixel. */
  int region(int pixel) {
    return region[pixel];
  }

  /** Pixels of the region of a pixel. */
  int area(int pixel) {
    return areas[region[pixel]];
  }

  /** The value of a region. */
  byte value(int number) {
    return value[number];
  }

  /** What lies around a hole, when one more neighbouring pixel is looked at. */
  int joined(int around, int hole, int neighbour) {
    int other = region[neighbour];
    if (other == hole || around == SEVERAL || around == other) {
      return around;
    }
    return around == NONE ? other : SEVERAL;
  }
}

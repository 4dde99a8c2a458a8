// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.util.BitSet;
import uk.ac.bgs.corescore.mask.FragmentMap;

/**
 * Colours for the outlines of fragments: bright ones that stand out on rock, dealt out so that
 * fragments that touch, corners included, differ where that can be done.
 */
final class FragmentColours {
  /** Light colours of different brightness and hue. */
  private static final int[] COLOURS = {0xFFE14D, 0x35D9FF, 0xFF74CC, 0x7DFF6B, 0xFF9A3D, 0xC4A8FF};

  private final int[] colour;

  private FragmentColours(int[] colour) {
    this.colour = colour;
  }

  /** How many colours there are. */
  static int count() {
    return COLOURS.length;
  }

  /** One of the colours, {@code 0xRRGGBB}. */
  static int rgb(int index) {
    return COLOURS[index];
  }

  /** Deals out colours in order of the ids. Cost: one pass over the runs. */
  static FragmentColours of(FragmentMap map) {
    BitSet[] neighbours = new BitSet[map.count() + 1];
    for (int id = 1; id <= map.count(); id++) {
      neighbours[id] = new BitSet();
    }
    for (int y = 0; y < map.height(); y++) {
      int above = y == 0 ? map.firstRun(0) : map.firstRun(y - 1);
      for (int run = map.firstRun(y); run < map.firstRun(y + 1); run++) {
        if (run > map.firstRun(y) && map.runEnd(run - 1) == map.runStart(run)) {
          touch(neighbours, map.runId(run - 1), map.runId(run));
        }
        while (above < map.firstRun(y) && map.runEnd(above) < map.runStart(run)) {
          above++;
        }
        for (int up = above; up < map.firstRun(y) && map.runStart(up) <= map.runEnd(run); up++) {
          touch(neighbours, map.runId(up), map.runId(run));
        }
      }
    }
    int[] colour = new int[map.count() + 1];
    for (int id = 1; id <= map.count(); id++) {
      BitSet taken = new BitSet();
      int highest = id;
      neighbours[id].stream().filter(other -> other < highest).forEach(o -> taken.set(colour[o]));
      int first = (id - 1) % COLOURS.length;
      int pick = first;
      while (taken.get(pick) && taken.cardinality() < COLOURS.length) {
        pick = (pick + 1) % COLOURS.length;
      }
      colour[id] = pick;
    }
    return new FragmentColours(colour);
  }

  private static void touch(BitSet[] neighbours, int a, int b) {
    if (a != b) {
      neighbours[a].set(b);
      neighbours[b].set(a);
    }
  }

  /** The index of a fragment's colour. */
  int index(int id) {
    return id < colour.length ? colour[id] : (id - 1) % COLOURS.length;
  }
}

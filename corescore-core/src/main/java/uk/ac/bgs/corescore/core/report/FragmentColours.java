// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.awt.Rectangle;
import java.util.BitSet;
import uk.ac.bgs.corescore.mask.FragmentMap;

/**
 * Colours for the outlines of fragments: bright colours that contrast with rock, assigned by greedy
 * graph colouring so that touching fragments, corners included, differ where possible, and nearby
 * ones where there is a choice.
 */
final class FragmentColours {
  /** Light colours of different brightness and hue. */
  private static final int[] COLOURS = {0xFFE14D, 0x35D9FF, 0xFF74CC, 0x7DFF6B, 0xFF9A3D, 0xC4A8FF};

  /** What a touching neighbour weighs beside those that are only near. */
  private static final int TOUCHES = 1 << 16;

  /** Of more fragments than these only those that touch are distinguished. */
  private static final int MAX_COMPARED = 5000;

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

  /**
   * Deals out colours in order of the ids. Cost: one pass over the runs and one over pairs of
   * fragments.
   */
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
    return new FragmentColours(assign(map, neighbours));
  }

  private static int[] assign(FragmentMap map, BitSet[] neighbours) {
    Rectangle[] boxes = boxes(map);
    int[] colour = new int[map.count() + 1];
    for (int id = 1; id <= map.count(); id++) {
      int[] uses = new int[COLOURS.length];
      for (int other = 1; other < id && map.count() <= MAX_COMPARED; other++) {
        uses[colour[other]] += boxes[other].intersects(boxes[id]) ? 1 : 0;
      }
      for (int other = neighbours[id].nextSetBit(0);
          other >= 0 && other < id;
          other = neighbours[id].nextSetBit(other + 1)) {
        uses[colour[other]] += TOUCHES;
      }
      int best = (id - 1) % COLOURS.length;
      for (int step = 1; step < COLOURS.length; step++) {
        int next = (id - 1 + step) % COLOURS.length;
        best = uses[next] < uses[best] ? next : best;
      }
      colour[id] = best;
    }
    return colour;
  }

  /** The boxes around the fragments, with a margin. */
  private static Rectangle[] boxes(FragmentMap map) {
    Rectangle[] boxes = new Rectangle[map.count() + 1];
    for (int y = 0; y < map.height(); y++) {
      for (int run = map.firstRun(y); run < map.firstRun(y + 1); run++) {
        int width = map.runEnd(run) - map.runStart(run);
        Rectangle row = new Rectangle(map.runStart(run), y, width, 1);
        int id = map.runId(run);
        boxes[id] = boxes[id] == null ? row : boxes[id].union(row);
      }
    }
    int margin = Math.max(map.width(), map.height()) / 100;
    for (int id = 1; id < boxes.length; id++) {
      boxes[id].grow(margin, margin);
    }
    return boxes;
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

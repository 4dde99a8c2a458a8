// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.evaluate;

import uk.ac.bgs.corescore.mask.FragmentMap;

/**
 * The boundary pixels of rock, one bit each: rock with a 4-neighbour inside the image that is not
 * rock. Sixty-four pixels are worked on at a time.
 */
final class Boundary {
  private final int width;
  private final int height;
  private final int stride;
  private final long[] bits;

  private Boundary(int width, int height, int stride, long[] bits) {
    this.width = width;
    this.height = height;
    this.stride = stride;
    this.bits = bits;
  }

  static Boundary of(FragmentMap rock) {
    int stride = (rock.width() + 63) >>> 6;
    long[] inside = new long[stride * rock.height()];
    for (int y = 0; y < rock.height(); y++) {
      for (int run = rock.firstRun(y); run < rock.firstRun(y + 1); run++) {
        fill(inside, y * stride, rock.runStart(run), rock.runEnd(run));
      }
    }
    long[] bits = new long[inside.length];
    int last = stride - 1;
    long rightEdge = 1L << (rock.width() - 1);
    for (int y = 0; y < rock.height(); y++) {
      for (int word = 0; word < stride; word++) {
        int at = y * stride + word;
        long here = inside[at];
        long up = y == 0 ? -1 : inside[at - stride];
        long down = y == rock.height() - 1 ? -1 : inside[at + stride];
        long left = (here << 1) | (word == 0 ? 1 : inside[at - 1] >>> 63);
        long right = (here >>> 1) | (word == last ? rightEdge : inside[at + 1] << 63);
        bits[at] = here & ~(up & down & left & right);
      }
    }
    return new Boundary(rock.width(), rock.height(), stride, bits);
  }

  long count() {
    long count = 0;
    for (long word : bits) {
      count += Long.bitCount(word);
    }
    return count;
  }

  /** How many of these pixels have one of the others within a Euclidean distance. */
  long near(Boundary other, int distance) {
    long[] reach = other.grown(distance);
    long count = 0;
    for (int at = 0; at < bits.length; at++) {
      count += Long.bitCount(bits[at] & reach[at]);
    }
    return count;
  }

  /** All pixels whose squared distance to one of these is at most that of the distance. */
  private long[] grown(int distance) {
    long[] grown = new long[bits.length];
    int[] half = new int[distance + 1];
    for (int dy = 0; dy <= distance; dy++) {
      half[dy] = (int) Math.sqrt((double) distance * distance - (double) dy * dy);
    }
    for (int y = 0; y < height; y++) {
      int top = Math.max(0, y - distance);
      int bottom = Math.min(height - 1, y + distance);
      for (int at = y * stride; at < (y + 1) * stride; at++) {
        for (long left = bits[at]; left != 0; left &= left - 1) {
          int x = ((at - y * stride) << 6) + Long.numberOfTrailingZeros(left);
          for (int row = top; row <= bottom; row++) {
            int reach = half[Math.abs(row - y)];
            fill(grown, row * stride, Math.max(0, x - reach), Math.min(width, x + reach + 1));
          }
        }
      }
    }
    return grown;
  }

  /** Sets the bits from start to end, which is not included and lies behind start. */
  private static void fill(long[] words, int row, int start, int end) {
    int from = row + (start >>> 6);
    int to = row + ((end - 1) >>> 6);
    long head = -1L << start;
    long tail = -1L >>> -end;
    if (from == to) {
      words[from] |= head & tail;
      return;
    }
    words[from] |= head;
    for (int at = from + 1; at < to; at++) {
      words[at] = -1;
    }
    words[to] |= tail;
  }
}

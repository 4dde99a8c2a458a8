// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.network;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A network's prediction for an image, on the image's own grid: one plane of likelihoods for each
 * label, one for the boundary and one for the distance, in steps of 1/255.
 *
 * @param width columns
 * @param height rows
 * @param planes by output, each row by row, as unsigned bytes
 */
@SuppressWarnings("ArrayRecordComponent") // planes are handed on and never changed
public record Prediction(int width, int height, byte[][] planes) {
  /** Reads eight consecutive bytes as a little-endian number. */
  public static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Reads two consecutive bytes as an unsigned little-endian number. */
  private static final VarHandle PAIRS =
      MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.LITTLE_ENDIAN);

  /** Masks the bytes at even places, which leaves room for a product each. */
  private static final long EVEN = 0x00FF00FF00FF00FFL;

  /** One in each of the four places of {@link #EVEN}. */
  private static final long ONES = 0x0001000100010001L;

  /** Masks the top bit of each of eight bytes. */
  private static final long TOPS = 0x8080808080808080L;

  private static final int ONE = 256;

  /** The byte of likelihood 1. */
  public static final int TOP = 255;

  /** Converts a likelihood, 0 to 1, to the nearest byte. */
  public static byte of(float likelihood) {
    return (byte) (TOP * likelihood + 0.5f);
  }

  /** The mean of four predictions of one size, rounded to the nearest, up from a half. */
  public static Prediction meanOfFour(Prediction a, Prediction b, Prediction c, Prediction d) {
    int cells = a.width * a.height;
    byte[][] mean = new byte[a.planes.length][cells];
    int whole = cells - cells % Long.BYTES;
    for (int k = 0; k < mean.length; k++) {
      byte[] to = mean[k];
      byte[][] from = {a.planes[k], b.planes[k], c.planes[k], d.planes[k]};
      for (int i = 0; i < whole; i += Long.BYTES) {
        WORDS.set(to, i, meanOfEight(from, i));
      }
      for (int i = whole; i < cells; i++) {
        int sum = 2;
        for (byte[] plane : from) {
          sum += plane[i] & 0xff;
        }
        to[i] = (byte) (sum >> 2);
      }
    }
    return new Prediction(a.width, a.height, mean);
  }

  /** The means of eight consecutive cells: sums of four bytes have room in two. */
  private static long meanOfEight(byte[][] from, int at) {
    long even = 2 * ONES;
    long odd = 2 * ONES;
    for (int view = 0; view < 4; view++) {
      long eight = (long) WORDS.get(from[view], at);
      even += eight & EVEN;
      odd += eight >>> Byte.SIZE & EVEN;
    }
    return (even >>> 2 & EVEN) | (odd >>> 2 & EVEN) << Byte.SIZE;
  }

  /**
   * The most likely of the first {@code classes} planes in each cell, the first of equals. If one
   * has over three quarters in eight consecutive cells, the others are skipped.
   */
  public byte[] mostLikely(int classes) {
    byte[] maximum = new byte[width * height];
    int whole = maximum.length - maximum.length % Long.BYTES;
    for (int at = 0; at < whole; at += Long.BYTES) {
      int sure = dominantPlane(classes, at);
      if (sure < 0) {
        decide(classes, at, at + Long.BYTES, maximum);
      } else if (sure > 0) {
        Arrays.fill(maximum, at, at + Long.BYTES, (byte) sure);
      }
    }
    decide(classes, whole, maximum.length, maximum);
    return maximum;
  }

  /** The plane that has over three quarters in eight cells, -1 if none has. */
  private int dominantPlane(int classes, int at) {
    for (int k = 0; k < classes; k++) {
      long eight = (long) WORDS.get(planes[k], at);
      if ((eight & eight << 1 & TOPS) == TOPS) {
        return k;
      }
    }
    return -1;
  }

  private void decide(int classes, int start, int end, byte[] maximum) {
    for (int i = start; i < end; i++) {
      int best = planes[0][i] & 0xff;
      for (int k = 1; k < classes; k++) {
        int other = planes[k][i] & 0xff;
        if (other > best) {
          best = other;
          maximum[i] = (byte) k;
        }
      }
    }
  }

  /** The sum of the selected planes in each cell, at most 1. */
  public byte[] sum(boolean[] of) {
    byte[] sum = new byte[0];
    for (int k = 0; k < of.length; k++) {
      if (of[k] && sum.length == 0) {
        sum = planes[k].clone();
      } else if (of[k]) {
        for (int i = 0; i < sum.length; i++) {
          sum[i] = (byte) Math.min(TOP, (sum[i] & 0xff) + (planes[k][i] & 0xff));
        }
      }
    }
    return sum;
  }

  /** Mirrors left to right, top to bottom, or both. */
  public Prediction mirrored(boolean sideways, boolean upDown) {
    if (!sideways && !upDown) {
      return this;
    }
    byte[][] to = new byte[planes.length][width * height];
    for (int k = 0; k < to.length; k++) {
      for (int y = 0; y < height; y++) {
        int row = (upDown ? height - 1 - y : y) * width;
        if (sideways) {
          reverse(planes[k], row, to[k], y * width);
        } else {
          System.arraycopy(planes[k], row, to[k], y * width, width);
        }
      }
    }
    return new Prediction(width, height, to);
  }

  /** Reverses a row of cells, eight at a time. */
  private void reverse(byte[] from, int at, byte[] to, int start) {
    int end = start + width;
    int x = 0;
    for (; x + Long.BYTES <= width; x += Long.BYTES) {
      long eight = (long) WORDS.get(from, at + x);
      WORDS.set(to, end - x - Long.BYTES, Long.reverseBytes(eight));
    }
    for (; x < width; x++) {
      to[end - 1 - x] = from[at + x];
    }
  }

  /** Resamples to a coarser grid, or an equal one, bilinear with weights of 256ths. */
  public Prediction resizedTo(int columns, int rows) {
    if (columns == width && rows == height) {
      return this;
    }
    int[] lefts = new int[columns];
    int[] rights = new int[columns];
    int[] ways = new int[columns];
    for (int x = 0; x < columns; x++) {
      double u = Math.max(0, (x + 0.5) * width / columns - 0.5);
      int left = Math.min((int) u, width - 1);
      lefts[x] = indexOfInterpolated(left);
      rights[x] = indexOfInterpolated(Math.min(left + 1, width - 1));
      ways[x] = (int) (ONE * (u - left) + 0.5);
    }
    byte[][] to = new byte[planes.length][columns * rows];
    byte[] interpolate = new byte[2 * (width + Long.BYTES)];
    for (int y = 0; y < rows; y++) {
      double v = Math.max(0, (y + 0.5) * height / rows - 0.5);
      int row = Math.min((int) v, height - 1);
      int top = row * width;
      int bottom = Math.min(row + 1, height - 1) * width;
      int down = (int) (ONE * (v - row) + 0.5);
      for (int k = 0; k < to.length; k++) {
        if (interpolate(planes[k], top, bottom, down, interpolate)) {
          across(interpolate, lefts, rights, ways, to[k], y * columns);
        }
      }
    }
    return new Prediction(columns, rows, to);
  }

  /**
   * Interpolates two rows in 256ths, eight cells at a time: two bytes a cell, of each eight first
   * those at even places.
   *
   * @return false only if both rows are zero there
   */
  private boolean interpolate(byte[] plane, int top, int bottom, int down, byte[] mixed) {
    int up = ONE - down;
    long any = 0;
    for (int x = 0; x < width; x += Long.BYTES) {
      long upper = eightBytes(plane, top + x);
      long lower = eightBytes(plane, bottom + x);
      long even = (upper & EVEN) * up + (lower & EVEN) * down;
      long odd = (upper >>> Byte.SIZE & EVEN) * up + (lower >>> Byte.SIZE & EVEN) * down;
      WORDS.set(mixed, 2 * x, even);
      WORDS.set(mixed, 2 * x + Long.BYTES, odd);
      any |= even | odd;
    }
    return any != 0;
  }

  /** Reads eight bytes from a place on, padded with zeros behind the last. */
  private static long eightBytes(byte[] plane, int at) {
    int beyond = at + Long.BYTES - plane.length;
    if (beyond <= 0) {
      return (long) WORDS.get(plane, at);
    }
    long word = 0;
    for (int i = plane.length - 1; i >= at; i--) {
      word = word << Byte.SIZE | (plane[i] & 0xff);
    }
    return word;
  }

  /** Index of a cell in an interpolated row. */
  private static int indexOfInterpolated(int x) {
    return 2 * (x & -Long.BYTES) + Long.BYTES * (x & 1) + (x & 6);
  }

  private static void across(byte[] row, int[] lefts, int[] rights, int[] ways, byte[] to, int at) {
    for (int x = 0; x < lefts.length; x++) {
      int left = (char) PAIRS.get(row, lefts[x]);
      int right = (char) PAIRS.get(row, rights[x]);
      to[at + x] = (byte) ((ONE * left + (right - left) * ways[x] + ONE * ONE / 2) >> 16);
    }
  }
}

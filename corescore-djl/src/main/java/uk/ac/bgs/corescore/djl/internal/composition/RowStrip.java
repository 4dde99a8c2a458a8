// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.composition;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import uk.ac.bgs.corescore.djl.internal.augmentation.LabelledImage;

/**
 * The row of core of a labelled photograph, turned horizontal and cut from the upper to the lower
 * side of its rock, as an image pyramid.
 */
public final class RowStrip {
  /** Share of the rock that is cut off above the row, and below. */
  private static final double OUTSIDE = 0.004;

  private static final int LEAST = 12;

  /** Least ratio of length to height of a photo of one row. */
  public static final double SLENDER = 2;

  /** A line with less than this share of the rock of the fullest line is a gap between rows. */
  private static final double GAP = 0.1;

  /** A band with less than this share of all rock is no row. */
  private static final double PART = 0.1;

  private final List<Level> levels = new ArrayList<>();
  private final LabelledImage source;
  private final boolean lies;
  private final int top;

  /**
   * A level of the pyramid.
   *
   * @param rgb red, green and blue of each pixel as in a picture
   * @param rock the share of rock of each, 0 to 255
   */
  @SuppressWarnings("ArrayRecordComponent") // made once and then read only
  private record Level(int width, int height, int[] rgb, byte[] rock) {
    /** The next level: each pixel is the mean of four. */
    Level half() {
      int w = Math.max(1, width / 2);
      int h = Math.max(1, height / 2);
      int[] to = new int[w * h];
      byte[] share = new byte[w * h];
      for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
          int right = Math.min(width - 1, 2 * x + 1);
          int below = Math.min(height - 1, 2 * y + 1) * width;
          int[] of = {2 * y * width + 2 * x, 2 * y * width + right, below + 2 * x, below + right};
          int argb = 0;
          for (int shift = 16; shift >= 0; shift -= 8) {
            int sum = 2;
            for (int i : of) {
              sum += rgb[i] >> shift & 0xff;
            }
            argb |= (sum / 4) << shift;
          }
          int sum = 2;
          for (int i : of) {
            sum += rock[i] & 0xff;
          }
          to[y * w + x] = argb;
          share[y * w + x] = (byte) (sum / 4);
        }
      }
      return new Level(w, h, to, share);
    }
  }

  private RowStrip(Level first, LabelledImage source, boolean lies, int top) {
    levels.add(first);
    while (levels.get(levels.size() - 1).height > LEAST) {
      levels.add(levels.get(levels.size() - 1).half());
    }
    this.source = source;
    this.lies = lies;
    this.top = top;
  }

  /**
   * Whether a photo appears to show one row: it is slender, and no gap along its whole length has
   * rock on both sides.
   */
  public static boolean showsOneRow(LabelledImage source) {
    int longer = Math.max(source.width(), source.height());
    if (longer < SLENDER * Math.min(source.width(), source.height())) {
      return false;
    }
    long[] profile = profile(source);
    long maximum = Arrays.stream(profile).max().orElse(0);
    long all = Arrays.stream(profile).sum();
    int bands = 0;
    long sum = 0;
    for (int v = 0; v <= profile.length; v++) {
      if (v < profile.length && profile[v] > GAP * maximum) {
        sum += profile[v];
      } else {
        bands += sum > PART * all ? 1 : 0;
        sum = 0;
      }
    }
    return bands <= 1;
  }

  /** Cells of rock in each line along the longer side. */
  private static long[] profile(LabelledImage source) {
    boolean lies = source.width() >= source.height();
    int along = lies ? source.width() : source.height();
    long[] profile = new long[lies ? source.height() : source.width()];
    for (int v = 0; v < profile.length; v++) {
      for (int u = 0; u < along; u++) {
        profile[v] += source.fragmentAt(lies ? u : v, lies ? v : u) != 0 ? 1 : 0;
      }
    }
    return profile;
  }

  /** The row of a photo that shows one; empty if there is hardly any rock. */
  static Optional<RowStrip> of(LabelledImage source) {
    boolean lies = source.width() >= source.height();
    int along = lies ? source.width() : source.height();
    long[] profile = profile(source);
    long all = Arrays.stream(profile).sum();
    int top = lineOfShare(profile, OUTSIDE * all);
    int bottom = lineOfShare(profile, (1 - OUTSIDE) * all) + 1;
    if (all < 200 || bottom - top < LEAST) {
      return Optional.empty();
    }
    int h = bottom - top;
    Level first = new Level(along, h, new int[along * h], new byte[along * h]);
    IntBuffer pixels = source.image().pixels();
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < along; x++) {
        int sx = lies ? x : y + top;
        int sy = lies ? y + top : x;
        first.rgb[y * along + x] = pixels.get(sy * source.width() + sx);
        first.rock[y * along + x] = (byte) (source.fragmentAt(sx, sy) != 0 ? 255 : 0);
      }
    }
    return Optional.of(new RowStrip(first, source, lies, top));
  }

  private static int lineOfShare(long[] profile, double count) {
    long sum = 0;
    for (int v = 0; v < profile.length; v++) {
      sum += profile[v];
      if (sum > count) {
        return v;
      }
    }
    return profile.length - 1;
  }

  int width() {
    return levels.get(0).width;
  }

  int height() {
    return levels.get(0).height;
  }

  /** The level for an output pixel that covers some pixels of the strip. */
  int level(double scale) {
    int level = 0;
    for (double s = scale; s >= 1.6 && level < levels.size() - 1; s /= 2) {
      level++;
    }
    return level;
  }

  /** Red, green, blue and the share of rock at a point of the strip, at a level, bilinear. */
  void at(int level, double x, double y, float[] to) {
    Level from = levels.get(level);
    double u = x * from.width / width() - 0.5;
    double v = y * from.height / height() - 0.5;
    int x0 = (int) Math.floor(u);
    int y0 = (int) Math.floor(v);
    float fx = (float) (u - x0);
    float fy = (float) (v - y0);
    int left = clamp(x0, from.width);
    int right = clamp(x0 + 1, from.width);
    int above = clamp(y0, from.height) * from.width;
    int below = clamp(y0 + 1, from.height) * from.width;
    int a = from.rgb[above + left];
    int b = from.rgb[above + right];
    int c = from.rgb[below + left];
    int d = from.rgb[below + right];
    for (int k = 0; k < 3; k++) {
      int shift = 16 - 8 * k;
      float upper = (a >> shift & 0xff) * (1 - fx) + (b >> shift & 0xff) * fx;
      float lower = (c >> shift & 0xff) * (1 - fx) + (d >> shift & 0xff) * fx;
      to[k] = upper * (1 - fy) + lower * fy;
    }
    float upper =
        (from.rock[above + left] & 0xff) * (1 - fx) + (from.rock[above + right] & 0xff) * fx;
    float lower =
        (from.rock[below + left] & 0xff) * (1 - fx) + (from.rock[below + right] & 0xff) * fx;
    to[3] = (upper * (1 - fy) + lower * fy) / 255;
  }

  private int sourceX(double x, double y) {
    return lies ? clamp((int) x, width()) : top + clamp((int) y, height());
  }

  private int sourceY(double x, double y) {
    return lies ? top + clamp((int) y, height()) : clamp((int) x, width());
  }

  int fragmentAt(double x, double y) {
    return source.fragmentAt(sourceX(x, y), sourceY(x, y));
  }

  byte labelAt(double x, double y) {
    return source.labelAt(sourceX(x, y), sourceY(x, y));
  }

  boolean ignoredAt(double x, double y) {
    return source.ignoredAt(sourceX(x, y), sourceY(x, y));
  }

  private static int clamp(int value, int size) {
    return Math.max(0, Math.min(size - 1, value));
  }
}

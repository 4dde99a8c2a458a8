// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout.find;

import java.util.Arrays;

/**
 * A prediction of the channels of a photo: for each cell of a grid the probability that it is in a
 * row's channel, and how near it is to the row's centre line. Immutable as long as the caller
 * leaves the arrays alone; safe for use by many threads.
 */
public final class ChannelMap {
  /** The most that the ridge changes over two cells of all but the narrowest rows. */
  private static final double MAX_CHANGE = 32;

  private final int width;
  private final int height;
  private final byte[] channel;
  private final byte[] ridge;

  /**
   * Wraps what was seen; the arrays are not copied.
   *
   * @param width columns, at least 1
   * @param height rows of cells, at least 1
   * @param channel likelihood of the channel, row by row, unsigned bytes, 255 for 1
   * @param ridge 255 on the centre line of a row, falling evenly to 0 at its walls, likewise
   * @throws IllegalArgumentException if an array has not a byte for each cell
   */
  public ChannelMap(int width, int height, byte[] channel, byte[] ridge) {
    long cells = (long) width * height;
    if (width < 1 || height < 1 || channel.length != cells || ridge.length != cells) {
      throw new IllegalArgumentException(
          "expected a byte for each of "
              + width
              + " x "
              + height
              + " cells, got "
              + channel.length
              + " and "
              + ridge.length);
    }
    this.width = width;
    this.height = height;
    this.channel = channel;
    this.ridge = ridge;
  }

  /**
   * Columns.
   *
   * @return at least 1
   */
  public int width() {
    return width;
  }

  /**
   * Rows of cells.
   *
   * @return at least 1
   */
  public int height() {
    return height;
  }

  /**
   * Which way the rows run: across the way in which the ridge changes, by the mean of double angles
   * over the whole map (as the structure tensor of Bigun and Granlund, 1987). A change counts up to
   * a limit, so that the sharp edges of a card do not outweigh the slopes of a row.
   *
   * @return radians from the columns' direction, y down, more than -pi/4 and at most 3 pi/4; 0
   *     where nothing changes
   */
  double direction() {
    double cos = 0;
    double sin = 0;
    for (int y = 1; y < height - 1; y++) {
      for (int i = y * width + 1; i < (y + 1) * width - 1; i++) {
        double dx = (ridge[i + 1] & 0xff) - (ridge[i - 1] & 0xff);
        double dy = (ridge[i + width] & 0xff) - (ridge[i - width] & 0xff);
        double change = Math.hypot(dx, dy);
        if (change > 0) {
          double weight = Math.min(change, MAX_CHANGE) / (change * change);
          cos += weight * (dx * dx - dy * dy);
          sin += weight * 2 * dx * dy;
        }
      }
    }
    if (cos == 0 && sin == 0) {
      return 0;
    }
    double across = Math.atan2(sin, cos) / 2;
    double along = across + Math.PI / 2;
    return along > 3 * Math.PI / 4 ? along - Math.PI : along;
  }

  /**
   * The mean of each cell and of those before and after it in one direction: what lies across a row
   * is bridged, and what joins two rows is thinned out. Beyond the rim there is nothing to take.
   *
   * @param direction radians, as {@link #direction}
   * @param reach cells on either side
   */
  ChannelMap smoothed(double direction, int reach) {
    int[] columns = new int[2 * reach + 1];
    int[] rows = new int[2 * reach + 1];
    for (int k = -reach; k <= reach; k++) {
      columns[k + reach] = (int) Math.rint(k * Math.cos(direction));
      rows[k + reach] = (int) Math.rint(k * Math.sin(direction));
    }
    int[] counts = new int[channel.length];
    int[] channels = new int[channel.length];
    int[] ridges = new int[channel.length];
    for (int k = 0; k < columns.length; k++) {
      int first = Math.max(0, -columns[k]);
      int last = width - Math.max(0, columns[k]);
      int step = rows[k] * width + columns[k];
      for (int y = Math.max(0, -rows[k]); y < height - Math.max(0, rows[k]); y++) {
        for (int i = y * width + first; i < y * width + last; i++) {
          channels[i] += channel[i + step] & 0xff;
          ridges[i] += ridge[i + step] & 0xff;
          counts[i]++;
        }
      }
    }
    return new ChannelMap(width, height, means(channels, counts), means(ridges, counts));
  }

  private static byte[] means(int[] sums, int[] counts) {
    byte[] means = new byte[sums.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = (byte) ((sums[i] + counts[i] / 2) / counts[i]);
    }
    return means;
  }

  /**
   * How many cells are more likely channel than not, by their place along a direction.
   *
   * @param direction radians
   * @return a number for each place, from 0 at the corner that lies first
   */
  int[] channelAlong(double direction) {
    double[] places = places(direction);
    int[] cells = new int[(int) (places[1] - places[0]) + 2];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if ((channel[y * width + x] & 0xff) > 127) {
          cells[(int) (place(direction, x, y) - places[0])]++;
        }
      }
    }
    return cells;
  }

  /** The same map with nothing before one place along a direction, nor from another on. */
  ChannelMap between(double direction, int from, int to) {
    double first = places(direction)[0];
    byte[] channels = new byte[channel.length];
    byte[] ridges = new byte[ridge.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = (int) (place(direction, x, y) - first);
        if (at >= from && at < to) {
          channels[y * width + x] = channel[y * width + x];
          ridges[y * width + x] = ridge[y * width + x];
        }
      }
    }
    return new ChannelMap(width, height, channels, ridges);
  }

  /** The first and the last place of the map's corners along a direction. */
  private double[] places(double direction) {
    double[] corners = {
      0,
      width * Math.cos(direction),
      height * Math.sin(direction),
      width * Math.cos(direction) + height * Math.sin(direction)
    };
    Arrays.sort(corners);
    return new double[] {corners[0], corners[3]};
  }

  /** Where the middle of a cell lies along a direction. */
  private static double place(double direction, int x, int y) {
    return (x + 0.5) * Math.cos(direction) + (y + 0.5) * Math.sin(direction);
  }

  /** Whether a cell is surely inside a row: in a channel, and well away from its walls. */
  boolean inside(int cell, double likely, double near) {
    return (channel[cell] & 0xff) > likely * 255 && (ridge[cell] & 0xff) > near * 255;
  }

  /** Likelihood of the channel at a point between cells, 0 to 1; 0 outside. Bilinear. */
  double channelAt(double x, double y) {
    return at(channel, x, y);
  }

  /** The ridge at a point, likewise. */
  double ridgeAt(double x, double y) {
    return at(ridge, x, y);
  }

  private double at(byte[] plane, double x, double y) {
    double u = x - 0.5;
    double v = y - 0.5;
    int left = (int) Math.floor(u);
    int top = (int) Math.floor(v);
    double across = u - left;
    double down = v - top;
    return ((1 - down)
                * ((1 - across) * cell(plane, left, top) + across * cell(plane, left + 1, top))
            + down
                * ((1 - across) * cell(plane, left, top + 1)
                    + across * cell(plane, left + 1, top + 1)))
        / 255;
  }

  /** A cell's value; half a cell beyond the rim the rim continues, further out there is nothing. */
  private int cell(byte[] plane, int x, int y) {
    if (x < -1 || y < -1 || x > width || y > height) {
      return 0;
    }
    int column = Math.max(0, Math.min(width - 1, x));
    int row = Math.max(0, Math.min(height - 1, y));
    return plane[row * width + column] & 0xff;
  }

  /**
   * Share of the cells that are more likely in a channel than not.
   *
   * @return 0 to 1
   */
  public double share() {
    long cells = 0;
    for (byte value : channel) {
      cells += (value & 0xff) > 127 ? 1 : 0;
    }
    return (double) cells / channel.length;
  }
}

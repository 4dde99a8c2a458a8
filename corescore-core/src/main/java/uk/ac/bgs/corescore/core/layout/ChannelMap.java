// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout;

/**
 * Where core can lie, as something has seen it: for each cell of a grid over a photo how likely it
 * is in a row's channel, and how near it is to the row's centre line. Immutable as long as the
 * caller leaves the arrays alone; safe for use by many threads.
 */
public final class ChannelMap {
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
    return ((1 - down) * ((1 - across) * cell(plane, left, top) + across * cell(plane, left + 1, top))
            + down
                * ((1 - across) * cell(plane, left, top + 1)
                    + across * cell(plane, left + 1, top + 1)))
        / 255;
  }

  /** A cell's value; half a cell beyond the rim the rim goes on, further out there is nothing. */
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

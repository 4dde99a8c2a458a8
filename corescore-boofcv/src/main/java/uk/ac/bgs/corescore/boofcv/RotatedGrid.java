// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import uk.ac.bgs.corescore.layout.PhotoPoint;

/**
 * An image rotated so that its rows of core run from left to right: luma, its gradients, and the
 * mask of cells inside the image. Coordinates are {@code u} along the rows and {@code v} across
 * them.
 */
final class RotatedGrid {
  /** This many cells at the edge of the image are not of it, as slopes there are not its own. */
  static final int RIM = 3;

  private final RowDirection direction;
  private final int pictureWidth;
  private final int pictureHeight;
  private final int length;
  private final int width;
  private final boolean[] inside;
  private final float[] down;
  private final float[] along;

  private RotatedGrid(
      RowDirection direction,
      Luma picture,
      int length,
      int width,
      boolean[] inside,
      float[] values) {
    this.direction = direction;
    this.pictureWidth = picture.width();
    this.pictureHeight = picture.height();
    this.length = length;
    this.width = width;
    this.inside = new boolean[inside.length];
    this.down = new float[inside.length];
    this.along = new float[inside.length];
    Luma turned = new Luma(length, width, values);
    float[] smooth = turned.smoothed().values();
    float[] fine = turned.smoothed(0.5f, 0.25f, 0).values();
    int rim = RIM;
    for (int v = rim; v < width - rim; v++) {
      for (int u = rim; u < length - rim; u++) {
        int at = v * length + u;
        // What was beyond the image's edge must not show as one.
        this.inside[at] =
            inside[at - rim * length]
                && inside[at + rim * length]
                && inside[at - rim]
                && inside[at + rim];
        if (this.inside[at]) {
          down[at] = (smooth[at + length] - smooth[at - length]) / 2;
          along[at] = (fine[at + 1] - fine[at - 1]) / 2;
        }
      }
    }
  }

  static RotatedGrid of(Luma picture, RowDirection direction) {
    double[] d = direction.along();
    double[] n = direction.across();
    int w = picture.width();
    int h = picture.height();
    int length = (int) Math.rint(Math.abs(w * d[0]) + Math.abs(h * d[1]));
    int width = (int) Math.rint(Math.abs(w * n[0]) + Math.abs(h * n[1]));
    boolean[] inside = new boolean[length * width];
    float[] values = new float[length * width];
    for (int v = 0, at = 0; v < width; v++) {
      for (int u = 0; u < length; u++, at++) {
        double pu = u + 0.5 - length / 2.0;
        double pv = v + 0.5 - width / 2.0;
        double x = w / 2.0 + pu * d[0] + pv * n[0];
        double y = h / 2.0 + pu * d[1] + pv * n[1];
        inside[at] = x >= 0 && x < w && y >= 0 && y < h;
        values[at] = bilinear(picture, x - 0.5, y - 0.5);
      }
    }
    return new RotatedGrid(direction, picture, length, width, inside, values);
  }

  private static float bilinear(Luma picture, double x, double y) {
    double column = Math.max(0, Math.min(picture.width() - 1, x));
    double row = Math.max(0, Math.min(picture.height() - 1, y));
    int left = (int) column;
    int top = (int) row;
    int right = Math.min(picture.width() - 1, left + 1);
    int bottom = Math.min(picture.height() - 1, top + 1);
    double across = column - left;
    double down = row - top;
    return (float)
        ((picture.at(left, top) * (1 - across) + picture.at(right, top) * across) * (1 - down)
            + (picture.at(left, bottom) * (1 - across) + picture.at(right, bottom) * across)
                * down);
  }

  /** Cells along the rows. */
  int length() {
    return length;
  }

  /** Cells across the rows. */
  int width() {
    return width;
  }

  /** Whether a cell and its neighbours are of the image. */
  boolean inside(int u, int v) {
    return inside[v * length + u];
  }

  /** How much lighter it becomes towards the next row of core, grey levels a cell; 0 outside. */
  float down(int u, int v) {
    return down[v * length + u];
  }

  /** How much lighter it becomes along the row, grey levels a cell; 0 outside. */
  float along(int u, int v) {
    return along[v * length + u];
  }

  /** Where a point of the grid lies in the image that was turned. */
  PhotoPoint toPhoto(double u, double v) {
    double[] d = direction.along();
    double[] n = direction.across();
    double pu = u - length / 2.0;
    double pv = v - width / 2.0;
    return new PhotoPoint(
        pictureWidth / 2.0 + pu * d[0] + pv * n[0], pictureHeight / 2.0 + pu * d[1] + pv * n[1]);
  }
}

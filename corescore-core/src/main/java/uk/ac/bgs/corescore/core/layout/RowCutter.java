// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout;

import java.nio.IntBuffer;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.PhotoPoint;

/**
 * Cuts a row of core out of a photo, rotated and rectified to run from left to right.
 *
 * <p>A pixel of the cut is the mean of points spread evenly over its part of the photo, as many a
 * side as it is photo pixels wide and at most eight, each interpolated bilinearly; so a row that is
 * made smaller keeps no single pixels by chance. Outside the photo its outer pixels continue.
 * Stateless; safe for use by many threads. Cost: those points.
 */
public final class RowCutter {
  private static final int MAX_POINTS = 8;

  /** By so much of a pixel a cell may be larger than one and still be a single point. */
  private static final double NEARLY = 0.05;

  static final long MAX_PIXELS = 16_000_000;

  private RowCutter() {}

  /**
   * A row that was cut out.
   *
   * @param image the row, read from left to right
   * @param margin columns and rows of pixels that it shows beyond each side of the row
   * @param transform from the row's own rectangle, without the margin, to the photo
   */
  record Cut(RgbImage image, int margin, RowTransform transform) {}

  /**
   * Cuts a row.
   *
   * @param photo the photo
   * @param row which row of it
   * @param height pixels across the row, at least 1; its length keeps the proportions
   * @param margin pixels more at each side, from 0
   * @throws CoreScoreException if the cut would have more than 16 million pixels
   */
  static Cut cut(RgbImage photo, CoreRow row, int height, int margin) {
    double scale = row.width() / height;
    long length = Math.max(1, Math.round(row.length() / scale));
    int rows = height + 2 * margin;
    if (length > MAX_PIXELS || (length + 2L * margin) * rows > MAX_PIXELS) {
      throw new CoreScoreException(
          FailureKind.TOO_LARGE,
          "row "
              + row.number()
              + " is "
              + Math.round(row.length())
              + " px long and "
              + Math.round(row.width())
              + " px wide; cut out with "
              + height
              + " px across it would have "
              + (length + 2L * margin)
              + " x "
              + rows
              + " px, more than "
              + MAX_PIXELS);
    }
    int columns = (int) length;
    RowTransform transform = RowTransform.of(row, columns, height);
    int width = columns + 2 * margin;
    int points = (int) Math.max(1, Math.min(MAX_POINTS, Math.ceil(scale)));
    int[] pixels = new int[width * rows];
    Sampler sampler = new Sampler(photo);
    for (int y = 0, at = 0; y < rows; y++) {
      for (int x = 0; x < width; x++) {
        sampler.clear();
        for (int j = 0; j < points; j++) {
          for (int i = 0; i < points; i++) {
            sampler.add(
                transform.toPhoto(
                    x - margin + (i + 0.5) / points, y - margin + (j + 0.5) / points));
          }
        }
        pixels[at++] = sampler.mean();
      }
    }
    return new Cut(RgbImage.wrap(width, rows, pixels), margin, transform);
  }

  /**
   * Cuts a row out upright: what is read from left to right runs down, turned by a quarter
   * clockwise. Each row of pixels is of points along the row that are given; so parts of it can be
   * left out.
   *
   * @param photo the photo
   * @param row which row of it
   * @param shares where points lie along the row, 0 at its beginning and 1 at its end; as many for
   *     each row of pixels, one row of pixels after the other. A point that is not a number is
   *     none; pixels without a point are 0
   * @param height rows of pixels, at least 1
   * @param width pixels across the row, at least 1
   * @param rim whether outside the photo its outer pixels continue; else it is 0 there
   * @return the image
   * @throws IllegalArgumentException if the points are not as many for each row of pixels
   */
  public static RgbImage upright(
      RgbImage photo, CoreRow row, double[] shares, int height, int width, boolean rim) {
    if (height < 1 || width < 1 || shares.length < height || shares.length % height != 0) {
      throw new IllegalArgumentException(
          shares.length + " points are not as many for each row of " + width + " x " + height);
    }
    RowTransform transform = RowTransform.of(row, 1, width);
    int along = shares.length / height;
    int across = points(row.width() / width);
    int[] pixels = new int[Math.multiplyExact(width, height)];
    Sampler sampler = new Sampler(photo);
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = width - 1; x >= 0; x--) {
        sampler.clear();
        for (int i = y * along; i < (y + 1) * along; i++) {
          for (int j = 0; j < across && !Double.isNaN(shares[i]); j++) {
            PhotoPoint point = transform.toPhoto(shares[i], x + (j + 0.5) / across);
            if (rim || sampler.shows(point)) {
              sampler.add(point);
            }
          }
        }
        pixels[at++] = sampler.count == 0 ? 0 : sampler.mean();
      }
    }
    return RgbImage.wrap(width, height, pixels);
  }

  /**
   * How many points a side a cell needs.
   *
   * @param pixels how many photo pixels it is wide
   * @return 1 to 8
   */
  public static int points(double pixels) {
    return (int) Math.max(1, Math.min(MAX_POINTS, Math.ceil(pixels - NEARLY)));
  }

  /** Adds up colours at points of a photo. */
  private static final class Sampler {
    private final IntBuffer pixels;
    private final int width;
    private final int height;
    private double red;
    private double green;
    private double blue;
    private int count;

    Sampler(RgbImage photo) {
      this.pixels = photo.pixels();
      this.width = photo.width();
      this.height = photo.height();
    }

    void clear() {
      red = 0;
      green = 0;
      blue = 0;
      count = 0;
    }

    boolean shows(PhotoPoint point) {
      return point.x() >= 0 && point.y() >= 0 && point.x() <= width && point.y() <= height;
    }

    void add(PhotoPoint point) {
      double x = Math.max(0, Math.min(width - 1, point.x() - 0.5));
      double y = Math.max(0, Math.min(height - 1, point.y() - 0.5));
      int left = (int) x;
      int top = (int) y;
      int right = Math.min(width - 1, left + 1);
      int bottom = Math.min(height - 1, top + 1);
      double across = x - left;
      double down = y - top;
      add(pixels.get(top * width + left), (1 - across) * (1 - down));
      add(pixels.get(top * width + right), across * (1 - down));
      add(pixels.get(bottom * width + left), (1 - across) * down);
      add(pixels.get(bottom * width + right), across * down);
      count++;
    }

    private void add(int rgb, double weight) {
      red += weight * (rgb >> 16 & 0xff);
      green += weight * (rgb >> 8 & 0xff);
      blue += weight * (rgb & 0xff);
    }

    int mean() {
      return (int) (red / count + 0.5) << 16
          | (int) (green / count + 0.5) << 8
          | (int) (blue / count + 0.5);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout;

import java.util.List;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.PhotoPoint;

/**
 * The projective transform between a row's own rectangle and the photo, after Heckbert,
 * Fundamentals of Texture Mapping and Image Warping (1989). The rectangle has its origin at the
 * row's top left corner; beyond it the map continues, which is where a margin comes from.
 * Immutable; safe for use by many threads.
 */
public final class RowTransform {
  /** Row by row: x = (m0 u + m1 v + m2) / (m6 u + m7 v + m8), y likewise with m3 to m5. */
  private final double[] toPhoto;

  private final double[] toRow;

  private RowTransform(double[] toPhoto) {
    this.toPhoto = toPhoto;
    this.toRow = inverse(toPhoto);
  }

  /**
   * The map of a rectangle onto a row.
   *
   * @param row the row
   * @param columns length of the rectangle, above 0
   * @param rows height of the rectangle, above 0
   * @return the map, both ways
   */
  public static RowTransform of(CoreRow row, double columns, double rows) {
    List<PhotoPoint> corner = row.corners();
    double x0 = corner.get(0).x();
    double y0 = corner.get(0).y();
    double x1 = corner.get(1).x();
    double y1 = corner.get(1).y();
    double x2 = corner.get(2).x();
    double y2 = corner.get(2).y();
    double x3 = corner.get(3).x();
    double y3 = corner.get(3).y();
    double dx1 = x1 - x2;
    double dx2 = x3 - x2;
    double dy1 = y1 - y2;
    double dy2 = y3 - y2;
    double sumX = x0 - x1 + x2 - x3;
    double sumY = y0 - y1 + y2 - y3;
    double denominator = dx1 * dy2 - dx2 * dy1;
    double g = (sumX * dy2 - dx2 * sumY) / denominator;
    double h = (dx1 * sumY - sumX * dy1) / denominator;
    return new RowTransform(
        new double[] {
          (x1 - x0 + g * x1) / columns,
          (x3 - x0 + h * x3) / rows,
          x0,
          (y1 - y0 + g * y1) / columns,
          (y3 - y0 + h * y3) / rows,
          y0,
          g / columns,
          h / rows,
          1
        });
  }

  private static double[] inverse(double[] m) {
    double a = m[4] * m[8] - m[5] * m[7];
    double b = m[5] * m[6] - m[3] * m[8];
    double c = m[3] * m[7] - m[4] * m[6];
    double determinant = m[0] * a + m[1] * b + m[2] * c;
    double[] n = {
      a,
      m[2] * m[7] - m[1] * m[8],
      m[1] * m[5] - m[2] * m[4],
      b,
      m[0] * m[8] - m[2] * m[6],
      m[2] * m[3] - m[0] * m[5],
      c,
      m[1] * m[6] - m[0] * m[7],
      m[0] * m[4] - m[1] * m[3]
    };
    for (int i = 0; i < n.length; i++) {
      n[i] /= determinant;
    }
    return n;
  }

  /**
   * Where a point of the row's rectangle lies in the photo.
   *
   * @param u along the row, from its beginning
   * @param v across it, from the side that is up when it is read
   * @return the point, photo px
   */
  public PhotoPoint toPhoto(double u, double v) {
    return mapped(toPhoto, u, v);
  }

  /**
   * Where a point of the photo lies in the row's rectangle.
   *
   * @param x photo px, to the right
   * @param y photo px, down
   * @return the point, with x along the row and y across it, in units of the rectangle
   */
  public PhotoPoint toRow(double x, double y) {
    return mapped(toRow, x, y);
  }

  private static PhotoPoint mapped(double[] m, double s, double t) {
    double w = m[6] * s + m[7] * t + m[8];
    return new PhotoPoint((m[0] * s + m[1] * t + m[2]) / w, (m[3] * s + m[4] * t + m[5]) / w);
  }
}

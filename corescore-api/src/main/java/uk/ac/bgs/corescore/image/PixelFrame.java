// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.image;

/**
 * The position of a grid of cells in a photograph, an axis-parallel affine transform: the corner
 * (i, j) of the grid is the photo's point {@code (offsetX + i * scaleX, offsetY + j * scaleY)}.
 *
 * <p>Coordinates are in pixels with the origin at the outer corner of the top left pixel, x to the
 * right and y down, so that pixel (0, 0) covers the square from (0, 0) to (1, 1).
 *
 * @param offsetX photo column of the grid's left edge, px
 * @param offsetY photo row of the grid's top edge, px
 * @param scaleX photo pixels a cell is wide, above 0
 * @param scaleY photo pixels a cell is high, above 0
 */
public record PixelFrame(double offsetX, double offsetY, double scaleX, double scaleY) {
  /** The grid that is the photograph's own pixels. */
  public static final PixelFrame PHOTO = new PixelFrame(0, 0, 1, 1);

  /**
   * Checks that the numbers are finite and the scales positive.
   *
   * @param offsetX photo column of the grid's left edge
   * @param offsetY photo row of the grid's top edge
   * @param scaleX photo pixels a cell is wide
   * @param scaleY photo pixels a cell is high
   */
  public PixelFrame {
    if (!Double.isFinite(offsetX) || !Double.isFinite(offsetY)) {
      throw new IllegalArgumentException(
          "offsets are finite, not (" + offsetX + ", " + offsetY + ")");
    }
    if (!(scaleX > 0 && scaleY > 0 && Double.isFinite(scaleX) && Double.isFinite(scaleY))) {
      throw new IllegalArgumentException(
          "scales are positive, not (" + scaleX + ", " + scaleY + ")");
    }
  }

  /**
   * The frame of a grid that covers a whole photograph.
   *
   * @param photoWidth the photo's columns
   * @param photoHeight the photo's rows
   * @param gridWidth the grid's columns
   * @param gridHeight the grid's rows
   * @return the frame without offset whose last corner is the photo's last corner
   */
  public static PixelFrame covering(
      int photoWidth, int photoHeight, int gridWidth, int gridHeight) {
    return new PixelFrame(0, 0, (double) photoWidth / gridWidth, (double) photoHeight / gridHeight);
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.image;

/**
 * A box of whole pixels: columns {@code x} to {@code x + width - 1}, rows {@code y} to {@code y +
 * height - 1}.
 *
 * @param x leftmost column
 * @param y topmost row
 * @param width columns, at least 1
 * @param height rows, at least 1
 */
public record PixelRect(int x, int y, int width, int height) {
  /**
   * Checks the size.
   *
   * @param x leftmost column
   * @param y topmost row
   * @param width columns
   * @param height rows
   */
  public PixelRect {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "a box has at least one pixel, not " + width + " x " + height);
    }
  }

  /**
   * Checks that a raster of so many columns and rows has so many cells.
   *
   * @param width columns, at least 1
   * @param height rows, at least 1
   * @param cells length of the array that holds them
   * @throws IllegalArgumentException if a side is not positive or the product is another
   */
  public static void checkSize(int width, int height, int cells) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "width and height are at least 1, not " + width + " x " + height);
    }
    if ((long) width * height != cells) {
      throw new IllegalArgumentException(
          "expected "
              + width
              + " x "
              + height
              + " = "
              + (long) width * height
              + " cells, got "
              + cells);
    }
  }
}

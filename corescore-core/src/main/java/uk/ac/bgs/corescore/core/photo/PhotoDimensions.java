// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

/**
 * The size of a photograph, and its orientation in the file.
 *
 * @param width columns as shown, the right way up, px; at least 1
 * @param height rows as shown, px; at least 1
 * @param orientation how stored rows and columns lie in what is shown: 1 to 8 as tag 274 of TIFF
 *     6.0 (1992) and Exif counts them, 1 for upright
 */
public record PhotoDimensions(int width, int height, int orientation) {
  private static final int UPRIGHT = 1;
  private static final int FIRST_SWAPPED = 5;
  private static final int LAST = 8;

  /**
   * Checks the numbers.
   *
   * @param width columns as shown
   * @param height rows as shown
   * @param orientation 1 to 8
   */
  public PhotoDimensions {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "a photo has at least 1 x 1 pixels, not " + width + " x " + height);
    }
    if (orientation < UPRIGHT || orientation > LAST) {
      throw new IllegalArgumentException("an orientation from 1 to 8, not " + orientation);
    }
  }

  /**
   * A photograph that is stored as it is shown.
   *
   * @param width columns
   * @param height rows
   */
  public PhotoDimensions(int width, int height) {
    this(width, height, UPRIGHT);
  }

  static PhotoDimensions of(int storedWidth, int storedHeight, Orientation orientation) {
    return new PhotoDimensions(
        orientation.width(storedWidth, storedHeight),
        orientation.height(storedWidth, storedHeight),
        orientation.value());
  }

  /**
   * Whether stored rows are columns of what is shown.
   *
   * @return true for the orientations 5 to 8
   */
  public boolean swapped() {
    return orientation >= FIRST_SWAPPED;
  }

  /**
   * Columns as the file stores them.
   *
   * @return the width, or the height where the sides are swapped
   */
  public int storedWidth() {
    return swapped() ? height : width;
  }

  /**
   * Rows as the file stores them.
   *
   * @return the height, or the width where the sides are swapped
   */
  public int storedHeight() {
    return swapped() ? width : height;
  }
}

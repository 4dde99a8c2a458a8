// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * The orientation of stored rows and columns in the upright image: tag 274 of TIFF 6.0 (1992) and
 * Exif.
 *
 * <p>The constants are in the order of the tag's values 1 to 8.
 */
enum Orientation {
  UPRIGHT(false, false, false),
  MIRRORED(false, true, false),
  HALF_TURN(false, true, true),
  FLIPPED(false, false, true),
  TRANSPOSED(true, false, false),
  QUARTER_RIGHT(true, true, false),
  ANTI_TRANSPOSED(true, true, true),
  QUARTER_LEFT(true, false, true);

  private static final Logger LOG = LoggerFactory.getLogger(Orientation.class);
  static final int TAG = 274;

  private final boolean swapped;
  private final boolean fromRight;
  private final boolean fromBottom;

  /**
   * Describes where stored pixels go.
   *
   * @param swapped stored rows become columns
   * @param fromRight the upright x counts from the right edge
   * @param fromBottom the upright y counts from the bottom edge
   */
  Orientation(boolean swapped, boolean fromRight, boolean fromBottom) {
    this.swapped = swapped;
    this.fromRight = fromRight;
    this.fromBottom = fromBottom;
  }

  /** The orientation in an Exif block, which is a TIFF file of its own; upright if it is broken. */
  static Orientation ofExif(ByteView exif) {
    try {
      return of(TiffDirectory.first(FileBytes.of(exif)));
    } catch (IOException e) {
      LOG.debug("broken Exif block skipped: {}", e.getMessage());
      return UPRIGHT;
    }
  }

  /** The orientation in a directory; upright if it has none or one that does not exist. */
  static Orientation of(TiffDirectory directory) throws IOException {
    long value = directory.number(TAG, 1);
    return value >= 1 && value <= 8 ? values()[(int) value - 1] : UPRIGHT;
  }

  /** The tag's value, 1 to 8. */
  int value() {
    return List.of(values()).indexOf(this) + 1;
  }

  int width(int storedWidth, int storedHeight) {
    return swapped ? storedHeight : storedWidth;
  }

  int height(int storedWidth, int storedHeight) {
    return swapped ? storedWidth : storedHeight;
  }

  /**
   * Puts stored rows where they belong.
   *
   * @param rows whole stored rows
   * @param firstRow the stored row that {@code rows} begins with
   * @param count how many rows
   * @param width stored columns
   * @param height stored rows of the whole image
   * @param upright the whole upright image
   */
  void place(int[] rows, int firstRow, int count, int width, int height, int[] upright) {
    int uprightWidth = width(width, height);
    int columnStep = swapped ? (fromBottom ? -uprightWidth : uprightWidth) : (fromRight ? -1 : 1);
    for (int r = 0; r < count; r++) {
      int y = firstRow + r;
      int uprightX = swapped ? (fromRight ? height - 1 - y : y) : (fromRight ? width - 1 : 0);
      int uprightY = swapped ? (fromBottom ? width - 1 : 0) : (fromBottom ? height - 1 - y : y);
      int target = uprightY * uprightWidth + uprightX;
      for (int i = r * width; i < (r + 1) * width; i++) {
        upright[target] = rows[i];
        target += columnStep;
      }
    }
  }

  /** A whole stored image the right way up. */
  RgbImage upright(RgbImage stored) {
    if (this == UPRIGHT) {
      return stored;
    }
    int width = stored.width();
    int height = stored.height();
    int[] rows = new int[width * height];
    stored.pixels().get(rows);
    int[] upright = new int[rows.length];
    place(rows, 0, height, width, height, upright);
    return RgbImage.wrap(width(width, height), height(width, height), upright);
  }
}

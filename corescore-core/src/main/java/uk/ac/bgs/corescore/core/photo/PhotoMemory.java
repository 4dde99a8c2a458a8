// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.util.OptionalInt;

/**
 * The memory policy for photos: held whole, or as a copy of the segmenter's input size. Immutable;
 * safe for use by many threads.
 *
 * @param wholePixels pixels up to which a photo is held whole
 * @param longerSide pixels of the longer side of a copy, at least 1
 */
public record PhotoMemory(long wholePixels, int longerSide) {
  /**
   * Bytes of heap per pixel of a photo that is held whole: for each photo in work and the one
   * queued beside it, with a reserve.
   */
  private static final int HEAP_A_PIXEL = 20;

  private static final int HEAP_MORE = 12;

  /** The side of the copy for a segmenter that uses all pixels. */
  private static final int DEFAULT_SIDE = 4096;

  /**
   * Checks the side.
   *
   * @param wholePixels pixels up to which a photo is held whole
   * @param longerSide pixels of the longer side of a copy
   * @throws IllegalArgumentException if the side is below 1
   */
  public PhotoMemory {
    if (longerSide < 1) {
      throw new IllegalArgumentException("the longer side is at least 1, not " + longerSide);
    }
  }

  /**
   * Holds photos of up to this many pixels whole.
   *
   * @param wholePixels pixels up to which a photo is held whole
   * @param longerSide the side that the segmenter needs, as {@code BatchScorer.maxInputSide} says;
   *     4096 pixels if it uses all
   * @return the limits
   */
  public static PhotoMemory of(long wholePixels, OptionalInt longerSide) {
    return new PhotoMemory(wholePixels, longerSide.orElse(DEFAULT_SIDE));
  }

  /**
   * Pixels of a photo of which so many can be held whole at a time.
   *
   * @param heap bytes of heap for all
   * @param photos how many photos are at work at a time, at least 1
   * @return pixels of each photo
   */
  public static long wholePixels(long heap, int photos) {
    return heap / (HEAP_MORE + (long) HEAP_A_PIXEL * photos);
  }

  /**
   * Reads a photo within these limits.
   *
   * @param photo the file
   * @return the photo, whole or as a copy
   * @throws PhotoReadException if it cannot be read
   */
  public Photo read(PhotoFile photo) {
    return PhotoReader.create().readReduced(photo, wholePixels, longerSide);
  }

  /**
   * Limits for a batch in this JVM: as much as its heap holds.
   *
   * @param photos how many photos there are
   * @param threads how many are processed at a time
   * @param longerSide the side that the segmenter needs; 4096 pixels if it uses all
   * @return the limits
   */
  public static PhotoMemory ofBatch(int photos, int threads, OptionalInt longerSide) {
    return of(wholePixels(Runtime.getRuntime().maxMemory(), Math.min(threads, photos)), longerSide);
  }

  /**
   * Limits for one photo that is wanted as fine as half of the heap holds it: a copy of the largest
   * size where it has more pixels.
   *
   * @param size the photo's size
   * @return the limits
   */
  public static PhotoMemory ofHalf(PhotoDimensions size) {
    long held = wholePixels(Runtime.getRuntime().maxMemory() / 2, 1);
    double pixels = (double) size.width() * size.height();
    double side = Math.sqrt(Math.min(1, held / pixels)) * Math.max(size.width(), size.height());
    return new PhotoMemory(held, (int) Math.max(1, side));
  }
}

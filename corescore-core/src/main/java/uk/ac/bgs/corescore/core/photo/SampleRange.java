// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Optional;

/**
 * The range of 16-bit samples that an image uses. Cameras of 12 bits store them in 16, and such an
 * image is 16 times too dark unless the file states where white is.
 *
 * @param stated MaxSampleValue of TIFF 6.0 (1992), 0 where the file does not state it. As it may be
 *     the largest sample that came about rather than white, the bits that it needs count
 * @param inverted whether the samples were turned from white being 0
 */
record SampleRange(int stated, boolean inverted) {
  /** The range of an image without a stated range. */
  static final SampleRange UNKNOWN = new SampleRange(0, false);

  /** Bits of the samples that this is about. */
  static final int BITS = 16;

  /** The largest sample of 16 bits. */
  static final int FULL = 0xFFFF;

  /** The largest sample of 12 bits. */
  private static final int TWELVE_BITS = 0xFFF;

  /** The sample that is white. */
  int white() {
    return stated == 0 ? FULL : 2 * Integer.highestOneBit(stated) - 1;
  }

  /** From 0 to {@link #white}, for a sample as the decoder gave it. */
  private int sample(int decoded) {
    return Math.max(0, Math.min(white(), inverted ? decoded - (FULL - white()) : decoded));
  }

  /** For each decoded sample the byte that it becomes. */
  byte[] bytes() {
    byte[] table = new byte[FULL + 1];
    long white = white();
    for (int v = 0; v <= FULL; v++) {
      table[v] = (byte) ((sample(v) * 255L + white / 2) / white);
    }
    return table;
  }

  /** The largest sample in the file of the first bands. Cost: a pass over the pixels. */
  int largest(Raster raster, int bands) {
    int width = raster.getWidth();
    int all = raster.getNumBands();
    int[] row = new int[width * all];
    int least = FULL;
    int most = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int i = 0; i < row.length; i += all) {
        for (int b = 0; b < bands; b++) {
          least = Math.min(least, row[i + b]);
          most = Math.max(most, row[i + b]);
        }
      }
    }
    return inverted ? FULL - least : most;
  }

  /** The same image with samples from 0 to {@link #FULL}. */
  Raster stretched(Raster raster) {
    int white = white();
    if (white == FULL) {
      return raster;
    }
    int width = raster.getWidth();
    int bands = raster.getNumBands();
    WritableRaster full =
        Raster.createInterleavedRaster(
            DataBuffer.TYPE_USHORT, width, raster.getHeight(), bands, null);
    int[] row = new int[width * bands];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int i = 0; i < row.length; i++) {
        row[i] = (int) ((sample(row[i]) * (long) FULL + white / 2) / white);
      }
      full.setPixels(0, y, width, 1, row);
    }
    return full;
  }

  /**
   * A remark about it.
   *
   * @param largest the largest sample in the file
   */
  Optional<String> remark(int largest) {
    int white = white();
    if (stated > 0 && white < FULL) {
      return Optional.of(
          "samples of 16 bits are taken as of "
              + Integer.bitCount(white)
              + ", as MaxSampleValue is "
              + stated
              + (largest > white ? "; some are larger, up to " + largest + ", and cut off" : ""));
    }
    return stated == 0 && largest <= TWELVE_BITS
        ? Optional.of(
            "no sample is above "
                + largest
                + " of "
                + FULL
                + ": if these are 12 bits in 16, the picture is read 16 times too dark, and"
                + " MaxSampleValue (TIFF tag 281) can say so")
        : Optional.empty();
  }
}

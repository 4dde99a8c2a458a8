// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.image;

import java.nio.IntBuffer;
import java.util.Arrays;

/**
 * A photograph: immutable 8-bit sRGB pixels, row by row from the top left.
 *
 * <p>A pixel is an {@code int} {@code 0x00RRGGBB}; the top byte is always zero. Immutable and safe
 * for use by many threads. Memory: four bytes a pixel.
 */
public final class RgbImage {
  private final int width;
  private final int height;
  private final int[] pixels;

  private RgbImage(int width, int height, int[] pixels) {
    this.width = width;
    this.height = height;
    this.pixels = pixels;
  }

  /**
   * Makes an image from a copy of the pixels.
   *
   * @param width columns, at least 1
   * @param height rows, at least 1
   * @param pixels {@code width * height} pixels, row by row; the top byte of each is ignored
   * @return the image
   * @throws IllegalArgumentException if the sizes do not agree
   */
  public static RgbImage of(int width, int height, int[] pixels) {
    return wrap(width, height, pixels.clone());
  }

  /**
   * Makes an image of the array itself, without a copy.
   *
   * @param width columns, at least 1
   * @param height rows, at least 1
   * @param pixels {@code width * height} pixels, row by row; from now on the image's, the caller
   *     must not touch it. The top byte of each pixel is cleared.
   * @return the image
   * @throws IllegalArgumentException if the sizes do not agree
   */
  public static RgbImage wrap(int width, int height, int[] pixels) {
    PixelRect.checkSize(width, height, pixels.length);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] &= 0xFFFFFF;
    }
    return new RgbImage(width, height, pixels);
  }

  /**
   * Columns.
   *
   * @return the number of columns, at least 1
   */
  public int width() {
    return width;
  }

  /**
   * Rows.
   *
   * @return the number of rows, at least 1
   */
  public int height() {
    return height;
  }

  /**
   * One pixel.
   *
   * @param x column, from 0 at the left
   * @param y row, from 0 at the top
   * @return {@code 0x00RRGGBB}
   * @throws IndexOutOfBoundsException if the pixel lies outside the image
   */
  public int rgb(int x, int y) {
    if (x < 0 || x >= width || y < 0 || y >= height) {
      throw new IndexOutOfBoundsException(
          "pixel (" + x + ", " + y + ") outside " + width + " x " + height);
    }
    return pixels[y * width + x];
  }

  /**
   * All pixels for bulk reading, row by row.
   *
   * @return a new read-only view, positioned at the first pixel; no copy is made
   */
  public IntBuffer pixels() {
    return IntBuffer.wrap(pixels).asReadOnlyBuffer();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RgbImage that
        && width == that.width
        && height == that.height
        && Arrays.equals(pixels, that.pixels);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(pixels);
  }

  @Override
  public String toString() {
    return "RgbImage[" + width + " x " + height + "]";
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.column;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * Rows of pixels that follow each other, each at the left of an image as wide as the widest; beyond
 * it they are black. Immutable; safe for use by many threads.
 */
final class PixelRows {
  static final int CHANNELS = 3;

  private final List<Block> blocks;
  private final int width;
  private final int height;

  private PixelRows(List<Block> blocks, int width) {
    this.blocks = List.copyOf(blocks);
    this.width = width;
    this.height = blocks.stream().mapToInt(Block::count).sum();
  }

  /** Rows of one image; black without one. */
  private record Block(@Nullable RgbImage image, int first, int count) {}

  /** Puts blocks of rows together. */
  static final class Builder {
    private final List<Block> blocks = new ArrayList<>();

    Builder add(ColumnPart part) {
      blocks.add(new Block(part.image(), part.first(), part.count()));
      return this;
    }

    Builder black(int rows) {
      blocks.add(new Block(null, 0, rows));
      return this;
    }

    PixelRows build(int width) {
      return new PixelRows(blocks, width);
    }
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Takes rows of pixels. */
  interface RowSink<E extends Exception> {
    /** Takes one row, {@code 0x00RRGGBB}; the array is used again. */
    void row(int y, int[] pixels) throws E;
  }

  /** Gives all rows from the top. */
  <E extends Exception> void forEach(RowSink<E> sink) throws E {
    forEach(0, height, sink);
  }

  /** Gives some rows from the top. */
  <E extends Exception> void forEach(int from, int end, RowSink<E> sink) throws E {
    int[] row = new int[width];
    int y = 0;
    for (Block block : blocks) {
      int begin = Math.max(from, y);
      int stop = Math.min(end, y + block.count);
      if (begin < stop) {
        Arrays.fill(row, 0);
        IntBuffer pixels = block.image == null ? null : block.image.pixels();
        for (int at = begin; at < stop; at++) {
          if (block.image != null && pixels != null) {
            int own = block.image.width();
            pixels.get((block.first + at - y) * own, row, 0, own);
          }
          sink.row(at, row);
        }
      }
      y += block.count;
    }
  }

  /** The image, 4 bytes a pixel. */
  RgbImage image() {
    int[] all = new int[Math.multiplyExact(width, height)];
    forEach((y, pixels) -> System.arraycopy(pixels, 0, all, y * width, width));
    return RgbImage.wrap(width, height, all);
  }

  /** Red, green and blue of each pixel, row by row. */
  byte[] bytes() {
    byte[] all = new byte[Math.multiplyExact(Math.multiplyExact(width, height), CHANNELS)];
    forEach((y, pixels) -> bytes(pixels, all, y * width * CHANNELS));
    return all;
  }

  /** Red, green and blue of a row of pixels. */
  static void bytes(int[] pixels, byte[] to, int offset) {
    int at = offset;
    for (int rgb : pixels) {
      to[at++] = (byte) (rgb >> 16);
      to[at++] = (byte) (rgb >> 8);
      to[at++] = (byte) rgb;
    }
  }

  /** Whether both show the same. Cost: a pass over the pixels of both. */
  boolean sameAs(PixelRows other) {
    if (width != other.width || height != other.height) {
      return false;
    }
    int[] one = new int[width];
    for (int y = 0; y < height; y++) {
      forEach(y, y + 1, (at, pixels) -> System.arraycopy(pixels, 0, one, 0, width));
      boolean[] same = new boolean[1];
      other.forEach(y, y + 1, (at, pixels) -> same[0] = Arrays.equals(one, pixels));
      if (!same[0]) {
        return false;
      }
    }
    return true;
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.Deflater;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * A TIFF file of any size (TIFF 6.0, 1992): an image enlarged to it, each pixel many times over, in
 * deflated tiles of 256 x 256. A tile is in memory at a time.
 */
final class TiledTiff {
  private static final int TILE = 256;
  private static final int HEADER = 8;
  private static final short SHORT = 3;
  private static final short LONG = 4;

  private final RgbImage image;
  private final int width;
  private final int height;
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
  private final byte[] tile = new byte[TILE * TILE * 3];
  private final byte[] packed = new byte[2 * tile.length];

  private TiledTiff(RgbImage image, int width, int height) {
    this.image = image;
    this.width = width;
    this.height = height;
  }

  /** Writes the file, which must not exist. */
  static void write(RgbImage image, int width, int height, Path file) throws IOException {
    new TiledTiff(image, width, height).write(file);
  }

  private void write(Path file) throws IOException {
    int across = (width + TILE - 1) / TILE;
    int down = (height + TILE - 1) / TILE;
    int[] offsets = new int[across * down];
    int[] counts = new int[offsets.length];
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      out.position(HEADER);
      for (int i = 0; i < offsets.length; i++) {
        offsets[i] = (int) out.position();
        counts[i] = pack(i % across * TILE, i / across * TILE);
        out.write(ByteBuffer.wrap(packed, 0, counts[i]));
      }
      int bits = (int) out.position();
      ByteBuffer lists = bytes(6 + 8 * offsets.length).putShort((short) 8).putShort((short) 8);
      lists.putShort((short) 8);
      for (int offset : offsets) {
        lists.putInt(offset);
      }
      for (int count : counts) {
        lists.putInt(count);
      }
      out.write(lists.flip());
      ByteBuffer directory = bytes(2 + 12 * 10 + 4).putShort((short) 10);
      entry(directory, 256, LONG, 1, width);
      entry(directory, 257, LONG, 1, height);
      entry(directory, 258, SHORT, 3, bits);
      entry(directory, 259, SHORT, 1, 8);
      entry(directory, 262, SHORT, 1, 2);
      entry(directory, 277, SHORT, 1, 3);
      entry(directory, 322, LONG, 1, TILE);
      entry(directory, 323, LONG, 1, TILE);
      entry(directory, 324, LONG, offsets.length, bits + 6);
      entry(directory, 325, LONG, offsets.length, bits + 6 + 4 * offsets.length);
      int at = (int) out.position();
      out.write(directory.putInt(0).flip());
      ByteBuffer header = bytes(HEADER).put((byte) 'I').put((byte) 'I').putShort((short) 42);
      out.write(header.putInt(at).flip(), 0);
    } finally {
      deflater.end();
    }
  }

  private static ByteBuffer bytes(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void entry(ByteBuffer directory, int tag, short type, int count, int value) {
    directory.putShort((short) tag).putShort(type).putInt(count).putInt(value);
  }

  private int pack(int left, int top) {
    int at = 0;
    for (int y = top; y < top + TILE; y++) {
      int row = (int) ((long) Math.min(y, height - 1) * image.height() / height);
      for (int x = left; x < left + TILE; x++) {
        int column = (int) ((long) Math.min(x, width - 1) * image.width() / width);
        int rgb = image.rgb(column, row);
        tile[at++] = (byte) (rgb >> 16);
        tile[at++] = (byte) (rgb >> 8);
        tile[at++] = (byte) rgb;
      }
    }
    deflater.reset();
    deflater.setInput(tile);
    deflater.finish();
    return deflater.deflate(packed);
  }
}

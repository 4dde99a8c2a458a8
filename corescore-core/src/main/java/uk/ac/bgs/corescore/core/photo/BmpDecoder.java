// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import uk.ac.bgs.corescore.core.photo.RawImage.Alpha;

/** Windows and OS/2 bitmaps of 1 to 32 bits, plain, run-length coded or with bit fields. */
final class BmpDecoder {
  private static final int OS2_HEADER = 12;
  private static final int HEADER = 14;
  private static final int V4_HEADER = 108;
  private static final int V5_HEADER = 124;
  private static final int COLOUR_SPACE_AT = HEADER + 56;
  private static final int SRGB = 0x73524742;
  private static final int EMBEDDED_PROFILE = 0x4D424544;
  private static final int RLE8 = 1;
  private static final int RLE4 = 2;

  private final ByteView file;
  private final int headerSize;
  private final int width;
  private final int height;
  private final int bits;
  private final int compression;
  private final long pixelsAt;

  private BmpDecoder(byte[] content, PixelLimit limit) throws MalformedImageException {
    file = ByteView.of(content).order(true);
    pixelsAt = file.u32(10);
    headerSize = file.s32(14);
    boolean old = headerSize == OS2_HEADER;
    long columns = old ? file.u16(18) : file.s32(18);
    long rows = old ? file.u16(20) : Math.abs((long) file.s32(22));
    limit.check(columns, rows);
    width = (int) columns;
    height = (int) rows;
    bits = file.u16(old ? 24 : 28);
    compression = old ? 0 : file.s32(30);
  }

  static RawImage decode(byte[] content, PixelLimit limit) throws IOException {
    BmpDecoder bmp = new BmpDecoder(content, limit);
    bmp.check();
    RawImage raw =
        RawImage.of(
            ImageReaders.platform(PhotoFormat.BMP, bmp.plain(content)),
            bmp.profile(),
            Orientation.UPRIGHT);
    // the fourth byte of a pixel is filling more often than cover
    return new RawImage(
        raw.raster(), raw.colours(), Alpha.NONE, raw.palette(), raw.profile(), raw.orientation());
  }

  static PhotoDimensions dimensions(byte[] content, PixelLimit limit) throws IOException {
    BmpDecoder bmp = new BmpDecoder(content, limit);
    return PhotoDimensions.of(bmp.width, bmp.height, Orientation.UPRIGHT);
  }

  private void check() throws MalformedImageException {
    boolean fits =
        switch (compression) {
          case 0 -> List.of(1, 4, 8, 16, 24, 32).contains(bits);
          case RLE8 -> bits == 8;
          case RLE4 -> bits == 4;
          case 3 -> bits == 16 || bits == 32;
          default -> false;
        };
    if (!fits) {
      throw new MalformedImageException(
          "plain, run-length coded or bit-field pixels of 1 to 32 bits expected, compression "
              + compression
              + " with "
              + bits
              + " bits found");
    }
    if (headerSize != OS2_HEADER && bits <= 8 && file.u32(46) > 256) {
      throw new MalformedImageException(
          "at most 256 palette colours expected, " + file.u32(46) + " found");
    }
    if (pixelsAt < HEADER + (long) headerSize) {
      throw new MalformedImageException(
          "pixels behind the headers expected, they are said to begin at byte " + pixelsAt);
    }
    if (compression == RLE8 || compression == RLE4) {
      walkRuns();
    } else {
      long row = ((long) width * bits + 31) / 32 * 4;
      file.part(pixelsAt, row * height);
    }
  }

  /** Follows the run-length codes to the end mark or the last pixel. */
  private void walkRuns() throws MalformedImageException {
    long at = pixelsAt;
    long x = 0;
    long y = 0;
    while (y < height - 1 || (y == height - 1 && x < width)) {
      if (at + 2 > file.length()) {
        throw new MalformedImageException(
            "cut short: the file ends in row " + y + " of " + height + " without end mark");
      }
      int count = file.u8(at);
      int code = file.u8(at + 1);
      at += 2;
      if (count > 0) {
        x += count;
      } else if (code == 0) {
        x = 0;
        y++;
      } else if (code == 1) {
        return;
      } else if (code == 2) {
        x += file.u8(at);
        y += file.u8(at + 1);
        at += 2;
      } else {
        x += code;
        int bytes = compression == RLE8 ? code : (code + 1) / 2;
        at += bytes + (bytes & 1);
      }
      if (x > width || at > file.length()) {
        throw new MalformedImageException(
            "runs within rows of " + width + " pixels expected, row " + y + " reaches " + x);
      }
    }
  }

  private Optional<byte[]> profile() throws MalformedImageException {
    if (headerSize < V5_HEADER || file.s32(COLOUR_SPACE_AT) != EMBEDDED_PROFILE) {
      return Optional.empty();
    }
    long at = HEADER + file.u32(HEADER + 112);
    long size = file.u32(HEADER + 116);
    return at + size > file.length() ? Optional.empty() : Optional.of(file.copy(at, size));
  }

  /** A copy that points to no profile, inside or outside, and does not lie about its size. */
  private byte[] plain(byte[] content) {
    byte[] copy = content.clone();
    ByteBuffer out = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
    if (headerSize >= V4_HEADER) {
      out.putInt(COLOUR_SPACE_AT, SRGB);
    }
    if (headerSize != OS2_HEADER) {
      boolean runs = compression == RLE8 || compression == RLE4;
      out.putInt(34, runs ? (int) (content.length - pixelsAt) : 0);
      if (bits > 8) {
        out.putInt(46, 0);
      }
    }
    return copy;
  }
}

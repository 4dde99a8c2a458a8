// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The strips or tiles of a TIFF page, and their positions in the file.
 *
 * @param width columns of the page
 * @param height rows of the page
 * @param bits bits of every sample
 * @param samples samples a pixel
 * @param compression the Compression tag
 * @param photometric the PhotometricInterpretation tag
 * @param planar whether each sample has strips or tiles of its own
 * @param tiled whether there are tiles
 * @param tileWidth columns of a tile; those of the page for strips
 * @param tileHeight rows of a tile or strip
 * @param pieces the bytes of each strip or tile
 */
record TiffLayout(
    int width,
    int height,
    int bits,
    int samples,
    int compression,
    int photometric,
    boolean planar,
    boolean tiled,
    int tileWidth,
    int tileHeight,
    List<Piece> pieces) {

  /** The bytes of a strip or tile. */
  record Piece(long offset, long count) {}

  private static final int UNCOMPRESSED = 1;

  /** Reads the tags; only what the pixel limit allows comes back. */
  static TiffLayout read(TiffDirectory tags, PixelLimit limit) throws IOException {
    long width = tags.number(256, "ImageWidth");
    long height = tags.number(257, "ImageLength");
    limit.check(width, height);
    int bits = same(tags, 258, "BitsPerSample", 1);
    int format = same(tags, 339, "SampleFormat", 1);
    if (format != 1 && format != 4) {
      throw new MalformedImageException(
          "whole numbers without sign as samples expected, sample format " + format + " found");
    }
    boolean tiled = tags.has(324);
    long tileWidth = tiled ? tags.number(322, "TileWidth") : width;
    long rows = tiled ? tags.number(323, "TileLength") : tags.number(278, height);
    long tileHeight = tiled ? rows : Math.min(rows, height);
    limit.check(tileWidth, tileHeight);
    long[] offsets = tags.numbers(tiled ? 324 : 273);
    long[] counts = tags.numbers(tiled ? 325 : 279);
    if (offsets.length != counts.length) {
      throw new MalformedImageException(
          "as many offsets as byte counts expected, "
              + offsets.length
              + " and "
              + counts.length
              + " found");
    }
    List<Piece> pieces = new ArrayList<>(offsets.length);
    for (int i = 0; i < offsets.length; i++) {
      pieces.add(new Piece(offsets[i], counts[i]));
    }
    return new TiffLayout(
        (int) width,
        (int) height,
        bits,
        small(tags.number(277, 1)),
        small(tags.number(259, UNCOMPRESSED)),
        small(tags.number(262, "PhotometricInterpretation")),
        tags.number(284, 1) == 2,
        tiled,
        (int) tileWidth,
        (int) tileHeight,
        List.copyOf(pieces));
  }

  int tilesAcross() {
    return (int) (((long) width + tileWidth - 1) / tileWidth);
  }

  int tilesDown() {
    return (int) (((long) height + tileHeight - 1) / tileHeight);
  }

  /** Refuses strips or tiles outside the file, or too small for their pixels. */
  void checkData(long fileLength) throws MalformedImageException {
    long expected = (long) tilesAcross() * tilesDown() * (planar ? samples : 1);
    if (pieces.size() < expected) {
      throw new MalformedImageException(
          expected + (tiled ? " tiles" : " strips") + " expected, " + pieces.size() + " found");
    }
    long tileRow = ((long) tileWidth * bits * (planar ? 1 : samples) + 7) / 8;
    long coded = 0;
    for (int i = 0; i < expected; i++) {
      Piece piece = pieces.get(i);
      if (piece.count == 0 || piece.offset > fileLength - piece.count) {
        throw new MalformedImageException(
            "cut short: "
                + (tiled ? "tile " : "strip ")
                + i
                + " of "
                + piece.count
                + " bytes at byte "
                + piece.offset
                + " expected, the file has "
                + fileLength);
      }
      int row = i / tilesAcross() % tilesDown();
      long rows = tiled ? tileHeight : Math.min(tileHeight, height - (long) row * tileHeight);
      boolean exact = compression == UNCOMPRESSED && photometric != TiffDecoder.YCBCR;
      if (exact && piece.count < tileRow * rows) {
        throw new MalformedImageException(
            "pixels are missing: "
                + tileRow * rows
                + " bytes expected in piece "
                + i
                + ", "
                + piece.count
                + " found");
      }
      coded += piece.count;
    }
    long pageBytes = (long) width * height * bits / 8 * samples;
    if (coded * maxPixelsPerByte() < pageBytes) {
      throw new MalformedImageException(
          "pixels are missing: " + coded + " bytes cannot hold " + width + " x " + height);
    }
  }

  /** An upper bound of the bytes that one compressed byte expands to. */
  private long maxPixelsPerByte() throws MalformedImageException {
    return switch (compression) {
      case UNCOMPRESSED -> 8;
      case 2, 3, 4 -> 1 << 20;
      case 5 -> 4096;
      case 7 -> 512L * 8;
      case 8, 32946 -> 1032;
      case 32773 -> 128;
      default ->
          throw new MalformedImageException(
              "no compression, CCITT, LZW, JPEG, deflate or PackBits expected, compression "
                  + compression
                  + " found");
    };
  }

  private static int same(TiffDirectory tags, int tag, String name, int otherwise)
      throws IOException {
    long[] values = tags.numbers(tag);
    for (long value : values) {
      if (value != values[0]) {
        throw new MalformedImageException(
            "tag " + name + " with one value for all samples expected");
      }
    }
    return values.length == 0 ? otherwise : small(values[0]);
  }

  private static int small(long value) {
    return (int) Math.min(value, 0xFFFF);
  }
}

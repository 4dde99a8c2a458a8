// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.photo.JpegFile.Components;
import uk.ac.bgs.corescore.core.photo.RawImage.Alpha;
import uk.ac.bgs.corescore.core.photo.RawImage.Colours;

/**
 * TIFF pages whose strips or tiles are JPEG streams (TIFF Technical Note 2, 1995).
 *
 * <p>Each is decoded like a JPEG file, so truncated streams are detected, and the host's JPEG
 * plugins are not used.
 */
final class TiffJpegDecoder {
  static final int JPEG_TABLES = 347;

  private final FileBytes file;
  private final TiffLayout layout;
  private final Components components;
  private final int bands;
  private final byte[] tables;

  TiffJpegDecoder(TiffDirectory directory, TiffLayout layout) throws IOException {
    this.file = directory.file();
    this.layout = layout;
    this.components = components(layout);
    this.bands = components == Components.GREY ? 1 : 3;
    if (layout.planar() || layout.samples() != bands || layout.bits() != 8) {
      throw new MalformedImageException(
          "interleaved JPEG of " + bands + " samples of 8 bits expected, another layout found");
    }
    this.tables =
        directory.has(JPEG_TABLES) ? JpegFile.tables(directory.bytes(JPEG_TABLES)) : new byte[0];
  }

  /** All rows of some rows of tiles, or of strips. */
  RawImage decode(int firstTileRow, int tileRows, Optional<byte[]> profile, Orientation orientation)
      throws IOException {
    int top = firstTileRow * layout.tileHeight();
    int rows = Math.min(tileRows * layout.tileHeight(), layout.height() - top);
    WritableRaster page = null;
    int first = firstTileRow * layout.tilesAcross();
    for (int i = first; i < first + layout.tilesAcross() * tileRows; i++) {
      int x = i % layout.tilesAcross() * layout.tileWidth();
      int y = i / layout.tilesAcross() * layout.tileHeight();
      Raster tile = tile(i, y);
      page = page == null ? page(rows) : page;
      page.setRect(x, y - top, tile);
    }
    return new RawImage(
        required(page),
        bands == 1 ? Colours.GREY : Colours.RGB,
        Alpha.NONE,
        Optional.empty(),
        profile,
        orientation);
  }

  private Raster tile(int i, int y) throws IOException {
    TiffLayout.Piece piece = layout.pieces().get(i);
    JpegFile jpeg = JpegFile.read(file.at(piece.offset(), piece.count()));
    int rows = Math.min(layout.tileHeight(), layout.height() - y);
    if (jpeg.width() != layout.tileWidth()
        || jpeg.height() < rows
        || jpeg.height() > layout.tileHeight()
        || jpeg.componentCount() != bands) {
      throw new MalformedImageException(
          "a JPEG stream of "
              + layout.tileWidth()
              + " x "
              + layout.tileHeight()
              + " expected as piece "
              + i
              + ", one of "
              + jpeg.width()
              + " x "
              + jpeg.height()
              + " found");
    }
    jpeg.checkSize(new PixelLimit(Long.MAX_VALUE));
    RawImage raw =
        JpegDecoder.decode(jpeg, tables, components, Optional.empty(), Orientation.UPRIGHT);
    return raw.raster();
  }

  private static Components components(TiffLayout layout) throws MalformedImageException {
    return switch (layout.photometric()) {
      case TiffDecoder.BLACK_IS_ZERO -> Components.GREY;
      case TiffDecoder.RGB -> Components.RGB;
      case TiffDecoder.YCBCR -> Components.YCBCR;
      default ->
          throw new MalformedImageException(
              "grey, RGB or YCbCr expected in JPEG pieces, photometric interpretation "
                  + layout.photometric()
                  + " found");
    };
  }

  private WritableRaster page(int rows) {
    return Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, layout.width(), rows, bands, null);
  }

  private static WritableRaster required(@Nullable WritableRaster page)
      throws MalformedImageException {
    if (page == null) {
      throw new MalformedImageException("at least one strip or tile expected");
    }
    return page;
  }
}

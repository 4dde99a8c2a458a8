// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.awt.Rectangle;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.photo.TiffDecoder.Checked;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * The page of a TIFF file on disk that is the photograph, read in bands of rows, so that no more
 * than a band is in memory at a time. It is found, checked and decoded as {@link TiffDecoder} does
 * it.
 */
final class TiffBands {
  /** Pixels of a band, unless one row of tiles has more. */
  static final int BAND_PIXELS = 1 << 22;

  /** A whole number of rows of chroma, however that is reduced. */
  private static final int MIN_ROWS = 16;

  /** The most pixels that a tile, or a row of tiles, may have: they are decoded as one. */
  private static final long MAX_DECODED = 1L << 26;

  private final int bandPixels;
  private final Checked checked;
  private final TiffLayout layout;
  private OptionalInt largest = OptionalInt.empty();

  /**
   * Reads and checks the directory.
   *
   * @param file the file, which the caller closes
   * @param limit how many pixels the page may have
   * @param bandPixels how many a band should have at most
   */
  TiffBands(FileBytes file, PixelLimit limit, int bandPixels) throws IOException {
    this.bandPixels = bandPixels;
    this.checked = TiffDecoder.checked(file, limit);
    this.layout = checked.layout();
  }

  /** Columns of the upright page. */
  int width() {
    return orientation().width(layout.width(), layout.height());
  }

  /** Rows of the upright page. */
  int height() {
    return orientation().height(layout.width(), layout.height());
  }

  private Orientation orientation() {
    return checked.page().orientation();
  }

  /** A remark about how the page was read; all of it is known once it was. */
  List<String> remarks() {
    return Stream.concat(
            checked.page().remark().stream(),
            largest.stream().boxed().flatMap(most -> checked.range().remark(most).stream()))
        .toList();
  }

  /** A copy, the right way up, whose longer side is no longer than a limit. */
  RgbImage reduceToFit(int longerSide, PixelLimit limit) throws IOException {
    int columns = PhotoReducer.side(layout.width(), layout.height(), longerSide);
    int rows = PhotoReducer.side(layout.height(), layout.width(), longerSide);
    limit.check(columns, rows);
    return orientation().upright(reduce(columns, rows));
  }

  private RgbImage reduce(int columns, int rows) throws IOException {
    if (layout.height() > AreaAveraging.MAX_ROWS) {
      throw new MalformedImageException(
          FailureKind.TOO_LARGE,
          "at most " + AreaAveraging.MAX_ROWS + " rows expected, " + layout.height() + " found");
    }
    AreaAveraging reduction = new AreaAveraging(layout.width(), layout.height(), columns, rows);
    boolean jpeg = checked.jpeg();
    long decoded = (long) layout.width() * Math.min(layout.tileHeight(), layout.height());
    if ((layout.tiled() || jpeg) && decoded > MAX_DECODED) {
      throw new MalformedImageException(
          (layout.tiled() ? "tiles" : "strips")
              + " of which a row across the page has at most "
              + MAX_DECODED
              + " pixels expected, "
              + decoded
              + " found");
    }
    if (jpeg) {
      TiffJpegDecoder decoder = new TiffJpegDecoder(checked.directory(), layout);
      int step = Math.max(1, bandRows() / layout.tileHeight());
      for (int row = 0; row < layout.tilesDown(); row += step) {
        int count = Math.min(step, layout.tilesDown() - row);
        add(reduction, decoder.decode(row, count, checked.profile(), Orientation.UPRIGHT));
      }
    } else {
      decoded(reduction);
    }
    return reduction.result();
  }

  private void decoded(AreaAveraging reduction) throws IOException {
    ImageReaders.tiff(
        TiffDecoder.pixels(checked.directory()),
        reader -> {
          int rows = bandRows();
          for (int y = 0; y < layout.height(); y += rows) {
            add(reduction, band(reader, y, Math.min(rows, layout.height() - y)));
          }
          return reader;
        });
  }

  private RawImage band(ImageReader reader, int y, int rows) throws IOException {
    ImageReadParam region = reader.getDefaultReadParam();
    region.setSourceRegion(new Rectangle(0, y, layout.width(), rows));
    return TiffDecoder.meaning(reader.read(0, region), checked, Orientation.UPRIGHT);
  }

  /** Whole rows of tiles where these are not too high; strips are cut where they are. */
  private int bandRows() {
    int rows = Math.max(MIN_ROWS, bandPixels / layout.width() / MIN_ROWS * MIN_ROWS);
    int whole = rows / layout.tileHeight() * layout.tileHeight();
    boolean cut = !layout.tiled() && layout.compression() != TiffDecoder.COMPRESSION_JPEG;
    return whole > 0 ? whole : cut ? rows : layout.tileHeight();
  }

  private void add(AreaAveraging reduction, RawImage band) throws MalformedImageException {
    RgbConverter converter = new RgbConverter(band);
    reduction.addAll(converter.convert());
    converter
        .largest()
        .ifPresent(most -> largest = OptionalInt.of(Math.max(most, largest.orElse(0))));
  }
}

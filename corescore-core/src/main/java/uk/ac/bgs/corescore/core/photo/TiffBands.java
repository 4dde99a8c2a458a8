// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.awt.Rectangle;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * The first page of a TIFF file on disk, read in bands of rows, so that no more than a band is in
 * memory at a time.
 *
 * <p>The directory is read and checked here as {@link TiffDecoder} does it; the decoder sees the
 * file with a directory of ours behind its end, in which only the tags are that make the pixels.
 */
final class TiffBands {
  /** Pixels of a band, unless one row of tiles has more. */
  static final int BAND_PIXELS = 1 << 22;

  /** A whole number of rows of chroma, however that is reduced. */
  private static final int LEAST_ROWS = 16;

  /** The most pixels that a tile, or a row of tiles, may have: they are decoded as one. */
  private static final long MOST_DECODED = 1L << 26;

  private static final Logger LOG = LoggerFactory.getLogger(TiffBands.class);
  private static final long MOST_TAG_BYTES = 1L << 26;
  private static final int HEADER = 8;

  private final FileChannel file;
  private final long length;
  private final int bandPixels;
  private final ByteOrder order;
  private final List<Entry> entries;
  private final TiffDirectory directory;
  private final TiffLayout layout;

  /** A tag with its values as they stand in the file. */
  private record Entry(int tag, int type, long count, Bytes values) {}

  /**
   * Reads and checks the directory.
   *
   * @param file the file, which the caller closes
   * @param limit how many pixels the page may have
   * @param bandPixels how many a band should have at most
   */
  TiffBands(FileChannel file, PixelLimit limit, int bandPixels) throws IOException {
    this.file = file;
    this.length = file.size();
    this.bandPixels = bandPixels;
    Bytes header = at(0, HEADER);
    this.order = header.startsWith(0, "II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    boolean little = order.equals(ByteOrder.LITTLE_ENDIAN);
    this.entries = entries(header.order(little).u32(4), little);
    byte[] own = joined(header(HEADER), directory(HEADER, entries));
    this.directory = TiffDirectory.first(Bytes.of(own));
    this.layout = TiffLayout.read(directory, limit);
    TiffDecoder.check(layout);
    layout.checkData(length);
  }

  /** Columns of the upright page. */
  int width() throws MalformedImageException {
    return orientation().width(layout.width(), layout.height());
  }

  /** Rows of the upright page. */
  int height() throws MalformedImageException {
    return orientation().height(layout.width(), layout.height());
  }

  private Orientation orientation() throws MalformedImageException {
    return Orientation.of(directory);
  }

  /** A copy, the right way up, whose longer side is no longer than a limit. */
  RgbImage reduceToFit(int longerSide, PixelLimit limit) throws IOException {
    int columns = PhotoReducer.side(layout.width(), layout.height(), longerSide);
    int rows = PhotoReducer.side(layout.height(), layout.width(), longerSide);
    limit.check(columns, rows);
    return orientation().upright(reduce(columns, rows));
  }

  private RgbImage reduce(int columns, int rows) throws IOException {
    if (layout.height() > RowReduction.MOST_ROWS) {
      throw new MalformedImageException(
          "at most " + RowReduction.MOST_ROWS + " rows expected, " + layout.height() + " came");
    }
    RowReduction reduction = new RowReduction(layout.width(), layout.height(), columns, rows);
    Optional<byte[]> profile = TiffDecoder.profile(directory);
    boolean jpeg = layout.compression() == TiffDecoder.COMPRESSION_JPEG;
    long decoded = (long) layout.width() * Math.min(layout.tileHeight(), layout.height());
    if ((layout.tiled() || jpeg) && decoded > MOST_DECODED) {
      throw new MalformedImageException(
          (layout.tiled() ? "tiles" : "strips")
              + " of which a row across the page has at most "
              + MOST_DECODED
              + " pixels expected, "
              + decoded
              + " came");
    }
    if (jpeg) {
      TiffJpegDecoder decoder =
          new TiffJpegDecoder(
              piece -> at(piece.offset(), Math.toIntExact(piece.count())), directory, layout);
      int step = Math.max(1, bandRows() / layout.tileHeight());
      for (int row = 0; row < layout.tilesDown(); row += step) {
        int count = Math.min(step, layout.tilesDown() - row);
        add(reduction, decoder.decode(row, count, profile, Orientation.UPRIGHT));
      }
    } else {
      decoded(reduction, profile);
    }
    return reduction.result();
  }

  private void decoded(RowReduction reduction, Optional<byte[]> profile) throws IOException {
    List<Entry> pixels =
        entries.stream().filter(entry -> TiffDecoder.PIXEL_TAGS.contains(entry.tag())).toList();
    long tailAt = length + length % 2;
    byte[] tail = directory(tailAt, pixels);
    ImageReaders.tiff(
        new FileBytesStream(file, header(tailAt), tail, tailAt),
        reader -> {
          int rows = bandRows();
          for (int y = 0; y < layout.height(); y += rows) {
            add(reduction, band(reader, y, Math.min(rows, layout.height() - y), profile));
          }
          return reader;
        });
  }

  private RawImage band(ImageReader reader, int y, int rows, Optional<byte[]> profile)
      throws IOException {
    ImageReadParam region = reader.getDefaultReadParam();
    region.setSourceRegion(new Rectangle(0, y, layout.width(), rows));
    return TiffDecoder.meaning(reader.read(0, region), directory, profile, Orientation.UPRIGHT);
  }

  /** Whole rows of tiles where these are not too high; strips are cut where they are. */
  private int bandRows() {
    int rows = Math.max(LEAST_ROWS, bandPixels / layout.width() / LEAST_ROWS * LEAST_ROWS);
    int whole = rows / layout.tileHeight() * layout.tileHeight();
    boolean cut = !layout.tiled() && layout.compression() != TiffDecoder.COMPRESSION_JPEG;
    return whole > 0 ? whole : cut ? rows : layout.tileHeight();
  }

  private static void add(RowReduction reduction, RawImage band) throws MalformedImageException {
    reduction.addAll(RgbConverter.convert(band));
  }

  private List<Entry> entries(long offset, boolean little) throws IOException {
    int count = at(offset, 2).order(little).u16(0);
    Bytes heads = at(offset + 2, count * TiffDirectory.ENTRY_BYTES).order(little);
    Set<Integer> wanted = new LinkedHashSet<>(TiffDecoder.PIXEL_TAGS);
    wanted.addAll(List.of(Orientation.TAG, TiffDecoder.ICC_PROFILE, TiffJpegDecoder.JPEG_TABLES));
    List<Entry> found = new ArrayList<>();
    long all = 0;
    for (int i = 0; i < count; i++) {
      int place = i * TiffDirectory.ENTRY_BYTES;
      int tag = heads.u16(place);
      if (!wanted.remove(tag)) {
        continue;
      }
      int type = heads.u16(place + 2);
      long values = heads.u32(place + 4);
      long bytes = values * TiffDirectory.bytesOf(type);
      long from = heads.u32(place + 8);
      boolean inside = bytes <= 4;
      if (tag == TiffDecoder.ICC_PROFILE && from + bytes > length) {
        LOG.warn("broken ICC profile passed over: it ends behind the file");
        continue;
      }
      all += bytes;
      if (all > MOST_TAG_BYTES || (!inside && from + bytes > length)) {
        throw new MalformedImageException(
            "tag "
                + tag
                + " with values inside the file expected, "
                + values
                + " of type "
                + type
                + " at byte "
                + from
                + " of "
                + length
                + " came");
      }
      Bytes content = inside ? heads.part(place + 8L, 4) : at(from, Math.toIntExact(bytes));
      found.add(new Entry(tag, type, values, content));
    }
    return found;
  }

  /** Values, then the directory; {@code from} is where its bytes stand in the file. */
  private byte[] directory(long from, List<Entry> kept) {
    ByteArrayOutputStream values = new ByteArrayOutputStream();
    int heads = 2 + TiffDirectory.ENTRY_BYTES * kept.size() + 4;
    ByteBuffer out = ByteBuffer.allocate(heads).order(order).putShort((short) kept.size());
    for (Entry entry : kept) {
      out.putShort((short) entry.tag()).putShort((short) entry.type()).putInt((int) entry.count());
      if (entry.count() * TiffDirectory.bytesOf(entry.type()) <= 4) {
        out.put(entry.values().copy());
      } else {
        out.putInt((int) (from + heads + values.size()));
        entry.values().writeTo(values);
        values.writeBytes(new byte[values.size() % 2]);
      }
    }
    return joined(out.putInt(0).array(), values.toByteArray());
  }

  private byte[] header(long directoryAt) {
    boolean little = order.equals(ByteOrder.LITTLE_ENDIAN);
    return ByteBuffer.allocate(HEADER)
        .order(order)
        .put((byte) (little ? 'I' : 'M'))
        .put((byte) (little ? 'I' : 'M'))
        .putShort((short) 42)
        .putInt((int) directoryAt)
        .array();
  }

  private static byte[] joined(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  private Bytes at(long offset, int size) throws IOException {
    if (offset < 0 || offset + size > length) {
      throw new MalformedImageException(
          "cut short: bytes "
              + offset
              + " to "
              + (offset + size)
              + " are needed, there are "
              + length);
    }
    ByteBuffer bytes = ByteBuffer.allocate(size);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, offset + bytes.position()) < 0) {
        throw new EOFException();
      }
    }
    return Bytes.of(bytes.array());
  }
}

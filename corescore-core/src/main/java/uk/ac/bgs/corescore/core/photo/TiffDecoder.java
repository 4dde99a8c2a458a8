// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import javax.imageio.stream.ImageInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.ac.bgs.corescore.core.photo.RawImage.Alpha;

/**
 * The page of a TIFF file (TIFF 6.0, 1992, with its supplements) or BigTIFF file that is the
 * photograph: strips or tiles, 1 to 16 bits, grey, palette, RGB, CMYK or YCbCr.
 *
 * <p>Its directory is checked here. The decoder gets the file with a new directory after its end,
 * which has only the tags of the pixels and no next page.
 */
final class TiffDecoder {
  static final int COMPRESSION_JPEG = 7;
  static final int WHITE_IS_ZERO = 0;
  static final int BLACK_IS_ZERO = 1;
  static final int RGB = 2;
  static final int YCBCR = 6;

  private static final Logger LOG = LoggerFactory.getLogger(TiffDecoder.class);
  private static final int PALETTE = 3;
  private static final int CMYK = 5;
  private static final int MAX_SAMPLE_VALUE = 281;
  private static final int EXTRA_SAMPLES = 338;
  private static final long MAX_CLASSIC_BYTES = 0xFFFFFFFFL;
  private static final int ICC_PROFILE = 34675;
  private static final int MAX_SAMPLES = 8;

  /** The tags that make the pixels. */
  private static final Set<Integer> PIXEL_TAGS =
      Set.of(
          256,
          257,
          258,
          259,
          262,
          266,
          273,
          277,
          278,
          279,
          284,
          292,
          293,
          317,
          320,
          322,
          323,
          324,
          325,
          332,
          334,
          EXTRA_SAMPLES,
          339,
          529,
          530,
          531,
          532);

  private TiffDecoder() {}

  /** A page whose directory was checked, and how its pixels are read. */
  record Checked(TiffPage page, TiffLayout layout, Optional<byte[]> profile, SampleRange range) {
    TiffDirectory directory() {
      return page.directory();
    }

    boolean jpeg() {
      return layout.compression() == COMPRESSION_JPEG;
    }
  }

  /** Finds the page that is the photograph, and checks its directory. */
  static Checked checked(FileBytes file, PixelLimit limit) throws IOException {
    TiffPage page = TiffPage.of(file);
    TiffDirectory directory = page.directory();
    TiffLayout layout = TiffLayout.read(directory, limit);
    check(layout);
    layout.checkData(file.length());
    return new Checked(page, layout, profile(directory), range(directory, layout));
  }

  static RawImage decode(byte[] file, PixelLimit limit) throws IOException {
    Checked checked = checked(FileBytes.of(ByteView.of(file)), limit);
    Orientation orientation = checked.page().orientation();
    RawImage raw =
        checked.jpeg()
            ? new TiffJpegDecoder(checked.directory(), checked.layout())
                .decode(0, checked.layout().tilesDown(), checked.profile(), orientation)
            : ImageReaders.tiff(
                pixels(checked.directory()),
                reader -> meaning(reader.read(0), checked, orientation));
    return checked.page().remark().map(raw::withRemark).orElse(raw);
  }

  static PhotoDimensions dimensions(byte[] file, PixelLimit limit) throws IOException {
    Checked checked = checked(FileBytes.of(ByteView.of(file)), limit);
    TiffLayout layout = checked.layout();
    return PhotoDimensions.of(layout.width(), layout.height(), checked.page().orientation());
  }

  /** Samples that the decoder made, with what the directory states of them. */
  static RawImage meaning(BufferedImage image, Checked checked, Orientation orientation)
      throws IOException {
    RawImage raw = RawImage.of(image, checked.profile(), orientation);
    return new RawImage(
        raw.raster(),
        raw.colours(),
        alpha(checked.directory()),
        raw.palette(),
        checked.profile(),
        orientation,
        checked.range(),
        List.of());
  }

  static void check(TiffLayout layout) throws MalformedImageException {
    int bits = layout.bits();
    if (!List.of(1, 2, 4, 8, 16).contains(bits)) {
      throw new MalformedImageException(
          "1, 2, 4, 8 or 16 bits a sample expected, " + bits + " found");
    }
    int needed =
        switch (layout.photometric()) {
          case WHITE_IS_ZERO, BLACK_IS_ZERO, PALETTE -> 1;
          case RGB, YCBCR -> 3;
          case CMYK -> 4;
          default ->
              throw new MalformedImageException(
                  "a grey, palette, RGB, CMYK or YCbCr picture expected, photometric interpretation"
                      + " "
                      + layout.photometric()
                      + " found");
        };
    if (layout.samples() < needed || layout.samples() > MAX_SAMPLES) {
      throw new MalformedImageException(
          needed
              + " to "
              + MAX_SAMPLES
              + " samples a pixel expected for photometric interpretation "
              + layout.photometric()
              + ", "
              + layout.samples()
              + " found");
    }
  }

  private static SampleRange range(TiffDirectory directory, TiffLayout layout) throws IOException {
    long most = 0;
    try {
      long[] values = directory.numbers(MAX_SAMPLE_VALUE);
      for (int i = 0; i < Math.min(values.length, layout.samples()); i++) {
        most = Math.max(most, values[i]);
      }
    } catch (MalformedImageException e) {
      LOG.warn("broken MaxSampleValue skipped: {}", e.getMessage());
    }
    int stated = most <= SampleRange.FULL ? (int) most : 0;
    return new SampleRange(stated, layout.photometric() == WHITE_IS_ZERO);
  }

  private static Optional<byte[]> profile(TiffDirectory directory) throws IOException {
    try {
      return directory.has(ICC_PROFILE)
          ? Optional.of(directory.bytes(ICC_PROFILE).copy())
          : Optional.empty();
    } catch (MalformedImageException e) {
      LOG.warn("broken ICC profile skipped: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static Alpha alpha(TiffDirectory directory) throws IOException {
    return switch ((int) directory.number(EXTRA_SAMPLES, 0)) {
      case 1 -> Alpha.MULTIPLIED;
      case 2 -> Alpha.STRAIGHT;
      default -> Alpha.NONE;
    };
  }

  /**
   * The file for the decoder: with a directory after its end that has only the tags of the pixels.
   */
  static ImageInputStream pixels(TiffDirectory directory) throws IOException {
    FileBytes file = directory.file();
    boolean big = directory.big();
    long at = file.length() + file.length() % 2;
    List<TiffDirectory.Entry> kept =
        StreamSupport.stream(directory.entries().spliterator(), false)
            .filter(entry -> PIXEL_TAGS.contains(entry.tag()))
            .toList();
    int field = big ? 8 : 4;
    int each = big ? TiffDirectory.BIG_ENTRY_BYTES : TiffDirectory.ENTRY_BYTES;
    ByteBuffer out = ByteBuffer.allocate((big ? 8 : 2) + each * kept.size() + field);
    out.order(directory.littleEndian() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    put(out, big ? 8 : 2, kept.size());
    ByteArrayOutputStream values = new ByteArrayOutputStream();
    for (TiffDirectory.Entry entry : kept) {
      ByteView content = directory.raw(entry);
      put(out, 2, entry.tag());
      put(out, 2, entry.type());
      put(out, field, entry.count());
      if (entry.inside()) {
        out.put(entry.field().copy());
      } else {
        put(out, field, at + out.capacity() + values.size());
        content.writeTo(values);
        values.writeBytes(new byte[values.size() % 2]);
      }
    }
    if (!big && at + out.capacity() + values.size() > MAX_CLASSIC_BYTES) {
      throw new MalformedImageException(
          "a TIFF file of less than 4 GiB expected, " + file.length() + " bytes found");
    }
    put(out, field, 0);
    byte[] tail =
        ByteBuffer.allocate(out.capacity() + values.size())
            .put(out.array())
            .put(values.toByteArray())
            .array();
    byte[] head = file.at(0, big ? 16 : 8).copy();
    put(ByteBuffer.wrap(head).order(out.order()).position(field), field, at);
    return new FileBytesStream(file, head, tail, at);
  }

  private static void put(ByteBuffer out, int bytes, long number) {
    switch (bytes) {
      case 2 -> out.putShort((short) number);
      case 4 -> out.putInt((int) number);
      default -> out.putLong(number);
    }
  }
}

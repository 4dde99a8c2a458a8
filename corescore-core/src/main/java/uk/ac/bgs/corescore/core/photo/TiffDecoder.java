// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.ac.bgs.corescore.core.photo.RawImage.Alpha;

/**
 * The first page of a TIFF file (TIFF 6.0, 1992, with its supplements): strips or tiles, 1 to 16
 * bits, grey, palette, RGB, CMYK or YCbCr.
 *
 * <p>Its directory is checked here, and the decoder is given a copy in which only the tags that
 * make the pixels are left and no further page follows.
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
  private static final int EXTRA_SAMPLES = 338;
  static final int ICC_PROFILE = 34675;
  private static final int MAX_SAMPLES = 8;

  /** The tags that make the pixels. */
  static final Set<Integer> PIXEL_TAGS =
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

  static RawImage decode(byte[] file, PixelLimit limit) throws IOException {
    TiffDirectory directory = TiffDirectory.first(Bytes.of(file));
    TiffLayout layout = TiffLayout.read(directory, limit);
    check(layout);
    layout.checkData(file.length);
    Orientation orientation = Orientation.of(directory);
    Optional<byte[]> profile = profile(directory);
    if (layout.compression() == COMPRESSION_JPEG) {
      Bytes bytes = Bytes.of(file);
      return new TiffJpegDecoder(
              piece -> bytes.part(piece.offset(), piece.count()), directory, layout)
          .decode(0, layout.tilesDown(), profile, orientation);
    }
    return meaning(ImageReaders.tiff(plain(file, directory)), directory, profile, orientation);
  }

  /** Samples that the decoder made, with what the directory says of them. */
  static RawImage meaning(
      BufferedImage image,
      TiffDirectory directory,
      Optional<byte[]> profile,
      Orientation orientation)
      throws MalformedImageException {
    RawImage raw = RawImage.of(image, profile, orientation);
    return new RawImage(
        raw.raster(), raw.colours(), alpha(directory), raw.palette(), profile, orientation);
  }

  static void check(TiffLayout layout) throws MalformedImageException {
    int bits = layout.bits();
    if (!List.of(1, 2, 4, 8, 16).contains(bits)) {
      throw new MalformedImageException(
          "1, 2, 4, 8 or 16 bits a sample expected, " + bits + " came");
    }
    int needed =
        switch (layout.photometric()) {
          case WHITE_IS_ZERO, BLACK_IS_ZERO, PALETTE -> 1;
          case RGB, YCBCR -> 3;
          case CMYK -> 4;
          default ->
              throw new MalformedImageException(
                  "a grey, palette, RGB, CMYK or YCbCr picture expected, photometric interpretation "
                      + layout.photometric()
                      + " came");
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
              + " came");
    }
  }

  static Optional<byte[]> profile(TiffDirectory directory) {
    try {
      return directory.has(ICC_PROFILE)
          ? Optional.of(directory.bytes(ICC_PROFILE).copy())
          : Optional.empty();
    } catch (MalformedImageException e) {
      LOG.warn("broken ICC profile passed over: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static Alpha alpha(TiffDirectory directory) throws MalformedImageException {
    return switch ((int) directory.number(EXTRA_SAMPLES, 0)) {
      case 1 -> Alpha.MULTIPLIED;
      case 2 -> Alpha.STRAIGHT;
      default -> Alpha.NONE;
    };
  }

  /** A copy whose first directory holds only what makes the pixels, and which has no second. */
  private static byte[] plain(byte[] file, TiffDirectory directory) throws MalformedImageException {
    byte[] copy = Arrays.copyOf(file, file.length + 4);
    ByteBuffer out =
        ByteBuffer.wrap(copy)
            .order(directory.littleEndian() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    List<TiffDirectory.Entry> kept =
        StreamSupport.stream(directory.entries().spliterator(), false)
            .filter(entry -> PIXEL_TAGS.contains(entry.tag()))
            .toList();
    out.position(directory.offset());
    out.putShort((short) kept.size());
    for (TiffDirectory.Entry entry : kept) {
      directory.raw(entry);
      out.put(file, (int) entry.place(), TiffDirectory.ENTRY_BYTES);
    }
    out.putInt(0);
    return copy;
  }
}

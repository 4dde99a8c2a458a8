// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * Reads a photograph (JPEG, PNG, TIFF or BMP, or an image in memory) into upright 8-bit sRGB
 * pixels, within limits.
 *
 * <p>What the pixels become:
 *
 * <ul>
 *   <li>A sample v of n bits becomes {@code v * 255 / (2^n - 1)}, rounded to nearest; grey g
 *       becomes (g, g, g), without any change of gamma. If TIFF's MaxSampleValue needs fewer than
 *       16 bits, n is that number. Without it, a {@linkplain Photo#remarks() remark} reports
 *       samples of which none is above 4095, as in 12 bits.
 *   <li>A sound ICC profile that fits the samples is applied; a broken or foreign one is logged and
 *       skipped, as if the samples were sRGB. CMYK without a profile becomes {@code (255 - ink) *
 *       (255 - black) / 255}. PNG's gAMA and cHRM are ignored.
 *   <li>Transparent pixels lie on white.
 *   <li>The orientation in Exif (JPEG, PNG) or TIFF is applied; the image is upright.
 *   <li>Of a TIFF file with many pages the first is read, unless that says of itself that it is a
 *       reduced copy: then it is the first that does not, with a remark. BigTIFF is read as TIFF.
 * </ul>
 *
 * <p>Every failure is one {@link PhotoReadException}. A file that ends before its last pixel, or
 * without the end mark of its format, is refused; bytes after the end mark are ignored. The content
 * decides what a file is; if its name promises another format, it is refused. Sizes are checked
 * from the header before any pixel is decoded. Only lack of memory passes through as {@link
 * OutOfMemoryError}: choose {@link #withMaxPixels} for the heap at hand.
 *
 * <p>Memory while reading: the file, twice, its decoded samples (3 bytes a pixel for a colour JPEG,
 * 8 at most), and 4 bytes a pixel for the image, which alone remain. Nothing global in {@code
 * javax.imageio} is changed, no temporary file is written.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class PhotoReader {
  /**
   * The pixel limit unless another is set: {@value}, which is 1 GiB of packed pixels. The largest
   * single-shot cameras have 150 million, a line scan of a core box about as many.
   */
  public static final long DEFAULT_MAX_PIXELS = 1L << 28;

  /** The file size limit in bytes unless another is set: 1 GiB. */
  public static final long DEFAULT_MAX_BYTES = 1L << 30;

  /** Bytes needed to recognise a format. */
  private static final int PROBE = 512;

  /** No Java array can be longer on every virtual machine. */
  private static final long MAX_ARRAY = Integer.MAX_VALUE - 8L;

  private final long maxPixels;
  private final long maxBytes;

  private PhotoReader(long maxPixels, long maxBytes) {
    this.maxPixels = checked("maxPixels", maxPixels);
    this.maxBytes = checked("maxBytes", maxBytes);
  }

  /**
   * A reader with the default limits.
   *
   * @return the reader
   */
  public static PhotoReader create() {
    return new PhotoReader(DEFAULT_MAX_PIXELS, DEFAULT_MAX_BYTES);
  }

  /**
   * The same reader with another pixel limit.
   *
   * @param limit the largest number of pixels a photograph may have, from 1 to 2^31 - 9
   * @return a new reader
   * @throws IllegalArgumentException if the limit is out of range
   */
  public PhotoReader withMaxPixels(long limit) {
    return new PhotoReader(limit, maxBytes);
  }

  /**
   * The same reader with another limit of the file size.
   *
   * @param limit the largest number of bytes a file may have, from 1 to 2^31 - 9
   * @return a new reader
   * @throws IllegalArgumentException if the limit is out of range
   */
  public PhotoReader withMaxBytes(long limit) {
    return new PhotoReader(maxPixels, limit);
  }

  /**
   * The pixel limit.
   *
   * @return the largest number of pixels a photograph may have
   */
  public long maxPixels() {
    return maxPixels;
  }

  /**
   * The limit of the file size.
   *
   * @return the largest number of bytes a file may have
   */
  public long maxBytes() {
    return maxBytes;
  }

  /**
   * Reads a photograph from a file, which is opened, read once and closed.
   *
   * @param file where it is
   * @return the photograph, named after the file without its folders
   * @throws PhotoReadException if there is no such file, or it is no photograph that can be read
   */
  public Photo read(Path file) {
    return read(PhotoFile.of(file));
  }

  /**
   * Reads a photograph from a file, which is opened, read once and closed.
   *
   * @param photo its file and its name
   * @return the photograph of that name
   * @throws PhotoReadException if there is no such file, or it is no photograph that can be read
   */
  public Photo read(PhotoFile photo) {
    return read(photo.file().toString(), photo.name(), bytes().of(photo.file()));
  }

  /**
   * Reads a photograph from memory.
   *
   * @param name what it is called, for the result and for messages; an extension, if there is one
   *     that is known, must fit the content
   * @param bytes the file's content; not changed and not kept
   * @return the photograph
   * @throws PhotoReadException if it is no photograph that can be read
   * @throws IllegalArgumentException if the name is blank
   */
  public Photo read(String name, byte[] bytes) {
    return read(checkedName(name), name, bytes);
  }

  /**
   * Reads a photograph from a stream.
   *
   * @param name what it is called, as for {@link #read(String, byte[])}
   * @param in the file's content; read to its end, or to one byte above {@link #maxBytes()}, and
   *     not closed
   * @return the photograph
   * @throws PhotoReadException if the stream fails, or holds no photograph that can be read
   * @throws IllegalArgumentException if the name is blank
   */
  public Photo read(String name, InputStream in) {
    return read(name, bytes().of(checkedName(name), in));
  }

  /**
   * Takes an image that the host holds in memory. Its samples become what those of a file become,
   * and it counts as upright; bytes that were never a file have no SHA-256, so the photograph's is
   * of its columns, rows and pixels ({@code 0x00RRGGBB}, row by row), each as four bytes with the
   * highest first.
   *
   * @param name what it is called, for the result and for messages
   * @param picture grey, RGB or CMYK with samples of at most 16 bits, or with a palette; copied
   * @return the photograph
   * @throws PhotoReadException if it has more pixels than {@link #maxPixels()}, or pixels of
   *     another kind
   * @throws IllegalArgumentException if the name is blank
   */
  public Photo read(String name, BufferedImage picture) {
    Objects.requireNonNull(picture, "picture");
    return decoded(
        checkedName(name),
        MemoryPicture.TITLE,
        () -> {
          RgbConverter converter = new RgbConverter(MemoryPicture.of(picture, maxPixels));
          RgbImage image = converter.convert();
          return new Photo(
              name,
              MemoryPicture.sha256(image),
              image.width(),
              image.height(),
              image,
              converter.remarks());
        });
  }

  private static String checkedName(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a photo has a name");
    }
    return name;
  }

  private PhotoBytes bytes() {
    return new PhotoBytes(maxBytes);
  }

  /**
   * Reads the size of a photograph without decoding it.
   *
   * @param file where it is; it is opened, read once and closed
   * @return its size as {@link #read(Path)} gives it, and how its file stores it
   * @throws PhotoReadException if there is no such file, or its headers are of no photograph that
   *     can be read
   */
  public PhotoDimensions dimensions(Path file) {
    return dimensions(file.toString(), PhotoFile.of(file).name(), bytes().of(file));
  }

  /**
   * Reads the size of a photograph in memory without decoding it.
   *
   * @param name its name; a known extension must fit the content
   * @param bytes the file's content; not changed and not kept
   * @return its size as {@link #read(String, byte[])} gives it, and how its file stores it
   * @throws PhotoReadException if its headers are of no photograph that can be read
   */
  public PhotoDimensions dimensions(String name, byte[] bytes) {
    return dimensions(name, name, bytes);
  }

  private PhotoDimensions dimensions(String place, String name, byte[] bytes) {
    PhotoFormat format = format(place, name, bytes);
    PixelLimit limit = new PixelLimit(maxPixels);
    return decoded(
        place,
        format.title(),
        () ->
            switch (format) {
              case JPEG -> JpegDecoder.dimensions(bytes, limit);
              case PNG -> PngDecoder.dimensions(bytes, limit);
              case TIFF -> TiffDecoder.dimensions(bytes, limit);
              default -> BmpDecoder.dimensions(bytes, limit);
            });
  }

  /**
   * Reads a photograph that may be too large for memory, or of which only a segmenter's input size
   * is needed. Of a TIFF or sequential JPEG file with more pixels than may be held whole only a
   * copy is kept, reduced by area averaging as in {@link PhotoReducer#reduceToFit}; all other files
   * are read by {@link #read(Path)}.
   *
   * <p>TIFF is read in bands of rows and gives the copy that the whole would give, to the last bit.
   * Memory: 64 MB for a band, or a row of tiles if that is more (at most 2^26 pixels), and the
   * copy. Cost: the file is read twice, once for its SHA-256; a page in few high strips is cut into
   * bands too, and each then costs its strip from the beginning.
   *
   * <p>JPEG is decoded at a half, a quarter or an eighth of its size, the nearest that is not below
   * the copy's; where a half is, the photo is read whole. The means are of the pixels before they
   * are cut off at black and white, a profile is applied to means, and a cell's rim cuts means, not
   * pixels, so a value may differ a little from that of the whole, along a sharp edge more. Memory:
   * the file, twice, and 7 bytes for each pixel of what is decoded.
   *
   * @param file where it is
   * @param wholePixels a file of more pixels than this is read as a copy; 0 for any
   * @param longerSide the most pixels that the longer side of the copy may have, at least 1
   * @return the photograph; {@link Photo#reduced()} is true for a copy
   * @throws PhotoReadException if there is no such file, it is no photograph that can be read, it
   *     has more than 2^31 - 9 pixels, or its copy more than {@link #maxPixels()}
   * @throws IllegalArgumentException if {@code longerSide} is below 1
   */
  public Photo readReduced(Path file, long wholePixels, int longerSide) {
    return readReduced(PhotoFile.of(file), wholePixels, longerSide);
  }

  /**
   * Reads a named photograph that may be too large for memory.
   *
   * @param photo its file and its name
   * @param wholePixels a file of more pixels than this is read as a copy; 0 for any
   * @param longerSide the most pixels that the longer side of the copy may have, at least 1
   * @return the photograph; {@link Photo#reduced()} is true for a copy
   * @throws PhotoReadException as {@link #readReduced(Path, long, int)} does
   * @throws IllegalArgumentException if {@code longerSide} is below 1
   */
  public Photo readReduced(PhotoFile photo, long wholePixels, int longerSide) {
    if (longerSide < 1) {
      throw new IllegalArgumentException("the longer side is at least 1, not " + longerSide);
    }
    Path file = photo.file();
    String name = photo.name();
    String place = file.toString();
    Optional<PhotoFormat> promised = PhotoFormat.ofExtension(name);
    if (!Files.isRegularFile(file)) {
      return read(photo);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer probe = ByteBuffer.allocate(PROBE);
      channel.read(probe, 0);
      PhotoFormat format = PhotoFormat.of(Arrays.copyOf(probe.array(), probe.position()));
      if (promised.isEmpty() || promised.get() == format) {
        if (format == PhotoFormat.JPEG) {
          return scaled(place, name, bytes().of(file), wholePixels, longerSide);
        }
        if (format == PhotoFormat.TIFF) {
          Optional<Photo> banded =
              decoded(place, format.title(), () -> banded(channel, photo, wholePixels, longerSide));
          if (banded.isPresent()) {
            return banded.get();
          }
        }
      }
    } catch (IOException e) {
      throw PhotoBytes.unreadable(place, e);
    }
    return read(photo);
  }

  private Optional<Photo> banded(
      FileChannel channel, PhotoFile photo, long wholePixels, int longerSide) throws IOException {
    TiffBands bands =
        new TiffBands(FileBytes.of(channel), new PixelLimit(MAX_ARRAY), TiffBands.BAND_PIXELS);
    if ((long) bands.width() * bands.height() <= wholePixels) {
      return Optional.empty();
    }
    RgbImage copy = bands.reduceToFit(longerSide, new PixelLimit(maxPixels));
    return Optional.of(
        new Photo(
            photo.name(),
            Sha256.of(photo.file()),
            bands.width(),
            bands.height(),
            copy,
            bands.remarks()));
  }

  private Photo scaled(String place, String name, byte[] bytes, long wholePixels, int longerSide) {
    Optional<Photo> photo =
        decoded(
            place,
            PhotoFormat.JPEG.title(),
            () -> {
              JpegFile jpeg = JpegFile.read(ByteView.of(bytes));
              jpeg.checkSize(new PixelLimit(MAX_ARRAY));
              int width = jpeg.width();
              int height = jpeg.height();
              if ((long) width * height <= wholePixels) {
                return Optional.empty();
              }
              Orientation orientation = JpegDecoder.orientation(jpeg);
              return JpegDecoder.reduceToFit(jpeg, longerSide, new PixelLimit(maxPixels))
                  .map(
                      copy ->
                          new Photo(
                              name,
                              Sha256.of(bytes),
                              orientation.width(width, height),
                              orientation.height(width, height),
                              copy));
            });
    return photo.orElseGet(() -> read(place, name, bytes));
  }

  /** The format of a content, which has to be one that is read and that its name promises. */
  private PhotoFormat format(String place, String name, byte[] bytes) {
    PhotoFormat format = PhotoFormat.of(bytes);
    if (bytes.length == 0) {
      throw failure(place, format.title(), "a photograph expected, the file is empty", null);
    }
    if (bytes.length > maxBytes) {
      throw bytes().tooLarge(place, format.title(), bytes.length + " bytes");
    }
    Optional<PhotoFormat> promised = PhotoFormat.ofExtension(name);
    if (promised.isPresent() && promised.get() != format) {
      String reason = "the name says " + promised.get().title() + ", the content is ";
      throw failure(place, format.title(), reason + format.title(), null);
    }
    if (!format.readable()) {
      String reason = "JPEG, PNG, TIFF or BMP expected, the content is " + format.title();
      throw failure(FailureKind.UNSUPPORTED, place, format.title(), reason, null);
    }
    return format;
  }

  private Photo read(String place, String name, byte[] bytes) {
    PhotoFormat format = format(place, name, bytes);
    return decoded(
        place,
        format.title(),
        () -> {
          PixelLimit limit = new PixelLimit(maxPixels);
          RawImage raw =
              switch (format) {
                case JPEG -> JpegDecoder.decode(bytes, limit);
                case PNG -> PngDecoder.decode(bytes, limit);
                case TIFF -> TiffDecoder.decode(bytes, limit);
                default -> BmpDecoder.decode(bytes, limit);
              };
          RgbConverter converter = new RgbConverter(raw);
          RgbImage image = converter.convert();
          return new Photo(
              name, Sha256.of(bytes), image.width(), image.height(), image, converter.remarks());
        });
  }

  private interface Decoding<T> {
    T run() throws IOException;
  }

  /** Whatever goes wrong in a decoder is one kind of failure, which names the file. */
  private static <T> T decoded(String place, String format, Decoding<T> decoding) {
    try {
      return decoding.run();
    } catch (MalformedImageException e) {
      throw failure(e.kind(), place, format, String.valueOf(e.getMessage()), e);
    } catch (EOFException e) {
      throw failure(place, format, "cut short: the decoder misses pixels", e);
    } catch (IOException e) {
      throw failure(place, format, "damaged: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw failure(place, format, "damaged: the decoder gave up with " + e, e);
    }
  }

  private static PhotoReadException failure(
      String place, String format, String reason, @Nullable Throwable cause) {
    return failure(FailureKind.BAD_INPUT, place, format, reason, cause);
  }

  private static PhotoReadException failure(
      FailureKind kind, String place, String format, String reason, @Nullable Throwable cause) {
    return new PhotoReadException(kind, place, format, reason, cause);
  }

  private static long checked(String name, long limit) {
    if (limit < 1 || limit > MAX_ARRAY) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s from 1 to %d expected, %d found", name, MAX_ARRAY, limit));
    }
    return limit;
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.photo.JpegFile.Components;
import uk.ac.bgs.corescore.core.photo.RawImage.Alpha;
import uk.ac.bgs.corescore.core.photo.RawImage.Colours;
import uk.ac.bgs.corescore.image.RgbImage;

/** Baseline and progressive JPEG with 8 bits a sample: grey, YCbCr, RGB, CMYK and YCCK. */
final class JpegDecoder {
  private static final int SHIFT = 16;
  private static final int HALF = 1 << (SHIFT - 1);

  private JpegDecoder() {}

  static RawImage decode(byte[] file, PixelLimit limit) throws IOException {
    JpegFile jpeg = JpegFile.read(ByteView.of(file));
    jpeg.checkSize(limit);
    return decode(jpeg, new byte[0], null, jpeg.iccProfile(), orientation(jpeg));
  }

  /**
   * A copy, the right way up, whose longer side is no longer than a limit, made without decoding
   * all pixels.
   *
   * @param jpeg a stream that was walked
   * @param limit how many pixels the copy may have
   * @return the copy; empty where a half of the size is less than what is requested, or the stream
   *     is not one that {@link ScaledJpegDecoder} decodes
   */
  static Optional<RgbImage> reduceToFit(JpegFile jpeg, int longerSide, PixelLimit limit)
      throws IOException {
    int width = jpeg.width();
    int height = jpeg.height();
    int columns = PhotoReducer.side(width, height, longerSide);
    int rows = PhotoReducer.side(height, width, longerSide);
    int factor = 8;
    while (factor > 1 && (factor * columns > width || factor * rows > height)) {
      factor /= 2;
    }
    if (factor == 1) {
      return Optional.empty();
    }
    limit.check(width / factor, height / factor);
    Components components = jpeg.components();
    Optional<Raster> samples = ScaledJpegDecoder.decode(jpeg, components, factor);
    if (samples.isEmpty()) {
      return Optional.empty();
    }
    Colours colours = components == Components.GREY ? Colours.GREY : Colours.RGB;
    RgbImage stored =
        new RgbConverter(
                new RawImage(
                    samples.get(),
                    colours,
                    Alpha.NONE,
                    Optional.empty(),
                    jpeg.iccProfile(),
                    Orientation.UPRIGHT))
            .convert();
    if (factor * columns == width && factor * rows == height) {
      return Optional.of(orientation(jpeg).upright(stored));
    }
    AreaAveraging reduction = new AreaAveraging(width, height, factor, columns, rows);
    reduction.addAll(stored);
    return Optional.of(orientation(jpeg).upright(reduction.result()));
  }

  static PhotoDimensions dimensions(byte[] file, PixelLimit limit) throws IOException {
    JpegFile jpeg = JpegFile.read(ByteView.of(file));
    jpeg.checkSize(limit);
    return PhotoDimensions.of(jpeg.width(), jpeg.height(), orientation(jpeg));
  }

  static Orientation orientation(JpegFile jpeg) {
    return jpeg.exif().map(Orientation::ofExif).orElse(Orientation.UPRIGHT);
  }

  /**
   * Decodes a stream that was walked already.
   *
   * @param extraTables tables outside the stream
   * @param known what the components mean, or null to read it from the stream
   */
  static RawImage decode(
      JpegFile jpeg,
      byte[] extraTables,
      @Nullable Components known,
      Optional<byte[]> profile,
      Orientation orientation)
      throws IOException {
    Components components = known == null ? jpeg.components() : known;
    byte[] plain = jpeg.plain(extraTables, components);
    if (components != Components.CMYK && components != Components.YCCK) {
      return RawImage.of(ImageReaders.platform(PhotoFormat.JPEG, plain), profile, orientation);
    }
    Raster samples = ImageReaders.platformSamples(PhotoFormat.JPEG, plain);
    toInks(samples, components == Components.YCCK, jpeg.adobe());
    return new RawImage(samples, Colours.CMYK, Alpha.NONE, Optional.empty(), profile, orientation);
  }

  /**
   * Makes ink amounts of stored samples, in place. Adobe stores what is left white, not the ink;
   * and YCCK is that, with three inks turned into luma and chroma by the equations of JFIF.
   */
  private static void toInks(Raster samples, boolean ycck, boolean inverted)
      throws MalformedImageException {
    if (!(samples.getDataBuffer() instanceof DataBufferByte buffer)
        || !(samples.getSampleModel() instanceof PixelInterleavedSampleModel model)
        || model.getPixelStride() != 4) {
      throw new MalformedImageException("four interleaved bytes a pixel expected from the decoder");
    }
    byte[] data = buffer.getData();
    for (int i = 0; i + 3 < data.length; i += 4) {
      if (ycck) {
        int y = data[i] & 0xFF;
        int cb = (data[i + 1] & 0xFF) - 128;
        int cr = (data[i + 2] & 0xFF) - 128;
        data[i] = rest(y + ((91881 * cr + HALF) >> SHIFT));
        data[i + 1] = rest(y + ((HALF - 22554 * cb - 46802 * cr) >> SHIFT));
        data[i + 2] = rest(y + ((116130 * cb + HALF) >> SHIFT));
      }
      if (inverted) {
        for (int k = i; k < i + 4; k++) {
          data[k] = (byte) ~data[k];
        }
      }
    }
  }

  private static byte rest(int value) {
    return (byte) (255 - Math.max(0, Math.min(255, value)));
  }
}

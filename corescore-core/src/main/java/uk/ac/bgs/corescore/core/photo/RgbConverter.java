// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.core.photo.RawImage.Alpha;
import uk.ac.bgs.corescore.core.photo.RawImage.Colours;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * Converts stored samples to upright 8-bit sRGB pixels.
 *
 * <p>A sample v of n bits becomes {@code v * 255 / (2^n - 1)}, rounded to nearest. Grey g becomes
 * (g, g, g). If a file of 16 bits states how many of them are used, n is that number. CMYK without
 * a profile becomes {@code (255 - ink) * (255 - black) / 255}. Transparent pixels lie on white.
 */
final class RgbConverter {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int RGB = 0xFFFFFF;
  private static final int CHUNK_PIXELS = 1 << 16;

  private final RawImage image;
  private final Raster raster;
  private final int width;
  private final int colourSamples;
  private final int bands;
  private final int[] palette;
  private final byte[][] toByte;
  private final Optional<IccProfile> profile;
  private final OptionalInt largest;

  RgbConverter(RawImage image) {
    this.image = image;
    width = image.raster().getWidth();
    colourSamples = image.colours().samples();
    bands = image.raster().getNumBands();
    Optional<IccProfile> usable =
        image.alpha() == Alpha.MULTIPLIED
            ? Optional.empty()
            : image.profile().flatMap(bytes -> IccProfile.usable(bytes, profileSamples(image)));
    boolean indexed = image.colours() == Colours.PALETTE;
    palette = image.palette().map(model -> onWhite(model, usable)).orElseGet(() -> new int[0]);
    profile = indexed ? Optional.empty() : usable;
    SampleModel model = image.raster().getSampleModel();
    boolean wide = !indexed && model.getSampleSize(0) == SampleRange.BITS;
    largest =
        wide
            ? OptionalInt.of(image.range().largest(image.raster(), colourSamples))
            : OptionalInt.empty();
    boolean stretched = wide && profile.isPresent();
    raster = stretched ? image.range().stretched(image.raster()) : image.raster();
    toByte = new byte[indexed ? 0 : bands][];
    for (int b = 0; b < toByte.length; b++) {
      int bits = model.getSampleSize(b);
      toByte[b] =
          b > 0 && bits == model.getSampleSize(0)
              ? toByte[0]
              : wide && b == 0 && !stretched ? image.range().bytes() : scale(bits);
    }
  }

  /** The largest colour sample in the file; empty unless the samples have 16 bits. */
  OptionalInt largest() {
    return largest;
  }

  /** A remark about how the image was read. */
  List<String> remarks() {
    return Stream.concat(
            image.remarks().stream(),
            largest.stream().boxed().flatMap(most -> image.range().remark(most).stream()))
        .toList();
  }

  private static int profileSamples(RawImage image) {
    return image.colours() == Colours.PALETTE ? 3 : image.colours().samples();
  }

  private static byte[] scale(int bits) {
    int max = (1 << bits) - 1;
    byte[] table = new byte[max + 1];
    for (int v = 0; v <= max; v++) {
      table[v] = (byte) ((v * 255L + max / 2) / max);
    }
    return table;
  }

  /** The upright image. */
  RgbImage convert() throws MalformedImageException {
    int height = image.height();
    Orientation orientation = image.orientation();
    boolean upright = orientation == Orientation.UPRIGHT;
    int[] pixels = new int[Math.multiplyExact(width, height)];
    int chunk = Math.min(height, Math.max(1, CHUNK_PIXELS / width));
    int[] rows = upright ? pixels : new int[chunk * width];
    for (int y = 0; y < height; y += chunk) {
      int count = Math.min(chunk, height - y);
      rows(y, count, rows, upright ? y * width : 0);
      if (!upright) {
        orientation.place(rows, y, count, width, height, pixels);
      }
    }
    return RgbImage.wrap(
        orientation.width(width, height), orientation.height(width, height), pixels);
  }

  private void rows(int y, int count, int[] out, int offset) throws MalformedImageException {
    if (image.colours() == Colours.PALETTE) {
      paletteRows(y, count, out, offset);
      return;
    }
    if (profile.isPresent()) {
      profile.get().convert(raster, y, count, out, offset);
      if (image.alpha() != Alpha.NONE) {
        blendRows(y, count, out, offset);
      }
      return;
    }
    if (image.alpha() == Alpha.NONE
        && colourSamples != 4
        && raster.getDataBuffer() instanceof DataBufferByte data
        && data.getNumBanks() == 1
        && raster.getSampleModel() instanceof PixelInterleavedSampleModel model) {
      byteRows(data.getData(), model, y, count, out, offset);
      return;
    }
    int[] samples = new int[Math.multiplyExact(width, bands)];
    for (int r = 0; r < count; r++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y + r, width, 1, samples);
      mixRow(samples, out, offset + r * width);
    }
  }

  /** The common case, as fast as copying: bytes, interleaved, no alpha. */
  private void byteRows(
      byte[] data, PixelInterleavedSampleModel model, int y, int count, int[] out, int offset) {
    int step = model.getPixelStride();
    int[] bandOffsets = model.getBandOffsets();
    int red = bandOffsets[0];
    int green = colourSamples == 3 ? bandOffsets[1] : red;
    int blue = colourSamples == 3 ? bandOffsets[2] : red;
    boolean packed = step == 3 && blue == 0 && green == 1 && red == 2;
    for (int r = 0; r < count; r++) {
      int target = offset + r * width;
      int source =
          raster.getDataBuffer().getOffset()
              + (y + r - raster.getSampleModelTranslateY() + raster.getMinY())
                  * model.getScanlineStride()
              + (raster.getMinX() - raster.getSampleModelTranslateX()) * step;
      int done = packed ? eights(data, source, out, target, width) : 0;
      source += done * step;
      for (int x = done; x < width; x++) {
        out[target + x] =
            ((data[source + red] & 0xFF) << 16)
                | ((data[source + green] & 0xFF) << 8)
                | (data[source + blue] & 0xFF);
        source += step;
      }
    }
  }

  /**
   * Pixels of three bytes, blue, green, red, as the platform's decoders store them: eight pixels
   * from three words.
   *
   * @return how many pixels that were, less than eight below the width
   */
  private static int eights(byte[] data, int source, int[] out, int target, int width) {
    int x = 0;
    for (; x < width - 7; x += 8) {
      int from = source + 3 * x;
      int to = target + x;
      long a = (long) WORDS.get(data, from);
      long b = (long) WORDS.get(data, from + 8);
      long c = (long) WORDS.get(data, from + 16);
      out[to] = (int) a & RGB;
      out[to + 1] = (int) (a >>> 24) & RGB;
      out[to + 2] = (int) (a >>> 48 | b << 16) & RGB;
      out[to + 3] = (int) (b >>> 8) & RGB;
      out[to + 4] = (int) (b >>> 32) & RGB;
      out[to + 5] = (int) (b >>> 56 | c << 8) & RGB;
      out[to + 6] = (int) (c >>> 16) & RGB;
      out[to + 7] = (int) (c >>> 40);
    }
    return x;
  }

  private void paletteRows(int y, int count, int[] out, int offset) throws MalformedImageException {
    int[] samples = new int[width];
    int target = offset;
    for (int r = 0; r < count; r++) {
      raster.getSamples(raster.getMinX(), raster.getMinY() + y + r, width, 1, 0, samples);
      for (int index : samples) {
        if (index >= palette.length) {
          throw new MalformedImageException(
              "a palette of " + palette.length + " colours, a pixel asks for number " + index);
        }
        out[target++] = palette[index];
      }
    }
  }

  private void mixRow(int[] samples, int[] out, int target) {
    for (int x = 0, s = 0; x < width; x++, s += bands) {
      int red = eightBit(samples, s, 0);
      int green = colourSamples == 1 ? red : eightBit(samples, s, 1);
      int blue = colourSamples == 1 ? red : eightBit(samples, s, 2);
      if (colourSamples == 4) {
        int light = 255 - eightBit(samples, s, 3);
        red = product(255 - red, light);
        green = product(255 - green, light);
        blue = product(255 - blue, light);
      }
      int rgb = (red << 16) | (green << 8) | blue;
      out[target + x] =
          switch (image.alpha()) {
            case NONE -> rgb;
            case STRAIGHT -> onWhite(rgb, eightBit(samples, s, colourSamples));
            case MULTIPLIED -> {
              int paper = 255 - eightBit(samples, s, colourSamples);
              yield (Math.min(255, red + paper) << 16)
                  | (Math.min(255, green + paper) << 8)
                  | Math.min(255, blue + paper);
            }
          };
    }
  }

  private int eightBit(int[] samples, int pixel, int band) {
    return toByte[band][samples[pixel + band]] & 0xFF;
  }

  private void blendRows(int y, int count, int[] out, int offset) {
    int[] cover = new int[width];
    for (int r = 0; r < count; r++) {
      raster.getSamples(raster.getMinX(), raster.getMinY() + y + r, width, 1, colourSamples, cover);
      for (int x = 0; x < width; x++) {
        int i = offset + r * width + x;
        out[i] = onWhite(out[i], toByte[colourSamples][cover[x]] & 0xFF);
      }
    }
  }

  private static int[] onWhite(IndexColorModel palette, Optional<IccProfile> profile) {
    int[] argb = new int[palette.getMapSize()];
    palette.getRGBs(argb);
    int[] rgb = argb.clone();
    profile.ifPresent(p -> p.convert(rgb));
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = onWhite(rgb[i], argb[i] >>> 24);
    }
    return rgb;
  }

  private static int onWhite(int rgb, int alpha) {
    int paper = 255 * (255 - alpha);
    int red = (((rgb >> 16) & 0xFF) * alpha + paper + 127) / 255;
    int green = (((rgb >> 8) & 0xFF) * alpha + paper + 127) / 255;
    int blue = ((rgb & 0xFF) * alpha + paper + 127) / 255;
    return (red << 16) | (green << 8) | blue;
  }

  private static int product(int a, int b) {
    return (a * b + 127) / 255;
  }
}

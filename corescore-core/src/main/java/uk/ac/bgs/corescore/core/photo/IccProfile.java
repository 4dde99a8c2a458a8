// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferInt;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An embedded ICC profile (ICC.1:2010) that is sound, fits the samples, and is not sRGB.
 *
 * <p>Whether a profile is sRGB is measured, not read from its name: it converts a grid of colours,
 * and if no colour changes by more than {@value #SRGB_TOLERANCE} of 255 the samples are used
 * unchanged.
 */
final class IccProfile {
  private static final Logger LOG = LoggerFactory.getLogger(IccProfile.class);
  private static final int SRGB_TOLERANCE = 2;
  private static final int GRID = 6;
  private static final int[] RGB_MASKS = {0xFF0000, 0xFF00, 0xFF};

  private final ColorSpace space;
  private final int samples;

  private IccProfile(ColorSpace space, int samples) {
    this.space = space;
    this.samples = samples;
  }

  /**
   * Checks a profile.
   *
   * @param bytes the profile as embedded
   * @param samples colour samples a pixel: 1, 3 or 4
   * @return empty if it is broken or does not fit, which is logged, or if it changes nothing
   */
  static Optional<IccProfile> usable(byte[] bytes, int samples) {
    try {
      ICC_Profile profile = ICC_Profile.getInstance(bytes);
      int type = profile.getColorSpaceType();
      int expected =
          samples == 1
              ? ColorSpace.TYPE_GRAY
              : samples == 3 ? ColorSpace.TYPE_RGB : ColorSpace.TYPE_CMYK;
      if (type != expected || profile.getNumComponents() != samples) {
        LOG.warn(
            "ICC profile for {} samples a pixel skipped, the photo has {}",
            profile.getNumComponents(),
            samples);
        return Optional.empty();
      }
      IccProfile usable = new IccProfile(new ICC_ColorSpace(profile), samples);
      return usable.changesNothing() ? Optional.empty() : Optional.of(usable);
    } catch (RuntimeException e) {
      LOG.warn("broken ICC profile of {} bytes skipped: {}", bytes.length, e.toString());
      return Optional.empty();
    }
  }

  /**
   * Converts rows to sRGB.
   *
   * @param raster samples of 8 or 16 bits, the colours in the first bands
   * @param y first row
   * @param count how many rows
   * @param out receives {@code 0x00RRGGBB} from {@code offset} on
   * @param offset where the first pixel goes
   */
  void convert(Raster raster, int y, int count, int[] out, int offset) {
    int width = raster.getWidth();
    int type =
        raster.getSampleModel().getSampleSize(0) > 8
            ? DataBuffer.TYPE_USHORT
            : DataBuffer.TYPE_BYTE;
    WritableRaster source = Raster.createInterleavedRaster(type, width, count, samples, null);
    int[] row = new int[width * raster.getNumBands()];
    int[] colours = new int[width * samples];
    int bands = raster.getNumBands();
    for (int r = 0; r < count; r++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y + r, width, 1, row);
      for (int x = 0; x < width; x++) {
        System.arraycopy(row, x * bands, colours, x * samples, samples);
      }
      source.setPixels(0, r, width, 1, colours);
    }
    int[] rgb = convert(source, type);
    System.arraycopy(rgb, 0, out, offset, rgb.length);
  }

  /** Converts {@code 0xRRGGBB} colours in place; the top byte is lost. */
  void convert(int[] colours) {
    WritableRaster source =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, colours.length, 1, 3, null);
    for (int i = 0; i < colours.length; i++) {
      source.setSample(i, 0, 0, (colours[i] >> 16) & 0xFF);
      source.setSample(i, 0, 1, (colours[i] >> 8) & 0xFF);
      source.setSample(i, 0, 2, colours[i] & 0xFF);
    }
    int[] rgb = convert(source, DataBuffer.TYPE_BYTE);
    System.arraycopy(rgb, 0, colours, 0, rgb.length);
  }

  private int[] convert(WritableRaster source, int type) {
    int width = source.getWidth();
    int height = source.getHeight();
    ComponentColorModel model =
        new ComponentColorModel(space, false, false, ComponentColorModel.OPAQUE, type);
    BufferedImage from = new BufferedImage(model, source, false, null);
    BufferedImage to = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    new ColorConvertOp(null).filter(from, to);
    return ((DataBufferInt) to.getRaster().getDataBuffer()).getData();
  }

  private boolean changesNothing() {
    if (samples == 4) {
      // one conversion all the same, so that a profile that cannot convert is found out here
      convert(
          Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 1, 1, 4, null),
          DataBuffer.TYPE_BYTE);
      return false;
    }
    int steps = samples == 1 ? 256 : GRID * GRID * GRID;
    WritableRaster grid =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, steps, 1, samples, null);
    int[] plain = new int[steps];
    for (int i = 0; i < steps; i++) {
      int[] pixel =
          samples == 1
              ? new int[] {i}
              : new int[] {level(i), level(i / GRID), level(i / (GRID * GRID))};
      grid.setPixel(i, 0, pixel);
      plain[i] = (pixel[0] << 16) | (pixel[samples / 2] << 8) | pixel[samples - 1];
    }
    int[] converted = convert(grid, DataBuffer.TYPE_BYTE);
    for (int i = 0; i < steps; i++) {
      for (int mask : RGB_MASKS) {
        int shift = Integer.numberOfTrailingZeros(mask);
        int change = ((plain[i] & mask) >> shift) - ((converted[i] & mask) >> shift);
        if (Math.abs(change) > SRGB_TOLERANCE) {
          return false;
        }
      }
    }
    return true;
  }

  private static int level(int i) {
    return i % GRID * 255 / (GRID - 1);
  }
}

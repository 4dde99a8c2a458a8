// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The result of a format's decoder: stored samples and their meaning.
 *
 * @param raster the samples, colours first, then alpha if there is any
 * @param colours what the colour samples are
 * @param alpha what the sample after the colours is
 * @param palette for {@link Colours#PALETTE} its colours, straight alpha
 * @param profile the bytes of an ICC profile, not yet checked, or null
 * @param orientation how rows and columns lie in the upright image
 * @param range how much of 16 bits samples of that many use
 * @param remarks a remark about how the file was read
 */
record RawImage(
    Raster raster,
    Colours colours,
    Alpha alpha,
    Optional<IndexColorModel> palette,
    Optional<byte[]> profile,
    Orientation orientation,
    SampleRange range,
    List<String> remarks) {

  /** An image without remarks. */
  RawImage(
      Raster raster,
      Colours colours,
      Alpha alpha,
      Optional<IndexColorModel> palette,
      Optional<byte[]> profile,
      Orientation orientation) {
    this(raster, colours, alpha, palette, profile, orientation, SampleRange.UNKNOWN, List.of());
  }

  /** What the colour samples of a pixel are. */
  enum Colours {
    /** One sample, 0 is black. */
    GREY(1),
    /** Red, green, blue. */
    RGB(3),
    /** Cyan, magenta, yellow, black; 0 is no ink. */
    CMYK(4),
    /** One sample, the place in a palette. */
    PALETTE(1);

    private final int samples;

    Colours(int samples) {
      this.samples = samples;
    }

    int samples() {
      return samples;
    }
  }

  /** What the sample after the colours is. */
  enum Alpha {
    /** There is none, or it has no meaning here. */
    NONE,
    /** How much of the pixel is covered. */
    STRAIGHT,
    /** The same, and the colours are multiplied with it already. */
    MULTIPLIED
  }

  /** The same image with a remark. */
  RawImage withRemark(String remark) {
    List<String> more = new ArrayList<>(remarks);
    more.add(remark);
    return new RawImage(
        raster, colours, alpha, palette, profile, orientation, range, List.copyOf(more));
  }

  int width() {
    return raster.getWidth();
  }

  int height() {
    return raster.getHeight();
  }

  /** Takes colours and alpha from the colour model that a decoder chose. */
  static RawImage of(BufferedImage image, Optional<byte[]> profile, Orientation orientation)
      throws MalformedImageException {
    ColorModel model = image.getColorModel();
    Raster raster = image.getRaster();
    if (model instanceof IndexColorModel indexed) {
      return new RawImage(
          raster, Colours.PALETTE, Alpha.NONE, Optional.of(indexed), profile, orientation);
    }
    Colours colours =
        switch (model.getNumColorComponents()) {
          case 1 -> Colours.GREY;
          case 3 -> Colours.RGB;
          case 4 -> Colours.CMYK;
          default ->
              throw new MalformedImageException(
                  "1, 3 or 4 colours a pixel expected, "
                      + model.getNumColorComponents()
                      + " found");
        };
    Alpha alpha =
        !model.hasAlpha()
            ? Alpha.NONE
            : model.isAlphaPremultiplied() ? Alpha.MULTIPLIED : Alpha.STRAIGHT;
    return new RawImage(raster, colours, alpha, Optional.empty(), profile, orientation);
  }
}

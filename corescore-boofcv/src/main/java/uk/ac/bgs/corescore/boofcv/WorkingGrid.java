// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import java.util.function.IntPredicate;
import uk.ac.bgs.corescore.core.photo.PhotoReducer;
import uk.ac.bgs.corescore.core.trace.FragmentFinder;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * The grid a photo is worked on: its reduced copy as planes, and the way back to a segmentation.
 */
final class WorkingGrid {
  private static final byte ROCK = (byte) LabelSet.CORESCORE.indexOf("Rock_Fragment").orElseThrow();

  /** Keeps the logarithm of a ratio quiet where both are near black, grey levels. */
  private static final double DARK = 2;

  private final RgbImage photo;
  private final int width;
  private final int height;
  private final int[] pixels;

  WorkingGrid(RgbImage photo, int longerSide) {
    RgbImage reduced = PhotoReducer.reduceToFit(photo, longerSide);
    this.photo = photo;
    this.width = reduced.width();
    this.height = reduced.height();
    this.pixels = new int[width * height];
    reduced.pixels().get(pixels);
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Luma of ITU-R BT.601, 0 to 255. */
  GrayF32 luma() {
    GrayF32 plane = new GrayF32(width, height);
    for (int i = 0; i < pixels.length; i++) {
      int p = pixels[i];
      plane.data[i] = 0.299f * (p >> 16) + 0.587f * (p >> 8 & 0xFF) + 0.114f * (p & 0xFF);
    }
    return plane;
  }

  /** A channel, smoothed by the mean over a square of {@code 2 radius + 1} cells. */
  GrayF32 channel(RockChannel channel, int radius) {
    if (channel == RockChannel.LIGHTNESS || channel == RockChannel.DARKNESS) {
      GrayF32 plane = BoxFilter.of(luma(), radius);
      if (channel == RockChannel.DARKNESS) {
        for (int i = 0; i < plane.data.length; i++) {
          plane.data[i] = 255 - plane.data[i];
        }
      }
      return plane;
    }
    GrayF32 red = BoxFilter.of(plane(16), radius);
    GrayF32 green = BoxFilter.of(plane(8), radius);
    GrayF32 blue = BoxFilter.of(plane(0), radius);
    GrayF32 plane = new GrayF32(width, height);
    for (int i = 0; i < pixels.length; i++) {
      float r = red.data[i];
      float g = green.data[i];
      float b = blue.data[i];
      double over = channel == RockChannel.GREENNESS ? g : Math.min(r, Math.min(g, b));
      double under = channel == RockChannel.GREENNESS ? r : Math.max(r, Math.max(g, b));
      plane.data[i] = (float) (100 * Math.log((over + DARK) / (under + DARK)));
    }
    return plane;
  }

  private GrayF32 plane(int shift) {
    GrayF32 plane = new GrayF32(width, height);
    for (int i = 0; i < pixels.length; i++) {
      plane.data[i] = pixels[i] >> shift & 0xFF;
    }
    return plane;
  }

  /** The segmentation whose rock is the cells that are set, each 8-connected region a fragment. */
  Segmentation segmentation(GrayU8 rock) {
    LabelMask mask = mask(i -> rock.data[i] != 0);
    return Segmentation.of(mask, FragmentFinder.find(mask), frame());
  }

  /** The segmentation whose rock is the cells with an id, each id a fragment. */
  Segmentation segmentation(int[] ids) {
    return Segmentation.of(mask(i -> ids[i] != 0), FragmentMap.ofIds(width, height, ids), frame());
  }

  private LabelMask mask(IntPredicate rock) {
    byte[] values = new byte[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = rock.test(i) ? ROCK : 0;
    }
    return LabelMask.wrap(width, height, values, LabelSet.CORESCORE);
  }

  private PixelFrame frame() {
    return PixelFrame.covering(photo.width(), photo.height(), width, height);
  }

  /** The cells of a rim, a share of the grid's shorter side wide. */
  int rim(double share) {
    return (int) Math.floor(share * Math.min(width, height));
  }
}

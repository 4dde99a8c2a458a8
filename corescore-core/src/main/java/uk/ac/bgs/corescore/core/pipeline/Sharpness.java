// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import java.util.Arrays;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.photo.PhotoReducer;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.FragmentMap;

/**
 * The sharpness of the rock in a photo: the mean grey difference of neighbours in a row, divided by
 * that of pixels four apart. White noise has 1, a linear slope over four pixels 0.25, independent
 * of the contrast of the rock. Blur along columns alone is not detected.
 */
final class Sharpness {
  /** Blur that is lost when a segmenter reduces the photo does no harm. */
  private static final int LONGER_SIDE = 2000;

  private static final int STEP = 4;

  /** The minimum number of pairs of pixels. */
  private static final int MIN_PAIRS = 1000;

  private Sharpness() {}

  /** The ratio; empty where there is too little rock, or all of it has one grey. */
  static OptionalDouble of(RgbImage photo, FragmentMap rock) {
    RgbImage image = PhotoReducer.reduceToFit(photo, LONGER_SIDE);
    int width = image.width();
    double scale = width / (double) rock.width();
    int[] pixels = new int[width];
    boolean[] inside = new boolean[width];
    long near = 0;
    long far = 0;
    long pairs = 0;
    for (int y = 0; y < image.height(); y++) {
      int row = (int) ((y + 0.5) * rock.height() / image.height());
      if (rock.firstRun(row) == rock.firstRun(row + 1)) {
        continue;
      }
      Arrays.fill(inside, false);
      for (int run = rock.firstRun(row); run < rock.firstRun(row + 1); run++) {
        int from = (int) Math.ceil(rock.runStart(run) * scale);
        int to = (int) Math.floor(rock.runEnd(run) * scale);
        if (from < to) {
          Arrays.fill(inside, from, to, true);
        }
      }
      image.pixels().position(y * width).get(pixels);
      for (int x = 0; x < width; x++) {
        pixels[x] = grey(pixels[x]);
      }
      for (int x = STEP; x < width; x++) {
        if (inside[x] && inside[x - STEP]) {
          near += Math.abs(pixels[x] - pixels[x - 1]);
          far += Math.abs(pixels[x] - pixels[x - STEP]);
          pairs++;
        }
      }
    }
    return pairs < MIN_PAIRS || far == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(near / (double) far);
  }

  private static int grey(int rgb) {
    return 299 * (rgb >> 16 & 0xFF) + 587 * (rgb >> 8 & 0xFF) + 114 * (rgb & 0xFF);
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.rank;

import java.util.List;
import uk.ac.bgs.corescore.core.photo.PhotoReducer;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * Paints a reduced photo: borders of pieces in all views in one colour, borders and rock in only
 * some of them in another.
 */
final class DisagreementPainter {
  static final int AGREED = 0xFFD23F;
  static final int DISPUTED = 0xFF2E93;
  private static final int LONGER_SIDE = 1240;

  /** How far apart borders may lie, in pixels of the image, and still be one. */
  private static final int SLACK = 2;

  private static final double TINT = 0.5;

  private DisagreementPainter() {}

  static RgbImage paint(RgbImage photo, List<Segmentation> views, VoteMap votes) {
    RgbImage small = PhotoReducer.reduceToFit(photo, LONGER_SIDE);
    int width = small.width();
    int height = small.height();
    int[] pixels = new int[width * height];
    small.pixels().get(pixels);
    tint(pixels, photo, width, height, votes);
    boolean[][] borders = new boolean[views.size()][];
    boolean[][] near = new boolean[views.size()][];
    for (int view = 0; view < borders.length; view++) {
      borders[view] = borders(views.get(view).fragments(), width, height);
      near[view] = grown(borders[view], width, height);
    }
    for (int i = 0; i < pixels.length; i++) {
      boolean some = false;
      boolean all = true;
      for (int view = 0; view < borders.length; view++) {
        some |= borders[view][i];
        all &= near[view][i];
      }
      if (some && !all) {
        pixels[i] = DISPUTED;
      } else if (borders[0][i]) {
        pixels[i] = AGREED;
      }
    }
    return RgbImage.wrap(width, height, pixels);
  }

  private static void tint(int[] pixels, RgbImage photo, int width, int height, VoteMap votes) {
    for (int y = 0; y < height; y++) {
      int top = (int) ((long) y * photo.height() / height);
      int bottom = Math.max(top + 1, (int) ((y + 1L) * photo.height() / height));
      for (int x = 0; x < width; x++) {
        int left = (int) ((long) x * photo.width() / width);
        int right = Math.max(left + 1, (int) ((x + 1L) * photo.width() / width));
        int disputed = 0;
        for (int row = top; row < bottom; row++) {
          for (int column = left; column < right; column++) {
            disputed += votes.disputed(column, row) ? 1 : 0;
          }
        }
        double share = TINT * disputed / ((double) (bottom - top) * (right - left));
        int at = y * width + x;
        pixels[at] =
            mix(pixels[at], share, 16) | mix(pixels[at], share, 8) | mix(pixels[at], share, 0);
      }
    }
  }

  private static int mix(int rgb, double share, int shift) {
    int from = rgb >> shift & 0xFF;
    int to = DISPUTED >> shift & 0xFF;
    return (int) Math.round(from + share * (to - from)) << shift;
  }

  /** Where a piece ends: the pixel's piece is not that at its right or below it. */
  private static boolean[] borders(FragmentMap map, int width, int height) {
    int[] all = map.toIds();
    int[] ids = new int[width * height];
    for (int y = 0; y < height; y++) {
      int row = (int) ((y + 0.5) * map.height() / height);
      for (int x = 0; x < width; x++) {
        ids[y * width + x] = all[row * map.width() + (int) ((x + 0.5) * map.width() / width)];
      }
    }
    boolean[] borders = new boolean[ids.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        borders[at] =
            (x + 1 < width && ids[at] != ids[at + 1])
                || (y + 1 < height && ids[at] != ids[at + width]);
      }
    }
    return borders;
  }

  private static boolean[] grown(boolean[] borders, int width, int height) {
    boolean[] grown = new boolean[borders.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (borders[y * width + x]) {
          for (int row = Math.max(0, y - SLACK); row <= Math.min(height - 1, y + SLACK); row++) {
            int end = Math.min(width - 1, x + SLACK);
            for (int column = Math.max(0, x - SLACK); column <= end; column++) {
              grown[row * width + column] = true;
            }
          }
        }
      }
    }
    return grown;
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.plugin;

import java.nio.IntBuffer;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.Segmenter;

/**
 * Calls the pixels above a luma rock, on the photo's own grid, and each 8-connected region of them
 * a fragment. For one thread at a time. Cost: four passes over the pixels, thirteen bytes a pixel.
 */
final class BrightnessSegmenter implements Segmenter {
  private static final byte ROCK = (byte) LabelSet.CORESCORE.indexOf("Rock_Fragment").orElseThrow();

  private final int threshold;
  private final boolean auto;
  private boolean closed;

  BrightnessSegmenter(int threshold, boolean auto) {
    this.threshold = threshold;
    this.auto = auto;
  }

  @Override
  public Segmentation segment(RgbImage photo) {
    if (closed) {
      throw new IllegalStateException("segmenter " + BrightnessProvider.ID + " is closed");
    }
    int[] luma = luma(photo);
    int limit = auto ? otsu(luma) : threshold;
    byte[] cells = new byte[luma.length];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = luma[i] > limit ? ROCK : 0;
    }
    FragmentMap fragments = regions(photo.width(), photo.height(), cells);
    LabelMask mask = LabelMask.wrap(photo.width(), photo.height(), cells, LabelSet.CORESCORE);
    return Segmentation.of(mask, fragments, PixelFrame.PHOTO);
  }

  @Override
  public void close() {
    closed = true;
  }

  /** Luma of each pixel by ITU-R BT.601, 0 to 255. */
  private static int[] luma(RgbImage photo) {
    IntBuffer pixels = photo.pixels();
    int[] luma = new int[pixels.remaining()];
    for (int i = 0; i < luma.length; i++) {
      int rgb = pixels.get(i);
      luma[i] = (299 * (rgb >> 16) + 587 * (rgb >> 8 & 0xFF) + 114 * (rgb & 0xFF) + 500) / 1000;
    }
    return luma;
  }

  /**
   * Otsu's threshold (1979): the luma that keeps the means of the two classes, weighted with their
   * sizes, furthest apart. A photo of one shade has one class, and nothing is above the threshold.
   */
  static int otsu(int[] luma) {
    long[] histogram = new long[256];
    long sum = 0;
    for (int value : luma) {
      histogram[value]++;
      sum += value;
    }
    int best = 255;
    double widest = 0;
    long dark = 0;
    long darkSum = 0;
    for (int value = 0; value < 255; value++) {
      dark += histogram[value];
      darkSum += value * histogram[value];
      long bright = luma.length - dark;
      if (dark > 0 && bright > 0) {
        double apart = (double) darkSum / dark - (double) (sum - darkSum) / bright;
        double between = (double) dark * bright * apart * apart;
        if (between > widest) {
          widest = between;
          best = value;
        }
      }
    }
    return best;
  }

  /** Numbers the 8-connected regions of rock in the order of their first pixels. */
  private static FragmentMap regions(int width, int height, byte[] cells) {
    int[] ids = new int[cells.length];
    int[] stack = new int[cells.length];
    int regions = 0;
    for (int first = 0; first < cells.length; first++) {
      if (cells[first] == ROCK && ids[first] == 0) {
        ids[first] = ++regions;
        int size = 0;
        stack[size++] = first;
        while (size > 0) {
          int cell = stack[--size];
          int x = cell % width;
          int y = cell / width;
          for (int v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
            for (int u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
              int neighbour = v * width + u;
              if (cells[neighbour] == ROCK && ids[neighbour] == 0) {
                ids[neighbour] = regions;
                stack[size++] = neighbour;
              }
            }
          }
        }
      }
    }
    return FragmentMap.ofIds(width, height, ids);
  }
}

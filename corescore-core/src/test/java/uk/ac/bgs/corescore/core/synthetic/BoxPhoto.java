// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * Photographs a box of which the mask is given: rock, tray, light and camera as {@link
 * SyntheticCoreGenerator} has them, on the pixels that the mask says.
 */
public final class BoxPhoto {
  private static final double WALL = 50;

  private BoxPhoto() {}

  /**
   * Paints a box and photographs it.
   *
   * @param truth labels and fragments, rock of label 1 and paper of label 3
   * @param mm millimetres a pixel
   * @param tops top of each channel, mm
   * @param channel width of a channel, mm
   * @param from where the channels begin, mm
   * @param to where they end, mm
   * @param core the core's diameter, mm
   * @param seed of rock, light and camera
   */
  public static RgbImage of(
      Segmentation truth,
      double mm,
      double[] tops,
      double channel,
      double from,
      double to,
      double core,
      long seed) {
    RandomSource random = new RandomSource(seed);
    int width = truth.mask().width();
    int height = truth.mask().height();
    Canvas canvas = new Canvas(width, height, mm, 0, 0);
    Rock rock = new Rock(random.pick(Lithology.values()), random, 1.4 * mm);
    int[] ids = truth.fragments().toIds();
    float[] inside = inside(ids, width, height);
    boolean sawn = random.nextBoolean(0.6);
    int noise = (int) random.seed();
    int card = Canvas.shade(0xC3B08E, random.between(0.85, 1.05));
    Texel texel = new Texel();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        double u = canvas.trayX(x);
        double v = canvas.trayY(x, y);
        int row = row(v, tops, channel);
        byte label = (byte) truth.mask().index(x, y);
        canvas.label[i] = label;
        canvas.fragment[i] = ids[i];
        if (label == Canvas.ROCK) {
          double across = v - tops[row] - channel / 2;
          rock.sample(u + 977 * row, across, texel);
          double radius = core / 2;
          double w = Math.min(0.995, Math.abs(across) / radius);
          double top = sawn ? radius * 0.94 : radius * (0.5 + 0.75 * Math.sqrt(1 - w * w));
          texel.scale(1 + 0.035 * Noise.signed(Noise.hash(noise, ids[i], 1)));
          double line = Math.max(0.35, 0.75 * mm);
          double edge = inside[i] * mm;
          if (edge < line) {
            double t = 1 - edge / line;
            top -= 9 * t;
            texel.scale(1 - 0.5 * t);
          }
          canvas.top[i] = (float) (top + texel.relief);
        } else if (label == Canvas.PAPER) {
          texel.set(0xE9E6DC);
          canvas.top[i] = (float) (core / 2 + 1);
        } else {
          boolean low = row >= 0 && u > from && u < to;
          texel.set(card);
          texel.scale(1 + 0.05 * Noise.octaves(noise + 4, u, v, 60, 3, mm * 1.5));
          texel.scale(1 + 0.04 * Noise.octaves(noise + 3, u * 0.6, v, 1.6, 3, mm * 1.5));
          canvas.top[i] = (float) (low ? 0 : WALL);
        }
        canvas.colour[i] = texel.rgb();
      }
    }
    return RgbImage.wrap(width, height, SyntheticCoreGenerator.photograph(canvas, random, 90));
  }

  private static int row(double v, double[] tops, double channel) {
    for (int row = 0; row < tops.length; row++) {
      if (v >= tops[row] && v < tops[row] + channel) {
        return row;
      }
    }
    return -1;
  }

  /** Pixels, about, from the middle of each to the nearest of another fragment or none. */
  private static float[] inside(int[] ids, int width, int height) {
    float[] far = new float[ids.length];
    for (int pass = 0; pass < 2; pass++) {
      int step = pass == 0 ? 1 : -1;
      for (int k = 0; k < ids.length; k++) {
        int i = pass == 0 ? k : ids.length - 1 - k;
        float best = pass == 0 ? 99 : far[i];
        int x = i % width;
        int y = i / width;
        best = Math.min(best, next(ids, far, i, x - step, y, width, height));
        best = Math.min(best, next(ids, far, i, x, y - step, width, height));
        far[i] = best;
      }
    }
    return far;
  }

  private static float next(int[] ids, float[] far, int i, int x, int y, int width, int height) {
    if (x < 0 || y < 0 || x >= width || y >= height) {
      return 0.5f;
    }
    int k = y * width + x;
    return ids[k] == ids[i] ? far[k] + 1 : 0.5f;
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.composition;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import uk.ac.bgs.corescore.djl.internal.augmentation.BoxFilter;
import uk.ac.bgs.corescore.djl.internal.augmentation.Crop;
import uk.ac.bgs.corescore.djl.internal.augmentation.Homography;
import uk.ac.bgs.corescore.djl.internal.augmentation.LayoutCrop;

/**
 * The placement of a box in a picture.
 *
 * @param toBox from the picture to the box
 * @param toPicture from the box to the picture
 */
record BoxPlacement(Homography toBox, Homography toPicture) {
  /**
   * A random placement.
   *
   * @param along whether the rows run across the picture, else up and down
   * @param fills whether the box covers the picture
   */
  static BoxPlacement of(
      Crop box, int width, int height, boolean along, boolean fills, SplittableRandom random) {
    double turn =
        Math.toRadians((along ? 0 : 90) + (random.nextBoolean() ? 180 : 0) + tilt(fills, random));
    double slack = fills ? 0.02 : 0.06;
    double sx = Math.exp(slack * random.nextGaussian()) * (random.nextBoolean() ? 1 : -1);
    double sy = Math.exp(slack * random.nextGaussian());
    double cos = Math.cos(turn);
    double sin = Math.sin(turn);
    double reachX = (along ? box.width : box.height) / 2.0;
    double reachY = (along ? box.height : box.width) / 2.0;
    double roomX = Math.abs(width / 2.0 - reachX);
    double roomY = Math.abs(height / 2.0 - reachY);
    double x = width / 2.0 + random.nextDouble(-1, 1) * roomX;
    double y = height / 2.0 + random.nextDouble(-1, 1) * roomY;
    double bend = (fills ? 0.004 : 0.018) * Math.min(width, height);
    double[] of = {0, 0, box.width, 0, box.width, box.height, 0, box.height};
    double[] corners = new double[8];
    for (int k = 0; k < 8; k += 2) {
      double u = (of[k] - box.width / 2.0) * sx;
      double v = (of[k + 1] - box.height / 2.0) * sy;
      corners[k] = x + u * cos - v * sin + bend * random.nextGaussian();
      corners[k + 1] = y + u * sin + v * cos + bend * random.nextGaussian();
    }
    return new BoxPlacement(Homography.between(corners, of), Homography.between(of, corners));
  }

  /** Rotation against the picture's side, in degrees: mostly small, at most 20. */
  private static double tilt(boolean fills, SplittableRandom random) {
    double kind = random.nextDouble();
    if (fills) {
      return kind < 0.5 ? 0 : 0.8 * random.nextGaussian();
    }
    return kind < 0.6
        ? Math.max(-20, Math.min(20, 2.5 * random.nextGaussian()))
        : kind < 0.8 ? random.nextDouble(-9, 9) : random.nextDouble(-20, 20);
  }

  /** The corners of channels in the picture. */
  List<double[]> rows(List<int[]> channels) {
    List<double[]> rows = new ArrayList<>();
    double[] at = new double[2];
    for (int[] c : channels) {
      double[] row = new double[8];
      int[] corners = {c[0], c[1], c[2], c[1], c[2], c[3], c[0], c[3]};
      for (int k = 0; k < 8; k += 2) {
        toPicture.apply(corners[k], corners[k + 1], at);
        row[k] = at[0];
        row[k + 1] = at[1];
      }
      rows.add(row);
    }
    return rows;
  }

  /**
   * Draws a box over a background, with its shadow.
   *
   * @param toBox from the picture to the box
   */
  static void draw(
      BoxPainter.Box box, Homography toBox, LayoutCrop scene, SplittableRandom random) {
    boolean[] covered = new boolean[scene.size()];
    double[] at = new double[2];
    Crop from = box.crop();
    for (int y = 0; y < scene.height; y++) {
      for (int x = 0; x < scene.width; x++) {
        toBox.apply(x + 0.5, y + 0.5, at);
        boolean inside = at[0] >= 0 && at[1] >= 0 && at[0] < from.width && at[1] < from.height;
        covered[y * scene.width + x] =
            inside && box.solid()[((int) at[1]) * from.width + (int) at[0]];
        if (inside) {
          truth(box, scene, y * scene.width + x, at);
        }
      }
    }
    castShadow(scene, covered, random);
    for (int y = 0; y < scene.height; y++) {
      for (int x = 0; x < scene.width; x++) {
        int i = y * scene.width + x;
        if (covered[i]) {
          toBox.apply(x + 0.5, y + 0.5, at);
          colour(from, scene, i, at[0] - 0.5, at[1] - 0.5);
          int cell = ((int) at[1]) * from.width + (int) at[0];
          scene.label[i] = from.label[cell];
          scene.fragment[i] = from.fragment[cell];
          scene.weight[i] = from.weight[cell];
        }
      }
    }
  }

  private static void truth(BoxPainter.Box box, LayoutCrop scene, int i, double[] at) {
    List<int[]> channels = box.channels();
    int[] first = channels.get(0);
    if (at[0] < first[0] || at[0] >= first[2]) {
      return;
    }
    for (int[] c : channels) {
      if (at[1] >= c[1] && at[1] < c[3]) {
        scene.channel[i] = 1;
        scene.ridge[i] = (float) (1 - Math.abs(2 * (at[1] - c[1]) / (c[3] - c[1]) - 1));
        return;
      }
    }
    scene.between[i] = at[1] > first[1] && at[1] < channels.get(channels.size() - 1)[3];
  }

  private static void colour(Crop from, LayoutCrop to, int i, double u, double v) {
    int x0 = (int) Math.floor(u);
    int y0 = (int) Math.floor(v);
    float fx = (float) (u - x0);
    float fy = (float) (v - y0);
    int left = Math.max(0, x0);
    int right = Math.min(from.width - 1, x0 + 1);
    int above = Math.max(0, y0) * from.width;
    int below = Math.min(from.height - 1, y0 + 1) * from.width;
    for (int c = 0; c < 3; c++) {
      int o = c * from.size();
      float upper = from.rgb[o + above + left] * (1 - fx) + from.rgb[o + above + right] * fx;
      float lower = from.rgb[o + below + left] * (1 - fx) + from.rgb[o + below + right] * fx;
      to.rgb[c * to.size() + i] = upper * (1 - fy) + lower * fy;
    }
  }

  /** Casts the box's shadow on the background. */
  private static void castShadow(LayoutCrop scene, boolean[] covered, SplittableRandom random) {
    if (random.nextDouble() < 0.2) {
      return;
    }
    int reach = 2 + random.nextInt(Math.max(2, Math.min(scene.width, scene.height) / 24));
    int moveX = random.nextInt(-reach, reach + 1);
    int moveY = random.nextInt(-reach, reach + 1);
    double depth = random.nextDouble(0.15, 0.8);
    float[] dark = new float[covered.length];
    for (int y = 0; y < scene.height; y++) {
      int fromY = Math.max(0, Math.min(scene.height - 1, y - moveY));
      for (int x = 0; x < scene.width; x++) {
        int fromX = Math.max(0, Math.min(scene.width - 1, x - moveX));
        dark[y * scene.width + x] = covered[fromY * scene.width + fromX] ? 1 : 0;
      }
    }
    BoxFilter.box(dark, scene.width, scene.height, 1 + reach / 2);
    for (int i = 0; i < dark.length; i++) {
      RowPainter.darken(scene, i, 1 - depth * dark[i]);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.composition;

import java.util.SplittableRandom;
import uk.ac.bgs.corescore.djl.internal.augmentation.Crop;

/**
 * A flat rectangular object: a card, a block, a board, a ruler.
 *
 * @param paint its surface
 * @param x of its centre
 * @param y of its centre
 * @param width along its first side
 * @param height along its second
 * @param turn rotation in radians
 */
record FlatObject(Surface paint, double x, double y, double width, double height, double turn) {
  /** Paints it with its decal and its shadow. The covered pixels get a label and no fragment. */
  void lay(Crop crop, Decal ink, byte label, SplittableRandom random) {
    double cos = Math.cos(turn);
    double sin = Math.sin(turn);
    double reachX = (Math.abs(width * cos) + Math.abs(height * sin)) / 2;
    double reachY = (Math.abs(width * sin) + Math.abs(height * cos)) / 2;
    int margin = 2 + random.nextInt(5);
    int x0 = (int) Math.max(0, x - reachX - margin);
    int y0 = (int) Math.max(0, y - reachY - margin);
    int x1 = (int) Math.min(crop.width, x + reachX + margin + 1);
    int y1 = (int) Math.min(crop.height, y + reachY + margin + 1);
    if (x1 <= x0 || y1 <= y0) {
      return;
    }
    castShadow(crop, x0, y0, x1, y1, margin, random);
    double slopeX = random.nextDouble(-0.25, 0.25) / width;
    double slopeY = random.nextDouble(-0.25, 0.25) / height;
    double edge = random.nextBoolean() ? random.nextDouble(0.5, 1.3) : 1;
    double rim = Math.max(1, 0.05 * Math.min(width, height));
    int plane = crop.size();
    for (int py = y0; py < y1; py++) {
      for (int px = x0; px < x1; px++) {
        double u = (px + 0.5 - x) * cos + (py + 0.5 - y) * sin;
        double v = (py + 0.5 - y) * cos - (px + 0.5 - x) * sin;
        if (Math.abs(u) >= width / 2 || Math.abs(v) >= height / 2) {
          continue;
        }
        int i = py * crop.width + px;
        double light = 1 + slopeX * u + slopeY * v;
        paint.put(crop, px, py, height / 2 - v < rim ? light * edge : light);
        int over = ink.at(u + width / 2, v + height / 2);
        float opaque = (over >>> 24) / 255f;
        for (int c = 0; c < 3 && opaque > 0; c++) {
          int at = c * plane + i;
          crop.rgb[at] = crop.rgb[at] * (1 - opaque) + (over >> (16 - 8 * c) & 0xff) * opaque;
        }
        crop.label[i] = label;
        crop.fragment[i] = 0;
        crop.weight[i] = 1;
      }
    }
  }

  /** Casts its shadow, on the side away from the light. */
  private void castShadow(
      Crop crop, int x0, int y0, int x1, int y1, int margin, SplittableRandom random) {
    double depth = random.nextDouble() < 0.7 ? random.nextDouble(0.15, 0.75) : 0;
    double moveX = random.nextDouble(-0.6, 0.6) * margin;
    double moveY = random.nextDouble(-0.6, 0.6) * margin;
    double soft = 0.4 * margin;
    double cos = Math.cos(turn);
    double sin = Math.sin(turn);
    for (int py = y0; py < y1 && depth > 0; py++) {
      for (int px = x0; px < x1; px++) {
        double dx = px + 0.5 - x - moveX;
        double dy = py + 0.5 - y - moveY;
        double u = Math.abs(dx * cos + dy * sin) - width / 2;
        double v = Math.abs(dy * cos - dx * sin) - height / 2;
        double outside = Math.max(u, v);
        double dark = Math.max(0, Math.min(1, 1 - outside / soft));
        RowPainter.darken(crop, py * crop.width + px, 1 - depth * dark);
      }
    }
  }
}

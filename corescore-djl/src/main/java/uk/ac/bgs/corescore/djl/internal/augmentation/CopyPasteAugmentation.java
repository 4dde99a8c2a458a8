// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.augmentation;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Copy-paste augmentation (Ghiasi et al., 2021): pastes pieces of rock and cards from one
 * photograph into another.
 */
final class CopyPasteAugmentation {
  private final List<LabelledImage> donors;
  private final byte box;

  /**
   * @param donors photographs that pieces are copied from
   * @param box index of the label that a card gets
   */
  CopyPasteAugmentation(List<LabelledImage> donors, byte box) {
    this.donors = donors;
    this.box = box;
  }

  /** Pastes one piece, with its cast shadow. */
  void pastePiece(Crop crop, SplittableRandom random) {
    LabelledImage source = donors.get(random.nextInt(donors.size()));
    int at = source.randomRockPixel(random);
    if (at < 0) {
      return;
    }
    int fromX = at % source.width();
    int fromY = Math.floorDiv(at, source.width());
    int wanted = source.fragmentAt(fromX, fromY);
    Crop piece = new Crop(crop.width, crop.height);
    source.sample(
        piece,
        Homography.random(
            random, crop.width, crop.height, fromX, fromY, random.nextDouble(0.9, 2.2)),
        false);
    int moveX = random.nextInt(-crop.width / 2, crop.width / 2);
    int moveY = random.nextInt(-crop.height / 2, crop.height / 2);
    float[] covered = new float[crop.size()];
    for (int y = 0; y < crop.height; y++) {
      for (int x = 0; x < crop.width; x++) {
        int px = x - moveX;
        int py = y - moveY;
        if (px >= 0
            && px < crop.width
            && py >= 0
            && py < crop.height
            && piece.fragment[py * crop.width + px] == wanted
            && piece.weight[py * crop.width + px] > 0) {
          covered[y * crop.width + x] = 1;
        }
      }
    }
    castShadow(crop, covered, random);
    int plane = crop.size();
    int number = 1 << 20;
    for (int y = 0; y < crop.height; y++) {
      for (int x = 0; x < crop.width; x++) {
        int i = y * crop.width + x;
        if (covered[i] > 0) {
          int from = (y - moveY) * crop.width + x - moveX;
          for (int c = 0; c < 3; c++) {
            crop.rgb[c * plane + i] = piece.rgb[c * plane + from];
          }
          crop.label[i] = piece.label[from];
          crop.fragment[i] = number;
          crop.weight[i] = 1;
        }
      }
    }
  }

  /** Pastes a card: blank or with writing, of any paper, curled, with a cast shadow. */
  void pasteCard(Crop crop, SplittableRandom random) {
    double width = random.nextDouble(40, 220);
    double height = random.nextDouble(60, 240);
    BufferedImage canvas = new BufferedImage(crop.width, crop.height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D pen = canvas.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    AffineTransform place =
        AffineTransform.getTranslateInstance(
            random.nextDouble() * crop.width, random.nextDouble() * crop.height);
    place.rotate(
        Math.toRadians(
            random.nextDouble() < 0.7 ? 4 * random.nextGaussian() : 360 * random.nextDouble()));
    pen.setTransform(place);
    double grey = random.nextDouble(70, 240);
    double warm = random.nextDouble(0, 0.35);
    Color paper = colour(grey, grey * (1 - warm * 0.4), grey * (1 - warm));
    pen.setColor(paper);
    pen.fill(new java.awt.geom.Rectangle2D.Double(-width / 2, -height / 2, width, height));
    if (random.nextDouble() < 0.7) {
      pen.setColor(random.nextDouble() < 0.7 ? new Color(30, 30, 35) : new Color(40, 50, 130));
      pen.setStroke(
          new BasicStroke(
              (float) random.nextDouble(1, 4.5), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      int marks = 1 + random.nextInt(8);
      double size = random.nextDouble(6, 26);
      double x = -width / 2 + random.nextDouble(0.1, 0.5) * width;
      double y = random.nextDouble(-0.3, 0.3) * height;
      for (int k = 0; k < marks; k++) {
        GeneralPath mark = new GeneralPath();
        mark.moveTo(x + size * random.nextDouble(), y + size * random.nextDouble());
        for (int s = 0; s < 1 + random.nextInt(3); s++) {
          mark.curveTo(
              x + size * random.nextDouble(), y + size * random.nextDouble(),
              x + size * random.nextDouble(), y + size * random.nextDouble(),
              x + size * random.nextDouble(), y + size * random.nextDouble());
        }
        pen.clip(new java.awt.geom.Rectangle2D.Double(-width / 2, -height / 2, width, height));
        pen.draw(mark);
        x += size * 1.1;
        if (x > width / 2 - size) {
          x = -width / 2 + 0.1 * width;
          y += 1.5 * size;
        }
      }
    }
    pen.dispose();
    int[] argb = canvas.getRGB(0, 0, crop.width, crop.height, null, 0, crop.width);
    float[] covered = new float[argb.length];
    for (int i = 0; i < argb.length; i++) {
      covered[i] = (argb[i] >>> 24) >= 128 ? 1 : 0;
    }
    castShadow(crop, covered, random);
    double grain = random.nextDouble(0, 7);
    double slopeX = random.nextDouble(-0.5, 0.5) / width;
    double slopeY = random.nextDouble(-0.5, 0.5) / height;
    double curl = random.nextDouble() < 0.5 ? random.nextDouble(0, 0.5) : 0;
    double[] centre = new double[2];
    place.transform(new double[] {0, 0}, 0, centre, 0, 1);
    int plane = crop.size();
    for (int y = 0; y < crop.height; y++) {
      for (int x = 0; x < crop.width; x++) {
        int i = y * crop.width + x;
        if (covered[i] == 0) {
          continue;
        }
        double dx = x - centre[0];
        double dy = y - centre[1];
        double light =
            Math.max(0.25, 1 + slopeX * dx + slopeY * dy - curl * Math.pow(2 * dx / width, 2));
        double speck = grain * random.nextGaussian();
        for (int c = 0; c < 3; c++) {
          double value = (argb[i] >> (16 - 8 * c) & 0xff) * light + speck;
          crop.rgb[c * plane + i] = (float) Math.max(0, Math.min(255, value));
        }
        crop.label[i] = box;
        crop.fragment[i] = 0;
        crop.weight[i] = 1;
      }
    }
  }

  private static Color colour(double r, double g, double b) {
    return new Color((int) r, (int) g, (int) b);
  }

  /** Casts a shadow beside the pasted object, on the side away from the light. */
  private static void castShadow(Crop crop, float[] covered, SplittableRandom random) {
    int reach = 2 + random.nextInt(10);
    double depth = random.nextDouble(0, 0.75);
    int moveX = random.nextInt(-reach, reach + 1);
    int moveY = random.nextInt(-reach, reach + 1);
    float[] dark = new float[covered.length];
    for (int y = 0; y < crop.height; y++) {
      int fromY = Math.max(0, Math.min(crop.height - 1, y - moveY));
      for (int x = 0; x < crop.width; x++) {
        int fromX = Math.max(0, Math.min(crop.width - 1, x - moveX));
        dark[y * crop.width + x] = covered[fromY * crop.width + fromX];
      }
    }
    BoxFilter.box(dark, crop.width, crop.height, 1 + reach / 2);
    int plane = crop.size();
    for (int i = 0; i < plane; i++) {
      float left = (float) (1 - depth * dark[i]);
      for (int c = 0; c < 3; c++) {
        crop.rgb[c * plane + i] *= left;
      }
    }
  }
}

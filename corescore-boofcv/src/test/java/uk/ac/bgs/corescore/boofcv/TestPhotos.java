// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Random;
import uk.ac.bgs.corescore.image.RgbImage;

/** Photographs painted for a test: grey-green shapes on cardboard. */
final class TestPhotos {
  static final int CARDBOARD = 0xA09078;
  static final int DARK_TRAY = 0x181614;
  static final int ROCK = 0x5C6452;

  private TestPhotos() {}

  /** Shapes of one rock colour on a tray, with a little camera noise. */
  static RgbImage of(int width, int height, int tray, Shape... rocks) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(new Color(tray));
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(new Color(ROCK));
    for (Shape rock : rocks) {
      graphics.fill(rock);
    }
    graphics.dispose();
    int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
    Random random = new Random(1869);
    for (int i = 0; i < pixels.length; i++) {
      int noise = random.nextInt(5) - 2;
      pixels[i] += noise * 0x010101;
    }
    return RgbImage.wrap(width, height, pixels);
  }

  /** The pixels that a shape covers. */
  static long pixels(Shape shape) {
    Area area = new Area(shape);
    java.awt.Rectangle box = area.getBounds();
    long count = 0;
    for (int y = box.y; y < box.y + box.height; y++) {
      for (int x = box.x; x < box.x + box.width; x++) {
        count += area.contains(x + 0.5, y + 0.5) ? 1 : 0;
      }
    }
    return count;
  }

  static RgbImage uniform(int width, int height, int rgb) {
    int[] pixels = new int[width * height];
    Arrays.fill(pixels, rgb);
    return RgbImage.wrap(width, height, pixels);
  }
}

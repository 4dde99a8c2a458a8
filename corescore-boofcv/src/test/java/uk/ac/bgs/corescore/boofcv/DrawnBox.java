// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCore;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreGenerator;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * A photograph of a whole box, drawn: rows of drawn core between walls, on a ground of its own.
 *
 * @param photo what is seen
 * @param rows the rows in the box's order, first to last, in photo pixels
 */
record DrawnBox(RgbImage photo, List<Path2D> rows) {
  private static final int LENGTH = 520;
  private static final int WIDTH = 62;
  private static final int WALL = 8;
  private static final int RIM = 15;

  /** What the box is made of and lies on. */
  enum Make {
    WOOD(0xB08850, 0x8A8880),
    DARK(0x24262A, 0xC8C4BC),
    PLASTIC(0x5A6C80, 0x403C38),
    CARD(0xA08A6C, 0xD8D8DC);

    private final int tray;
    private final int ground;

    Make(int tray, int ground) {
      this.tray = tray;
      this.ground = ground;
    }
  }

  /**
   * Draws a box in the middle of a photo.
   *
   * @param count rows
   * @param make tray and ground
   * @param degrees how far it is turned, clockwise as seen
   * @param size columns of the photo; it is as high as 3/4 of that
   * @param seed of the core and of the grain
   */
  static DrawnBox of(int count, Make make, double degrees, int size, long seed) {
    int boxLength = LENGTH + 2 * RIM;
    int boxWidth = count * WIDTH + (count - 1) * WALL + 2 * RIM;
    int[] box = new int[boxLength * boxWidth];
    Random random = new Random(seed);
    for (int i = 0; i < box.length; i++) {
      box[i] = grained(make.tray, random, 3);
    }
    List<Path2D> rows = new ArrayList<>();
    double scale = size / 800.0;
    int height = size * 3 / 4;
    AffineTransform place = AffineTransform.getTranslateInstance(size / 2.0, height / 2.0);
    place.rotate(Math.toRadians(degrees));
    place.scale(scale, scale);
    place.translate(-boxLength / 2.0, -boxWidth / 2.0);
    SyntheticCoreSettings settings =
        SyntheticCoreSettings.builder().size(LENGTH, WIDTH + 18).build();
    for (int row = 0; row < count; row++) {
      int top = RIM + row * (WIDTH + WALL);
      SyntheticCore core = new SyntheticCoreGenerator(settings).draw(seed + row);
      int[] rock = rockBounds(core);
      for (int y = 0; y < WIDTH; y++) {
        for (int x = 0; x < LENGTH; x++) {
          int fromX = rock[0] + x * (rock[2] - rock[0]) / LENGTH;
          int fromY = rock[1] + y * (rock[3] - rock[1]) / WIDTH;
          box[(top + y) * boxLength + RIM + x] = core.photo().rgb(fromX, fromY);
        }
      }
      Path2D outline = new Path2D.Double();
      outline.moveTo(RIM, top);
      outline.lineTo(RIM + LENGTH, top);
      outline.lineTo(RIM + LENGTH, top + WIDTH);
      outline.lineTo(RIM, top + WIDTH);
      outline.closePath();
      outline.transform(place);
      rows.add(outline);
    }
    int[] pixels = new int[size * height];
    for (int i = 0; i < pixels.length; i++) {
      Point2D at = new Point2D.Double(i % size + 0.5, Math.floorDiv(i, size) + 0.5);
      try {
        at = place.inverseTransform(at, null);
      } catch (java.awt.geom.NoninvertibleTransformException e) {
        throw new AssertionError(e);
      }
      int x = (int) Math.floor(at.getX());
      int y = (int) Math.floor(at.getY());
      boolean inBox = x >= 0 && y >= 0 && x < boxLength && y < boxWidth;
      pixels[i] = grained(inBox ? box[y * boxLength + x] : make.ground, random, 4);
    }
    return new DrawnBox(RgbImage.wrap(size, height, pixels), rows);
  }

  /** Left, top, right and bottom of the rock in a drawn row, with a little floor beside it. */
  private static int[] rockBounds(SyntheticCore core) {
    RgbImage photo = core.photo();
    int[] bounds = {photo.width(), photo.height(), 0, 0};
    for (int y = 0; y < photo.height(); y++) {
      for (int x = 0; x < photo.width(); x++) {
        if (core.truth().fragments().id(x, y) != 0) {
          bounds[0] = Math.min(bounds[0], x);
          bounds[1] = Math.min(bounds[1], Math.max(0, y - 2));
          bounds[2] = Math.max(bounds[2], x + 1);
          bounds[3] = Math.max(bounds[3], Math.min(photo.height(), y + 3));
        }
      }
    }
    return bounds;
  }

  private static int grained(int rgb, Random random, int most) {
    int grain = random.nextInt(2 * most + 1) - most;
    return channel(rgb >> 16, grain) << 16 | channel(rgb >> 8, grain) << 8 | channel(rgb, grain);
  }

  private static int channel(int value, int grain) {
    return Math.max(0, Math.min(255, (value & 0xff) + grain));
  }
}

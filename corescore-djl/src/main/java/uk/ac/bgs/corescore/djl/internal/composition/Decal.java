// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.composition;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.GeneralPath;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/**
 * Writing or print on an object: a picture with opacity, which covers the object from its upper
 * left corner.
 */
final class Decal {
  /** The empty decal. */
  static final Decal NONE = new Decal(1, 1, new int[1]);

  private static final int MOST = 700;

  /**
   * Segments of digits of a seven-segment display: top, upper right, lower right, bottom, and so
   * on.
   */
  private static final int[] DIGITS = {0x3f, 0x06, 0x5b, 0x4f, 0x66, 0x6d, 0x7d, 0x07, 0x7f, 0x6f};

  private static final double[][] SEGMENTS = {
    {0, 0, 1, 0},
    {1, 0, 1, 0.5},
    {1, 0.5, 1, 1},
    {0, 1, 1, 1},
    {0, 0.5, 0, 1},
    {0, 0, 0, 0.5},
    {0, 0.5, 1, 0.5}
  };

  private final int width;
  private final int height;
  private final int[] argb;

  private Decal(int width, int height, int[] argb) {
    this.width = width;
    this.height = height;
    this.argb = argb;
  }

  /** Colour at a pixel of the thing, its opacity in the top byte. */
  int at(double x, double y) {
    int u = (int) x;
    int v = (int) y;
    return x < 0 || y < 0 || u >= width || v >= height ? 0 : argb[v * width + u];
  }

  /** Draws lines on a sheet of some size. */
  private static final class Pen {
    private final BufferedImage sheet;
    private final Graphics2D pen;
    private final SplittableRandom random;

    Pen(double width, double height, SplittableRandom random) {
      this.sheet =
          new BufferedImage(
              (int) Math.max(1, Math.min(MOST, Math.ceil(width))),
              (int) Math.max(1, Math.min(MOST, Math.ceil(height))),
              BufferedImage.TYPE_INT_ARGB);
      this.pen = sheet.createGraphics();
      this.random = random;
      pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    }

    void stroke(double width) {
      pen.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    }

    Decal done() {
      pen.dispose();
      int w = sheet.getWidth();
      int h = sheet.getHeight();
      return new Decal(w, h, sheet.getRGB(0, 0, w, h, null, 0, w));
    }

    /** Writes a line of digits and letters from its left end. */
    void line(double x, double y, double size, int characters) {
      double at = x;
      for (int k = 0; k < characters && at < sheet.getWidth(); k++) {
        if (random.nextDouble() < 0.65) {
          digit(DIGITS[random.nextInt(10)], at, y, size);
        } else if (random.nextDouble() < 0.8) {
          letter(at, y, size);
        }
        at += size * random.nextDouble(0.75, 1);
      }
    }

    private void digit(int segments, double x, double y, double size) {
      double slant = 0.15 * size;
      for (int s = 0; s < SEGMENTS.length; s++) {
        if ((segments >> s & 1) == 1) {
          double[] of = SEGMENTS[s];
          pen.draw(
              new Line2D.Double(
                  x + 0.5 * size * of[0] + slant * (1 - of[1]),
                  y + size * of[1],
                  x + 0.5 * size * of[2] + slant * (1 - of[3]),
                  y + size * of[3]));
        }
      }
    }

    private void letter(double x, double y, double size) {
      GeneralPath path = new GeneralPath();
      path.moveTo(x + 0.6 * size * random.nextDouble(), y + size * random.nextDouble());
      for (int s = 0; s < 2 + random.nextInt(3); s++) {
        path.lineTo(x + 0.6 * size * random.nextInt(3) / 2.0, y + size * random.nextInt(3) / 2.0);
      }
      pen.draw(path);
    }
  }

  private static Color colour(SplittableRandom random) {
    double kind = random.nextDouble();
    return kind < 0.55
        ? new Color(20, 20, 28)
        : kind < 0.75
            ? new Color(200, 25, 30)
            : kind < 0.9
                ? new Color(30, 45, 150)
                : new Color(Surface.hsb(random, 0, 360, 0, 1, 0, 1));
  }

  /** Lines of digits and letters, handwritten or printed. */
  static Decal writing(double width, double height, SplittableRandom random) {
    Pen pen = new Pen(width, height, random);
    pen.pen.setColor(colour(random));
    int lines = 1 + random.nextInt(height > 0.5 * width ? 4 : 2);
    double room = height / lines;
    double size = room * random.nextDouble(0.4, 0.8);
    pen.stroke(Math.max(0.8, size * random.nextDouble(0.06, 0.2)));
    for (int k = 0; k < lines; k++) {
      int maximum = (int) Math.max(2, width / Math.max(1, size));
      pen.line(
          width * random.nextDouble(0.03, 0.3),
          room * k + (room - size) / 2,
          size,
          1 + random.nextInt(Math.min(12, maximum)));
    }
    if (random.nextDouble() < 0.2) {
      pen.pen.draw(new Rectangle2D.Double(1, 1, width - 3, height - 3));
    }
    return pen.done();
  }

  /** A ruler along the longer side, with digits or bars of two colours. */
  static Decal ruler(double width, double height, SplittableRandom random) {
    Pen pen = new Pen(width, height, random);
    pen.pen.setColor(random.nextDouble() < 0.85 ? new Color(25, 25, 25) : new Color(220, 220, 220));
    boolean lies = width >= height;
    double along = lies ? width : height;
    double across = lies ? height : width;
    int parts = 5 + random.nextInt(20);
    double step = along / parts;
    if (random.nextDouble() < 0.35) {
      for (int k = 0; k < parts; k += 2) {
        pen.pen.fill(
            lies
                ? new Rectangle2D.Double(k * step, 0, step, height)
                : new Rectangle2D.Double(0, k * step, width, step));
      }
      return pen.done();
    }
    pen.stroke(Math.max(0.7, across * 0.04));
    int fine = 1 + random.nextInt(10);
    for (int k = 0; k <= parts * fine; k++) {
      double at = k * step / fine;
      double tick = across * (k % fine == 0 ? 0.45 : 0.22);
      pen.pen.draw(lies ? new Line2D.Double(at, 0, at, tick) : new Line2D.Double(0, at, tick, at));
    }
    if (across > 8 && lies) {
      for (int k = 0; k < parts; k++) {
        pen.line(k * step + 0.1 * across, 0.5 * across, 0.4 * across, 2);
      }
    }
    return pen.done();
  }

  /** A colour chart. */
  static Decal chart(double width, double height, SplittableRandom random) {
    Pen pen = new Pen(width, height, random);
    int columns = width > height ? 6 : 4;
    int rows = 1 + random.nextInt(4);
    boolean grey = random.nextDouble() < 0.25;
    for (int row = 0; row < rows; row++) {
      for (int k = 0; k < columns; k++) {
        float level = (float) (k + 0.5) / columns;
        pen.pen.setColor(
            grey
                ? new Color(level, level, level)
                : new Color(Surface.hsb(random, 0, 360, 0.3, 1, 0.3, 1)));
        pen.pen.fill(
            new Rectangle2D.Double(
                width * (k + 0.08) / columns,
                height * (row + 0.08) / rows,
                0.84 * width / columns,
                0.84 * height / rows));
      }
    }
    return pen.done();
  }
}

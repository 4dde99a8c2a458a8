// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

import java.util.ArrayList;
import java.util.List;

/**
 * Handwriting as pen strokes: the glyphs are the project's own, on a grid four wide and six high,
 * and each is drawn a little differently every time.
 */
final class Handwriting {
  /** A glyph is its character, then strokes of points (column 0 to 4, row 0 to 6). */
  private static final String[] GLYPHS = {
    "0 10 02 04 16 36 44 42 30 10",
    "1 11 20 26",
    "2 01 10 30 41 42 06 46",
    "3 00 40 22 43 45 36 16 05",
    "4 30 04 44|32 36",
    "5 40 10 03 33 44 45 36 06",
    "6 40 12 04 16 36 45 44 33 13 04",
    "7 00 40 16|13 33",
    "8 23 11 20 31 23 05 16 36 45 23",
    "9 42 33 13 02 01 10 30 41 42 36",
    ". 25 26",
    "- 13 33",
    "/ 40 06",
    ": 21 22|24 25",
    "A 06 20 46|14 34",
    "B 00 06 36 45 34 03|00 30 41 32 03",
    "C 41 30 10 02 04 16 36 45",
    "D 00 06 26 44 42 20 00",
    "E 40 00 06 46|03 33",
    "H 00 06|40 46|03 43",
    "M 06 00 23 40 46",
    "N 06 00 46 40",
    "O 20 02 04 26 44 42 20",
    "P 06 00 30 41 42 33 03",
    "R 06 00 30 41 42 33 03 46",
    "S 41 30 10 01 12 33 44 45 36 16 05",
    "T 00 40|20 26",
    "X 00 46|40 06",
    "m 06 03|04 13 24 26|24 33 44 46",
    "x 03 46|43 06",
    "o 13 04 05 16 26 35 34 23 13",
    "p 03 08|04 23 34 25 05"
  };

  private record Stroke(double x0, double y0, double x1, double y1) {}

  private final List<Stroke> strokes = new ArrayList<>();
  private double length;

  /**
   * Writes a line.
   *
   * @param text characters of which there are glyphs; others leave a space
   * @param size height of a capital, mm
   * @param random random numbers
   */
  Handwriting(String text, double size, RandomSource random) {
    double unit = size / 6;
    double slant = random.between(0, 0.35);
    double x = 0;
    for (int c = 0; c < text.length(); c++) {
      String glyph = glyph(text.charAt(c));
      double lift = unit * 0.4 * random.nextGaussian();
      double wide = unit * random.between(0.8, 1.05);
      if (!glyph.isEmpty()) {
        for (String stroke : glyph.split("\\|", -1)) {
          stroke(stroke.strip().split(" ", -1), x, lift, wide, unit, slant, random);
        }
      }
      x += wide * (glyph.isEmpty() ? 3.2 : 4) + unit * random.between(1, 1.7);
    }
    length = x;
  }

  private static String glyph(char character) {
    for (String glyph : GLYPHS) {
      if (glyph.charAt(0) == character) {
        return glyph.substring(2);
      }
    }
    return "";
  }

  private void stroke(
      String[] points,
      double x,
      double lift,
      double wide,
      double unit,
      double slant,
      RandomSource random) {
    double px = 0;
    double py = 0;
    for (int k = 0; k < points.length; k++) {
      double gx = points[k].charAt(0) - '0' + 0.22 * random.nextGaussian();
      double gy = points[k].charAt(1) - '0' + 0.22 * random.nextGaussian();
      double qy = (gy - 6) * unit + lift;
      double qx = x + gx * wide - slant * qy;
      if (k > 0) {
        strokes.add(new Stroke(px, py, qx, qy));
      }
      px = qx;
      py = qy;
    }
  }

  /** Length of the line, mm. */
  double length() {
    return length;
  }

  /** Distance from a point to the nearest stroke, mm; the line begins at 0, 0 and rises to -y. */
  double distance(double x, double y) {
    double least = 1e9;
    for (Stroke s : strokes) {
      double dx = s.x1 - s.x0;
      double dy = s.y1 - s.y0;
      double t = ((x - s.x0) * dx + (y - s.y0) * dy) / (dx * dx + dy * dy + 1e-9);
      t = Math.max(0, Math.min(1, t));
      double ex = s.x0 + t * dx - x;
      double ey = s.y0 + t * dy - y;
      least = Math.min(least, ex * ex + ey * ey);
    }
    return Math.sqrt(least);
  }
}

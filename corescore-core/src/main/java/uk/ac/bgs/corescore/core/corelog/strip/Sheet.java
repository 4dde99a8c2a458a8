// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.strip;

import java.util.ArrayList;
import java.util.List;
import uk.ac.bgs.corescore.core.internal.draw.StrokeFont;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * The drawing of a page, in mm of paper from its upper left corner; later marks cover earlier ones.
 */
final class Sheet {
  static final String INK = "#222222";
  static final String SOFT = "#666666";
  static final String FAINT = "#c8c8c8";

  private static final double HATCH = 1.2;
  private static final double SLACK = 1.1;
  private static final String CUT = "...";

  private final List<Mark> marks = new ArrayList<>();

  /** Something drawn. */
  sealed interface Mark permits Box, Strokes, Words, Picture {}

  /** The anchor of a text. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /**
   * A rectangle.
   *
   * @param kind what it shows
   * @param fill its colour, empty for none
   * @param stroke the colour of its outline, empty for none
   * @param title its tooltip, empty for none
   */
  record Box(
      String kind,
      double x,
      double y,
      double width,
      double height,
      String fill,
      String stroke,
      String title)
      implements Mark {}

  /** A straight line. */
  record Segment(double x1, double y1, double x2, double y2) {}

  /**
   * Lines.
   *
   * @param kind what they show
   * @param pen their width
   * @param dash how long their dashes are, 0 for whole lines
   * @param title their tooltip, empty for none
   */
  record Strokes(
      String kind, List<Segment> lines, String colour, double pen, double dash, String title)
      implements Mark {}

  /**
   * A line of text.
   *
   * @param cap height of its capitals
   */
  record Words(double x, double baseline, double cap, Anchor anchor, String colour, String text)
      implements Mark {}

  /** A photograph, stretched to its place. */
  record Picture(double x, double y, double width, double height, RgbImage image) implements Mark {}

  List<Mark> marks() {
    return List.copyOf(marks);
  }

  void box(Box box) {
    marks.add(box);
  }

  void picture(Picture picture) {
    marks.add(picture);
  }

  void line(String kind, Segment line, String colour, double pen) {
    lines(kind, List.of(line), colour, pen, 0, "");
  }

  void lines(
      String kind, List<Segment> lines, String colour, double pen, double dash, String title) {
    if (!lines.isEmpty()) {
      marks.add(new Strokes(kind, List.copyOf(lines), colour, pen, dash, title));
    }
  }

  void words(double x, double baseline, double cap, Anchor anchor, String colour, String text) {
    marks.add(new Words(x, baseline, cap, anchor, colour, text));
  }

  /** A text that is made smaller, and then shorter, until it fits a width. */
  void fitted(
      double x,
      double baseline,
      double cap,
      Anchor anchor,
      String colour,
      String text,
      double room) {
    double least = Math.max(1, cap / 2);
    double wide = width(text, cap);
    double size = wide <= room ? cap : Math.max(least, cap * room / wide);
    String shown = text;
    if (width(shown, size) > room * (1 + 1e-9)) {
      int[] points = text.codePoints().toArray();
      int kept = points.length;
      while (kept > 0 && width(new String(points, 0, kept) + CUT, size) > room) {
        kept--;
      }
      shown = new String(points, 0, kept) + CUT;
    }
    words(x, baseline, size, anchor, colour, shown);
  }

  /** The value of a bar: in it, or to its right where it is too short. */
  void beside(double x, double bar, double baseline, double cap, String text) {
    boolean inside = bar == 0 || bar >= width(text, cap) + 2;
    words(x + (inside ? 0 : bar) + 1, baseline, cap, Anchor.START, INK, text);
  }

  /** An upper estimate of a text's width in any font. */
  static double width(String text, double cap) {
    return SLACK * StrokeFont.width(text, cap);
  }

  /** Slanted lines over a rectangle, upwards to the right or downwards; they meet those beside. */
  void hatch(
      String kind, double x, double y, double width, double height, boolean up, String colour) {
    List<Segment> lines = new ArrayList<>();
    double right = x + width;
    double lower = y + height;
    double sign = up ? 1 : -1;
    // On a line x + y, or x - y, is the same everywhere.
    double least = up ? x + y : x - lower;
    double most = up ? right + lower : right - y;
    for (long i = (long) Math.floor(least / HATCH) + 1; i * HATCH < most; i++) {
      double sum = i * HATCH;
      double from = Math.max(x, up ? sum - lower : sum + y);
      double to = Math.min(right, up ? sum - y : sum + lower);
      if (to - from > 1e-6) {
        lines.add(new Segment(from, sign * (sum - from), to, sign * (sum - to)));
      }
    }
    lines(kind, lines, colour, 0.15, 0, "");
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.draw;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.HashMap;
import java.util.Map;
import uk.ac.bgs.corescore.core.internal.files.JarText;

/**
 * A stroke font: letters as lines, so that a drawing is the same everywhere and needs no installed
 * font, which a server may not have.
 *
 * <p>{@code stroke-font.txt} holds a glyph a line: the character, then moves, lines and quadratic
 * curves in units of which a capital is six high, y down, baseline at 6. A character without a
 * glyph is drawn as a box.
 */
public final class StrokeFont {
  private static final double CAPITAL = 6;
  private static final double GAP = 1.5;
  private static final double SPACE = 2.2;
  private static final StrokeFont INSTANCE = new StrokeFont(load());

  private final Map<Integer, Glyph> glyphs;
  private final Glyph missing = new Glyph(path("M0 0 L3 0 L3 6 L0 6 L0 0"), 3);

  private record Glyph(Path2D path, double width) {}

  private StrokeFont(Map<Integer, Glyph> glyphs) {
    this.glyphs = glyphs;
  }

  /** The width of a line of text whose capitals are so many pixels high. */
  public static double width(String text, double capHeight) {
    return INSTANCE.lay(text, new Path2D.Double()) * capHeight / CAPITAL;
  }

  /** The lines of a text whose first glyph begins at x and which stands on the baseline. */
  public static Path2D lines(String text, double x, double baseline, double capHeight) {
    Path2D path = new Path2D.Double();
    INSTANCE.lay(text, path);
    double scale = capHeight / CAPITAL;
    AffineTransform place = AffineTransform.getTranslateInstance(x, baseline - capHeight);
    place.scale(scale, scale);
    path.transform(place);
    return path;
  }

  private double lay(String text, Path2D path) {
    double x = 0;
    int[] characters = text.codePoints().toArray();
    for (int character : characters) {
      if (Character.isWhitespace(character) || Character.isSpaceChar(character)) {
        x += SPACE;
      } else {
        Glyph glyph = glyphs.getOrDefault(character, missing);
        path.append(
            glyph.path().getPathIterator(AffineTransform.getTranslateInstance(x, 0)), false);
        x += glyph.width() + GAP;
      }
    }
    return Math.max(0, x - GAP);
  }

  private static Map<Integer, Glyph> load() {
    Map<Integer, Glyph> glyphs = new HashMap<>();
    for (String line : JarText.of(StrokeFont.class, "stroke-font.txt").split("\n", -1)) {
      if (!line.isEmpty()) {
        int character = line.codePointAt(0);
        Path2D path = path(line.substring(Character.charCount(character) + 1));
        Rectangle2D bounds = path.getBounds2D();
        glyphs.put(character, new Glyph(path, Character.isDigit(character) ? 4 : bounds.getMaxX()));
      }
    }
    return Map.copyOf(glyphs);
  }

  private static Path2D path(String commands) {
    Path2D path = new Path2D.Double();
    String[] parts = commands.split(" ", -1);
    int at = 0;
    while (at < parts.length) {
      char kind = parts[at].charAt(0);
      double x = Double.parseDouble(parts[at].substring(1));
      double y = Double.parseDouble(parts[at + 1]);
      at += 2;
      switch (kind) {
        case 'M' -> path.moveTo(x, y);
        case 'L' -> path.lineTo(x, y);
        default -> {
          path.quadTo(x, y, Double.parseDouble(parts[at]), Double.parseDouble(parts[at + 1]));
          at += 2;
        }
      }
    }
    return path;
  }
}

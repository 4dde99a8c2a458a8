// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.image.PixelScale;

/**
 * Numbers as text, the same in every locale and on every JDK. What people read may be any double:
 * from 1e15 on it has an exponent, and what is not finite is an infinity sign or a dash.
 */
public final class NumberText {
  private static final char GROUP = '\u202F';
  private static final double LONGEST = 1e15;

  private NumberText() {}

  /** A value that may be undefined: absent where it is not finite. */
  public static OptionalDouble finite(double value) {
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /**
   * The number for machines: the shortest of 15, 16 or 17 significant digits that reads back as the
   * same double, without trailing zeros, so that whole numbers have no decimals. An exponent only
   * outside 1e-12 to 1e21.
   */
  public static String exact(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("only finite numbers are written, not " + value);
    }
    if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
      return Long.toString((long) value);
    }
    BigDecimal whole = new BigDecimal(value);
    BigDecimal rounded = whole;
    for (int digits = 15; digits <= 17; digits++) {
      rounded = whole.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == value) {
        break;
      }
    }
    rounded = rounded.stripTrailingZeros();
    double size = Math.abs(value);
    return size >= 1e-12 && size < 1e21 ? rounded.toPlainString() : rounded.toString();
  }

  /** The number for people: so many significant digits, thousands apart by narrow spaces. */
  public static String readable(double value, int digits) {
    if (!plain(value)) {
      return unwieldy(value);
    }
    BigDecimal rounded =
        BigDecimal.valueOf(value).round(new MathContext(digits, RoundingMode.HALF_UP));
    if (rounded.scale() <= 0) {
      return grouped(BigDecimal.valueOf(value).setScale(0, RoundingMode.HALF_UP).toPlainString());
    }
    rounded = rounded.stripTrailingZeros();
    double size = Math.abs(value);
    return size != 0 && size < 1e-4 ? rounded.toString() : grouped(rounded.toPlainString());
  }

  /** The number for people, in a column: so many decimals, thousands apart by narrow spaces. */
  public static String fixed(double value, int decimals) {
    if (!plain(value)) {
      return unwieldy(value);
    }
    return grouped(
        BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString());
  }

  private static boolean plain(double value) {
    return Math.abs(value) < LONGEST;
  }

  /** A number that is too long to be written out, or none. */
  private static String unwieldy(double value) {
    if (Double.isNaN(value)) {
      return "\u2013";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "\u221E" : "-\u221E";
    }
    BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(3, RoundingMode.HALF_UP));
    int exponent = rounded.precision() - rounded.scale() - 1;
    return rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "E+" + exponent;
  }

  private static String grouped(String plain) {
    int point = plain.indexOf('.') < 0 ? plain.length() : plain.indexOf('.');
    int first = plain.startsWith("-") ? 1 : 0;
    StringBuilder text = new StringBuilder(plain);
    if (point - first > 4) {
      for (int at = point - 3; at > first; at -= 3) {
        text.insert(at, GROUP);
      }
    }
    return text.toString();
  }

  /** An area in few characters, for a drawing: three significant digits. */
  public static String shortPixels(double squarePixels) {
    if (squarePixels < 10_000) {
      return exact(Math.rint(squarePixels)) + " px\u00B2";
    }
    return squarePixels < 999_500
        ? threeDigits(squarePixels / 1e3) + "k px\u00B2"
        : threeDigits(squarePixels / 1e6) + "M px\u00B2";
  }

  /** An area on the core in few characters: mm² below 1 cm², m² from 1 m². */
  public static String shortMillimetres(double squareMillimetres) {
    if (squareMillimetres < 100) {
      return threeDigits(squareMillimetres) + " mm\u00B2";
    }
    return squareMillimetres < 1e6
        ? threeDigits(squareMillimetres / 100) + " cm\u00B2"
        : threeDigits(squareMillimetres / 1e6) + " m\u00B2";
  }

  /** An area as a drawing shows it: on the core where the scale is known, else in pixels. */
  public static String shortArea(double squarePixels, Optional<PixelScale> scale) {
    return scale
        .map(
            s -> shortMillimetres(squarePixels * s.millimetresPerPixel() * s.millimetresPerPixel()))
        .orElseGet(() -> shortPixels(squarePixels));
  }

  private static String threeDigits(double value) {
    if (!plain(value)) {
      return unwieldy(value);
    }
    BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(3, RoundingMode.HALF_UP));
    return rounded.scale() <= 0
        ? BigDecimal.valueOf(value).setScale(0, RoundingMode.HALF_UP).toPlainString()
        : rounded.toPlainString();
  }
}

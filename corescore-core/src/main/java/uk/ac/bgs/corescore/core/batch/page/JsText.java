// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HexFormat;

/** Values as literals that are the same in JSON, in a script file and in a script of a page. */
final class JsText {
  private static final MathContext DIGITS = new MathContext(6);

  private JsText() {}

  /** A text; what could end a script, a line or the encoding is escaped. */
  static String quoted(String text) {
    StringBuilder literal = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        literal.append(c).append(text.charAt(++i));
      } else if (c == '"' || c == '\\') {
        literal.append('\\').append(c);
      } else if (c < ' ' || "<>&\u007F\u2028\u2029\uFEFF".indexOf(c) >= 0 || special(c)) {
        literal.append("\\u").append(HexFormat.of().toHexDigits(c));
      } else {
        literal.append(c);
      }
    }
    return literal.append('"').toString();
  }

  private static boolean special(char c) {
    return Character.isSurrogate(c) || (c > '\u007F' && c < '\u00A0');
  }

  /** A figure, to six significant digits. */
  static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros().toString();
  }
}

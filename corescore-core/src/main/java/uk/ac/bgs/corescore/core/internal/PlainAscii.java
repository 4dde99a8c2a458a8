// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal;

import java.text.Normalizer;
import java.util.Map;

/** Text for file formats that hold the characters 32 to 126 of ASCII and no others. */
public final class PlainAscii {
  private static final int FIRST = 0x20;
  private static final int LAST = 0x7E;

  private static final Map<Integer, String> NEAR =
      Map.ofEntries(
          Map.entry(0x00B0, " deg"),
          Map.entry(0x00D7, "x"),
          Map.entry(0x00DF, "ss"),
          Map.entry(0x00C6, "AE"),
          Map.entry(0x00E6, "ae"),
          Map.entry(0x00D8, "O"),
          Map.entry(0x00F8, "o"),
          Map.entry(0x0110, "D"),
          Map.entry(0x0111, "d"),
          Map.entry(0x0131, "i"),
          Map.entry(0x0141, "L"),
          Map.entry(0x0142, "l"),
          Map.entry(0x0152, "OE"),
          Map.entry(0x0153, "oe"),
          Map.entry(0x03BC, "u"),
          Map.entry(0x2010, "-"),
          Map.entry(0x2012, "-"),
          Map.entry(0x2013, "-"),
          Map.entry(0x2014, "-"),
          Map.entry(0x2015, "-"),
          Map.entry(0x2018, "'"),
          Map.entry(0x2019, "'"),
          Map.entry(0x201C, "\""),
          Map.entry(0x201D, "\""),
          Map.entry(0x2022, "*"),
          Map.entry(0x2044, "/"),
          Map.entry(0x2212, "-"),
          Map.entry(0x2264, "<="),
          Map.entry(0x2265, ">="));

  private PlainAscii() {}

  /**
   * The text in ASCII: accents are left out, dashes and quotation marks become their plain forms,
   * line breaks and other commands a space, and what has no near form a question mark.
   */
  public static String of(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFKD)
        .codePoints()
        .forEach(
            c -> {
              if (c >= FIRST && c <= LAST) {
                plain.append((char) c);
              } else if (Character.isISOControl(c) || Character.isWhitespace(c)) {
                plain.append(' ');
              } else if (Character.getType(c) != Character.NON_SPACING_MARK) {
                plain.append(NEAR.getOrDefault(c, "?"));
              }
            });
    return plain.toString();
  }
}

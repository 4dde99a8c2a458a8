// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.regex.Pattern;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;

/** Numbers as text, the same in every locale. */
final class DecimalText {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d{1,20}(\\.\\d{0,20})?|\\.\\d{1,20})([eE][+-]?\\d{1,3})?");

  private DecimalText() {}

  /** The number, white space around it allowed; NaN if it is none. */
  static double parse(String text) {
    String bare = text.strip();
    return DECIMAL.matcher(bare).matches() ? Double.parseDouble(bare) : Double.NaN;
  }

  /** The number for messages, a whole one without decimals. */
  static String text(double value) {
    return new JsonValue.Decimal(value).plain();
  }

  /** Writes a number that reads back the same, a whole one without decimals. */
  static void write(JsonGenerator json, double value) throws IOException {
    if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
      json.writeNumber((long) value);
    } else {
      json.writeNumber(value);
    }
  }
}

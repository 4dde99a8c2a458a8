// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding (RFC 3986, 2005) of UTF-8. */
public final class PercentEncoding {
  private static final String UNRESERVED = "-._~/";

  private PercentEncoding() {}

  /** A path with slashes between names, as a URI has it; all but unreserved characters encoded. */
  public static String encodePath(String path) {
    StringBuilder encoded = new StringBuilder(path.length() + 16);
    for (byte unit : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (unit & 0xFF);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (plain || UNRESERVED.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(unit));
      }
    }
    return encoded.toString();
  }

  /**
   * The text that a percent-encoded one stands for. What is not encoded stays as it is: a percent
   * sign without two digits, a plus sign, and the whole text if its bytes are no UTF-8.
   */
  public static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteBuffer bytes = ByteBuffer.allocate(4 * text.length());
    for (int at = 0; at < text.length(); ) {
      int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
      int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
      if (text.charAt(at) == '%' && high >= 0 && low >= 0) {
        bytes.put((byte) (16 * high + low));
        at += 3;
      } else {
        int next = text.offsetByCodePoints(at, 1);
        bytes.put(text.substring(at, next).getBytes(StandardCharsets.UTF_8));
        at = next;
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      return text;
    }
  }
}

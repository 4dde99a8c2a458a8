// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.mask;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/**
 * One text of a PNG file (W3C PNG, 2003), found by its keyword. Other texts are skipped, so that
 * neither their size nor what they unpack to costs anything.
 */
final class PngText {
  private static final int SIGNATURE_BYTES = 8;
  private static final int FRAME_BYTES = 12;

  private PngText() {}

  /**
   * Finds a text.
   *
   * @param file for messages
   * @param png the whole file
   * @param keyword the text's keyword
   * @param maxBytes how large its chunk may be
   * @return the text; empty if there is none before the file or its chunks end
   * @throws CoreScoreException if it is larger, or compressed
   */
  static Optional<String> of(Path file, byte[] png, String keyword, int maxBytes) {
    byte[] wanted = (keyword + '\0').getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer chunks = ByteBuffer.wrap(png);
    long at = SIGNATURE_BYTES;
    while (at + FRAME_BYTES <= png.length) {
      int start = (int) at + 8;
      long size = chunks.getInt((int) at) & 0xFFFFFFFFL;
      if (size > png.length - FRAME_BYTES - at) {
        return Optional.empty();
      }
      String name = new String(png, (int) at + 4, 4, StandardCharsets.ISO_8859_1);
      int end = (int) (start + size);
      boolean named =
          size >= wanted.length
              && Arrays.equals(png, start, start + wanted.length, wanted, 0, wanted.length);
      if (named && (name.equals("iTXt") || name.equals("tEXt") || name.equals("zTXt"))) {
        if (size > maxBytes) {
          throw new CoreScoreException(
              FailureKind.TOO_LARGE,
              String.format(
                  Locale.ROOT,
                  "%s: expected at most %d bytes of text %s, but it has %d",
                  file,
                  maxBytes,
                  keyword,
                  size));
        }
        return Optional.of(text(file, png, start + wanted.length, end, name, keyword));
      }
      at += size + FRAME_BYTES;
    }
    return Optional.empty();
  }

  private static String text(
      Path file, byte[] png, int from, int end, String name, String keyword) {
    int start = from;
    Charset charset = StandardCharsets.ISO_8859_1;
    boolean packed = name.equals("zTXt");
    if (name.equals("iTXt")) {
      packed = start < end && png[start] != 0;
      charset = StandardCharsets.UTF_8;
      start = afterNul(png, afterNul(png, start + 2, end), end);
    }
    if (packed) {
      throw new CoreScoreException(
          FailureKind.UNSUPPORTED,
          file + ": expected text " + keyword + " as it is, but it is compressed");
    }
    return new String(png, Math.min(start, end), Math.max(0, end - start), charset);
  }

  private static int afterNul(byte[] png, int from, int end) {
    int at = from;
    while (at < end && png[at] != 0) {
      at++;
    }
    return at + 1;
  }
}

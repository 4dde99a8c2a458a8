// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import uk.ac.bgs.corescore.core.mask.LabelToolMask;

/** Writes masks as LabelTool reads them, row by row: a mask as text is many times its size. */
final class LabelToolAnswer {
  private LabelToolAnswer() {}

  /**
   * Writes {@code {"predictions":[{"raw_image":[[[0],[1],...],...]},...]}}.
   *
   * @param masks a mask an instance
   * @param flat whether a pixel is a number, as in CoreScore's original, and not a list of one
   * @param out where to
   */
  static void write(List<LabelToolMask> masks, boolean flat, OutputStream out) throws IOException {
    BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16);
    byte[][] texts = new byte[256][];
    for (int value = 0; value < texts.length; value++) {
      texts[value] = ascii(flat ? "" + value : "[" + value + "]");
    }
    buffered.write(ascii("{\"predictions\":["));
    for (int i = 0; i < masks.size(); i++) {
      LabelToolMask mask = masks.get(i);
      buffered.write(ascii(i == 0 ? "{\"raw_image\":[" : ",{\"raw_image\":["));
      for (int y = 0; y < mask.height(); y++) {
        buffered.write(ascii(y == 0 ? "[" : ",["));
        for (int x = 0; x < mask.width(); x++) {
          if (x > 0) {
            buffered.write(',');
          }
          buffered.write(texts[mask.value(x, y)]);
        }
        buffered.write(']');
      }
      buffered.write(ascii("]}"));
    }
    buffered.write(ascii("]}"));
    buffered.flush();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

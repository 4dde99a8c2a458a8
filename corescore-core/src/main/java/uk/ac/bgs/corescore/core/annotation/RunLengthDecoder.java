// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.util.List;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;

/** Decodes the run lengths of COCO, CVAT and Label Studio. */
final class RunLengthDecoder {
  private RunLengthDecoder() {}

  /** Fills a mask from lengths that alternate between outside and inside. */
  private static final class Alternation {
    private final RunLengthMask mask;
    private long at;
    private boolean inside;

    Alternation(RunLengthMask mask) {
      this.mask = mask;
    }

    void next(double length) throws MalformedShapeException {
      if (!(length >= 0 && length <= mask.pixels() - at && length == Math.rint(length))) {
        throw new MalformedShapeException(
            "the run length "
                + DecimalText.text(length)
                + " at pixel "
                + at
                + " does not fit into a mask of "
                + mask.pixels()
                + " pixels");
      }
      if (inside) {
        mask.add(at, at + (long) length);
      }
      at += (long) length;
      inside = !inside;
    }

    void end() throws MalformedShapeException {
      if (at != mask.pixels()) {
        throw new MalformedShapeException(
            "the run lengths sum to " + at + ", the mask has " + mask.pixels() + " pixels");
      }
    }
  }

  /** COCO's list of lengths. */
  static void numbers(List<JsonValue> lengths, RunLengthMask mask) throws MalformedShapeException {
    Alternation runs = new Alternation(mask);
    for (JsonValue length : lengths) {
      runs.next(length.number());
    }
    runs.end();
  }

  /**
   * COCO's string: each length, from the fourth on less the one two before it, in groups of five
   * bits from the lowest, a sixth bit saying that more follow, as characters from '0'.
   */
  static void string(String text, RunLengthMask mask) throws MalformedShapeException {
    Alternation runs = new Alternation(mask);
    long before = 0;
    long last = 0;
    int count = 0;
    for (int at = 0; at < text.length(); count++) {
      long value = 0;
      int shift = 0;
      int group;
      do {
        group = at < text.length() ? text.charAt(at) - '0' : -1;
        if (group < 0 || group > 63 || shift > 50) {
          throw new MalformedShapeException("the run length string is damaged at character " + at);
        }
        value |= (group & 31L) << shift;
        shift += 5;
        at++;
      } while ((group & 32) != 0);
      if ((group & 16) != 0) {
        value |= -1L << shift;
      }
      long length = count > 2 ? value + before : value;
      before = last;
      last = length;
      runs.next((double) length);
    }
    runs.end();
  }

  /** CVAT's list of lengths with commas. */
  static void commas(String text, RunLengthMask mask) throws MalformedShapeException {
    Alternation runs = new Alternation(mask);
    for (int begin = 0; begin <= text.length(); ) {
      int comma = text.indexOf(',', begin);
      int end = comma < 0 ? text.length() : comma;
      runs.next(DecimalText.parse(text.substring(begin, end)));
      begin = end + 1;
    }
    runs.end();
  }

  /**
   * Label Studio's brush: a bit stream of the four channels of each pixel, of which the last one is
   * the stroke. 32 bits number of values; 5 bits word size less one; four times 4 bits size of a
   * length less one; then packets: 1 bit "one value repeated", 2 bits which size of length, the
   * length less one, and one word or as many as the length says.
   */
  static void brush(List<JsonValue> bytes, RunLengthMask mask) throws MalformedShapeException {
    Bits bits = new Bits(bytes);
    long values = bits.read(32);
    if (values != 4 * mask.pixels()) {
      throw new MalformedShapeException(
          "the brush has " + values + " values, expected are 4 for each of " + mask.pixels());
    }
    int word = (int) bits.read(5) + 1;
    int[] sizes = new int[4];
    for (int i = 0; i < 4; i++) {
      sizes[i] = (int) bits.read(4) + 1;
    }
    for (long at = 0; at < values; ) {
      boolean repeated = bits.read(1) == 1;
      long end = at + 1 + bits.read(sizes[(int) bits.read(2)]);
      if (end > values) {
        throw new MalformedShapeException("the brush goes on behind its last value");
      }
      while (at < end) {
        boolean drawn = bits.read(word) != 0;
        long next = repeated ? end : at + 1;
        if (drawn) {
          // pixels whose fourth value lies in at..next
          mask.add(at / 4, next / 4);
        }
        at = next;
      }
    }
  }

  /** Reads bits from the highest of each byte. */
  private static final class Bits {
    private final List<JsonValue> bytes;
    private long at;

    Bits(List<JsonValue> bytes) {
      this.bytes = bytes;
    }

    long read(int count) throws MalformedShapeException {
      long value = 0;
      for (int i = 0; i < count; i++, at++) {
        int index = (int) (at >> 3);
        int octet = index < bytes.size() ? bytes.get(index).count() : -1;
        if (octet < 0 || octet > 255) {
          throw new MalformedShapeException(
              "the brush ends, or is no byte, at position " + index + " of " + bytes.size());
        }
        value = (value << 1) | ((octet >> (7 - (at & 7))) & 1);
      }
      return value;
    }
  }
}

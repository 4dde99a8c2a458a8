// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a TIFF file by hand, right or wrong. */
final class TinyTiff {
  private final boolean little;
  private final Map<Integer, byte[]> values = new TreeMap<>();
  private final Map<Integer, int[]> heads = new TreeMap<>();
  private final List<byte[]> pieces = new ArrayList<>();
  private final List<TinyTiff> own = new ArrayList<>();
  private long next;

  TinyTiff(boolean little) {
    this.little = little;
  }

  /** A page without compression. */
  static TinyTiff page(int width, int height, int bits, int samples, int photometric) {
    long[] each = new long[samples];
    Arrays.fill(each, bits);
    return new TinyTiff(true)
        .tag(256, 4, width)
        .tag(257, 4, height)
        .tag(258, 3, each)
        .tag(259, 3, 1)
        .tag(262, 3, photometric)
        .tag(277, 3, samples);
  }

  TinyTiff tag(int tag, int type, long... numbers) {
    int each = type == 3 ? 2 : type == 16 || type == 18 ? 8 : 4;
    byte[] content = new byte[numbers.length * each];
    ByteBuffer bytes = ByteBuffer.wrap(content).order(order());
    for (long number : numbers) {
      number(bytes, each, number);
    }
    return raw(tag, type, numbers.length, content);
  }

  TinyTiff bytes(int tag, byte[] content) {
    return raw(tag, 7, content.length, content);
  }

  /** An entry whose count need not fit its values. */
  TinyTiff raw(int tag, int type, int count, byte[] content) {
    heads.put(tag, new int[] {type, count});
    values.put(tag, content);
    return this;
  }

  TinyTiff without(int tag) {
    heads.remove(tag);
    values.remove(tag);
    return this;
  }

  TinyTiff strip(byte... content) {
    pieces.add(content);
    return this;
  }

  TinyTiff nextDirectory(long offset) {
    next = offset;
    return this;
  }

  /** A page that this one names as its own. */
  TinyTiff own(TinyTiff page) {
    own.add(page);
    return this;
  }

  /** A file of this page alone. */
  byte[] build() {
    return file(false, this);
  }

  /** A BigTIFF file of this page alone. */
  byte[] buildBig() {
    return file(true, this);
  }

  /** A file of pages in the byte order of the first. */
  static byte[] file(boolean big, TinyTiff... pages) {
    boolean little = pages[0].little;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        PhotoFixtures.latin(
            big
                ? (little ? "II+\0\10\0\0\0" : "MM\0+\0\10\0\0") + "\0\0\0\0\0\0\0\0"
                : little ? "II*\0\0\0\0\0" : "MM\0*\0\0\0\0"));
    long at = pages[pages.length - 1].next;
    for (int i = pages.length - 1; i >= 0; i--) {
      at = pages[i].append(out, big, at);
    }
    byte[] file = out.toByteArray();
    ByteBuffer header = ByteBuffer.wrap(file).order(pages[0].order());
    if (big) {
      header.putLong(8, at);
    } else {
      header.putInt(4, (int) at);
    }
    return file;
  }

  /**
   * Strips, values, directory; the strips' places are added unless they are set.
   *
   * @return where the directory stands
   */
  private long append(ByteArrayOutputStream out, boolean big, long following) {
    long[] owned = own.stream().mapToLong(page -> page.append(out, big, 0)).toArray();
    if (owned.length > 0) {
      tag(330, big ? 18 : 13, owned);
    }
    long[] offsets = new long[pieces.size()];
    long[] counts = new long[pieces.size()];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = out.size();
      counts[i] = pieces.get(i).length;
      out.writeBytes(pieces.get(i));
    }
    int offsetTag = heads.containsKey(322) ? 324 : 273;
    List<Integer> added = new ArrayList<>(List.of(offsetTag, offsetTag == 324 ? 325 : 279));
    added.removeIf(tag -> offsets.length == 0 || heads.containsKey(tag));
    added.forEach(tag -> tag(tag, big ? 16 : 4, tag == offsetTag ? offsets : counts));
    int field = big ? 8 : 4;
    ByteBuffer directory = ByteBuffer.allocate(2 * field + (big ? 20 : 12) * heads.size());
    directory.order(order());
    number(directory, big ? 8 : 2, heads.size());
    heads.forEach(
        (tag, head) -> {
          byte[] content = values.getOrDefault(tag, new byte[0]);
          directory.putShort((short) (int) tag).putShort((short) head[0]);
          number(directory, field, head[1]);
          if (content.length <= field) {
            directory.put(Arrays.copyOf(content, field));
          } else {
            number(directory, field, out.size());
            out.writeBytes(content);
          }
        });
    number(directory, field, following);
    int at = out.size();
    out.write(directory.array(), 0, directory.position());
    added.forEach(this::without);
    return at;
  }

  private static void number(ByteBuffer out, int bytes, long number) {
    switch (bytes) {
      case 2 -> out.putShort((short) number);
      case 4 -> out.putInt((int) number);
      default -> out.putLong(number);
    }
  }

  private ByteOrder order() {
    return little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }
}

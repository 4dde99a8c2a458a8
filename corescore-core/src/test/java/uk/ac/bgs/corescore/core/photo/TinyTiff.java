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
    byte[] content = new byte[numbers.length * (type == 3 ? 2 : 4)];
    ByteBuffer bytes = ByteBuffer.wrap(content).order(order());
    for (long number : numbers) {
      if (type == 3) {
        bytes.putShort((short) number);
      } else {
        bytes.putInt((int) number);
      }
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

  /** Header, strips, values, directory; the strips' places are added unless they are set. */
  byte[] build() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(PhotoFixtures.latin(little ? "II*\0\0\0\0\0" : "MM\0*\0\0\0\0"));
    long[] offsets = new long[pieces.size()];
    long[] counts = new long[pieces.size()];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = out.size();
      counts[i] = pieces.get(i).length;
      out.writeBytes(pieces.get(i));
    }
    boolean tiled = heads.containsKey(322);
    if (offsets.length > 0) {
      if (!heads.containsKey(tiled ? 324 : 273)) {
        tag(tiled ? 324 : 273, 4, offsets);
      }
      if (!heads.containsKey(tiled ? 325 : 279)) {
        tag(tiled ? 325 : 279, 4, counts);
      }
    }
    byte[] entries = new byte[6 + 12 * heads.size()];
    ByteBuffer directory = ByteBuffer.wrap(entries).order(order());
    directory.putShort((short) heads.size());
    heads.forEach(
        (tag, head) -> {
          byte[] content = values.getOrDefault(tag, new byte[0]);
          directory.putShort((short) (int) tag).putShort((short) head[0]).putInt(head[1]);
          if (content.length <= 4) {
            directory.put(Arrays.copyOf(content, 4));
          } else {
            directory.putInt(out.size());
            out.writeBytes(content);
          }
        });
    directory.putInt((int) next);
    int at = out.size();
    out.writeBytes(entries);
    byte[] file = out.toByteArray();
    ByteBuffer.wrap(file).order(order()).putInt(4, at);
    return file;
  }

  private ByteOrder order() {
    return little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }
}

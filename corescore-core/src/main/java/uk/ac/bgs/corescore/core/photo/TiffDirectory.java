// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An image file directory of a TIFF file or Exif block, as TIFF 6.0 (1992) lays it out, or of a
 * BigTIFF file (Aware Systems, 2007), whose counts and offsets have 64 bits. Values are read when
 * they are requested.
 */
final class TiffDirectory {
  static final int ENTRY_BYTES = 12;
  static final int BIG_ENTRY_BYTES = 20;
  private static final int MAX_ENTRIES = 0xFFFF;
  private static final long MAX_VALUE_BYTES = 1L << 26;
  private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};

  private final FileBytes file;
  private final boolean little;
  private final boolean big;
  private final Map<Integer, Entry> entries;
  private final long next;

  private TiffDirectory(
      FileBytes file, boolean little, boolean big, Map<Integer, Entry> entries, long next) {
    this.file = file;
    this.little = little;
    this.big = big;
    this.entries = entries;
    this.next = next;
  }

  /** One entry; {@code field} holds its values where they fit, or where in the file they are. */
  record Entry(int tag, int type, long count, ByteView field) {
    /**
     * Bytes of all values; 0 if the type is not known, the largest number if there are too many.
     */
    long bytes() {
      int each = bytesOf(type);
      return each > 0 && count > Long.MAX_VALUE / each ? Long.MAX_VALUE : count * each;
    }

    /** Whether the values are in the entry itself. */
    boolean inside() {
      return bytes() <= field.length();
    }
  }

  /** Reads the directory that the header points to. */
  static TiffDirectory first(FileBytes file) throws IOException {
    ByteView header = file.at(0, Math.min(8, file.length()));
    boolean little = header.startsWith(0, "II");
    boolean big = header.startsWith(0, "II+\0") || header.startsWith(0, "MM\0+");
    if (!big && !header.startsWith(0, "II*\0") && !header.startsWith(0, "MM\0*")) {
      throw new MalformedImageException("a TIFF header expected, other bytes found");
    }
    ByteView ordered = header.order(little);
    if (big && (ordered.u16(4) != 8 || ordered.u16(6) != 0)) {
      throw new MalformedImageException(
          "a BigTIFF header with offsets of 8 bytes expected, "
              + ordered.u16(4)
              + " and "
              + ordered.u16(6)
              + " found");
    }
    long offset = big ? file.at(8, 8).order(little).u64(0) : ordered.u32(4);
    return read(file, offset, little, big);
  }

  /** Another directory of the same file. */
  TiffDirectory at(long offset) throws IOException {
    return read(file, offset, little, big);
  }

  private static TiffDirectory read(FileBytes file, long offset, boolean little, boolean big)
      throws IOException {
    int head = big ? 8 : 2;
    ByteView counted = file.at(offset, head).order(little);
    long count = big ? counted.u64(0) : counted.u16(0);
    if (count > MAX_ENTRIES) {
      throw new MalformedImageException(
          "at most " + MAX_ENTRIES + " tags expected in a directory, " + count + " found");
    }
    int each = big ? BIG_ENTRY_BYTES : ENTRY_BYTES;
    int field = big ? 8 : 4;
    ByteView heads = file.at(offset + head, count * each).order(little);
    Map<Integer, Entry> entries = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      long place = (long) i * each;
      int tag = heads.u16(place);
      int type = heads.u16(place + 2);
      long values = big ? heads.u64(place + 4) : heads.u32(place + 4);
      ByteView content = heads.part(place + each - field, field);
      entries.putIfAbsent(tag, new Entry(tag, type, values, content));
    }
    long end = offset + head + count * each;
    long next = 0;
    if (file.length() - end >= field) {
      ByteView pointer = file.at(end, field).order(little);
      next = big ? pointer.u64(0) : pointer.u32(0);
    }
    return new TiffDirectory(file, little, big, entries, next);
  }

  /** Bytes of a value of a type; 0 if the type is not known. */
  static int bytesOf(int type) {
    return type < TYPE_BYTES.length ? TYPE_BYTES[type] : 0;
  }

  boolean littleEndian() {
    return little;
  }

  /** Whether counts and offsets have 64 bits. */
  boolean big() {
    return big;
  }

  /** The offset of the next directory; 0 if there is none. */
  long next() {
    return next;
  }

  /** The file that the directory is of. */
  FileBytes file() {
    return file;
  }

  boolean has(int tag) {
    return entries.containsKey(tag);
  }

  Iterable<Entry> entries() {
    return entries.values();
  }

  /** The first value of a whole-number entry, or the default if there is no such entry. */
  long number(int tag, long otherwise) throws IOException {
    Entry entry = entries.get(tag);
    return entry == null ? otherwise : value(entry, raw(entry), 0);
  }

  /** The first value of a whole-number entry that must be there. */
  long number(int tag, String name) throws IOException {
    Entry entry = entries.get(tag);
    if (entry == null) {
      throw new MalformedImageException("tag " + tag + " (" + name + ") expected, it is missing");
    }
    return value(entry, raw(entry), 0);
  }

  /** All values of a whole-number entry; none if there is no such entry. */
  long[] numbers(int tag) throws IOException {
    Entry entry = entries.get(tag);
    if (entry == null) {
      return new long[0];
    }
    ByteView values = raw(entry); // they lie inside the file, so an absurd count allocates nothing
    long[] numbers = new long[(int) entry.count()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = value(entry, values, i);
    }
    return numbers;
  }

  /** The bytes of an entry's values; none if there is no such entry. */
  ByteView bytes(int tag) throws IOException {
    Entry entry = entries.get(tag);
    return entry == null ? ByteView.of(new byte[0]) : raw(entry);
  }

  /** The bytes of an entry's values, which must lie in the file. */
  ByteView raw(Entry entry) throws IOException {
    long bytes = entry.bytes();
    if (bytes > 0 && entry.inside()) {
      return entry.field().part(0, bytes);
    }
    long from = big ? entry.field().u64(0) : entry.field().u32(0);
    if (bytes == 0 || bytes > MAX_VALUE_BYTES || from > file.length() - bytes) {
      throw new MalformedImageException(
          "tag "
              + entry.tag()
              + " with values inside the file expected, "
              + entry.count()
              + " of type "
              + entry.type()
              + " at byte "
              + from
              + " of "
              + file.length()
              + " found");
    }
    return file.at(from, bytes).order(little);
  }

  private static long value(Entry entry, ByteView values, int index)
      throws MalformedImageException {
    return switch (entry.type()) {
      case 1, 7 -> values.u8(index);
      case 3 -> values.u16(2L * index);
      case 4, 13 -> values.u32(4L * index);
      case 16, 18 -> values.u64(8L * index);
      default ->
          throw new MalformedImageException(
              "tag "
                  + entry.tag()
                  + " as a whole number expected, one of type "
                  + entry.type()
                  + " found");
    };
  }
}

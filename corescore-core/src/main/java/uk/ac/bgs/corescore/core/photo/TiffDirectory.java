// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.util.LinkedHashMap;
import java.util.Map;

/** The first image file directory of a TIFF file or Exif block, as TIFF 6.0 (1992) lays it out. */
final class TiffDirectory {
  static final int ENTRY_BYTES = 12;
  private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

  private final Bytes file;
  private final int offset;
  private final Map<Integer, Entry> entries;

  private TiffDirectory(Bytes file, int offset, Map<Integer, Entry> entries) {
    this.file = file;
    this.offset = offset;
    this.entries = entries;
  }

  /** One entry; {@code place} is where the 12 bytes stand, {@code values} where the values do. */
  record Entry(int tag, int type, long count, long place, long values) {}

  /** Reads the directory that the header points to; those behind it are never looked at. */
  static TiffDirectory first(Bytes file) throws MalformedImageException {
    boolean little = file.startsWith(0, "II*\0");
    if (!little && !file.startsWith(0, "MM\0*")) {
      throw new MalformedImageException("a TIFF header expected, other bytes came");
    }
    Bytes ordered = file.order(little);
    long offset = ordered.u32(4);
    int count = ordered.u16(offset);
    Map<Integer, Entry> entries = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      long place = offset + 2 + (long) i * ENTRY_BYTES;
      int tag = ordered.u16(place);
      int type = ordered.u16(place + 2);
      long values = ordered.u32(place + 4);
      int size = bytesOf(type);
      boolean inside = values * size <= 4;
      long at = inside ? place + 8 : ordered.u32(place + 8);
      entries.putIfAbsent(tag, new Entry(tag, type, values, place, at));
    }
    return new TiffDirectory(ordered, (int) offset, entries);
  }

  /** Bytes of a value of a type; 0 if the type is not known. */
  static int bytesOf(int type) {
    return type < TYPE_BYTES.length ? TYPE_BYTES[type] : 0;
  }

  boolean littleEndian() {
    return file.littleEndian();
  }

  /** Where the directory stands in the file. */
  int offset() {
    return offset;
  }

  boolean has(int tag) {
    return entries.containsKey(tag);
  }

  Iterable<Entry> entries() {
    return entries.values();
  }

  /** The first value of a whole-number entry, or the default if there is no such entry. */
  long number(int tag, long otherwise) throws MalformedImageException {
    Entry entry = entries.get(tag);
    return entry == null ? otherwise : value(entry, 0);
  }

  /** The first value of a whole-number entry that must be there. */
  long number(int tag, String name) throws MalformedImageException {
    Entry entry = entries.get(tag);
    if (entry == null) {
      throw new MalformedImageException("tag " + tag + " (" + name + ") expected, it is missing");
    }
    return value(entry, 0);
  }

  /** All values of a whole-number entry; none if there is no such entry. */
  long[] numbers(int tag) throws MalformedImageException {
    Entry entry = entries.get(tag);
    if (entry == null) {
      return new long[0];
    }
    raw(entry); // the values lie inside the file, so an absurd count allocates nothing
    long[] numbers = new long[(int) entry.count()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = value(entry, i);
    }
    return numbers;
  }

  /** The bytes of an entry's values; none if there is no such entry. */
  Bytes bytes(int tag) throws MalformedImageException {
    Entry entry = entries.get(tag);
    return entry == null ? file.part(0, 0) : raw(entry);
  }

  /** Checks that an entry's values lie in the file. */
  Bytes raw(Entry entry) throws MalformedImageException {
    int size = bytesOf(entry.type());
    if (size == 0 || entry.count() == 0 || entry.values() + entry.count() * size > file.length()) {
      throw new MalformedImageException(
          "tag "
              + entry.tag()
              + " with values inside the file expected, "
              + entry.count()
              + " of type "
              + entry.type()
              + " at byte "
              + entry.values()
              + " of "
              + file.length()
              + " came");
    }
    return file.part(entry.values(), entry.count() * size);
  }

  private long value(Entry entry, int index) throws MalformedImageException {
    Bytes values = raw(entry);
    return switch (entry.type()) {
      case 1, 7 -> values.u8(index);
      case 3 -> values.u16(2L * index);
      case 4 -> values.u32(4L * index);
      default ->
          throw new MalformedImageException(
              "tag "
                  + entry.tag()
                  + " as a whole number expected, one of type "
                  + entry.type()
                  + " came");
    };
  }
}

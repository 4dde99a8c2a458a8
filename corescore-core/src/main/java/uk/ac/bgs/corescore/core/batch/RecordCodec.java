// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A record as bytes. Texts are of UTF-8 with their length before them; a cell is a byte that says
 * its type, and its value. The rows of fragments are kept without the photo's name, their first
 * cell.
 */
final class RecordCodec {
  private static final int NULL = 0;
  private static final int TEXT = 1;
  private static final int INTEGER = 2;
  private static final int REAL = 3;
  private static final int FALSE = 4;
  private static final int TRUE = 5;

  private RecordCodec() {}

  /** The beginning of a record, by which it is found. */
  record Head(String name, int version) {}

  static byte[] encode(PhotoRecord photo) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      text(out, photo.name());
      out.writeInt(photo.version());
      text(out, photo.fingerprint());
      text(out, photo.time().toString());
      out.writeBoolean(photo.scored());
      text(out, photo.files());
      text(out, String.join(",", photo.reports()));
      out.writeLong(photo.bytes());
      row(out, photo.photo());
      out.writeInt(photo.fragments().size());
      for (List<@Nullable Object> fragment : photo.fragments()) {
        row(out, fragment.subList(1, fragment.size()));
      }
    } catch (IOException e) {
      throw new IllegalStateException("memory takes all bytes", e);
    }
    return bytes.toByteArray();
  }

  static Head head(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    return new Head(text(in), in.readInt());
  }

  static PhotoRecord decode(byte[] bytes) throws IOException {
    return decode(bytes, true);
  }

  /** A record, with or without the rows of its fragments. */
  static PhotoRecord decode(byte[] bytes, boolean whole) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    String name = text(in);
    int version = in.readInt();
    String fingerprint = text(in);
    Instant time = Instant.parse(text(in));
    boolean scored = in.readBoolean();
    String files = text(in);
    String list = text(in);
    SortedSet<String> reports =
        list.isEmpty() ? new TreeSet<>() : new TreeSet<>(List.of(list.split(",", -1)));
    long size = in.readLong();
    List<@Nullable Object> photo = row(in, new ArrayList<>());
    int count = whole ? in.readInt() : 0;
    List<List<@Nullable Object>> fragments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<@Nullable Object> row = new ArrayList<>();
      row.add(name);
      fragments.add(row(in, row));
    }
    return new PhotoRecord(
        name, version, fingerprint, time, scored, files, reports, size, photo, fragments);
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    byte[] bytes = new byte[Math.min(Math.max(in.readInt(), 0), in.available())];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void row(DataOutputStream out, List<@Nullable Object> row) throws IOException {
    out.writeInt(row.size());
    for (Object cell : row) {
      if (cell == null) {
        out.writeByte(NULL);
      } else if (cell instanceof String text) {
        out.writeByte(TEXT);
        text(out, text);
      } else if (cell instanceof Long number) {
        out.writeByte(INTEGER);
        out.writeLong(number);
      } else if (cell instanceof Double number) {
        out.writeByte(REAL);
        out.writeDouble(number);
      } else {
        out.writeByte(Boolean.TRUE.equals(cell) ? TRUE : FALSE);
      }
    }
  }

  private static List<@Nullable Object> row(DataInputStream in, List<@Nullable Object> row)
      throws IOException {
    int cells = in.readInt();
    for (int i = 0; i < cells; i++) {
      row.add(cell(in));
    }
    return row;
  }

  private static @Nullable Object cell(DataInputStream in) throws IOException {
    int type = in.readUnsignedByte();
    return switch (type) {
      case NULL -> null;
      case TEXT -> text(in);
      case INTEGER -> in.readLong();
      case REAL -> in.readDouble();
      case FALSE -> false;
      case TRUE -> true;
      default -> throw new IOException("no type of a cell has the number " + type);
    };
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.column;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/**
 * NumPy's NPY format, versions 1.0 to 3.0 (NEP 1, 2007): the header of an array, and its bytes in C
 * order. Arrays of Python objects are refused.
 */
final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;
  private static final int MAX_HEADER = 1 << 16;
  private static final int BLOCK = 1 << 16;
  private static final Pattern TYPE =
      Pattern.compile("['\"]descr['\"]\\s*:\\s*(['\"])([^'\"]*)\\1");
  private static final Pattern ORDER =
      Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)\\b");
  private static final Pattern SHAPE =
      Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([0-9,\\sL]*)\\)");

  private Npy() {}

  /**
   * What an array is of.
   *
   * @param type NumPy's name of the type of its elements, such as {@code |u1}
   * @param shape how long it is in each dimension
   * @param offset at which byte of the file it begins
   */
  record Header(String type, List<Long> shape, long offset) {
    /** Refuses a file that has not exactly the bytes of its array. */
    void requireSize(long fileBytes, long arrayBytes) {
      if (fileBytes != offset + arrayBytes) {
        throw new CoreScoreException(
            FailureKind.BAD_INPUT,
            "expected "
                + (offset + arrayBytes)
                + " bytes for shape "
                + shape
                + " of "
                + type
                + ", got "
                + fileBytes
                + (fileBytes < offset + arrayBytes ? ": cut short" : ""));
      }
    }
  }

  /** Writes a header of version 1.0. */
  static void header(OutputStream out, String type, int... shape) throws IOException {
    StringBuilder sizes = new StringBuilder();
    for (int size : shape) {
      sizes.append(sizes.isEmpty() ? "" : " ").append(size).append(',');
    }
    if (shape.length > 1) {
      sizes.setLength(sizes.length() - 1);
    }
    String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + sizes + "), }";
    int fixed = MAGIC.length + 4 + 1;
    int padding = ALIGNMENT - (fixed + text.length()) % ALIGNMENT;
    int length = text.length() + padding + 1;
    out.write(MAGIC);
    out.write(new byte[] {1, 0, (byte) length, (byte) (length >> 8)});
    out.write((text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  /** Reads a header; the stream is then at the first element. */
  static Header header(InputStream in) throws IOException {
    byte[] start = in.readNBytes(MAGIC.length + 2);
    if (start.length < MAGIC.length + 2
        || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, "expected a NumPy file (.npy), got something else");
    }
    int version = start[MAGIC.length];
    if (version < 1 || version > 3) {
      throw new CoreScoreException(
          FailureKind.UNSUPPORTED,
          "expected the NPY format 1.0, 2.0 or 3.0, got "
              + version
              + "."
              + start[MAGIC.length + 1]);
    }
    byte[] size = whole(in, version == 1 ? 2 : 4);
    long length = 0;
    for (int i = size.length - 1; i >= 0; i--) {
      length = (length << 8) | (size[i] & 0xff);
    }
    if (length > MAX_HEADER) {
      throw new CoreScoreException(
          FailureKind.TOO_LARGE,
          "expected a header of at most " + MAX_HEADER + " bytes, got one of " + length);
    }
    String text = new String(whole(in, (int) length), StandardCharsets.UTF_8).strip();
    return parsed(text, MAGIC.length + 2 + size.length + length);
  }

  private static byte[] whole(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, "expected a NumPy file, got one that ends in its header");
    }
    return bytes;
  }

  private static Header parsed(String text, long offset) {
    Matcher type = TYPE.matcher(text);
    Matcher order = ORDER.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    boolean one = text.startsWith("{") && text.endsWith("}");
    if (!one || !type.find() || !order.find() || !shape.find()) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          "expected a header with one type, an order and a shape, got "
              + text.substring(0, Math.min(text.length(), 200)));
    }
    if (type.group(2).contains("O")) {
      throw new CoreScoreException(
          FailureKind.UNSUPPORTED,
          "expected an array of numbers, got one of Python objects (a pickle), which is not read");
    }
    if (order.group(1).equals("True")) {
      throw new CoreScoreException(
          FailureKind.UNSUPPORTED,
          "expected an array in C order, got one in Fortran order; numpy.ascontiguousarray turns"
              + " it");
    }
    List<Long> sizes = new ArrayList<>();
    for (String size : shape.group(1).replace("L", "").split(",", -1)) {
      if (!size.isBlank()) {
        String digits = size.strip();
        if (digits.length() > 18 || !digits.matches("[0-9]+")) {
          throw new CoreScoreException(
              FailureKind.BAD_INPUT, "expected a shape, got (" + shape.group(1) + ")");
        }
        sizes.add(Long.parseLong(digits));
      }
    }
    return new Header(type.group(2), List.copyOf(sizes), offset);
  }

  /** Writes numbers of 8 bytes, the least significant first. */
  static void doubles(OutputStream out, double[] values) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      block.putDouble(value);
      if (!block.hasRemaining()) {
        out.write(block.array());
        block.clear();
      }
    }
    out.write(block.array(), 0, block.position());
  }

  /** Reads as many numbers as are wanted, of 4 or 8 bytes, in either order. */
  static double[] doubles(InputStream in, String type, int count) throws IOException {
    int bytes = type.endsWith("4") ? 4 : 8;
    double[] values = new double[count];
    ByteBuffer block =
        ByteBuffer.allocate(BLOCK)
            .order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; ) {
      int some = Math.min(count - i, BLOCK / bytes);
      fill(in, block.array(), some * bytes);
      block.clear();
      for (int end = i + some; i < end; i++) {
        values[i] = bytes == 4 ? block.getFloat() : block.getDouble();
      }
    }
    return values;
  }

  /** Reads so many bytes. */
  static void fill(InputStream in, byte[] to, int length) throws IOException {
    if (in.readNBytes(to, 0, length) < length) {
      throw new EOFException("cut short: it ends before its last number");
    }
  }
}

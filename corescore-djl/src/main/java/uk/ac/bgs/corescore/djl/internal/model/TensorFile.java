// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.model;

import ai.djl.util.Float16Utils;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.core.internal.json.JsonText;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;

/**
 * Arrays and metadata in the safetensors format: the length of a JSON header, the header, the
 * numbers. It holds no code.
 *
 * @param metadata texts by name
 * @param tensors the arrays by name
 * @param sha256 of the bytes of the numbers, blank if not read from a file
 */
public record TensorFile(Map<String, String> metadata, Map<String, Tensor> tensors, String sha256) {
  private static final int MAX_HEADER = 1 << 20;
  private static final String METADATA = "__metadata__";

  /**
   * An array.
   *
   * @param shape its sides
   * @param values its numbers, in row-major order
   */
  @SuppressWarnings("ArrayRecordComponent") // on their way to or from a file
  record Tensor(long[] shape, float[] values) {}

  public TensorFile(Map<String, String> metadata, Map<String, Tensor> tensors) {
    this(metadata, tensors, "");
  }

  public static TensorFile of(Map<String, String> metadata, Map<String, float[]> flat) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    flat.forEach(
        (name, values) -> tensors.put(name, new Tensor(new long[] {values.length}, values)));
    return new TensorFile(metadata, tensors);
  }

  /** Writes the file, in half or single precision. */
  public void write(OutputStream out, boolean half) throws IOException {
    int width = half ? 2 : 4;
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (JsonGenerator json = JsonText.compact(text)) {
      json.writeStartObject();
      json.writeObjectFieldStart(METADATA);
      for (Map.Entry<String, String> entry : metadata.entrySet()) {
        json.writeStringField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
      long at = 0;
      for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
        Tensor tensor = entry.getValue();
        json.writeObjectFieldStart(entry.getKey());
        json.writeStringField("dtype", half ? "F16" : "F32");
        json.writeFieldName("shape");
        json.writeArray(tensor.shape(), 0, tensor.shape().length);
        json.writeFieldName("data_offsets");
        long end = at + (long) width * tensor.values().length;
        json.writeArray(new long[] {at, end}, 0, 2);
        json.writeEndObject();
        at = end;
      }
      json.writeEndObject();
    }
    while (text.size() % 8 != 0) {
      text.write(' ');
    }
    out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(text.size()).array());
    text.writeTo(out);
    for (Tensor tensor : tensors.values()) {
      out.write(bytes(tensor, half));
    }
  }

  /** SHA-256 of the bytes of the numbers as they are written. */
  String sha256(boolean half) {
    MessageDigest digest = Sha256.digest();
    tensors.values().forEach(tensor -> digest.update(bytes(tensor, half)));
    return Sha256.hex(digest);
  }

  private static byte[] bytes(Tensor tensor, boolean half) {
    float[] values = tensor.values();
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(half ? 2 : 4, values.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      if (half) {
        bytes.putShort(Float16Utils.floatToHalf(value));
      } else {
        bytes.putFloat(value);
      }
    }
    return bytes.array();
  }

  /**
   * Reads a file that {@link #write} wrote.
   *
   * @param bytes the whole file
   * @param name its name in errors
   * @throws CoreScoreException if it is not such a file, is cut off, or states wrong sizes
   */
  public static TensorFile read(byte[] bytes, String name) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < 8 + 2) {
      throw wrong(name, "8 bytes of header length and a header", bytes.length + " bytes");
    }
    long header = in.getLong();
    if (header < 2 || header > MAX_HEADER || header > bytes.length - 8) {
      throw wrong(
          name,
          "a header of 2 to " + Math.min(MAX_HEADER, bytes.length - 8) + " bytes",
          Long.toUnsignedString(header));
    }
    JsonValue root;
    try {
      root = JsonValue.read(Arrays.copyOfRange(bytes, 8, 8 + (int) header), Set.of());
    } catch (JsonProcessingException e) {
      throw wrong(name, "a header of JSON", JsonText.reason(e));
    } catch (IOException e) {
      throw wrong(name, "a header of JSON", String.valueOf(e.getMessage()));
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    root.get(METADATA).members().forEach((key, value) -> metadata.put(key, value.plain()));
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    ByteBuffer data = in.slice(8 + (int) header, bytes.length - 8 - (int) header);
    data.order(ByteOrder.LITTLE_ENDIAN);
    long claimed = 0;
    for (Map.Entry<String, JsonValue> entry : root.members().entrySet()) {
      if (entry.getKey().equals(METADATA)) {
        continue;
      }
      String array = name + ": " + entry.getKey();
      Tensor tensor = tensor(array, entry.getValue(), data);
      claimed += bytesOf(entry.getValue());
      if (claimed > data.capacity()) {
        throw wrong(
            array,
            "arrays that share none of the file's " + data.capacity() + " bytes of numbers",
            claimed + " bytes up to this one");
      }
      tensors.put(entry.getKey(), tensor);
    }
    MessageDigest digest = Sha256.digest();
    digest.update(data);
    return new TensorFile(metadata, tensors, Sha256.hex(digest));
  }

  /** Bytes of an array that {@link #tensor} accepted. */
  private static long bytesOf(JsonValue described) {
    JsonValue offsets = described.get("data_offsets");
    return (long) offsets.get(1).count() - offsets.get(0).count();
  }

  private static Tensor tensor(String name, JsonValue described, ByteBuffer data) {
    String type = described.get("dtype").plain();
    int width = type.equals("F16") ? 2 : type.equals("F32") ? 4 : 0;
    if (width == 0) {
      throw wrong(name, "dtype F16 or F32", type);
    }
    List<JsonValue> sides = described.get("shape").items();
    long[] shape = new long[sides.size()];
    long count = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = sides.get(i).count();
      if (shape[i] < 0 || count * shape[i] > Integer.MAX_VALUE) {
        throw wrong(name, "sides of an array", JsonText.line(described.get("shape")));
      }
      count *= shape[i];
    }
    JsonValue offsets = described.get("data_offsets");
    long from = offsets.get(0).count();
    long to = offsets.get(1).count();
    if (from < 0 || to < from || to > data.capacity() || to - from != count * width) {
      throw wrong(
          name,
          count * width + " bytes within the " + data.capacity() + " of the file",
          JsonText.line(offsets));
    }
    float[] values = new float[(int) count];
    for (int i = 0; i < values.length; i++) {
      int at = (int) from + i * width;
      values[i] = width == 2 ? Float16Utils.halfToFloat(data.getShort(at)) : data.getFloat(at);
    }
    return new Tensor(shape, values);
  }

  /** The values of the arrays by name. */
  public Map<String, float[]> flat() {
    Map<String, float[]> flat = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> flat.put(name, tensor.values()));
    return flat;
  }

  private static CoreScoreException wrong(String name, String expected, String came) {
    return new CoreScoreException(
        FailureKind.BAD_INPUT, name + ": expected " + expected + ", got " + came);
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.CoreScoreException;

class TensorFileTest {
  private static byte[] written(boolean half) throws IOException {
    Map<String, TensorFile.Tensor> tensors = new LinkedHashMap<>();
    tensors.put("a", new TensorFile.Tensor(new long[] {2, 3}, new float[] {0, 1, -2, .5f, 4, 65}));
    tensors.put("b", new TensorFile.Tensor(new long[] {1}, new float[] {0.1f}));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new TensorFile(Map.of("said", "a \"word\"\n"), tensors).write(out, half);
    return out.toByteArray();
  }

  private static TensorFile.Tensor tensor(TensorFile file, String name) {
    return Objects.requireNonNull(file.tensors().get(name));
  }

  @Test
  void writtenFilesAreRead() throws IOException {
    TensorFile read = TensorFile.read(written(false), "file");
    assertEquals(Map.of("said", "a \"word\"\n"), read.metadata());
    assertArrayEquals(new float[] {0, 1, -2, .5f, 4, 65}, tensor(read, "a").values());
    assertArrayEquals(new long[] {2, 3}, tensor(read, "a").shape());
    assertArrayEquals(new float[] {0.1f}, tensor(read, "b").values());
  }

  @Test
  void halfPrecisionKeepsElevenBits() throws IOException {
    TensorFile read = TensorFile.read(written(true), "file");
    assertArrayEquals(new float[] {0, 1, -2, .5f, 4, 65}, tensor(read, "a").values());
    assertEquals(0.1f, tensor(read, "b").values()[0], 0.1f / 2048);
  }

  @Test
  void truncationIsDetected() throws IOException {
    byte[] whole = written(false);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      CoreScoreException e =
          assertThrows(CoreScoreException.class, () -> TensorFile.read(cut, "cut.corescore"));
      assertTrue(String.valueOf(e.getMessage()).startsWith("cut.corescore"), e.getMessage());
      assertTrue(String.valueOf(e.getMessage()).contains("expected"), e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-4,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536],\"data_offsets\":[0,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],"
            + "\"data_offsets\":[9223372036854775805,-9223372036854775807]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":7}",
        "{\"a\":",
        "not JSON at all"
      })
  void liesAreRefused(String header) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    byte[] file =
        ByteBuffer.allocate(8 + text.length + 8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(text.length)
            .put(text)
            .array();
    assertThrows(CoreScoreException.class, () -> TensorFile.read(file, "lie"));
  }
}

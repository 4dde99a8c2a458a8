// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.spi.OptionException;

class PrecisionTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets the field
  Path folder;

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /** Published bit patterns: 1, -2 and the rounding of 1 + 2^-8 and 1 + 3 * 2^-8 to even. */
  @Test
  void numbersAreStoredToTheNearest() {
    float[] values = {1, -2, 1 + 1 / 256f, 1 + 3 / 256f};
    assertArrayEquals(
        bytes(0x80, 0x3f, 0x00, 0xc0, 0x80, 0x3f, 0x82, 0x3f), Precision.BFLOAT16.stored(values));
    assertArrayEquals(bytes(0x00, 0x3c, 0x00, 0xc0), Precision.FLOAT16.stored(new float[] {1, -2}));
    assertArrayEquals(bytes(0, 0, 0x80, 0x3f), Precision.FLOAT32.stored(new float[] {1}));
  }

  @Test
  void bfloat16SupportFollowsTheProcessor() throws IOException {
    Path list = folder.resolve("cpuinfo");
    assertFalse(Precision.multiplies(Precision.BFLOAT16, list), "there is no list");
    Files.writeString(list, "processor\t: 0\nflags\t\t: fpu avx2 avx512f\n");
    assertFalse(Precision.multiplies(Precision.BFLOAT16, list));
    Files.writeString(list, "processor\t: 0\nflags\t\t: fpu avx512_bf16 avx2\n");
    assertTrue(Precision.multiplies(Precision.BFLOAT16, list));
    Files.writeString(list, "flags\t\t: fpu amx_bf16\n");
    assertTrue(Precision.multiplies(Precision.BFLOAT16, list));
  }

  @Test
  void supportOfBytesFollowsTheProcessorAndTheModel() throws IOException {
    Path list = folder.resolve("cpuinfo");
    Files.writeString(list, "flags\t\t: fpu avx2 avx512f avx512_bf16\n");
    assertFalse(Precision.multiplies(Precision.INT8, list));
    Files.writeString(list, "flags\t\t: fpu avx2 avx_vnni\n");
    assertTrue(Precision.multiplies(Precision.INT8, list));
    Files.writeString(list, "flags\t\t: fpu avx512_vnni\n");
    assertTrue(Precision.multiplies(Precision.INT8, list));
    OptionException unknown =
        assertThrows(OptionException.class, () -> Precision.of("int8", Device.cpu(), false));
    assertTrue(String.valueOf(unknown.getMessage()).contains("calibrated"), unknown.getMessage());
    OptionException gpu =
        assertThrows(OptionException.class, () -> Precision.of("int8", Device.gpu(), true));
    assertTrue(String.valueOf(gpu.getMessage()).contains("multiplies bytes"), gpu.getMessage());
    assertEquals(Precision.ofProcessor(), Precision.of("auto", Device.cpu(), false));
  }

  @Test
  void unsupportedPrecisionIsRefused() {
    assertEquals(Precision.FLOAT16, Precision.of("auto", Device.gpu(), true));
    assertEquals(Precision.FLOAT16, Precision.of("float16", Device.gpu(), true));
    assertEquals(Precision.FLOAT32, Precision.of("float32", Device.cpu(), true));
    assertEquals(Precision.BFLOAT16, Precision.of("bfloat16", Device.cpu(), true));
    OptionException half =
        assertThrows(OptionException.class, () -> Precision.of("float16", Device.cpu(), true));
    assertTrue(String.valueOf(half.getMessage()).contains("runs on a GPU"), half.getMessage());
    OptionException none =
        assertThrows(OptionException.class, () -> Precision.of("double", Device.cpu(), true));
    assertTrue(String.valueOf(none.getMessage()).contains("'double'"), none.getMessage());
  }
}

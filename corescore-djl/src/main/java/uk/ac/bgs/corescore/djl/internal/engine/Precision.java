// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.engine;

import ai.djl.Device;
import ai.djl.util.Float16Utils;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import uk.ac.bgs.corescore.spi.OptionException;

/** The number format that a native model runs in. Its logits are 32-bit in any case. */
public enum Precision {
  /** IEEE 754, 32 bits. */
  FLOAT32(6, "FloatStorage"),
  /** The upper half of 32-bit IEEE 754. */
  BFLOAT16(15, "BFloat16Storage"),
  /** IEEE 754, 16 bits. */
  FLOAT16(5, "HalfStorage");

  private static final Path CPU = Path.of("/proc/cpuinfo");

  /** PyTorch's number of the type. */
  public final int type;

  /** PyTorch's name of an array of the type, in its files. */
  public final String storage;

  Precision(int type, String storage) {
    this.type = type;
    this.storage = storage;
  }

  /**
   * The fastest format of a device that changes the result by next to nothing: 16 bits on a GPU,
   * bfloat16 if the processor has instructions for it (AVX512-BF16 or AMX), else 32 bits.
   */
  public static Precision of(Device device) {
    return device.isGpu() ? FLOAT16 : multipliesBfloat16(CPU) ? BFLOAT16 : FLOAT32;
  }

  /**
   * Finds a format by name; {@code auto} is that of {@link #of(Device)}.
   *
   * @throws OptionException if the name is not valid, or the device does not support the format
   */
  public static Precision of(String name, Device device) {
    if (name.equals("auto")) {
      return of(device);
    }
    Precision found =
        Arrays.stream(values())
            .filter(precision -> precision.toString().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new OptionException(
                        "option precision is '"
                            + name
                            + "', expected: auto, float32, bfloat16, float16"));
    if (found == FLOAT16 && !device.isGpu()) {
      throw new OptionException(
          "option precision is float16, which runs on a GPU: on a processor expected auto, float32"
              + " or bfloat16");
    }
    return found;
  }

  /** Whether a processor in Linux's list has instructions for bfloat16. */
  static boolean multipliesBfloat16(Path processors) {
    try {
      return Files.isReadable(processors)
          && Files.readString(processors)
              .lines()
              .filter(line -> line.startsWith("flags"))
              .findFirst()
              .map(line -> Arrays.asList(line.split("\\s+")))
              .filter(flags -> flags.contains("avx512_bf16") || flags.contains("amx_bf16"))
              .isPresent();
    } catch (IOException e) {
      return false; // not known: 32 bits run on every processor
    }
  }

  /** Rounds to 16 bits, half to even. */
  private short bits(float value) {
    if (this == FLOAT16) {
      return Float16Utils.floatToHalf(value);
    }
    int bits = Float.floatToRawIntBits(value);
    return (short) ((bits + 0x7fff + (bits >>> 16 & 1)) >>> 16);
  }

  /** Numbers in the layout of PyTorch's files, little-endian. */
  public byte[] stored(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(this == FLOAT32 ? 4 : 2, values.length));
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      if (this == FLOAT32) {
        bytes.putFloat(value);
      } else {
        bytes.putShort(bits(value));
      }
    }
    return bytes.array();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

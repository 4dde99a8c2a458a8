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
import java.util.Map;
import java.util.Set;
import uk.ac.bgs.corescore.spi.OptionException;

/** The number format that a native model runs in. Its logits are 32-bit in any case. */
public enum Precision {
  /** IEEE 754, 32 bits. */
  FLOAT32(6, "FloatStorage"),
  /** The upper half of 32-bit IEEE 754. */
  BFLOAT16(15, "BFloat16Storage"),
  /** IEEE 754, 16 bits. */
  FLOAT16(5, "HalfStorage"),
  /** Bytes, with the scales of a model that has them; its arrays are stored in 32 bits. */
  INT8(6, "FloatStorage");

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
   * The fastest format of a device that changes the result by next to nothing: 16 bits on a GPU; on
   * a processor 8 bits if it multiplies bytes and the model has ranges for them, bfloat16 if it
   * multiplies those (AVX512-BF16 or AMX), else 32 bits.
   *
   * @param ranges whether the model has the ranges of its outputs
   */
  public static Precision of(Device device, boolean ranges) {
    return device.isGpu() ? FLOAT16 : ranges && multiplies(INT8, CPU) ? INT8 : ofProcessor();
  }

  /** The fastest format of the processor other than 8 bits. */
  public static Precision ofProcessor() {
    return multiplies(BFLOAT16, CPU) ? BFLOAT16 : FLOAT32;
  }

  /**
   * Finds a format by name; {@code auto} is that of {@link #of(Device, boolean)}.
   *
   * @param ranges whether the model has the ranges of its outputs
   * @throws OptionException if the name is not valid, or the device or the model does not support
   *     the format
   */
  public static Precision of(String name, Device device, boolean ranges) {
    if (name.equals("auto")) {
      return of(device, ranges);
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
                            + "', expected: auto, float32, bfloat16, float16, int8"));
    if (found == FLOAT16 && !device.isGpu()) {
      throw new OptionException(
          "option precision is float16, which runs on a GPU: on a processor expected auto, float32,"
              + " bfloat16 or int8");
    }
    if (found == INT8 && !ranges) {
      throw new OptionException(
          "option precision is int8, for which the model needs the ranges of its outputs: expected"
              + " a model of CoreScore's own format that was calibrated, or another precision");
    }
    if (found == INT8 && (device.isGpu() || !multiplies(INT8, CPU))) {
      throw new OptionException(
          "option precision is int8, which runs on a processor that multiplies bytes (AVX512-VNNI,"
              + " AVX-VNNI): here expected auto, float32"
              + (device.isGpu() ? " or float16" : " or bfloat16"));
    }
    return found;
  }

  /**
   * Whether a processor in Linux's list has instructions for a format. Without those for bytes,
   * sums of products could overflow.
   */
  static boolean multiplies(Precision format, Path processors) {
    Set<String> instructions =
        switch (format) {
          case BFLOAT16 -> Set.of("avx512_bf16", "amx_bf16");
          case INT8 -> Set.of("avx512_vnni", "avx_vnni");
          case FLOAT32, FLOAT16 -> Set.of();
        };
    try {
      return Files.isReadable(processors)
          && Files.readString(processors)
              .lines()
              .filter(line -> line.startsWith("flags"))
              .findFirst()
              .filter(line -> Arrays.stream(line.split("\\s+")).anyMatch(instructions::contains))
              .isPresent();
    } catch (IOException e) {
      return false; // not known: 32 bits run on every processor
    }
  }

  /** What is kept of a device and a format that may have been chosen by the machine. */
  public Map<String, String> chosen(Device device) {
    return Map.of("device", device.isGpu() ? "gpu" : "cpu", "precision", toString());
  }

  /** Rounds to 16 bits, half to even. */
  private short bits(float value) {
    if (this == FLOAT16) {
      return Float16Utils.floatToHalf(value);
    }
    int bits = Float.floatToRawIntBits(value);
    return (short) ((bits + 0x7fff + (bits >>> 16 & 1)) >>> 16);
  }

  private boolean inFull() {
    return this == FLOAT32 || this == INT8;
  }

  /** Numbers in the layout of PyTorch's files, little-endian. */
  public byte[] stored(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(inFull() ? 4 : 2, values.length));
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      if (inFull()) {
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

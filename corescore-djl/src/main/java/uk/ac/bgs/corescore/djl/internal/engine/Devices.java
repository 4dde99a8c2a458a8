// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import java.util.Locale;
import uk.ac.bgs.corescore.spi.OptionException;

/** Looks up an engine's devices by the values of the option {@code device}. */
public final class Devices {
  private Devices() {}

  /**
   * Checks the form of a name; no engine is loaded.
   *
   * @throws OptionException if the name is not valid
   */
  public static void requireName(String name) {
    if (!name.matches("auto|cpu|gpu|gpu:[0-9]{1,3}")) {
      throw new OptionException("option device is '" + name + "', expected: auto, cpu, gpu, gpu:N");
    }
  }

  /**
   * Finds a device.
   *
   * @throws OptionException if the name is not valid, or the engine has no such device
   */
  public static Device of(String name, String engineName) {
    requireName(name);
    if (name.equals("cpu")) {
      return Device.cpu();
    }
    Engine engine = Torch.engine(engineName);
    // The driver may be installed while the engine's library is built for the CPU only.
    int count = engine.hasCapability(StandardCapabilities.CUDA) ? engine.getGpuCount() : 0;
    if (name.equals("auto")) {
      return count > 0 ? Device.gpu(0) : Device.cpu();
    }
    int number = name.equals("gpu") ? 0 : Integer.parseInt(name.substring(4));
    if (number >= count) {
      throw new OptionException(
          String.format(
              Locale.ROOT,
              "option device is '%s', but the engine %s finds %d GPUs: expected auto, cpu%s",
              name,
              engineName,
              count,
              count == 0
                  ? "; a GPU needs NVIDIA's driver and the engine's library for CUDA"
                  : " or a number below " + count));
    }
    return Device.gpu(number);
  }
}

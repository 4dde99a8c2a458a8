// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.util.LinkedHashMap;
import java.util.Map;

/** The engine, loaded without a word to the network. */
final class Torch {
  static final String NAME = "PyTorch";

  private Torch() {}

  /** The engine. What the host has set stands; what it has not is set to stay off the network. */
  static Engine engine() {
    quiet("ai.djl.offline", "DJL_OFFLINE");
    quiet("OPT_OUT_TRACKING", "OPT_OUT_TRACKING");
    return Engine.getEngine(NAME);
  }

  private static void quiet(String property, String variable) {
    if (System.getProperty(property) == null && System.getenv(variable) == null) {
      System.setProperty(property, "true");
    }
  }

  static NDManager manager(Device device) {
    return engine().newBaseManager(device);
  }

  /** Threads of one operation, for all of the process. */
  static void threads(int count) {
    JniUtils.setNumThreads(count);
  }

  /** Whether operations of this thread remember how to go back. */
  static void gradients(boolean on) {
    JniUtils.setGradMode(on);
  }

  static Map<String, NDArray> arrays(NDManager manager, Network network, Weights weights) {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    network
        .parameters()
        .forEach(
            (name, shape) -> arrays.put(name, manager.create(weights.get(name), new Shape(shape))));
    return arrays;
  }
}

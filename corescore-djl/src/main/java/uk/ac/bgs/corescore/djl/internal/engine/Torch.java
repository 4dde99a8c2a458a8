// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/** Loads DJL's engines without network access. */
public final class Torch {
  public static final String NAME = "PyTorch";
  public static final String ONNX = "OnnxRuntime";

  private Torch() {}

  /**
   * The PyTorch engine. While it loads, DJL's downloads and usage reports are disabled, unless the
   * host has set the properties itself.
   *
   * @throws CoreScoreException if it does not load
   */
  public static Engine engine() {
    return engine(NAME);
  }

  /** Loads an engine by name, in the same way. */
  public static synchronized Engine engine(String name) {
    List<String> changed = new ArrayList<>();
    setTemporarily("ai.djl.offline", "DJL_OFFLINE", changed);
    setTemporarily("OPT_OUT_TRACKING", "OPT_OUT_TRACKING", changed);
    try {
      if (!Engine.hasEngine(name)) {
        throw new CoreScoreException(
            FailureKind.PLUGIN,
            String.format(
                Locale.ROOT,
                "the engine %s is not on the class path: add ai.djl.%s:%s-engine:%s",
                name,
                name.toLowerCase(Locale.ROOT),
                name.toLowerCase(Locale.ROOT),
                Engine.getDjlVersion()));
      }
      return Engine.getEngine(name);
    } catch (EngineException | LinkageError e) {
      throw new CoreScoreException(
          FailureKind.PLUGIN,
          String.format(
              Locale.ROOT,
              name.equals(NAME)
                  ? "the PyTorch engine does not load on %s %s: expected pytorch-native-cpu and"
                      + " pytorch-jni for this platform, a cache folder that can be written"
                      + " (ENGINE_CACHE_DIR) and no second class loader that has loaded it; got %s"
                  : "the ONNX Runtime engine does not load on %s %s: expected"
                      + " com.microsoft.onnxruntime:onnxruntime with a library for this platform,"
                      + " and no OrtEnvironment that was made before; got %s",
              System.getProperty("os.name"),
              System.getProperty("os.arch"),
              root(e)),
          e);
    } finally {
      changed.forEach(System::clearProperty);
    }
  }

  /** The cause of an engine's exception, in one line. */
  public static String reason(Throwable thrown) {
    String whole = root(thrown).toString();
    // The last line of a script's traceback has the cause.
    String why =
        whole.lines().filter(line -> line.startsWith("RuntimeError:")).findFirst().orElse(whole);
    String text =
        why.lines()
            .filter(line -> !line.isBlank())
            .limit(3)
            .map(String::strip)
            .collect(Collectors.joining(" "));
    return text.substring(0, Math.min(400, text.length()));
  }

  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return root;
  }

  private static void setTemporarily(String property, String variable, List<String> changed) {
    if (System.getProperty(property) == null && System.getenv(variable) == null) {
      System.setProperty(property, "true");
      changed.add(property);
    }
  }

  public static NDManager manager(Device device) {
    return engine().newBaseManager(device);
  }

  /**
   * Sets the threads of an operation, for this thread and for threads that call the engine first
   * from now on.
   */
  public static void threads(int count) {
    JniUtils.setNumThreads(count);
  }

  /** Sets whether operations of this thread record gradients. */
  public static void gradients(boolean on) {
    JniUtils.setGradMode(on);
  }
}

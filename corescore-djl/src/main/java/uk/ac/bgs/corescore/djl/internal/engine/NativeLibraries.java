// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.engine;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.spi.Availability;

/**
 * Reports which native library the engine would load, from names and descriptions of files alone.
 * No class of DJL and no native code is loaded, and the network is not accessed.
 *
 * @param platform DJL's name of it, for example linux-x86_64
 * @param folder of an installed library, or null
 * @param loader whose class path has the jars
 * @param gpus where the driver lists the GPUs
 */
public record NativeLibraries(
    String platform, @Nullable String folder, ClassLoader loader, Path gpus) {
  private static final String LIBRARY = "native/lib/pytorch.properties";
  private static final String BRIDGE = "jnilib/pytorch.properties";
  private static final String FOLDER = "PYTORCH_LIBRARY_PATH";

  public static NativeLibraries here() {
    String folder = System.getenv(FOLDER);
    return new NativeLibraries(
        platform(System.getProperty("os.name", ""), System.getProperty("os.arch", "")),
        folder == null ? System.getProperty(FOLDER) : folder,
        NativeLibraries.class.getClassLoader(),
        Path.of("/proc/driver/nvidia/gpus"));
  }

  /** DJL's name of a platform. */
  static String platform(String system, String architecture) {
    String os = system.toLowerCase(Locale.ROOT);
    String family =
        os.startsWith("win") ? "win" : os.startsWith("mac") ? "osx" : os.replace(' ', '-');
    String arch = architecture.toLowerCase(Locale.ROOT);
    return family
        + "-"
        + (arch.equals("amd64") ? "x86_64" : arch.equals("arm64") ? "aarch64" : arch);
  }

  /** Reports platform, library and devices, or what is missing. */
  public Availability availability() {
    try {
      return report();
    } catch (IOException e) {
      return new Availability.Unavailable(platform + ": the class path cannot be read: " + e);
    }
  }

  private Availability report() throws IOException {
    List<Properties> bridges = descriptions(BRIDGE);
    if (folder != null) {
      if (!Files.isDirectory(Path.of(folder))) {
        return no(FOLDER + " is " + folder + ", which is no folder");
      }
      return bridges.isEmpty()
          ? no(
              "PyTorch is in " + folder + "; add the jar ai.djl.pytorch:pytorch-jni of its version")
          : new Availability.Available(
              platform + ", PyTorch in " + folder + ", " + devices("as that library supports"));
    }
    List<Properties> libraries = descriptions(LIBRARY);
    List<String> others = new ArrayList<>();
    for (Properties library : libraries) {
      String classifier = library.getProperty("classifier", "none");
      if (classifier.equals(platform)) {
        return fitting(library, bridges);
      }
      others.add(classifier);
    }
    return no(
        (others.isEmpty() ? "no PyTorch library" : "the PyTorch library here is for " + others)
            + "; add the jar ai.djl.pytorch:pytorch-native-cpu with classifier "
            + platform
            + ", or set "
            + FOLDER);
  }

  private Availability fitting(Properties library, List<Properties> bridges) {
    String version = library.getProperty("version", "none").replaceFirst("-.*", "");
    String flavour = library.getProperty("flavor", "none");
    for (Properties bridge : bridges) {
      String of = bridge.getProperty("jni_version", "none");
      if (of.startsWith(version + "-") && loader.getResource(bridge(flavour)) != null) {
        return new Availability.Available(
            String.format(
                Locale.ROOT,
                "%s, PyTorch %s %s, %s",
                platform,
                version,
                flavour,
                devices(flavour)));
      }
    }
    return no(
        String.format(
            Locale.ROOT,
            "PyTorch %s %s is here without its Java bindings; add the jar"
                + " ai.djl.pytorch:pytorch-jni of version %s-VERSION OF DJL%s",
            version,
            flavour,
            version,
            bridges.isEmpty()
                ? ""
                : " (here is " + bridges.get(0).getProperty("jni_version", "none") + ")"));
  }

  private String bridge(String flavour) {
    String file =
        platform.startsWith("win")
            ? "djl_torch.dll"
            : platform.startsWith("osx") ? "libdjl_torch.dylib" : "libdjl_torch.so";
    return "jnilib/" + platform + "/" + flavour + "/" + file;
  }

  private String devices(String flavour) {
    if (!Files.isDirectory(gpus)) {
      return platform.startsWith("linux") ? "device cpu" : "devices not listed";
    }
    int count = 0;
    try (DirectoryStream<Path> each = Files.newDirectoryStream(gpus)) {
      for (Path gpu : each) {
        count += gpu.getFileName() == null ? 0 : 1;
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      return "device cpu, GPUs cannot be listed";
    }
    String found = count + (count == 1 ? " GPU" : " GPUs");
    return count == 0
        ? "device cpu"
        : flavour.equals("cpu")
            ? "device cpu (" + found + " of NVIDIA here, but the library is for the CPU)"
            : "devices cpu and " + found + " of NVIDIA";
  }

  private List<Properties> descriptions(String name) throws IOException {
    List<Properties> found = new ArrayList<>();
    for (URL url : Collections.list(loader.getResources(name))) {
      Properties properties = new Properties();
      try (InputStream in = url.openStream()) {
        properties.load(in);
      }
      found.add(properties);
    }
    return found;
  }

  private Availability no(String reason) {
    return new Availability.Unavailable(platform + ": " + reason);
  }
}

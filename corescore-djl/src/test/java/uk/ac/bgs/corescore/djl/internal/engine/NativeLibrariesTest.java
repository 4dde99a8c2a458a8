// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.ac.bgs.corescore.spi.Availability;

class NativeLibrariesTest {
  private static final String PLATFORM = "linux-x86_64";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets the field
  Path folder;

  private void library(String platform, String flavour) throws IOException {
    put(
        "native/lib/pytorch.properties",
        "version=2.7.1-20250812\nflavor=" + flavour + "\nclassifier=" + platform + "\n");
  }

  private void bridge(String version) throws IOException {
    put("jnilib/pytorch.properties", "jni_version=" + version + "\n");
    put("jnilib/" + PLATFORM + "/cpu/libdjl_torch.so", "");
    put("jnilib/" + PLATFORM + "/cu128/libdjl_torch.so", "");
  }

  private void put(String name, String text) throws IOException {
    Path jar = folder.resolve("jar");
    Files.createDirectories(jar.resolve(name.substring(0, name.lastIndexOf('/'))));
    Files.writeString(jar.resolve(name), text);
  }

  private Availability told(String installed) throws IOException {
    URL[] path = {folder.resolve("jar").toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path, null)) {
      return new NativeLibraries(
              PLATFORM, installed.isEmpty() ? null : installed, loader, folder.resolve("gpus"))
          .availability();
    }
  }

  private String missing(String installed) throws IOException {
    return assertInstanceOf(Availability.Unavailable.class, told(installed)).reason();
  }

  private String there(String installed) throws IOException {
    return assertInstanceOf(Availability.Available.class, told(installed)).detail();
  }

  @Test
  void missingLibrariesAreNamed() throws IOException {
    Files.createDirectories(folder.resolve("jar"));
    assertTrue(missing("").contains("pytorch-native-cpu with classifier linux-x86_64"));
    library("win-x86_64", "cpu");
    assertTrue(missing("").contains("is for [win-x86_64]"), missing(""));
    library(PLATFORM, "cpu");
    assertTrue(missing("").contains("pytorch-jni of version 2.7.1-"), missing(""));
    bridge("2.5.1-0.32.0");
    assertTrue(missing("").contains("here is 2.5.1-0.32.0"), missing(""));
    String none = folder.resolve("none").toString();
    assertTrue(missing(none).contains(none + ", which is no folder"), missing(none));
  }

  @Test
  void installedLibrariesAreNamed() throws IOException {
    bridge("2.7.1-0.35.1");
    library(PLATFORM, "cpu");
    assertEquals("linux-x86_64, PyTorch 2.7.1 cpu, device cpu", there(""));
    Files.createDirectories(folder.resolve("gpus").resolve("0000:01:00.0"));
    assertTrue(there("").contains("1 GPU of NVIDIA here, but the library is for the CPU"));
    library(PLATFORM, "cu128");
    assertEquals("linux-x86_64, PyTorch 2.7.1 cu128, devices cpu and 1 GPU of NVIDIA", there(""));
    assertTrue(there(folder.toString()).contains("PyTorch in " + folder), there(""));
  }

  @ParameterizedTest
  @CsvSource({
    "Linux,amd64,linux-x86_64",
    "Linux,aarch64,linux-aarch64",
    "Mac OS X,aarch64,osx-aarch64",
    "Windows 11,amd64,win-x86_64"
  })
  void platformsAreNamedAsInTheJars(String system, String architecture, String platform) {
    assertEquals(platform, NativeLibraries.platform(system, architecture));
  }
}

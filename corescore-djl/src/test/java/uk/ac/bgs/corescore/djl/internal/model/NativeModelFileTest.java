// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.djl.DjlUnetProvider;
import uk.ac.bgs.corescore.djl.TinyTraining;
import uk.ac.bgs.corescore.djl.internal.engine.NativeLibraries;
import uk.ac.bgs.corescore.djl.internal.export.Pickle;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.settings.Architecture;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.OptionException;
import uk.ac.bgs.corescore.spi.Options;

class NativeModelFileTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets the field
  Path folder;

  private static Options options(DjlUnetProvider provider, Map<String, String> text) {
    return Options.parse(provider.options(), text);
  }

  @Test
  void writtenModelsAreRead() throws IOException {
    Path file = TinyTraining.model(folder.resolve("m.corescore"));
    NativeModelFile model = (NativeModelFile) ModelFile.read(file);
    assertEquals(Architecture.LITE, model.network().architecture());
    assertEquals(Heads.standard(), model.heads());
    assertEquals("Apache-2.0", model.metadata().get("licence"));
    assertEquals(64, model.sha256().length());
    assertTrue(Files.size(file) < 8_000_000, Files.size(file) + " bytes");
  }

  private Path changed(String key, String value) throws IOException {
    TensorFile file =
        TensorFile.read(Files.readAllBytes(TinyTraining.model(folder.resolve("m.corescore"))), "m");
    Map<String, String> metadata = new LinkedHashMap<>(file.metadata());
    metadata.put(key, value);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new TensorFile(metadata, file.tensors()).write(out, true);
    Path changed = folder.resolve("changed.corescore");
    Files.write(changed, out.toByteArray());
    return changed;
  }

  @Test
  void invalidNumbersAreRefusedByName() throws IOException {
    byte[] whole = Files.readAllBytes(TinyTraining.model(folder.resolve("m.corescore")));
    String variance =
        TensorFile.read(whole, "m").tensors().keySet().stream()
            .filter(name -> name.endsWith(".variance"))
            .findFirst()
            .orElseThrow();
    for (float bad : new float[] {-1, Float.NaN}) {
      TensorFile file = TensorFile.read(whole, "m");
      Map<String, String> metadata = new LinkedHashMap<>(file.metadata());
      metadata.remove("sha256");
      java.util.Objects.requireNonNull(file.tensors().get(variance)).values()[0] = bad;
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      new TensorFile(metadata, file.tensors()).write(out, false);
      Path changed = folder.resolve("bad.corescore");
      Files.write(changed, out.toByteArray());
      String said =
          String.valueOf(
              assertThrows(CoreScoreException.class, () -> ModelFile.read(changed)).getMessage());
      assertTrue(said.contains("bad.corescore"), said);
      assertTrue(said.contains("expected") && said.contains(variance), said);
    }
  }

  @Test
  void contradictoryHeadersAreRefused() throws IOException {
    Map<String, String> lies =
        Map.of(
            "format", "corescore-model-9",
            "architecture", "vgg",
            "labels", "Void,Rock_Fragment",
            "rock", "",
            "sha256", "00",
            "photo_width", "-3");
    for (Map.Entry<String, String> lie : lies.entrySet()) {
      Path file = changed(lie.getKey(), lie.getValue());
      CoreScoreException e = assertThrows(CoreScoreException.class, () -> ModelFile.read(file));
      assertTrue(String.valueOf(e.getMessage()).startsWith(file.toString()), e.getMessage());
      assertTrue(String.valueOf(e.getMessage()).contains("expected"), e.getMessage());
    }
  }

  @Test
  void newerFormatsAreReported() throws IOException {
    Path file = changed("format", "corescore-model-2");
    CoreScoreException e = assertThrows(CoreScoreException.class, () -> ModelFile.read(file));
    assertTrue(String.valueOf(e.getMessage()).contains("newer version"), e.getMessage());
  }

  @Test
  void flippedBitOfTheWeightsIsDetected() throws IOException {
    Path file = TinyTraining.model(folder.resolve("m.corescore"));
    byte[] bytes = Files.readAllBytes(file);
    int header =
        8 + java.nio.ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt();
    for (int at : new int[] {header, (header + bytes.length) / 2, bytes.length - 1}) {
      bytes[at] ^= 1;
      CoreScoreException e =
          assertThrows(
              CoreScoreException.class, () -> NativeModelFile.of(bytes.clone(), "flipped"));
      assertTrue(String.valueOf(e.getMessage()).contains("SHA-256"), e.getMessage());
      bytes[at] ^= 1;
    }
    assertEquals(64, NativeModelFile.of(bytes, "whole").sha256().length());
  }

  @Test
  void missingFileIsNamed() throws IOException {
    Path missing = folder.resolve("none.corescore");
    CoreScoreException e = assertThrows(CoreScoreException.class, () -> ModelFile.read(missing));
    assertTrue(String.valueOf(e.getMessage()).startsWith(missing.toString()), e.getMessage());
    Path pickle = folder.resolve("model.pkl");
    Files.write(pickle, new Pickle().emptyTuple().end());
    assertThrows(CoreScoreException.class, () -> ModelFile.read(pickle));
  }

  @Test
  void photosOfEverySizeAreSegmented() throws IOException {
    DjlUnetProvider provider = new DjlUnetProvider();
    Path file = TinyTraining.model(folder.resolve("m.corescore"));
    try (Segmenter segmenter =
        provider.create(options(provider, Map.of("model", file.toString(), "device", "cpu")))) {
      assertEquals(64, segmenter.modelSha256().orElseThrow().length());
      for (int[] size : new int[][] {{1, 1}, {7, 300}, {500, 71}, {3, 2}}) {
        RgbImage photo = RgbImage.wrap(size[0], size[1], new int[size[0] * size[1]]);
        Segmentation first = segmenter.segment(photo);
        assertEquals(first, segmenter.segment(photo));
        assertEquals(size[0], first.mask().width() * first.frame().scaleX(), 1e-9);
        assertEquals(size[1], first.mask().height() * first.frame().scaleY(), 1e-9);
      }
    }
  }

  @Test
  void aClosedSegmenterRefuses() throws IOException {
    DjlUnetProvider provider = new DjlUnetProvider();
    Path file = TinyTraining.model(folder.resolve("m.corescore"));
    Segmenter segmenter = provider.create(options(provider, Map.of("model", file.toString())));
    segmenter.close();
    segmenter.close();
    RgbImage photo = RgbImage.wrap(1, 1, new int[1]);
    assertThrows(IllegalStateException.class, () -> segmenter.segment(photo));
  }

  @Test
  void missingDeviceIsAnError() throws IOException {
    DjlUnetProvider provider = new DjlUnetProvider();
    String file = TinyTraining.model(folder.resolve("m.corescore")).toString();
    for (String device : new String[] {"gpu:99", "tpu", "gpu:1000", "gpu:-1", ""}) {
      OptionException e =
          assertThrows(
              OptionException.class,
              () -> provider.create(options(provider, Map.of("model", file, "device", device))));
      assertTrue(String.valueOf(e.getMessage()).contains("device"), e.getMessage());
    }
  }

  @Test
  void missingGpuIsAClearError() throws IOException {
    assumeFalse(
        Files.isDirectory(Path.of("/proc/driver/nvidia")), "there is a GPU on this machine");
    DjlUnetProvider provider = new DjlUnetProvider();
    String file = TinyTraining.model(folder.resolve("m.corescore")).toString();
    for (String device : new String[] {"gpu", "gpu:0", "gpu:1"}) {
      OptionException e =
          assertThrows(
              OptionException.class,
              () -> provider.create(options(provider, Map.of("model", file, "device", device))));
      assertTrue(
          String.valueOf(e.getMessage())
              .contains("'" + device + "', but the engine PyTorch finds 0"),
          e.getMessage());
    }
    provider.create(options(provider, Map.of("model", file, "device", "auto"))).close();
  }

  @Test
  void availabilityReportsPlatformAndLibrary() {
    Availability availability = new DjlUnetProvider().availability();
    String told = availability.toString();
    assertTrue(told.contains(NativeLibraries.here().platform()) && told.contains("PyTorch"), told);
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.djl.internal.model.NativeModelFile;
import uk.ac.bgs.corescore.djl.internal.model.TensorFile;
import uk.ac.bgs.corescore.djl.internal.network.ActivationRanges;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.internal.network.Network;
import uk.ac.bgs.corescore.djl.internal.network.NetworkTest;
import uk.ac.bgs.corescore.djl.settings.Architecture;
import uk.ac.bgs.corescore.image.RgbImage;

class ModelCalibrationTest {
  @TempDir Path folder = Path.of(".");

  private Path model() throws IOException {
    Heads heads = Heads.standard();
    Network network = Network.of(Architecture.LITE, heads.outputs());
    Path file = folder.resolve("old.corescore");
    NativeModelFile.write(
        file,
        network,
        heads,
        NetworkTest.trained(network),
        Optional.empty(),
        TinyTraining.settings(1, 1),
        Map.of("licence", "CC0-1.0"));
    return file;
  }

  private static Iterator<RgbImage> photos(int... greys) {
    return java.util.Arrays.stream(greys)
        .mapToObj(grey -> RgbImage.wrap(96, 64, filled(96 * 64, grey * 0x10101)))
        .iterator();
  }

  private static int[] filled(int size, int rgb) {
    int[] pixels = new int[size];
    for (int i = 0; i < size; i++) {
      pixels[i] = (i / 7) % 2 == 0 ? rgb : ~rgb & 0xffffff;
    }
    return pixels;
  }

  @Test
  void theCopyHasRangesAndTheSameWeights() throws IOException {
    Path old = model();
    Path calibrated = folder.resolve("new.corescore");
    ModelCalibration.calibrate(old, photos(10, 200), calibrated);
    NativeModelFile before = NativeModelFile.read(old);
    NativeModelFile after = NativeModelFile.read(calibrated);
    assertTrue(before.ranges().isEmpty());
    ActivationRanges ranges = after.ranges().orElseThrow();
    for (String name : before.network().parameters().keySet()) {
      assertEquals(
          List.of(boxed(before.weights().get(name))), List.of(boxed(after.weights().get(name))));
    }
    assertEquals("CC0-1.0", after.metadata().get("licence"));
    // A ReLU gives nothing below 0, and photos more outputs than one of them.
    assertEquals(0, ranges.of("stem").least());
    ModelCalibration.calibrate(old, photos(10), calibrated);
    ActivationRanges fewer = NativeModelFile.read(calibrated).ranges().orElseThrow();
    ranges
        .byLayer()
        .forEach(
            (layer, range) -> {
              assertTrue(fewer.of(layer).greatest() <= range.greatest(), layer);
              assertTrue(fewer.of(layer).least() >= range.least(), layer);
            });
    assertEquals(Optional.of(ranges), ActivationRanges.read(ranges.text()), "as text");
  }

  private static List<Float> boxed(float[] values) {
    List<Float> list = new java.util.ArrayList<>();
    for (float value : values) {
      list.add(value);
    }
    return list;
  }

  @Test
  void withoutPhotosNothingIsWritten() throws IOException {
    Path to = folder.resolve("new.corescore");
    Path old = model();
    assertThrows(
        IllegalArgumentException.class, () -> ModelCalibration.calibrate(old, photos(), to));
    assertTrue(Files.notExists(to));
  }

  @Test
  void rangesThatDoNotFitAreRefused() throws IOException {
    Path calibrated = folder.resolve("new.corescore");
    ModelCalibration.calibrate(model(), photos(10), calibrated);
    for (String text : List.of("", "stem 0.0 1.0", "stem 1.0", "stem NaN 1.0", "stem 2.0 1.0")) {
      TensorFile file = TensorFile.read(Files.readAllBytes(calibrated), "model");
      Map<String, String> metadata = new java.util.LinkedHashMap<>(file.metadata());
      metadata.put("activation_ranges", text);
      Path changed = folder.resolve("changed.corescore");
      try (java.io.OutputStream out = Files.newOutputStream(changed)) {
        new TensorFile(metadata, file.tensors()).write(out, true);
      }
      CoreScoreException e =
          assertThrows(CoreScoreException.class, () -> NativeModelFile.read(changed), text);
      assertTrue(String.valueOf(e.getMessage()).contains("activation_ranges"), e.getMessage());
    }
  }
}

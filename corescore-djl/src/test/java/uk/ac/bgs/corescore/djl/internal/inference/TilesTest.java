// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.djl.DjlUnetProvider;
import uk.ac.bgs.corescore.djl.TinyTraining;
import uk.ac.bgs.corescore.djl.internal.engine.Precision;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.internal.network.Network;
import uk.ac.bgs.corescore.djl.internal.network.NetworkTest;
import uk.ac.bgs.corescore.djl.internal.network.Prediction;
import uk.ac.bgs.corescore.djl.settings.Architecture;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.spi.OptionException;
import uk.ac.bgs.corescore.spi.Options;

class TilesTest {
  private static final Heads HEADS = Heads.standard();
  private static final Network NETWORK = Network.of(Architecture.LITE, HEADS.outputs());

  @SuppressWarnings("NullAway.Init") // set before all
  private static NativeModel model;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets the field
  Path folder;

  @BeforeAll
  static void open() {
    model =
        new NativeModel(
            NETWORK,
            NetworkTest.trained(NETWORK),
            Optional.empty(),
            HEADS,
            Device.cpu(),
            Precision.FLOAT32);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static int[] noise(int cells) {
    SplittableRandom random = new SplittableRandom(8);
    int[] pixels = new int[cells];
    for (int i = 0; i < cells; i++) {
      pixels[i] = random.nextInt(1 << 24);
    }
    return pixels;
  }

  /** No likelihood differs by more than 1/255. */
  private static void assertSame(Prediction expected, Prediction came) {
    for (int k = 0; k < HEADS.outputs(); k++) {
      for (int i = 0; i < expected.planes()[k].length; i++) {
        assertEquals(expected.planes()[k][i] & 0xff, came.planes()[k][i] & 0xff, 1);
      }
    }
  }

  /** The farthest column that changes when one column of the image changes. */
  @Test
  void receptiveFieldBoundsChanges() {
    int width = 992;
    int[] pixels = noise(width * 32);
    Prediction before = model.predict(RgbImage.of(width, 32, pixels));
    int seen = 0;
    for (int changed : new int[] {480, 495, 511}) {
      int[] other = pixels.clone();
      for (int y = 0; y < 32; y++) {
        other[y * width + changed] ^= 0xffffff;
      }
      Prediction after = model.predict(RgbImage.wrap(width, 32, other));
      for (int k = 0; k < HEADS.outputs(); k++) {
        for (int i = 0; i < width * 32; i++) {
          int away = Math.abs(i % width - changed);
          if (away > model.receptiveField()) {
            assertEquals(before.planes()[k][i], after.planes()[k][i]);
          } else if (before.planes()[k][i] != after.planes()[k][i]) {
            seen = Math.max(seen, away);
          }
        }
      }
    }
    assertTrue(seen > model.receptiveField() / 4, seen + " of " + model.receptiveField());
  }

  @Test
  void tilesGiveTheSamePrediction() {
    RgbImage image = RgbImage.wrap(1203, 715, noise(1203 * 715));
    Prediction whole = Tiles.predict(model, image, 1 << 24);
    Prediction tiled = Tiles.predict(model, image, 600_000);
    assertSame(whole, tiled);
  }

  @Test
  void aRowIsTiledAlongItself() {
    RgbImage image = RgbImage.wrap(2500, 90, noise(2500 * 90));
    Prediction whole = Tiles.predict(model, image, 1 << 24);
    Prediction tiled = Tiles.predict(model, image, 100_000);
    assertSame(whole, tiled);
  }

  @Test
  void testTimeAugmentationIsTheMeanOfMirrorImages() {
    RgbImage image = RgbImage.wrap(70, 40, noise(70 * 40));
    Inference inference = new Inference(model, 0);
    Prediction mean = inference.predict(image, true);
    Prediction mirrored = inference.predict(Resize.mirrored(image, true, false), true);
    Prediction once = inference.predict(image, false);
    int differs = 0;
    for (int k = 0; k < HEADS.outputs(); k++) {
      for (int i = 0; i < 70 * 40; i++) {
        differs += mean.planes()[k][i] == once.planes()[k][i] ? 0 : 1;
      }
    }
    assertSame(mean, mirrored.mirrored(true, false));
    assertTrue(differs > 100, "one look is the mean of four");
  }

  @Test
  void tilesTooSmallForTheModelAreRefused() throws java.io.IOException {
    DjlUnetProvider provider = new DjlUnetProvider();
    String file = TinyTraining.model(folder.resolve("m.corescore")).toString();
    Options options =
        Options.parse(provider.options(), Map.of("model", file, "device", "cpu", "tile", "1000"));
    OptionException e = assertThrows(OptionException.class, () -> provider.create(options));
    assertTrue(String.valueOf(e.getMessage()).contains("tile is 1000"), e.getMessage());
  }
}

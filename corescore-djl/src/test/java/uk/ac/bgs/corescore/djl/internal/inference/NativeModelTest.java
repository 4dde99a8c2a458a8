// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.djl.internal.engine.Precision;
import uk.ac.bgs.corescore.djl.internal.engine.Torch;
import uk.ac.bgs.corescore.djl.internal.network.ActivationRanges;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.internal.network.ImageNetNormalisation;
import uk.ac.bgs.corescore.djl.internal.network.Network;
import uk.ac.bgs.corescore.djl.internal.network.NetworkTest;
import uk.ac.bgs.corescore.djl.internal.network.Prediction;
import uk.ac.bgs.corescore.djl.internal.network.Weights;
import uk.ac.bgs.corescore.djl.settings.Architecture;
import uk.ac.bgs.corescore.image.RgbImage;

class NativeModelTest {
  private static final Heads HEADS = Heads.standard();

  private static RgbImage noise(int width, int height, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] pixels = new int[width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextInt(1 << 24);
    }
    return RgbImage.wrap(width, height, pixels);
  }

  /** Logits of the network run layer by layer: N x K x H x W. */
  private static float[] scores(Network network, Weights weights, RgbImage image) {
    int w = image.width();
    int h = image.height();
    float[] input = new float[3 * w * h];
    for (int i = 0; i < w * h; i++) {
      int rgb = image.pixels().get(i);
      for (int c = 0; c < 3; c++) {
        input[3 * i + c] = ImageNetNormalisation.of(rgb >> (16 - 8 * c) & 0xff, c);
      }
    }
    Torch.engine();
    Torch.gradients(false);
    try (NDManager manager = Torch.manager(Device.cpu())) {
      NDArray array = manager.create(input, new Shape(1, h, w, 3)).transpose(0, 3, 1, 2);
      float[] deep =
          new ForwardPass(network, ForwardPass.arrays(manager, network, weights))
              .forward(array)
              .toFloatArray();
      float[] shuffled = new float[deep.length];
      for (int i = 0; i < shuffled.length; i++) {
        int x = i % w;
        int y = Math.floorDiv(i, w) % h;
        int channel = 4 * Math.floorDiv(i, w * h) + 2 * (y & 1) + (x & 1);
        shuffled[i] = deep[(channel * (h / 2) + y / 2) * (w / 2) + x / 2];
      }
      return shuffled;
    }
  }

  private static double likelihood(float[] scores, int plane, int k, int i) {
    int labels = HEADS.labels().size();
    if (k >= labels) {
      return 1 / (1 + Math.exp(-scores[k * plane + i]));
    }
    double sum = 0;
    for (int other = 0; other < labels; other++) {
      sum += Math.exp(scores[other * plane + i] - scores[k * plane + i]);
    }
    return 1 / sum;
  }

  private static double[] differences(
      Architecture architecture, Precision precision, boolean packs) {
    Network network = Network.of(architecture, HEADS.outputs());
    Weights weights = NetworkTest.trained(network);
    RgbImage image = noise(128, 96, 5);
    float[] scores = scores(network, weights, image);
    Optional<ActivationRanges> ranges =
        Optional.of(NativeModel.ranges(network, weights, List.of(image, noise(64, 64, 6))));
    double most = 0;
    double sum = 0;
    double least = 1;
    try (NativeModel model =
        new NativeModel(network, weights, ranges, HEADS, Device.cpu(), precision, packs)) {
      Prediction seen = model.predict(image);
      int plane = 128 * 96;
      for (int k = 0; k < HEADS.outputs(); k++) {
        for (int i = 0; i < plane; i++) {
          double expected = likelihood(scores, plane, k, i);
          double off = Math.abs(expected - (seen.planes()[k][i] & 0xff) / 255.0);
          most = Math.max(most, off);
          sum += off;
          least = Math.min(least, expected);
        }
      }
      return new double[] {most, sum / (HEADS.outputs() * plane), least};
    }
  }

  /** The optimised and scripted network gives the results of the trained one. */
  @ParameterizedTest
  @EnumSource(Architecture.class)
  void itGivesTheLikelihoodsOfTheNetwork(Architecture architecture) {
    for (boolean packs : new boolean[] {true, false}) {
      double[] off = differences(architecture, Precision.FLOAT32, packs);
      assertTrue(off[0] <= 0.5 / 255 + 1e-4, "off by " + off[0] + ", packed " + packs);
      assertTrue(off[2] < 0.3, "the network must tell something, got no less than " + off[2]);
    }
  }

  /** bfloat16 gives nearly the same, also if PyTorch cannot pack the weights. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bfloat16GivesNearlyTheSame(boolean packs) {
    double[] off = differences(Architecture.LITE, Precision.BFLOAT16, packs);
    assertTrue(off[1] < 0.01, "off by " + off[1] + " in the mean");
    assertTrue(off[0] < 0.15, "off by " + off[0]);
  }

  /**
   * 8 bits give nearly the same, where the processor multiplies bytes, and the other format else.
   */
  @ParameterizedTest
  @EnumSource(Architecture.class)
  void eightBitsGiveNearlyTheSame(Architecture architecture) {
    double[] off = differences(architecture, Precision.INT8, true);
    assertTrue(off[1] < 0.01, "off by " + off[1] + " in the mean");
    assertTrue(off[0] < 0.15, "off by " + off[0]);
    assertTrue(off[1] > 0, "8 bits are not exact");
  }

  @Test
  void manyThreadsShareIt() throws Exception {
    Network network = Network.of(Architecture.LITE, HEADS.outputs());
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (NativeModel model =
        new NativeModel(
            network,
            NetworkTest.trained(network),
            Optional.empty(),
            HEADS,
            Device.cpu(),
            Precision.FLOAT32)) {
      List<Prediction> alone = new ArrayList<>();
      List<Callable<Prediction>> tasks = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        RgbImage image = noise(64 + 32 * (i % 3), 64, i % 6);
        if (i < 6) {
          alone.add(model.predict(image));
        }
        tasks.add(() -> model.predict(image));
      }
      List<Future<Prediction>> together = threads.invokeAll(tasks);
      for (int i = 0; i < together.size(); i++) {
        Prediction expected = alone.get(i % 6);
        Prediction came = together.get(i).get();
        for (int k = 0; k < HEADS.outputs(); k++) {
          for (int at = 0; at < came.planes()[k].length; at++) {
            assertEquals(expected.planes()[k][at] & 0xff, came.planes()[k][at] & 0xff, 1);
          }
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }
}

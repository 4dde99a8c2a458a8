// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import uk.ac.bgs.corescore.djl.internal.engine.Torch;
import uk.ac.bgs.corescore.djl.internal.inference.ForwardPass;
import uk.ac.bgs.corescore.djl.settings.Architecture;

public class NetworkTest {
  /** Weights with batch statistics as after a training. */
  public static Weights trained(Network network) {
    SplittableRandom random = new SplittableRandom(3);
    Map<String, float[]> values = new LinkedHashMap<>();
    Weights.initial(network, 2)
        .values()
        .forEach(
            (name, array) -> {
              float[] changed = array.clone();
              if (!name.endsWith(".weight")) {
                for (int i = 0; i < changed.length; i++) {
                  changed[i] += (float) random.nextDouble(0, 0.5);
                }
              }
              values.put(name, changed);
            });
    return new Weights(values);
  }

  private static float[] run(Network network, Weights weights, float[] image, int w, int h) {
    Torch.engine();
    Torch.gradients(false);
    try (NDManager manager = Torch.manager(Device.cpu())) {
      NDArray input = manager.create(image, new Shape(1, h, w, 3)).transpose(0, 3, 1, 2);
      ForwardPass run = new ForwardPass(network, ForwardPass.arrays(manager, network, weights));
      NDArray output = run.forward(input);
      assertEquals(new Shape(1, 4L * network.outputs(), h / 2, w / 2), output.getShape());
      return output.toFloatArray();
    }
  }

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void foldingTheNormalisationChangesNothing(Architecture architecture) {
    Network network = Network.of(architecture, 8);
    Weights weights = trained(network);
    SplittableRandom random = new SplittableRandom(1);
    float[] image = new float[3 * 64 * 96];
    for (int i = 0; i < image.length; i++) {
      image[i] = (float) random.nextDouble(-2, 2);
    }
    float[] with = run(network, weights, image, 96, 64);
    float[] folded = run(network.folded(), weights.folded(network), image, 96, 64);
    float most = 0;
    for (float value : with) {
      most = Math.max(most, Math.abs(value));
    }
    assertTrue(most > 0);
    assertArrayEquals(with, folded, 1e-4f * most);
  }

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void everyInputIsAnEarlierOutput(Architecture architecture) {
    Network network = Network.of(architecture, 8);
    java.util.Set<String> known = new java.util.HashSet<>(java.util.Set.of(Network.INPUT));
    for (Layer layer : network.layers()) {
      assertTrue(known.containsAll(layer.inputs()), layer.toString());
      assertTrue(known.add(layer.name()), layer.name());
    }
  }

  /**
   * Values and gradients of a 1 x 1 convolution, which runs as a matrix product, against a direct
   * computation.
   */
  @Test
  void oneByOneConvolutionIsAMatrixProduct() {
    Layer.Conv head = new Layer.Conv("head", Network.INPUT, 3, 8, 1, 1, false, false);
    Network network = new Network(Architecture.LITE, 2, List.of(head));
    Weights weights = trained(network);
    float[] weight = weights.get("head.weight");
    float[] bias = weights.get("head.bias");
    SplittableRandom random = new SplittableRandom(6);
    int plane = 4 * 5;
    float[] image = new float[2 * 3 * plane];
    for (int i = 0; i < image.length; i++) {
      image[i] = (float) random.nextDouble(-2, 2);
    }
    Engine engine = Torch.engine();
    Torch.gradients(true);
    try (NDManager manager = Torch.manager(Device.cpu())) {
      NDArray input = manager.create(image, new Shape(2, 3, 4, 5));
      Map<String, NDArray> arrays = ForwardPass.arrays(manager, network, weights);
      arrays.values().forEach(array -> array.setRequiresGradient(true));
      NDArray output;
      try (GradientCollector collector = engine.newGradientCollector()) {
        output = new ForwardPass(network, arrays).planes(input);
        collector.backward(output.sum());
      }
      assertEquals(new Shape(8, 2, 4, 5), output.getShape());
      float[] came = output.toFloatArray();
      float[] sums = new float[3];
      for (int n = 0; n < 2; n++) {
        for (int i = 0; i < plane; i++) {
          for (int o = 0; o < 8; o++) {
            float expected = bias[o];
            for (int c = 0; c < 3; c++) {
              expected += weight[o * 3 + c] * image[(n * 3 + c) * plane + i];
            }
            assertEquals(expected, came[(o * 2 + n) * plane + i], 1e-5);
          }
          for (int c = 0; c < 3; c++) {
            sums[c] += image[(n * 3 + c) * plane + i];
          }
        }
      }
      float[] gradient =
          Objects.requireNonNull(arrays.get("head.weight")).getGradient().toFloatArray();
      for (int i = 0; i < gradient.length; i++) {
        assertEquals(sums[i % 3], gradient[i], 1e-4);
      }
      float[] ofBias = Objects.requireNonNull(arrays.get("head.bias")).getGradient().toFloatArray();
      for (float value : ofBias) {
        assertEquals(2 * plane, value, 1e-4);
      }
    } finally {
      Torch.gradients(false);
    }
  }
}

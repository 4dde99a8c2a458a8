// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkTest {
  /** Weights whose normalisation is not the identity, as after a training. */
  static Weights trained(Network network) {
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
      NDArray input = manager.create(image, new Shape(1, 3, h, w));
      NetworkRun run = new NetworkRun(network, Torch.arrays(manager, network, weights));
      NDArray output = run.forward(input, false);
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
}

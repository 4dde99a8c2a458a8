// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.network;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** The weights of a network as plain Java arrays, by name. */
public record Weights(Map<String, float[]> values) {
  /** Epsilon that batch normalisation adds to a variance. */
  public static final float EPSILON = 1e-5f;

  public float[] get(String name) {
    float[] found = values.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no weights " + name);
    }
    return found;
  }

  /** Number of weights in total. */
  long count() {
    return values.values().stream().mapToLong(array -> array.length).sum();
  }

  /**
   * Initial weights: convolutions by He's rule (He, Zhang, Ren and Sun, 2015), the last one near
   * zero.
   */
  public static Weights initial(Network network, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, float[]> values = new LinkedHashMap<>();
    network
        .parameters()
        .forEach(
            (name, shape) -> {
              int size = 1;
              for (long side : shape) {
                size = Math.toIntExact(size * side);
              }
              float[] array = new float[size];
              if (name.endsWith(".weight")) {
                double fan = shape[1] * shape[2] * shape[3];
                double deviation = Math.sqrt(2 / fan) * (name.startsWith("head") ? 0.1 : 1);
                for (int i = 0; i < size; i++) {
                  array[i] = (float) (random.nextGaussian() * deviation);
                }
              } else if (name.endsWith(".variance") || name.endsWith(".gamma")) {
                // The last normalisation of a residual block starts small, so that the block starts
                // as an
                // identity (Goyal et al., 2017).
                float first = name.endsWith(".b.gamma") ? 0.2f : 1;
                java.util.Arrays.fill(array, first);
              }
              values.put(name, array);
            });
    return new Weights(values);
  }

  /**
   * Replaces the outputs of the last layer, each by a copy of an existing one.
   *
   * @param outputs number of new outputs
   * @param from the existing output that each new one copies
   */
  public Weights withHead(int outputs, int... from) {
    Map<String, float[]> changed = new LinkedHashMap<>(values);
    for (String name : new String[] {"head.weight", "head.bias"}) {
      float[] was = get(name);
      int each = was.length / outputs;
      float[] now = new float[each * from.length];
      for (int k = 0; k < from.length; k++) {
        System.arraycopy(was, from[k] * each, now, k * each, each);
      }
      changed.put(name, now);
    }
    return new Weights(changed);
  }

  /** The weights of {@link Network#folded()}. */
  public Weights folded(Network network) {
    Map<String, float[]> folded = new LinkedHashMap<>();
    for (Layer layer : network.layers()) {
      if (!(layer instanceof Layer.Conv conv)) {
        continue;
      }
      float[] weight = get(conv.name() + ".weight").clone();
      float[] bias = new float[conv.out()];
      if (conv.norm()) {
        float[] gamma = get(conv.name() + ".gamma");
        float[] beta = get(conv.name() + ".beta");
        float[] mean = get(conv.name() + ".mean");
        float[] variance = get(conv.name() + ".variance");
        int each = weight.length / conv.out();
        for (int c = 0; c < conv.out(); c++) {
          double scale = gamma[c] / Math.sqrt(variance[c] + EPSILON);
          for (int i = c * each; i < (c + 1) * each; i++) {
            weight[i] = (float) (weight[i] * scale);
          }
          bias[c] = (float) (beta[c] - mean[c] * scale);
        }
      } else {
        bias = get(conv.name() + ".bias").clone();
      }
      folded.put(conv.name() + ".weight", weight);
      folded.put(conv.name() + ".bias", bias);
    }
    return new Weights(folded);
  }

  /** The weights of {@link Network#forInference()}, from those of the folded network. */
  public Weights forInference(Network folded) {
    Network optimised = folded.forInference();
    Map<String, long[]> shapes = optimised.parameters();
    Map<String, float[]> result = new LinkedHashMap<>();
    for (Layer layer : folded.layers()) {
      if (!(layer instanceof Layer.Conv conv)) {
        continue;
      }
      float[] weight = get(conv.name() + ".weight");
      float[] bias = get(conv.name() + ".bias");
      long[] up = shapes.get(Network.upName(conv) + ".weight");
      if (up == null) {
        result.put(conv.name() + ".weight", weight);
        result.put(conv.name() + ".bias", bias);
        continue;
      }
      int low = (int) up[1];
      int rest = conv.in() - low;
      float[] skip = new float[conv.out() * rest * 9];
      for (int c = 0; c < conv.out(); c++) {
        System.arraycopy(weight, (c * conv.in() + low) * 9, skip, c * rest * 9, rest * 9);
      }
      result.put(Network.upName(conv) + ".weight", upsamplingKernels(weight, conv, low));
      result.put(Network.skipName(conv) + ".weight", skip);
      result.put(Network.skipName(conv) + ".bias", bias);
    }
    return new Weights(result);
  }

  /** The four kernels of {@link Layer.UpConv}. */
  private static float[] upsamplingKernels(float[] weight, Layer.Conv conv, int low) {
    float[] taps = upsamplingTaps();
    float[] kernels = new float[4 * conv.out() * low * 4];
    for (int c = 0; c < conv.out(); c++) {
      for (int i = 0; i < low; i++) {
        for (int tap = 0; tap < 9; tap++) {
          float value = weight[(c * conv.in() + i) * 9 + tap];
          for (int k = 0; k < 16; k++) {
            int channel = 4 * c + k / 4;
            kernels[(channel * low + i) * 4 + k % 4] += value * taps[tap * 16 + k];
          }
        }
      }
    }
    return kernels;
  }

  /**
   * The linear map of a 3 x 3 kernel on an upsampled input to the four kernels of 2 x 2 on the
   * input itself: 9 x 16, for each tap the four kernels, each row by row. Of the 2 x 2 cells that
   * one cell becomes, the upper row depends on the cell above once and on its own cell twice, the
   * lower row on its own twice and on the one below once; columns likewise. The kernels are in the
   * order of the pixel shuffle that {@link Layer.UpConv} describes.
   */
  public static float[] upsamplingTaps() {
    float[] taps = new float[9 * 16];
    for (int tap = 0; tap < 9; tap++) {
      for (int row = 0; row < 2; row++) {
        for (int column = 0; column < 2; column++) {
          int kernel = 2 * (1 - row) + 1 - column;
          int y = cellOfThird(Math.floorDiv(tap, 3), row);
          int x = cellOfThird(tap % 3, column);
          taps[tap * 16 + kernel * 4 + y * 2 + x] = 1;
        }
      }
    }
    return taps;
  }

  /**
   * The one of two cells that a third of the kernel falls on, for the first or second of a pair.
   */
  private static int cellOfThird(int third, int second) {
    return second == 0 ? Math.min(third, 1) : Math.floorDiv(third, 2);
  }
}

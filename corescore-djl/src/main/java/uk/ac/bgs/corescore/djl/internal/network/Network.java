// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import uk.ac.bgs.corescore.djl.settings.Architecture;

/**
 * A network as a list of layers in the order of computation. It is data: the engine runs it and the
 * exporters write it; neither is used here.
 *
 * <p>It reads {@code input}, N x 3 x H x W with H and W multiples of {@link Architecture#STRIDE}.
 * Its last layer gives N x 4K x H/2 x W/2, where four consecutive channels are the four pixels of a
 * 2 x 2 square of one of K outputs (row by row), as for a pixel shuffle.
 */
public record Network(Architecture architecture, int outputs, List<Layer> layers) {
  /** Name of the input. */
  public static final String INPUT = "input";

  public static Network of(Architecture architecture, int outputs) {
    return switch (architecture) {
      case LITE ->
          new Plan(24, 5, false, new int[] {1, 2, 2, 2, 2}, new int[] {24, 40, 64, 96, 128})
              .build(architecture, outputs, new int[] {96, 64, 40, 24});
      case RESNET18 ->
          new Plan(64, 7, true, new int[] {0, 2, 2, 2, 2}, new int[] {64, 64, 128, 256, 512})
              .build(architecture, outputs, new int[] {256, 128, 64, 48});
      case RESNET34 ->
          new Plan(64, 7, true, new int[] {0, 3, 4, 6, 3}, new int[] {64, 64, 128, 256, 512})
              .build(architecture, outputs, new int[] {256, 128, 64, 48});
    };
  }

  /** Name of the last layer's output. */
  public String output() {
    return layers.get(layers.size() - 1).name();
  }

  /** Names and shapes of the weights and batch statistics, in the order of the layers. */
  public Map<String, long[]> parameters() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    for (Layer layer : layers) {
      if (layer instanceof Layer.Conv conv) {
        shapes.put(
            conv.name() + ".weight",
            new long[] {conv.out(), conv.in(), conv.kernel(), conv.kernel()});
        if (conv.norm()) {
          for (String part : List.of(".gamma", ".beta", ".mean", ".variance")) {
            shapes.put(conv.name() + part, new long[] {conv.out()});
          }
        } else {
          shapes.put(conv.name() + ".bias", new long[] {conv.out()});
        }
      } else if (layer instanceof Layer.UpConv up) {
        shapes.put(up.name() + ".weight", new long[] {4L * up.out(), up.in(), 2, 2});
      }
    }
    return shapes;
  }

  /** The same network with every batch normalisation folded into its convolution. */
  public Network folded() {
    return new Network(
        architecture,
        outputs,
        layers.stream()
            .map(
                layer ->
                    layer instanceof Layer.Conv conv && conv.norm()
                        ? new Layer.Conv(
                            conv.name(),
                            conv.input(),
                            conv.in(),
                            conv.out(),
                            conv.kernel(),
                            conv.stride(),
                            false,
                            conv.relu())
                        : layer)
            .toList());
  }

  /**
   * The folded network optimised for inference: where it upsamples, concatenates and convolves,
   * both parts are convolved separately, the upsampled one before upsampling. That saves five
   * ninths of the multiplications of that part, and the concatenation.
   */
  public Network forInference() {
    Map<String, Layer> byName = new HashMap<>();
    layers.forEach(layer -> byName.put(layer.name(), layer));
    List<Layer> steps = new ArrayList<>();
    for (Layer layer : layers) {
      if (layer instanceof Layer.Conv conv
          && byName.get(conv.input()) instanceof Layer.Concat both
          && byName.get(both.a()) instanceof Layer.Upsample enlarged) {
        int low = channels(enlarged.input(), byName);
        String up = upName(conv);
        String skip = skipName(conv);
        steps.add(new Layer.UpConv(up, enlarged.input(), low, conv.out()));
        steps.add(new Layer.Conv(skip, both.b(), conv.in() - low, conv.out(), 3, 1, false, false));
        steps.add(new Layer.Add(conv.name(), skip, up));
      } else if (!(layer instanceof Layer.Concat) && !(layer instanceof Layer.Upsample)) {
        steps.add(layer);
      }
    }
    return new Network(architecture, outputs, List.copyOf(steps));
  }

  /** Name of the convolution of the upsampled part. */
  static String upName(Layer.Conv conv) {
    return conv.name() + ".up";
  }

  /** Name of the convolution of the skip connection. */
  static String skipName(Layer.Conv conv) {
    return conv.name() + ".skip";
  }

  private static int channels(String name, Map<String, Layer> byName) {
    Layer layer = Objects.requireNonNull(byName.get(name), name);
    return layer instanceof Layer.Conv conv ? conv.out() : channels(layer.inputs().get(0), byName);
  }

  /** Builds the layers. {@code blocks} and {@code channels} are those of 1/2, 1/4 ... 1/32. */
  private static final class Plan {
    private final List<Layer> layers = new ArrayList<>();
    private final int stem;
    private final int stemKernel;
    private final boolean pool;
    private final int[] blocks;
    private final int[] channels;

    Plan(int stem, int stemKernel, boolean pool, int[] blocks, int[] channels) {
      this.stem = stem;
      this.stemKernel = stemKernel;
      this.pool = pool;
      this.blocks = blocks;
      this.channels = channels;
    }

    Network build(Architecture architecture, int outputs, int[] decoder) {
      String x = conv("stem", INPUT, 3, stem, stemKernel, 2, true);
      String[] skips = new String[channels.length];
      int in = stem;
      for (int stage = 0; stage < channels.length; stage++) {
        if (stage == 1 && pool) {
          layers.add(new Layer.MaxPool("pool", x));
          x = "pool";
        }
        for (int block = 0; block < blocks[stage]; block++) {
          boolean halves = block == 0 && stage > 0 && !(stage == 1 && pool);
          x = residual("encoder" + stage + "." + block, x, in, channels[stage], halves ? 2 : 1);
          in = channels[stage];
        }
        skips[stage] = x;
      }
      for (int stage = channels.length - 2; stage >= 0; stage--) {
        String name = "decoder" + stage;
        int out = decoder[channels.length - 2 - stage];
        layers.add(new Layer.Upsample(name + ".up", x));
        layers.add(new Layer.Concat(name + ".skip", name + ".up", skips[stage]));
        x = conv(name + ".0", name + ".skip", in + channels[stage], out, 3, 1, true);
        x = conv(name + ".1", x, out, out, 3, 1, true);
        in = out;
      }
      layers.add(new Layer.Conv("head", x, in, 4 * outputs, 1, 1, false, false));
      return new Network(architecture, outputs, List.copyOf(layers));
    }

    private String conv(
        String name, String input, int in, int out, int kernel, int stride, boolean relu) {
      layers.add(new Layer.Conv(name, input, in, out, kernel, stride, true, relu));
      return name;
    }

    private String residual(String name, String input, int in, int out, int stride) {
      String x = conv(name + ".a", input, in, out, 3, stride, true);
      x = conv(name + ".b", x, out, out, 3, 1, false);
      String shortcut = input;
      if (stride != 1 || in != out) {
        shortcut = conv(name + ".shortcut", input, in, out, 1, stride, false);
      }
      layers.add(new Layer.Add(name, x, shortcut));
      return name;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import uk.ac.bgs.corescore.djl.internal.engine.Precision;
import uk.ac.bgs.corescore.djl.internal.network.ActivationRanges;
import uk.ac.bgs.corescore.djl.internal.network.ActivationRanges.Range;
import uk.ac.bgs.corescore.djl.internal.network.ImageNetNormalisation;
import uk.ac.bgs.corescore.djl.internal.network.Layer;
import uk.ac.bgs.corescore.djl.internal.network.Network;
import uk.ac.bgs.corescore.djl.internal.network.Weights;

/**
 * A network in 8 bits as the code and the arrays of a TorchScript file: weights are signed bytes
 * with a scale for each output channel, outputs unsigned bytes with a scale and a zero for each
 * layer. Convolutions are those of oneDNN; a ReLU, and the sum of a residual block, are computed
 * within them. The last layer is in 32 bits.
 *
 * <p>The photo's bytes are the input as they are: the normalisation of colours is part of the
 * weights of the first convolution. Padding is therefore one grey instead of the mean colour.
 */
final class QuantizedCode {
  /** The byte of the input that is its zero: near the mean of ImageNet in all channels. */
  private static final int INPUT_ZERO = 115;

  private static final float TOP = 127;

  /** Cells of a photo of one row of core. */
  private static final int USUAL_HEIGHT = 288;

  private static final int USUAL_WIDTH = 2016;

  /** PyTorch's numbers of types. */
  private static final int UINT8 = 0;

  private static final int INT8 = 1;
  private static final int INT32 = 3;

  private static final String NO_SCALARS = "annotate(List[Optional[number]], []), \"\"";

  private final Network network;
  private final Weights weights;
  private final ActivationRanges ranges;
  private final Layer.Conv head;
  private final Map<String, Layer> byName = new HashMap<>();

  /** Convolutions that are computed together with the sum that adds to them. */
  private final Map<String, Layer.Add> sums = new HashMap<>();

  private final List<TorchScriptWriter.Numbers> numbers = new ArrayList<>();
  private final StringBuilder attributes = new StringBuilder();
  private final StringBuilder state = new StringBuilder();
  private final StringBuilder forward = new StringBuilder();

  /**
   * @param network {@link Network#forInference()}
   * @param weights of that network
   * @param ranges of its outputs
   */
  QuantizedCode(Network network, Weights weights, ActivationRanges ranges) {
    this.network = network;
    this.weights = weights;
    this.ranges = ranges;
    this.head = (Layer.Conv) network.layers().get(network.layers().size() - 1);
    network.layers().forEach(layer -> byName.put(layer.name(), layer));
    for (Layer layer : network.layers()) {
      if (layer instanceof Layer.Add add && byName.get(add.a()) instanceof Layer.Conv) {
        sums.put(add.a(), add);
      }
    }
    head();
    for (Layer layer : network.layers()) {
      if (layer != head) {
        parameters(layer);
        step(layer);
      }
    }
  }

  List<TorchScriptWriter.Numbers> numbers() {
    return List.copyOf(numbers);
  }

  /**
   * The code, whose input and output are those of {@link TorchScriptCode#ofLikelihoods}.
   *
   * @param labels how many outputs are labels
   */
  String code(int labels) {
    String type = TorchScriptCode.TYPE;
    return "class "
        + type
        + "(Module):\n  __parameters__ = []\n  __buffers__ = []\n"
        + "  training : bool\n"
        + attributes
        + "  def __getstate__(self: __torch__."
        + type
        + ") -> List[Tensor]:\n"
        + "    return annotate(List[Tensor], [])\n"
        + "  def __setstate__(self: __torch__."
        + type
        + ",\n    state: List[Tensor]) -> NoneType:\n"
        + "    self.training = False\n"
        + state
        + "    return None\n"
        + "  def forward(self: __torch__."
        + type
        + ",\n    input: Tensor) -> Tensor:\n"
        + "    x = torch.permute(input, [0, 3, 1, 2])\n"
        + forward
        + "    features = torch.permute("
        + name(head.input())
        + ", [0, 2, 3, 1])\n"
        + TorchScriptCode.likelihoods(network, head, labels);
  }

  /** The last layer, whose weights and bias include the scale and the zero of its input. */
  private void head() {
    float[] weight = weights.get(head.name() + ".weight").clone();
    float[] bias = weights.get(head.name() + ".bias").clone();
    Range range = ranges.of(head.input());
    for (int i = 0; i < weight.length; i++) {
      weight[i] *= (float) range.scale();
      bias[Math.floorDiv(i, head.in())] -= weight[i] * range.zero();
    }
    for (String part : List.of(".weight", ".bias")) {
      String name = head.name() + part;
      float[] values = part.equals(".bias") ? bias : weight;
      attribute(name, "state[%d]", array(name, shape(name), values));
    }
  }

  private long[] shape(String name) {
    return Objects.requireNonNull(network.parameters().get(name), name);
  }

  private int array(String name, long[] shape, float[] values) {
    numbers.add(new TorchScriptWriter.Numbers(name, shape, values, Precision.FLOAT32));
    return numbers.size() - 1;
  }

  private void attribute(String name, String format, Object... values) {
    String attribute = TorchScriptCode.identifier(name);
    attributes.append("  ").append(attribute).append(" : Tensor\n");
    state.append("    self.").append(attribute).append(" = ");
    state.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private void parameters(Layer layer) {
    if (!(layer instanceof Layer.Conv || layer instanceof Layer.UpConv)) {
      return;
    }
    String name = layer.name();
    long[] shape = shape(name + ".weight");
    float[] weight = weights.get(name + ".weight").clone();
    int out = (int) shape[0];
    float[] bias =
        layer instanceof Layer.Conv ? weights.get(name + ".bias").clone() : new float[out];
    if (isFirst(layer)) {
      normalise(weight, bias, (int) (shape[2] * shape[3]));
    }
    int number = array(name + ".weight", shape, weight);
    int scales = array(name + ".scale", new long[] {out}, scales(weight, out));
    attribute(
        name + ".weight",
        "ops.onednn.qconv_prepack(torch.to(torch.round(torch.div(state[%d], torch.reshape(state[%d],"
            + " [%d, 1, 1, 1]))), %d), state[%d], %s, %d, %s, %s)",
        number,
        scales,
        out,
        INT8,
        scales,
        inputScale(layer),
        inputZero(layer),
        geometry(layer),
        usualInput(layer));
    attribute(name + ".scale", "state[%d]", scales);
    attribute(name + ".zero", "torch.zeros_like(state[%d], dtype=%d)", scales, INT32);
    attribute(name + ".bias", "state[%d]", array(name + ".bias", new long[] {out}, bias));
  }

  /** Includes the normalisation of colours in the first convolution. */
  private static void normalise(float[] weight, float[] bias, int taps) {
    float[] scale = ImageNetNormalisation.scale();
    float[] shift = ImageNetNormalisation.shift();
    int each = scale.length * taps;
    for (int i = 0; i < weight.length; i++) {
      int channel = Math.floorDiv(i % each, taps);
      bias[Math.floorDiv(i, each)] += weight[i] * (INPUT_ZERO * scale[channel] + shift[channel]);
      weight[i] *= scale[channel];
    }
  }

  private static float[] scales(float[] weight, int out) {
    float[] scales = new float[out];
    int each = Math.floorDiv(weight.length, out);
    for (int c = 0; c < out; c++) {
      float greatest = Float.MIN_NORMAL * TOP;
      for (int i = c * each; i < (c + 1) * each; i++) {
        greatest = Math.max(greatest, Math.abs(weight[i]));
      }
      scales[c] = greatest / TOP;
    }
    return scales;
  }

  private void step(Layer layer) {
    if (sums.containsKey(layer.name())) {
      return;
    }
    String call;
    if (layer instanceof Layer.Add add) {
      call = sum(add);
    } else if (layer instanceof Layer.Conv conv) {
      call = convolution(layer, conv.relu());
    } else if (layer instanceof Layer.UpConv) {
      call =
          "torch.contiguous(torch.slice(torch.slice(torch.pixel_shuffle("
              + convolution(layer, false)
              + ", 2), 2, 1, -1, 1), 3, 1, -1, 1), memory_format=2)";
    } else if (layer instanceof Layer.MaxPool pool) {
      call = "torch.max_pool2d(" + name(pool.input()) + ", [3, 3], [2, 2], [1, 1], [1, 1], False)";
    } else {
      throw new IllegalArgumentException("not a layer of a network for inference: " + layer);
    }
    forward.append("    ").append(name(layer.name())).append(" = ").append(call).append('\n');
  }

  private String convolution(Layer layer, boolean relu) {
    return String.format(
        Locale.ROOT,
        "ops.onednn.qconv2d_pointwise(%s, self.%s_bias, %s, %s, %d, \"%s\", %s)",
        operands(layer),
        name(layer.name()),
        geometry(layer),
        quantized(ranges.of(layer.name())),
        UINT8,
        relu ? "relu" : "none",
        NO_SCALARS);
  }

  /** A convolution that adds to its second operand, in place, unless that is read later. */
  private String sum(Layer.Add add) {
    Layer conv = Objects.requireNonNull(byName.get(add.a()), add.a());
    String other = name(add.b());
    return String.format(
        Locale.ROOT,
        "ops.onednn.qconv2d_pointwise(%s, %s, self.%s_bias, %s, %s, %d, %s, \"sum\", 1., \"relu\","
            + " %s)",
        operands(conv),
        isReadAfter(add) ? "torch.clone(" + other + ")" : other,
        name(conv.name()),
        geometry(conv),
        quantized(ranges.of(add.name())),
        UINT8,
        quantized(ranges.of(add.b())),
        NO_SCALARS);
  }

  private boolean isReadAfter(Layer.Add add) {
    List<Layer> layers = network.layers();
    return layers.subList(layers.indexOf(add) + 1, layers.size()).stream()
        .anyMatch(layer -> layer.inputs().contains(add.b()));
  }

  private String operands(Layer layer) {
    String name = name(layer.name());
    return String.format(
        Locale.ROOT,
        "%s, %s, %d, self.%s_weight, self.%s_scale, self.%s_zero",
        name(layer.inputs().get(0)),
        inputScale(layer),
        inputZero(layer),
        name,
        name,
        name);
  }

  private static boolean isFirst(Layer layer) {
    return layer.inputs().get(0).equals(Network.INPUT);
  }

  private double inputScale(Layer layer) {
    return isFirst(layer) ? 1 : ranges.of(layer.inputs().get(0)).scale();
  }

  private int inputZero(Layer layer) {
    return isFirst(layer) ? INPUT_ZERO : ranges.of(layer.inputs().get(0)).zero();
  }

  private static String quantized(Range range) {
    return range.scale() + ", " + range.zero();
  }

  /**
   * The shape of a layer's input for a photo of a row of core, for which oneDNN orders the weights;
   * for another shape it may order them again at each run. Without a shape it does so for some
   * layers at any, and with one for the layers that upsample.
   */
  private String usualInput(Layer layer) {
    if (layer instanceof Layer.Conv conv) {
      int factor = reduction(conv.input());
      return String.format(
          Locale.ROOT,
          "[1, %d, %d, %d]",
          conv.in(),
          Math.floorDiv(USUAL_HEIGHT, factor),
          Math.floorDiv(USUAL_WIDTH, factor));
    }
    return "None";
  }

  /** By how much the input of the network is wider than an output. */
  private int reduction(String output) {
    Layer layer = byName.get(output);
    if (layer == null) {
      return 1;
    } else if (layer instanceof Layer.Conv conv) {
      return conv.stride() * reduction(conv.input());
    } else if (layer instanceof Layer.MaxPool pool) {
      return 2 * reduction(pool.input());
    } else if (layer instanceof Layer.UpConv up) {
      return Math.floorDiv(reduction(up.input()), 2);
    } else {
      return reduction(layer.inputs().get(0));
    }
  }

  /** Stride, padding, dilation and groups. */
  private static String geometry(Layer layer) {
    int stride = layer instanceof Layer.Conv conv ? conv.stride() : 1;
    int pad = layer instanceof Layer.Conv conv ? Math.floorDiv(conv.kernel(), 2) : 1;
    return String.format(Locale.ROOT, "[%d, %d], [%d, %d], [1, 1], 1", stride, stride, pad, pad);
  }

  /** The name of a value: that of the input is a view of the input. */
  private static String name(String layer) {
    return layer.equals(Network.INPUT) ? "x" : TorchScriptCode.identifier(layer);
  }
}

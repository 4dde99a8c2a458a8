// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.export;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import uk.ac.bgs.corescore.djl.internal.engine.Precision;
import uk.ac.bgs.corescore.djl.internal.network.Layer;
import uk.ac.bgs.corescore.djl.internal.network.Network;
import uk.ac.bgs.corescore.djl.internal.network.Prediction;

/** A folded network as the code of a TorchScript file. */
final class TorchScriptCode {
  /** The module's name in the file. */
  static final String TYPE = "UNet";

  /** PyTorch's number of the memory format channels-last. */
  private static final int CHANNELS_LAST = 2;

  /** Cells of a block of the last layer. */
  private static final int BLOCK = 4096;

  /** Names of the factors and offsets that normalise colours. */
  static final String SCALE = "tone_scale";

  static final String SHIFT = "tone_shift";

  /** Least number of channels of a convolution for which packed weights are faster in 16 bits. */
  private static final int PACKED_FROM = 64;

  private final StringBuilder code = new StringBuilder();
  private final boolean packed;
  private final Precision precision;

  private TorchScriptCode(
      Network network, Collection<String> names, Precision precision, boolean packed) {
    this.packed = packed;
    this.precision = precision;
    code.append("class ").append(TYPE).append("(Module):\n  __parameters__ = [");
    if (!packed) {
      names.forEach(name -> code.append('"').append(identifier(name)).append("\", "));
    }
    code.append("]\n  __buffers__ = []\n  training : bool\n");
    names.forEach(name -> code.append("  ").append(identifier(name)).append(" : Tensor\n"));
    if (packed) {
      state(network, List.copyOf(names));
    }
    code.append("  def forward(self: __torch__.").append(TYPE);
    code.append(",\n    ").append(Network.INPUT).append(": Tensor) -> Tensor:\n");
  }

  /**
   * Code that takes N x 3 x H x W and gives scores, N x K x H x W.
   *
   * @param names of the weights
   */
  static String ofScores(Network network, Collection<String> names) {
    TorchScriptCode code = new TorchScriptCode(network, names, Precision.FLOAT32, false);
    // Memory format channels-last, as the segmenter runs it.
    code.line(
        Network.INPUT, "torch.contiguous(%s, memory_format=%d)", Network.INPUT, CHANNELS_LAST);
    network.layers().forEach(code::step);
    return code.result(
        "torch.contiguous(torch.pixel_shuffle(%s, 2))", identifier(network.output()));
  }

  /**
   * Code that takes unsigned bytes, 1 x H x W x 3, and gives the least and the greatest output of
   * each layer, in their order.
   */
  static String ofRanges(Network network, Collection<String> names) {
    TorchScriptCode code = new TorchScriptCode(network, names, Precision.FLOAT32, false);
    code.normalise();
    List<String> bounds = new ArrayList<>();
    for (Layer layer : network.layers()) {
      code.step(layer);
      // A later layer may add to the output in place.
      for (String bound : List.of("min", "max")) {
        String name = identifier(layer.name()) + "_" + bound;
        code.line(name, "torch.%s(%s)", bound, identifier(layer.name()));
        bounds.add(name);
      }
    }
    return code.result("torch.stack([%s], 0)", String.join(", ", bounds));
  }

  private void normalise() {
    line(
        Network.INPUT,
        "torch.permute(torch.to(torch.add(torch.mul(%s, self.%s), self.%s, alpha=1), %d), [0, 3, 1,"
            + " 2])",
        Network.INPUT,
        SCALE,
        SHIFT,
        precision.type);
  }

  /**
   * Code that takes unsigned bytes, N x H x W x 3, and gives likelihoods of the first image as
   * unsigned bytes, 1 x K x H x W: softmax of the first K outputs, sigmoid of the others. The last
   * product is in 32 bits, like its weights, and gives separate planes.
   *
   * @param packed see {@link TorchScriptWriter#writeLikelihoods}
   */
  static String ofLikelihoods(
      Network network, Collection<String> names, int labels, Precision precision, boolean packed) {
    TorchScriptCode code = new TorchScriptCode(network, names, precision, packed);
    code.normalise();
    Layer.Conv head = (Layer.Conv) network.layers().get(network.layers().size() - 1);
    network.layers().stream().filter(layer -> layer != head).forEach(code::step);
    code.line(
        "features",
        "torch.permute(torch.slice(%s, 0, 0, 1, 1), [0, 2, 3, 1])",
        identifier(head.input()));
    code.code.append(likelihoods(network, head, labels));
    return code.code.toString();
  }

  /**
   * The last lines of a segmenter's code: the last layer, in 32 bits, as a product that gives
   * separate planes; then likelihoods as bytes. Cells are processed in blocks that fit into the
   * processor's cache, which takes half of the time. They read {@code features}, 1 x H x W x C.
   */
  static String likelihoods(Network network, Layer.Conv head, int labels) {
    String name = identifier(head.name());
    return String.format(
        Locale.ROOT,
        """
            rows = torch.size(features, 1)
            columns = torch.size(features, 2)
            count = torch.mul(rows, columns)
            cells = torch.reshape(features, [-1, %1$d])
            weight = torch.reshape(self.%2$s_weight, [%3$d, %1$d])
            bias = torch.unsqueeze(self.%2$s_bias, 1)
            bytes = torch.new_empty(features, [%3$d, count], dtype=0)
            for block in range(torch.floordiv(torch.add(count, %4$d), %5$d)):
              start = torch.mul(block, %5$d)
              end = torch.add(start, %5$d)
              part = torch.to(torch.slice(cells, 0, start, end, 1), 6)
              products = torch.add_(torch.mm(weight, torch.t(part)), bias)
              scores = torch.reshape(products, [%6$d, -1])
              shares = torch.softmax(torch.slice(scores, 0, 0, %7$d, 1), 0, None)
              others = torch.sigmoid_(torch.slice(scores, 0, %7$d, None, 1))
              first = torch.int_repr(torch.quantize_per_tensor(shares, %8$s, 0, 13))
              second = torch.int_repr(torch.quantize_per_tensor(others, %8$s, 0, 13))
              to = torch.slice(bytes, 1, start, end, 1)
              done = torch.copy_(torch.slice(to, 0, 0, %9$d, 1), torch.reshape(first, [%9$d, -1]))
              done0 = torch.copy_(torch.slice(to, 0, %9$d, None, 1), torch.reshape(second, [%10$d, -1]))
            return torch.reshape(bytes, [1, %3$d, rows, columns])
        """,
        head.in(),
        name,
        head.out(),
        BLOCK - 1,
        BLOCK,
        network.outputs(),
        labels,
        1.0 / Prediction.TOP,
        4 * labels,
        head.out() - 4 * labels);
  }

  /**
   * Code of the module's state: its weights are read as a list, and those of convolutions are
   * packed.
   */
  private void state(Network network, List<String> names) {
    code.append("  def __getstate__(self: __torch__.").append(TYPE).append(") -> List[Tensor]:\n");
    result("annotate(List[Tensor], [])");
    code.append("  def __setstate__(self: __torch__.").append(TYPE);
    code.append(",\n    state: List[Tensor]) -> NoneType:\n");
    line("self.training", "False");
    Map<String, Layer> byWeight = new HashMap<>();
    network.layers().forEach(layer -> byWeight.put(layer.name() + ".weight", layer));
    for (int number = 0; number < names.size(); number++) {
      String name = names.get(number);
      Layer layer = byWeight.get(name);
      String packing = "state[%d]";
      if (layer instanceof Layer.UpConv up && packs(up.in(), 4 * up.out())) {
        packing = packing(1, 1);
      } else if (layer instanceof Layer.Conv conv
          && conv.kernel() > 1
          && packs(conv.in(), conv.out())) {
        packing = packing(conv.kernel() / 2, conv.stride());
      }
      line("self." + identifier(name), packing, number);
    }
    result("None");
  }

  private boolean packs(int in, int out) {
    return packed && (precision == Precision.FLOAT32 || Math.min(in, out) >= PACKED_FROM);
  }

  private static String packing(int pad, int stride) {
    return String.format(
        Locale.ROOT,
        "ops.mkldnn._reorder_convolution_weight(torch.contiguous(state[%%d], memory_format=%d),"
            + " [%d, %d], [%d, %d], [1, 1], 1, None)",
        CHANNELS_LAST,
        pad,
        pad,
        stride,
        stride);
  }

  private void line(String name, String format, Object... values) {
    code.append("    ").append(name).append(" = ");
    code.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private String result(String format, Object... values) {
    code.append("    return ").append(String.format(Locale.ROOT, format, values)).append('\n');
    return code.toString();
  }

  private void step(Layer layer) {
    line(identifier(layer.name()), "%s", call(layer));
  }

  private String call(Layer layer) {
    String x = identifier(layer.inputs().get(0));
    if (layer instanceof Layer.Conv conv) {
      if (conv.kernel() > 1) {
        String bias = "self." + identifier(conv.name()) + "_bias";
        boolean packs = packs(conv.in(), conv.out());
        return convolution(
            packs, conv.name(), x, bias, conv.stride(), conv.kernel() / 2, conv.relu());
      }
      String thin =
          conv.stride() == 1 ? x : thinned(thinned(x, 2, conv.stride()), 3, conv.stride());
      return conv.relu() ? "torch.relu_(" + product(conv, thin) + ")" : product(conv, thin);
    } else if (layer instanceof Layer.UpConv up) {
      String four = convolution(packs(up.in(), 4 * up.out()), up.name(), x, "None", 1, 1, false);
      String shuffled = "torch.pixel_shuffle(" + four + ", 2)";
      return String.format(
          Locale.ROOT, "torch.slice(torch.slice(%s, 2, 1, -1, 1), 3, 1, -1, 1)", shuffled);
    } else if (layer instanceof Layer.Add add) {
      // In place: a convolution made the first addend for this sum alone.
      return String.format(
          Locale.ROOT, "torch.relu_(torch.add_(%s, %s, alpha=1))", x, identifier(add.b()));
    } else if (layer instanceof Layer.Concat concat) {
      return "torch.cat([" + x + ", " + identifier(concat.b()) + "], 1)";
    } else if (layer instanceof Layer.Upsample) {
      return "torch.upsample_nearest2d(" + x + ", None, [2., 2.])";
    } else {
      return "torch.max_pool2d(" + x + ", [3, 3], [2, 2], [1, 1], [1, 1], False)";
    }
  }

  private static String convolution(
      boolean packs, String name, String x, String bias, int stride, int pad, boolean relu) {
    if (packs) {
      return String.format(
          Locale.ROOT,
          "ops.mkldnn._convolution_pointwise(%s, self.%s_weight, %s, [%d, %d], [%d, %d], [1, 1], 1,"
              + " \"%s\", annotate(List[Optional[number]], []), None)",
          x,
          identifier(name),
          bias,
          pad,
          pad,
          stride,
          stride,
          relu ? "relu" : "none");
    }
    String linear =
        String.format(
            Locale.ROOT,
            "torch.conv2d(%s, self.%s_weight, %s, [%d, %d], [%d, %d], [1, 1], 1)",
            x,
            identifier(name),
            bias,
            stride,
            stride,
            pad,
            pad);
    return relu ? "torch.relu_(" + linear + ")" : linear;
  }

  private static String thinned(String x, int side, int stride) {
    return String.format(Locale.ROOT, "torch.slice(%s, %d, None, None, %d)", x, side, stride);
  }

  /** A convolution of one cell as a matrix product, as the forward pass of a training runs it. */
  private static String product(Layer.Conv conv, String x) {
    String name = identifier(conv.name());
    return String.format(
        Locale.ROOT,
        "torch.permute(torch.linear(torch.permute(%s, [0, 2, 3, 1]),"
            + " torch.reshape(self.%s_weight, [%d, %d]), self.%s_bias), [0, 3, 1, 2])",
        x,
        name,
        conv.out(),
        conv.in(),
        name);
  }

  static String identifier(String name) {
    return name.replace('.', '_');
  }
}

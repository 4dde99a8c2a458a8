// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a folded network as a TorchScript file: a zip that holds the steps as code, the weights as
 * they lie in memory, and pickles that say which is which. Its {@code forward} takes N x 3 x H x W
 * and gives N x K x H x W.
 */
final class TorchScriptWriter {
  /** Format of the zip and version of the operators: the oldest, which every reader still knows. */
  private static final String VERSION = "3\n";

  /** Torch maps the numbers from where they lie, so they begin at multiples of this. */
  private static final int ALIGNMENT = 64;

  /** Torch's number of the order in which the channels of a pixel lie on end. */
  private static final int CHANNELS_LAST = 2;

  private static final String ROOT = "archive/";
  private static final String TYPE = "UNet";

  /** Bytes of a zip entry's header before its name, and of an extra field's before its data. */
  private static final int LOCAL_HEADER = 30;

  private static final int EXTRA_HEADER = 4;

  private final ZipOutputStream zip;
  private long at;

  private TorchScriptWriter(ZipOutputStream zip) {
    this.zip = zip;
  }

  /**
   * Writes the file and leaves the stream open.
   *
   * @param network without batch normalisation
   * @param weights of that network
   * @param extra further files by name, which torch calls extra files
   */
  static void write(Network network, Weights weights, Map<String, byte[]> extra, OutputStream out)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    TorchScriptWriter writer = new TorchScriptWriter(zip);
    writer.entry("data.pkl", pickled(network));
    writer.entry("code/__torch__.py", code(network).getBytes(StandardCharsets.UTF_8));
    for (Map.Entry<String, byte[]> file : extra.entrySet()) {
      writer.entry("extra/" + file.getKey(), file.getValue());
    }
    int number = 0;
    for (String name : network.parameters().keySet()) {
      writer.entry("data/" + number++, OnnxWriter.littleEndian(weights.get(name)));
    }
    writer.entry("constants.pkl", new Pickle().emptyTuple().end());
    writer.entry("version", VERSION.getBytes(StandardCharsets.UTF_8));
    zip.finish();
  }

  private void entry(String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(ROOT + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    entry.setCrc(crc.getValue());
    // The same model gives the same file at any time. (For 1980-01-01 Java adds a field of its
    // own.)
    entry.setTimeLocal(LocalDateTime.of(1981, 1, 1, 0, 0, 0));
    long from = at + LOCAL_HEADER + entry.getName().length() + EXTRA_HEADER;
    int padding = (int) Math.floorMod(-from, (long) ALIGNMENT);
    byte[] field = new byte[EXTRA_HEADER + padding];
    field[0] = 'F';
    field[1] = 'B';
    field[2] = (byte) padding;
    entry.setExtra(field);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
    at = from + padding + bytes.length;
  }

  private static byte[] pickled(Network network) {
    Pickle pickle = new Pickle();
    pickle.global("__torch__", TYPE).emptyTuple().newObject().emptyDictionary().mark();
    pickle.text("training").truth(false);
    int number = 0;
    for (Map.Entry<String, long[]> entry : network.parameters().entrySet()) {
      pickle.text(identifier(entry.getKey()));
      tensor(pickle, number++, entry.getValue());
    }
    return pickle.entries().build().end();
  }

  private static void tensor(Pickle pickle, int number, long[] shape) {
    int count = 1;
    for (long side : shape) {
      count = Math.toIntExact(count * side);
    }
    pickle.global("torch._utils", "_rebuild_tensor_v2").mark();
    pickle.mark().text("storage").global("torch", "FloatStorage");
    pickle.text(Integer.toString(number)).text("cpu").number(count).tuple().elsewhere();
    pickle.number(0);
    pickle.mark();
    for (long side : shape) {
      pickle.number((int) side);
    }
    pickle.tuple().mark();
    int stride = count;
    for (long side : shape) {
      stride /= (int) side;
      pickle.number(stride);
    }
    pickle.tuple().truth(false);
    pickle.global("collections", "OrderedDict").emptyTuple().call();
    pickle.tuple().call();
  }

  private static String code(Network network) {
    StringBuilder code = new StringBuilder();
    code.append("class ").append(TYPE).append("(Module):\n  __parameters__ = [");
    network
        .parameters()
        .keySet()
        .forEach(name -> code.append('"').append(identifier(name)).append("\", "));
    code.append("]\n  __buffers__ = []\n  training : bool\n");
    network
        .parameters()
        .keySet()
        .forEach(name -> code.append("  ").append(identifier(name)).append(" : Tensor\n"));
    code.append("  def forward(self: __torch__.").append(TYPE);
    code.append(",\n    ").append(Network.INPUT).append(": Tensor) -> Tensor:\n");
    // Pixel by pixel, channels last, as the segmenter runs it.
    code.append("    ").append(Network.INPUT).append(" = torch.contiguous(");
    code.append(Network.INPUT).append(", memory_format=").append(CHANNELS_LAST).append(")\n");
    for (Layer layer : network.layers()) {
      String name = identifier(layer.name());
      code.append("    ").append(name).append(" = ").append(call(layer)).append('\n');
    }
    code.append("    return torch.contiguous(torch.pixel_shuffle(");
    return code.append(identifier(network.output())).append(", 2))\n").toString();
  }

  private static String thinned(String x, int side, int stride) {
    return String.format(Locale.ROOT, "torch.slice(%s, %d, None, None, %d)", x, side, stride);
  }

  /** A convolution of one cell as a matrix product, as {@link NetworkRun} runs it. */
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

  private static String call(Layer layer) {
    String x = identifier(layer.inputs().get(0));
    if (layer instanceof Layer.Conv conv) {
      String name = identifier(conv.name());
      int pad = conv.kernel() / 2;
      int stride = conv.stride();
      String linear =
          conv.kernel() == 1
              ? product(conv, stride == 1 ? x : thinned(thinned(x, 2, stride), 3, stride))
              : String.format(
                  Locale.ROOT,
                  "torch.conv2d(%s, self.%s_weight, self.%s_bias, [%d, %d], [%d, %d], [1, 1], 1)",
                  x,
                  name,
                  name,
                  stride,
                  stride,
                  pad,
                  pad);
      return conv.relu() ? "torch.relu_(" + linear + ")" : linear;
    } else if (layer instanceof Layer.Add add) {
      return "torch.relu_(torch.add(" + x + ", " + identifier(add.b()) + "))";
    } else if (layer instanceof Layer.Concat concat) {
      return "torch.cat([" + x + ", " + identifier(concat.b()) + "], 1)";
    } else if (layer instanceof Layer.Upsample) {
      return "torch.upsample_nearest2d(" + x + ", None, [2., 2.])";
    } else {
      return "torch.max_pool2d(" + x + ", [3, 3], [2, 2], [1, 1], [1, 1], False)";
    }
  }

  private static String identifier(String name) {
    return name.replace('.', '_');
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import uk.ac.bgs.corescore.djl.internal.engine.Precision;
import uk.ac.bgs.corescore.djl.internal.network.ActivationRanges;
import uk.ac.bgs.corescore.djl.internal.network.ImageNetNormalisation;
import uk.ac.bgs.corescore.djl.internal.network.Network;
import uk.ac.bgs.corescore.djl.internal.network.Weights;

/**
 * Writes a folded network as a TorchScript file: a zip with the layers as code, the weights as raw
 * bytes, and pickles that name them.
 */
public final class TorchScriptWriter {
  /** Version of the zip format and of the operators: the oldest, which all readers support. */
  private static final String VERSION = "3\n";

  /** PyTorch maps the numbers into memory, so they start at multiples of this. */
  private static final int ALIGNMENT = 64;

  private static final String ROOT = "archive/";

  /** Bytes of the header of a zip entry before its name, and of an extra field before its data. */
  private static final int LOCAL_HEADER = 30;

  private static final int EXTRA_HEADER = 4;

  private final ZipOutputStream zip;
  private long at;

  private TorchScriptWriter(ZipOutputStream zip) {
    this.zip = zip;
  }

  /**
   * Writes a file whose {@code forward} takes N x 3 x H x W and gives logits, N x K x H x W.
   *
   * @param network without batch normalisation
   * @param weights of that network
   * @param extra more files by name, PyTorch's extra files
   * @param out is left open
   */
  public static void write(
      Network network, Weights weights, Map<String, byte[]> extra, OutputStream out)
      throws IOException {
    List<Numbers> numbers = new ArrayList<>();
    network
        .parameters()
        .forEach(
            (name, shape) ->
                numbers.add(new Numbers(name, shape, weights.get(name), Precision.FLOAT32)));
    write(TorchScriptCode.ofScores(network, names(numbers)), numbers, false, extra, out);
  }

  /**
   * Writes a file for a segmenter, whose {@code forward} takes unsigned bytes, 1 x H x W x 3, and
   * gives likelihoods as unsigned bytes, 255 for 1: 1 x 4K x H/2 x W/2, four planes for each
   * output, those of the upper left, upper right, lower left and lower right cell of each 2 x 2
   * square.
   *
   * @param network {@link Network#forInference()}
   * @param weights of that network
   * @param labels how many of the K outputs are labels; they come first
   * @param precision number format of the network
   * @param packed whether weights (in 16 bits those of many channels) are packed for oneDNN when
   *     the file is read, and a ReLU is fused with its convolution. These operators are internal to
   *     PyTorch, exist on processors with oneDNN, and may change with its version.
   * @param out is left open
   */
  public static void writeLikelihoods(
      Network network,
      Weights weights,
      int labels,
      Precision precision,
      boolean packed,
      OutputStream out)
      throws IOException {
    List<Numbers> numbers = normalisation();
    network
        .parameters()
        .forEach(
            (name, shape) -> {
              boolean last = name.startsWith(network.output() + ".");
              numbers.add(
                  new Numbers(
                      name, shape, weights.get(name), last ? Precision.FLOAT32 : precision));
            });
    String code = TorchScriptCode.ofLikelihoods(network, names(numbers), labels, precision, packed);
    write(code, numbers, packed, Map.of(), out);
  }

  /**
   * Writes a file for a segmenter as {@link #writeLikelihoods} does, whose network runs in 8 bits,
   * by operators of PyTorch that need oneDNN and may change with its version.
   *
   * @param network {@link Network#forInference()}
   * @param weights of that network
   * @param ranges of its outputs
   * @param labels how many of the K outputs are labels; they come first
   * @param out is left open
   */
  public static void writeQuantized(
      Network network, Weights weights, ActivationRanges ranges, int labels, OutputStream out)
      throws IOException {
    QuantizedCode code = new QuantizedCode(network, weights, ranges);
    write(code.code(labels), code.numbers(), true, Map.of(), out);
  }

  /**
   * Writes a file whose {@code forward} takes unsigned bytes, 1 x H x W x 3, and gives the least
   * and the greatest output of each layer.
   *
   * @param network {@link Network#forInference()}
   * @param weights of that network
   * @param out is left open
   */
  public static void writeRanges(Network network, Weights weights, OutputStream out)
      throws IOException {
    List<Numbers> numbers = normalisation();
    network
        .parameters()
        .forEach(
            (name, shape) ->
                numbers.add(new Numbers(name, shape, weights.get(name), Precision.FLOAT32)));
    write(TorchScriptCode.ofRanges(network, names(numbers)), numbers, false, Map.of(), out);
  }

  private static List<Numbers> normalisation() {
    long[] each = {3};
    return new ArrayList<>(
        List.of(
            new Numbers(
                TorchScriptCode.SCALE, each, ImageNetNormalisation.scale(), Precision.FLOAT32),
            new Numbers(
                TorchScriptCode.SHIFT, each, ImageNetNormalisation.shift(), Precision.FLOAT32)));
  }

  /** A named array of the module. */
  @SuppressWarnings("ArrayRecordComponent") // on their way to a file
  record Numbers(String name, long[] shape, float[] values, Precision precision) {}

  private static List<String> names(List<Numbers> numbers) {
    return numbers.stream().map(Numbers::name).toList();
  }

  private static void write(
      String code,
      List<Numbers> numbers,
      boolean listed,
      Map<String, byte[]> extra,
      OutputStream out)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    TorchScriptWriter writer = new TorchScriptWriter(zip);
    writer.entry("data.pkl", listed ? listed(numbers) : pickled(numbers));
    writer.entry("code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
    for (Map.Entry<String, byte[]> file : extra.entrySet()) {
      writer.entry("extra/" + file.getKey(), file.getValue());
    }
    for (int number = 0; number < numbers.size(); number++) {
      Numbers each = numbers.get(number);
      writer.entry("data/" + number, each.precision().stored(each.values()));
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
    // A fixed time makes the file reproducible. (For 1980-01-01 Java adds an extra field.)
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

  /** The pickle of a module that is built from a list of its arrays. */
  private static byte[] listed(List<Numbers> numbers) {
    Pickle pickle = new Pickle();
    pickle.global("__torch__", TorchScriptCode.TYPE).emptyTuple().newObject().emptyList().mark();
    for (int number = 0; number < numbers.size(); number++) {
      tensor(pickle, number, numbers.get(number).shape(), numbers.get(number).precision());
    }
    return pickle.items().build().end();
  }

  private static byte[] pickled(List<Numbers> numbers) {
    Pickle pickle = new Pickle();
    pickle
        .global("__torch__", TorchScriptCode.TYPE)
        .emptyTuple()
        .newObject()
        .emptyDictionary()
        .mark();
    pickle.text("training").truth(false);
    for (int number = 0; number < numbers.size(); number++) {
      pickle.text(TorchScriptCode.identifier(numbers.get(number).name()));
      tensor(pickle, number, numbers.get(number).shape(), numbers.get(number).precision());
    }
    return pickle.entries().build().end();
  }

  private static void tensor(Pickle pickle, int number, long[] shape, Precision precision) {
    int count = 1;
    for (long side : shape) {
      count = Math.toIntExact(count * side);
    }
    pickle.global("torch._utils", "_rebuild_tensor_v2").mark();
    pickle.mark().text("storage").global("torch", precision.storage);
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
}

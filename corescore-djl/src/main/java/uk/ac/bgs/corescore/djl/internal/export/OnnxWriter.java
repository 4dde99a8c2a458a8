// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import uk.ac.bgs.corescore.djl.internal.network.Layer;
import uk.ac.bgs.corescore.djl.internal.network.Network;
import uk.ac.bgs.corescore.djl.internal.network.Weights;

/**
 * Writes a folded network as an ONNX file (IR version 8, operators of version 13): {@code image}, N
 * x 3 x H x W, to {@code logits}, N x K x H x W, where N, H and W are free.
 */
public final class OnnxWriter {
  private static final int IR_VERSION = 8;
  private static final int OPERATORS = 13;
  private static final int FLOAT = 1;
  private static final String IMAGE = "image";
  private static final String LOGITS = "logits";
  private static final String TWICE = "twice";

  private final Protobuf graph = new Protobuf();

  private OnnxWriter() {}

  /**
   * Writes the file.
   *
   * @param network without batch normalisation
   * @param weights of that network
   * @param metadata entries of the file's metadata
   */
  public static void write(
      Network network, Weights weights, Map<String, String> metadata, OutputStream out)
      throws IOException {
    new OnnxWriter().model(network, weights, metadata).writeTo(out);
  }

  private Protobuf model(Network network, Weights weights, Map<String, String> metadata) {
    for (Layer layer : network.layers()) {
      node(layer);
    }
    // Four consecutive channels are the four pixels of a square, row by row: mode CRD of ONNX.
    node(
        "DepthToSpace",
        List.of(network.output()),
        LOGITS,
        whole("blocksize", 2),
        text("mode", "CRD"));
    graph.text(2, "unet");
    network.parameters().forEach((name, shape) -> initializer(name, shape, weights.get(name)));
    initializer(TWICE, new long[] {4}, new float[] {1, 1, 2, 2});
    graph.message(11, value(IMAGE, 3));
    graph.message(12, value(LOGITS, network.outputs()));
    Protobuf model =
        new Protobuf()
            .number(1, IR_VERSION)
            .text(2, "corescore")
            .message(7, graph)
            .message(8, new Protobuf().text(1, "").number(2, OPERATORS));
    metadata.forEach((key, text) -> model.message(14, new Protobuf().text(1, key).text(2, text)));
    return model;
  }

  private void node(Layer layer) {
    List<String> inputs = new ArrayList<>();
    for (String input : layer.inputs()) {
      inputs.add(input.equals(Network.INPUT) ? IMAGE : input);
    }
    String name = layer.name();
    if (layer instanceof Layer.Conv conv) {
      int pad = conv.kernel() / 2;
      inputs.add(name + ".weight");
      inputs.add(name + ".bias");
      node(
          "Conv",
          inputs,
          conv.relu() ? name + ".linear" : name,
          wholes("kernel_shape", conv.kernel(), conv.kernel()),
          wholes("strides", conv.stride(), conv.stride()),
          wholes("pads", pad, pad, pad, pad));
      if (conv.relu()) {
        node("Relu", List.of(name + ".linear"), name);
      }
    } else if (layer instanceof Layer.Add) {
      node("Add", inputs, name + ".sum");
      node("Relu", List.of(name + ".sum"), name);
    } else if (layer instanceof Layer.Concat) {
      node("Concat", inputs, name, whole("axis", 1));
    } else if (layer instanceof Layer.Upsample) {
      // No region of interest, then the scales.
      inputs.add("");
      inputs.add(TWICE);
      node(
          "Resize",
          inputs,
          name,
          text("mode", "nearest"),
          text("coordinate_transformation_mode", "asymmetric"),
          text("nearest_mode", "floor"));
    } else {
      node(
          "MaxPool",
          inputs,
          name,
          wholes("kernel_shape", 3, 3),
          wholes("strides", 2, 2),
          wholes("pads", 1, 1, 1, 1));
    }
  }

  private void node(String operator, List<String> inputs, String output, Protobuf... attributes) {
    Protobuf node = new Protobuf();
    inputs.forEach(input -> node.text(1, input));
    node.text(2, output).text(3, output).text(4, operator);
    for (Protobuf attribute : attributes) {
      node.message(5, attribute);
    }
    graph.message(1, node);
  }

  private static Protobuf whole(String name, long value) {
    return new Protobuf().text(1, name).number(3, value).number(20, 2);
  }

  private static Protobuf text(String name, String value) {
    return new Protobuf().text(1, name).text(4, value).number(20, 3);
  }

  private static Protobuf wholes(String name, long... values) {
    Protobuf attribute = new Protobuf().text(1, name);
    for (long value : values) {
      attribute.number(8, value);
    }
    return attribute.number(20, 7);
  }

  private void initializer(String name, long[] shape, float[] values) {
    Protobuf tensor = new Protobuf();
    for (long side : shape) {
      tensor.number(1, side);
    }
    graph.message(5, tensor.number(2, FLOAT).text(8, name).bytes(9, littleEndian(values)));
  }

  /** Numbers as little-endian bytes, as both exported formats have them. */
  public static byte[] littleEndian(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(4, values.length)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private static Protobuf value(String name, int channels) {
    Protobuf shape =
        new Protobuf()
            .message(1, new Protobuf().text(2, "n"))
            .message(1, new Protobuf().number(1, channels))
            .message(1, new Protobuf().text(2, "height"))
            .message(1, new Protobuf().text(2, "width"));
    Protobuf tensor = new Protobuf().number(1, FLOAT).message(2, shape);
    return new Protobuf().text(1, name).message(2, new Protobuf().message(1, tensor));
  }
}

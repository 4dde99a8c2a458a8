// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.inference;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small external models: bright green is rock. */
public final class ExternalModelFixtures {
  public static final String SIDECAR =
      """
      {"format":"corescore-sidecar-1","labels":["Void","Rock_Fragment"],"rock":["Rock_Fragment"],
       "mean":[0.5,0.5,0.5],"deviation":[0.5,0.5,0.5],"channels":"rgb","stride":16,
       "photo_width":200,"licence":"CC0-1.0"}
      """;

  /** Void, then rock, out of {@code x}. */
  public static final String SCORES = "torch.cat([torch.mul(g, -9.), torch.mul(g, 9.)], 1)";

  private ExternalModelFixtures() {}

  public static Path sidecar(Path model, String text) throws IOException {
    Files.writeString(model.resolveSibling(model.getFileName() + ".json"), text);
    return model;
  }

  /** A TorchScript file whose forward returns an expression of {@code x} and its green, g. */
  public static Path torchScript(Path file, String type, String expression) throws IOException {
    return zip(file, torchScript(type, expression));
  }

  public static Map<String, byte[]> torchScript(String type, String expression) {
    String code =
        """
        class M(Module):
          __parameters__ = []
          __buffers__ = []
          def forward(self: __torch__.M,
            x: Tensor) -> %s:
            g = torch.slice(x, 1, 1, 2)
            return %s
        """
            .formatted(type, expression);
    byte[] none = {(byte) 0x80, 2, ')', '.'};
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    object.writeBytes(new byte[] {(byte) 0x80, 2});
    object.writeBytes("c__torch__\nM\n)".getBytes(StandardCharsets.US_ASCII));
    object.writeBytes(new byte[] {(byte) 0x81, '}', 'b', '.'});
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("m/data.pkl", object.toByteArray());
    entries.put("m/code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
    entries.put("m/constants.pkl", none);
    entries.put("m/version", "3\n".getBytes(StandardCharsets.US_ASCII));
    return entries;
  }

  static Path zip(Path file, Map<String, byte[]> entries) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return file;
  }

  /** An ONNX file of one 1 x 1 convolution: void and rock from green. */
  static byte[] onnx(boolean external) {
    float[] weight = {0, -9, 0, 0, 9, 0};
    ByteBuffer raw = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(weight);
    Proto tensor = new Proto();
    for (int side : new int[] {2, 3, 1, 1}) {
      tensor.number(1, side);
    }
    tensor.number(2, 1).text(8, "w");
    if (external) {
      tensor.part(13, new Proto().text(1, "location").text(2, "elsewhere")).number(14, 1);
    } else {
      tensor.bytes(9, raw.array());
    }
    Proto node = new Proto().text(1, "x").text(1, "w").text(2, "y").text(4, "Conv");
    Proto graph =
        new Proto()
            .part(1, node)
            .text(2, "g")
            .part(5, tensor)
            .part(11, image("x", 3))
            .part(12, image("y", 2));
    return new Proto()
        .number(1, 8)
        .part(7, graph)
        .part(8, new Proto().text(1, "").number(2, 13))
        .out
        .toByteArray();
  }

  private static Proto image(String name, int channels) {
    Proto shape =
        new Proto()
            .part(1, new Proto().number(1, 1))
            .part(1, new Proto().number(1, channels))
            .part(1, new Proto().text(2, "h"))
            .part(1, new Proto().text(2, "w"));
    Proto type = new Proto().part(1, new Proto().number(1, 1).part(2, shape));
    return new Proto().text(1, name).part(2, type);
  }

  /** Builds a protocol buffer field by field. */
  private static final class Proto {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private void varint(int value) {
      int left = value;
      while (left > 127) {
        out.write((left & 127) | 128);
        left >>>= 7;
      }
      out.write(left);
    }

    Proto number(int field, int value) {
      varint(field << 3);
      varint(value);
      return this;
    }

    Proto bytes(int field, byte[] value) {
      varint(field << 3 | 2);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    Proto text(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Proto part(int field, Proto value) {
      return bytes(field, value.out.toByteArray());
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.djl.ChildJvm;
import uk.ac.bgs.corescore.djl.DjlUnetProvider;
import uk.ac.bgs.corescore.djl.SegmentingMain;
import uk.ac.bgs.corescore.djl.internal.engine.Torch;
import uk.ac.bgs.corescore.djl.internal.export.Pickle;
import uk.ac.bgs.corescore.djl.internal.model.ExternalModelFile;
import uk.ac.bgs.corescore.djl.internal.model.ModelFile;
import uk.ac.bgs.corescore.djl.internal.network.Prediction;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Options;

class ExternalModelTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets the field
  Path folder;

  private static Segmenter open(Path model, String... more) {
    DjlUnetProvider provider = new DjlUnetProvider();
    Map<String, String> options = new LinkedHashMap<>();
    options.put("model", model.toString());
    options.put("device", "cpu");
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    return provider.create(Options.parse(provider.options(), options));
  }

  private static Segmentation segmented(Path model, RgbImage photo, String... more) {
    try (Segmenter segmenter = open(model, more)) {
      return segmenter.segment(photo);
    }
  }

  /** Two touching discs of one colour. */
  private static RgbImage discs(int rgb) {
    int[] pixels = new int[200 * 80];
    for (int i = 0; i < pixels.length; i++) {
      int x = i % 200;
      int y = Math.floorDiv(i, 200) - 40;
      boolean inside = y * y + (x - 70) * (x - 70) < 900 || y * y + (x - 128) * (x - 128) < 900;
      pixels[i] = inside ? rgb : 0;
    }
    return RgbImage.wrap(200, 80, pixels);
  }

  private static CoreScoreException refused(Path model, String... words) {
    CoreScoreException e = assertThrows(CoreScoreException.class, () -> open(model).close());
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith(folderOf(model)), message);
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
    assertTrue(message.contains("expected") && message.contains("got"), message);
    return e;
  }

  private static String folderOf(Path model) {
    return String.valueOf(model.getParent());
  }

  private Path torchScript(String type, String expression, String sidecar) throws IOException {
    Path file = ExternalModelFixtures.torchScript(folder.resolve("m.pt"), type, expression);
    return ExternalModelFixtures.sidecar(file, sidecar);
  }

  private Path onnx() throws IOException {
    Path file = Files.write(folder.resolve("m.onnx"), ExternalModelFixtures.onnx(false));
    return ExternalModelFixtures.sidecar(file, ExternalModelFixtures.SIDECAR);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Tensor|%s",
        "Dict[str, Tensor]|{\"aux\": x, \"out\": %s}",
        "Tuple[Tensor, Tensor]|(%s, x)",
        "Tensor|torch.permute(torch.contiguous(torch.permute(%s, [0, 2, 3, 1])), [0, 3, 1, 2])"
      })
  void torchScriptIsOpenedAndTouchingPiecesAreParted(String type, String expression)
      throws IOException {
    Path file =
        torchScript(
            type,
            expression.formatted(ExternalModelFixtures.SCORES),
            ExternalModelFixtures.SIDECAR);
    RgbImage photo = discs(0x20e020);
    Segmentation found = segmented(file, photo);
    assertEquals(2, found.fragments().count());
    for (int i = 0; i < 200 * 80; i++) {
      int x = i % 200;
      int y = Math.floorDiv(i, 200);
      assertEquals(photo.rgb(x, y) != 0, found.fragments().toIds()[i] != 0, x + ", " + y);
    }
  }

  @Test
  void onnxGivesTheSameAsTorchScript() throws IOException {
    Path script =
        torchScript("Tensor", ExternalModelFixtures.SCORES, ExternalModelFixtures.SIDECAR);
    Segmentation torch = segmented(script, discs(0x20e020));
    assertEquals(2, torch.fragments().count());
    assertEquals(torch, segmented(onnx(), discs(0x20e020)));
  }

  @Test
  void channelsAreInTheOrderOfTheSidecar() throws IOException {
    String red = "torch.slice(x, 1, 0, 1)";
    String scores = ExternalModelFixtures.SCORES.replace("(g,", "(" + red + ",");
    Path rgb = torchScript("Tensor", scores, ExternalModelFixtures.SIDECAR);
    assertEquals(2, segmented(rgb, discs(0xff0000)).fragments().count());
    assertEquals(0, segmented(rgb, discs(0x0000ff)).fragments().count());
    Path bgr = torchScript("Tensor", scores, ExternalModelFixtures.SIDECAR.replace("rgb", "bgr"));
    assertEquals(0, segmented(bgr, discs(0xff0000)).fragments().count());
    assertEquals(2, segmented(bgr, discs(0x0000ff)).fragments().count());
  }

  /** The distance of this model is 1 everywhere, so that only the boundary separates pieces. */
  @Test
  void boundaryAndDistanceComeFromTheirChannels() throws IOException {
    String blue = "torch.sub(torch.mul(torch.slice(x, 1, 2, 3), 9.), 0.)";
    String four =
        "torch.cat([torch.mul(g, -9.), torch.mul(g, 9.), torch.add(torch.mul(g, 0.), 9.), "
            + blue
            + "], 1)";
    String sidecar =
        ExternalModelFixtures.SIDECAR.replace("\"mean\"", "\"distance\":2,\"boundary\":3,\"mean\"");
    Path file = torchScript("Tensor", four, sidecar);
    assertEquals(1, segmented(file, discs(0x20e020)).fragments().count());
    int[] lined = new int[200 * 80];
    for (int i = 0; i < lined.length; i++) {
      lined[i] = i % 200 == 99 ? 0x20e0ff : 0x20e020;
    }
    Segmentation parted = segmented(file, RgbImage.wrap(200, 80, lined));
    assertEquals(2, parted.fragments().count());
  }

  /** Without the option each photo of a batch would use all processors. */
  @Test
  void onnxRuntimeGetsTheNumberOfThreads() {
    assertEquals(Map.of("intraOpNumThreads", "1"), ExternalModel.options(Torch.ONNX, 1));
    assertEquals(Map.of(), ExternalModel.options(Torch.ONNX, 0));
    assertEquals(Map.of("mapLocation", "true"), ExternalModel.options(Torch.NAME, 1));
  }

  @Test
  void tilesOfExternalModelsAreBlended() throws IOException {
    Path file =
        torchScript(
            "Tensor",
            ExternalModelFixtures.SCORES,
            ExternalModelFixtures.SIDECAR.replace(":200", ":1400"));
    ExternalModel model =
        ExternalModel.open((ExternalModelFile) ModelFile.read(file), ai.djl.Device.cpu(), 1);
    try (model) {
      int[] pixels = new java.util.Random(4).ints(1400 * 600, 0, 1 << 24).toArray();
      RgbImage image = RgbImage.wrap(1400, 600, pixels);
      Prediction whole = Tiles.predict(model, image, 1 << 24);
      Prediction tiled = Tiles.predict(model, image, 500_000);
      for (int i = 0; i < pixels.length; i++) {
        assertEquals(whole.planes()[1][i] & 0xff, tiled.planes()[1][i] & 0xff, 2);
      }
    }
  }

  @Test
  void channelsThatDoNotFitTheLabelsAreRefused() throws IOException {
    refused(
        torchScript("Tensor", "x", ExternalModelFixtures.SIDECAR),
        "m.pt",
        "2 labels",
        "(1, 3, 64, 64)");
    String boundary = ExternalModelFixtures.SIDECAR.replace("\"mean\"", "\"boundary\":2,\"mean\"");
    refused(
        torchScript("Tensor", ExternalModelFixtures.SCORES, boundary),
        "boundary",
        "(1, 2, 64, 64)");
    Path half = torchScript("Tensor", "torch.avg_pool2d(x, [2, 2])", ExternalModelFixtures.SIDECAR);
    refused(half, "as high and wide as the input", "(1, 3, 32, 32)");
    Path wide =
        torchScript("Tensor", "torch.to(" + ExternalModelFixtures.SCORES + ", 7)", boundary);
    refused(wide, "m.pt");
    Path onnx = ExternalModelFixtures.sidecar(onnx(), boundary);
    refused(onnx, "m.onnx", "(1, 2, 64, 64)");
  }

  @Test
  void logitsThatAreNotFiniteAreAnError() throws IOException {
    Path file =
        torchScript(
            "Tensor",
            "torch.log(" + ExternalModelFixtures.SCORES + ")",
            ExternalModelFixtures.SIDECAR);
    refused(file, "m.pt", "finite");
  }

  @Test
  void theSidecarIsNamedAfterTheFileOrItsStem() throws IOException {
    Path file =
        ExternalModelFixtures.torchScript(
            folder.resolve("m.pt"), "Tensor", ExternalModelFixtures.SCORES);
    refused(file, "m.pt.json", "m.json");
    Files.writeString(folder.resolve("m.json"), ExternalModelFixtures.SIDECAR);
    ModelFile model = ModelFile.read(file);
    assertEquals("CC0-1.0", model.metadata().get("licence"));
    assertEquals(200, model.photoWidth());
    assertEquals(64, model.sha256().length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "7",
        "{\"format\":",
        "{} {}",
        "sidecar-1\"=>sidecar-2\"",
        "\"CC0-1.0\"}=>\"CC0-1.0\",\"licence\":\"MIT\"}",
        "\"licence\"=>\"license\"",
        "[\"Void\",\"Rock_Fragment\"]=>[\"Void\",\"Void\"]",
        "[\"Void\",\"Rock_Fragment\"]=>[]",
        "[\"Void\",\"Rock_Fragment\"]=>[\"\",\"Rock_Fragment\"]",
        "[\"Void\",\"Rock_Fragment\"]=>[1,\"Rock_Fragment\"]",
        "[\"Void\",\"Rock_Fragment\"]=>\"Void\"",
        "\"rock\":[\"Rock_Fragment\"]=>\"rock\":[]",
        "\"rock\":[\"Rock_Fragment\"]=>\"rock\":[\"Basalt\"]",
        "\"rock\":[\"Rock_Fragment\"]=>\"rock\":[\"Void\"]",
        "\"mean\"=>\"boundary\":3,\"mean\"",
        "\"mean\"=>\"boundary\":1,\"mean\"",
        "\"mean\"=>\"boundary\":2,\"distance\":2,\"mean\"",
        "\"mean\"=>\"boundary\":null,\"mean\"",
        "[0.5,0.5,0.5],\"dev=>[0.5,0.5],\"dev",
        "[0.5,0.5,0.5],\"ch=>[0.5,0,0.5],\"ch",
        "[0.5,0.5,0.5],\"ch=>[0.5,\"0.5\",0.5],\"ch",
        "\"rgb\"=>\"gray\"",
        "16=>0",
        "16=>1.5",
        "16=>100000",
        ":200=>:-1",
        ":200=>:1e999",
        "\"CC0-1.0\"=>\"\"",
        "\"CC0-1.0\"=>null"
      })
  void sidecarsThatLieAreRefused(String change) throws IOException {
    int arrow = change.indexOf("=>");
    String text =
        arrow < 0
            ? change
            : ExternalModelFixtures.SIDECAR.replace(
                change.substring(0, arrow), change.substring(arrow + 2));
    assertNotEquals(ExternalModelFixtures.SIDECAR, text);
    refused(torchScript("Tensor", ExternalModelFixtures.SCORES, text), "m.pt.json");
  }

  @Test
  void aSidecarThatIsTooDeepOrTooLongIsRefused() throws IOException {
    String deep = "[".repeat(65) + "]".repeat(65);
    refused(
        torchScript("Tensor", ExternalModelFixtures.SCORES, deep),
        "m.pt.json",
        "nesting depth (65)");
    refused(
        torchScript("Tensor", ExternalModelFixtures.SCORES, " ".repeat(70_000)), "65536", "70000");
  }

  @Test
  void picklesAreNotOpened() throws IOException {
    // calls a function that does nothing but give 0
    byte[] code = new Pickle().global("builtins", "int").emptyTuple().call().end();
    for (String name : List.of("export.pkl", "model.pth", "model.pt", "model.pickle")) {
      Path file = Files.write(folder.resolve(name), code);
      refused(
          ExternalModelFixtures.sidecar(file, ExternalModelFixtures.SIDECAR),
          name,
          "pickle",
          "with torch.jit.trace");
      Path zip = ExternalModelFixtures.zip(folder.resolve(name), Map.of("archive/data.pkl", code));
      refused(zip, name, "data.pkl and no code", "with torch.jit.trace");
    }
    Path other =
        ExternalModelFixtures.zip(folder.resolve("model.bin"), Map.of("archive/data.pkl", code));
    refused(other, "data.pkl and no code");
    assertThrows(
        CoreScoreException.class,
        () -> open(Files.write(folder.resolve("model.corescore"), code)).close());
  }

  @Test
  void maliciousArchivesAreRefused() throws IOException {
    for (String name : List.of("m\\x", "x", "other/x", "m/a:b", "m/a/../x")) {
      Map<String, byte[]> entries =
          new LinkedHashMap<>(
              ExternalModelFixtures.torchScript("Tensor", ExternalModelFixtures.SCORES));
      entries.put(name, new byte[1]);
      Path file = ExternalModelFixtures.zip(folder.resolve("m.pt"), entries);
      refused(ExternalModelFixtures.sidecar(file, ExternalModelFixtures.SIDECAR), "m.pt");
    }
    for (String missing : List.of("m/data.pkl", "m/constants.pkl", "m/code/__torch__.py")) {
      Map<String, byte[]> entries =
          new LinkedHashMap<>(
              ExternalModelFixtures.torchScript("Tensor", ExternalModelFixtures.SCORES));
      entries.remove(missing);
      Path file = ExternalModelFixtures.zip(folder.resolve("m.pt"), entries);
      refused(ExternalModelFixtures.sidecar(file, ExternalModelFixtures.SIDECAR), "m.pt");
    }
    // a remark: a network that does nothing of the kind, and is refused by the name alone
    for (String name : List.of("torch.from_file", "torch.save", "ops.aten.load")) {
      String remark = ExternalModelFixtures.SCORES + "  # " + name;
      refused(torchScript("Tensor", remark, ExternalModelFixtures.SIDECAR), name, "accesses files");
    }
  }

  @Test
  void truncationIsDetected() throws IOException {
    Path script =
        torchScript("Tensor", ExternalModelFixtures.SCORES, ExternalModelFixtures.SIDECAR);
    byte[] whole = Files.readAllBytes(script);
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(script, Arrays.copyOf(whole, length));
      refused(script, "m.pt");
    }
    Path onnx = onnx();
    byte[] graph = Files.readAllBytes(onnx);
    for (int length = 0; length < graph.length; length += 3) {
      Files.write(onnx, Arrays.copyOf(graph, length));
      refused(onnx, "m.onnx");
    }
    Files.write(onnx, "not an ONNX file".getBytes(StandardCharsets.UTF_8));
    refused(onnx, "m.onnx");
    Files.write(script, "not a zip".getBytes(StandardCharsets.UTF_8));
    refused(script, "no zip");
  }

  @Test
  void codeThatDoesNotCompileIsAnError() throws IOException {
    refused(torchScript("Tensor", "torch.no_such_thing(x)", ExternalModelFixtures.SIDECAR), "m.pt");
  }

  @Test
  void onnxWithExternalWeightsIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("m.onnx"), ExternalModelFixtures.onnx(true));
    refused(
        ExternalModelFixtures.sidecar(file, ExternalModelFixtures.SIDECAR),
        "weights in another file");
  }

  @Test
  void withoutOnnxRuntimeTheErrorNamesTheArtifact() throws IOException, InterruptedException {
    ChildJvm child =
        ChildJvm.run(
            List.of(),
            jar -> !jar.contains("onnxruntime"),
            List.of(),
            SegmentingMain.class,
            onnx().toString());
    assertEquals(1, child.exit(), child.output());
    assertTrue(
        child.output().contains("add ai.djl.onnxruntime:onnxruntime-engine:0."), child.output());
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.djl.internal.engine.Torch;
import uk.ac.bgs.corescore.djl.internal.export.OnnxWriter;
import uk.ac.bgs.corescore.djl.internal.inference.ForwardPass;
import uk.ac.bgs.corescore.djl.internal.model.NativeModelFile;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.internal.network.Network;
import uk.ac.bgs.corescore.djl.internal.network.NetworkTest;
import uk.ac.bgs.corescore.djl.internal.network.Weights;
import uk.ac.bgs.corescore.djl.settings.Architecture;

class ModelExportTest {
  /** Photos in the batch, height, width. */
  private static final int[][] SIZES = {{1, 32, 32}, {1, 64, 96}, {2, 96, 32}};

  private static final float TOLERANCE = 1e-4f;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets the field
  Path folder;

  /** One model file for each architecture, which the tests only read. */
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets the field
  static Path models;

  private static Path model(Architecture architecture) throws IOException {
    Heads heads = Heads.standard();
    Path file = models.resolve(architecture.id() + ".corescore");
    if (Files.exists(file)) {
      return file;
    }
    Network network = Network.of(architecture, heads.outputs());
    NativeModelFile.write(
        file,
        network,
        heads,
        NetworkTest.trained(network),
        Optional.empty(),
        TinyTraining.settings(1, 1),
        Map.of("licence", "CC-BY-4.0"));
    return file;
  }

  private static float[] input(int[] size) {
    SplittableRandom random = new SplittableRandom(size[1]);
    float[] values = new float[size[0] * 3 * size[1] * size[2]];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-2, 2.5);
    }
    return values;
  }

  /** Logits of the network itself, rearranged from its four channels a square. */
  private static float[] expected(NativeModelFile model, int[] size) {
    Network network = model.network().folded();
    int outputs = network.outputs();
    int h = size[1];
    int w = size[2];
    float[] shuffled = new float[size[0] * outputs * h * w];
    Torch.engine();
    Torch.gradients(false);
    try (NDManager manager = Torch.manager(Device.cpu())) {
      // Channels-last, as the segmenter runs it.
      float[] planes = input(size);
      float[] pixels = new float[planes.length];
      for (int i = 0; i < planes.length; i++) {
        int plane = Math.floorDiv(i, w * h);
        int photo = Math.floorDiv(plane, 3);
        pixels[(photo * w * h + i % (w * h)) * 3 + plane % 3] = planes[i];
      }
      NDArray array = manager.create(pixels, new Shape(size[0], h, w, 3)).transpose(0, 3, 1, 2);
      Weights weights = model.weights().folded(model.network());
      float[] deep =
          new ForwardPass(network, ForwardPass.arrays(manager, network, weights))
              .forward(array)
              .toFloatArray();
      for (int i = 0; i < shuffled.length; i++) {
        int x = i % w;
        int y = Math.floorDiv(i, w) % h;
        int plane = Math.floorDiv(i, w * h);
        int channel = 4 * plane + 2 * (y & 1) + (x & 1);
        shuffled[i] = deep[(channel * (h / 2) + y / 2) * (w / 2) + x / 2];
      }
    }
    return shuffled;
  }

  /** Logits agree within 1e-4, or relative to the maximum if it is over one. */
  private static void assertSame(float[] expected, float[] came) {
    float least = Float.POSITIVE_INFINITY;
    float most = 1;
    for (float value : expected) {
      least = Math.min(least, value);
      most = Math.max(most, Math.abs(value));
    }
    assertTrue(most - least > 1e-2, "the network must tell something");
    assertArrayEquals(expected, came, TOLERANCE * most);
  }

  private static OrtSession.SessionOptions oneThread(OrtEnvironment environment)
      throws OrtException {
    environment.setTelemetry(false);
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    return options;
  }

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void onnxRuntimeGivesTheSame(Architecture architecture) throws IOException, OrtException {
    Path model = model(architecture);
    NativeModelFile read = NativeModelFile.read(model);
    Path file = folder.resolve("model.onnx");
    ModelExport.of(model).onnx(file, false);
    // DJL's engine cannot be made after an environment that others made: other tests in this JVM
    // need it.
    Torch.engine(Torch.ONNX);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = oneThread(environment);
        OrtSession session = environment.createSession(file.toString(), options)) {
      Map<String, String> said = session.getMetadata().getCustomMetadata();
      assertEquals("Void,Rock_Fragment,Paper,Core_Plug,Text,Box", said.get("labels"));
      assertEquals("Rock_Fragment", said.get("rock"));
      assertEquals("6", said.get("boundary"));
      assertEquals("7", said.get("distance"));
      assertEquals("0.485,0.456,0.406", said.get("mean"));
      assertEquals("0.229,0.224,0.225", said.get("deviation"));
      assertEquals("400", said.get("photo_width"));
      assertEquals("CC-BY-4.0", said.get("licence"));
      assertEquals(architecture.id(), said.get("architecture"));
      assertEquals(read.sha256(), said.get("model_sha256"));
      for (int[] size : SIZES) {
        long[] shape = {size[0], 3, size[1], size[2]};
        try (OnnxTensor image =
                OnnxTensor.createTensor(environment, FloatBuffer.wrap(input(size)), shape);
            OrtSession.Result result = session.run(Map.of("image", image))) {
          OnnxTensor logits = (OnnxTensor) result.get("logits").orElseThrow();
          assertArrayEquals(new long[] {size[0], 8, size[1], size[2]}, logits.getInfo().getShape());
          FloatBuffer buffer = logits.getFloatBuffer();
          float[] came = new float[buffer.remaining()];
          buffer.get(came);
          assertSame(expected(read, size), came);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void torchScriptGivesTheSame(Architecture architecture)
      throws IOException, MalformedModelException {
    Path model = model(architecture);
    NativeModelFile read = NativeModelFile.read(model);
    Path file = folder.resolve("model.pt");
    ModelExport.of(model).torchScript(file, false);
    Torch.engine();
    Torch.gradients(false);
    try (ai.djl.Model opened = ai.djl.Model.newInstance("model", Device.cpu(), Torch.NAME);
        InputStream in = Files.newInputStream(file)) {
      opened.load(in);
      Block block = opened.getBlock();
      ParameterStore store = new ParameterStore(opened.getNDManager(), false);
      for (int[] size : SIZES) {
        try (NDManager manager = opened.getNDManager().newSubManager()) {
          NDArray image = manager.create(input(size), new Shape(size[0], 3, size[1], size[2]));
          NDArray logits = block.forward(store, new NDList(image), false).singletonOrThrow();
          assertEquals(new Shape(size[0], 8, size[1], size[2]), logits.getShape());
          assertSame(expected(read, size), logits.toFloatArray());
        }
      }
    }
  }

  /** A Python with PyTorch: on the path, or of the system's packages. */
  private static Optional<String> pythonWithTorch() throws InterruptedException {
    for (String python : List.of("python3", "/usr/bin/python3")) {
      if (hasTorch(python)) {
        return Optional.of(python);
      }
    }
    return Optional.empty();
  }

  private static boolean hasTorch(String python) throws InterruptedException {
    try {
      return run(python, "-c", "import torch") == 0;
    } catch (IOException e) {
      return false; // there is no such program here
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("OMP_NUM_THREADS", "1");
    Process process =
        builder
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      return -1;
    }
    return process.exitValue();
  }

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void pythonGivesTheSame(Architecture architecture) throws IOException, InterruptedException {
    Optional<String> python = pythonWithTorch();
    assumeTrue(python.isPresent(), "no python3 here has torch: Debian's is python3-torch");
    Path model = model(architecture);
    NativeModelFile read = NativeModelFile.read(model);
    Path file = folder.resolve("model.pt");
    ModelExport.of(model).torchScript(file, false);
    int[] size = SIZES[2];
    Path in = folder.resolve("in");
    Path out = folder.resolve("out");
    Files.write(in, OnnxWriter.littleEndian(input(size)));
    String script =
        """
        import array, sys, torch
        torch.set_num_threads(1)
        extra = {'corescore.json': ''}
        model = torch.jit.load(sys.argv[1], _extra_files=extra).eval()
        assert b'corescore-sidecar-1' in extra['corescore.json']
        values = array.array('f')
        values.frombytes(open(sys.argv[2], 'rb').read())
        with torch.no_grad():
            logits = model(torch.tensor(values.tolist()).reshape(2, 3, 96, 32))
        assert tuple(logits.shape) == (2, 8, 96, 32)
        open(sys.argv[3], 'wb').write(array.array('f', logits.flatten().tolist()).tobytes())
        """;
    assertEquals(
        0, run(python.orElseThrow(), "-c", script, file.toString(), in.toString(), out.toString()));
    FloatBuffer buffer =
        ByteBuffer.wrap(Files.readAllBytes(out)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] came = new float[buffer.remaining()];
    buffer.get(came);
    assertSame(expected(read, size), came);
  }

  @Test
  void sidecarHasTheMetadata() throws IOException {
    Path file = folder.resolve("model.onnx");
    ModelExport.of(model(Architecture.LITE)).onnx(file, false);
    JsonNode facts = new ObjectMapper().readTree(folder.resolve("model.onnx.json").toFile());
    assertEquals(
        new ObjectMapper()
            .readTree(
                """
                {"format": "corescore-sidecar-1",
                 "labels": ["Void", "Rock_Fragment", "Paper", "Core_Plug", "Text", "Box"],
                 "rock": ["Rock_Fragment"], "boundary": 6, "distance": 7,
                 "mean": [0.485, 0.456, 0.406], "deviation": [0.229, 0.224, 0.225],
                 "channels": "rgb", "stride": 32, "photo_width": 400, "licence": "CC-BY-4.0"}
                """),
        facts);
  }

  @Test
  void theSameModelGivesTheSameBytes() throws IOException {
    ModelExport export = ModelExport.of(model(Architecture.LITE));
    for (String format : List.of("onnx", "pt")) {
      List<byte[]> files = new ArrayList<>();
      for (String name : List.of("a." + format, "b." + format)) {
        Path file = folder.resolve(name);
        if (format.equals("onnx")) {
          export.onnx(file, false);
        } else {
          export.torchScript(file, false);
        }
        files.add(Files.readAllBytes(file));
      }
      assertArrayEquals(files.get(0), files.get(1), format);
    }
  }

  /** PyTorch maps tensors from the file at multiples of 64. */
  @Test
  void tensorsAreAligned() throws IOException {
    Path file = folder.resolve("model.pt");
    ModelExport.of(model(Architecture.LITE)).torchScript(file, false);
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    int tensors = 0;
    while (buffer.getInt(at) == 0x04034b50) {
      int size = buffer.getInt(at + 18);
      int name = buffer.getShort(at + 26);
      int data = at + 30 + name + buffer.getShort(at + 28);
      assertEquals(0, data % 64);
      tensors +=
          new String(bytes, at + 30, name, java.nio.charset.StandardCharsets.UTF_8)
                  .startsWith("archive/data/")
              ? 1
              : 0;
      at = data + size;
    }
    assertEquals(Network.of(Architecture.LITE, 8).folded().parameters().size(), tensors);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertTrue(zip.stream().allMatch(entry -> entry.getMethod() == ZipEntry.STORED));
    }
  }

  @Test
  void existingFilesAreReplacedOnlyOnRequest() throws IOException {
    ModelExport export = ModelExport.of(model(Architecture.LITE));
    Path file = folder.resolve("model.onnx");
    for (Path taken : List.of(file, ModelExport.sidecar(file))) {
      Files.writeString(taken, "mine");
      FileAlreadyExistsException e =
          assertThrows(FileAlreadyExistsException.class, () -> export.onnx(file, false));
      assertEquals(taken.toString(), e.getFile());
      assertEquals("mine", Files.readString(taken));
      assertThrows(FileAlreadyExistsException.class, () -> export.torchScript(file, false));
      Files.delete(taken);
    }
    Files.writeString(file, "mine");
    export.onnx(file, true);
    assertTrue(Files.size(file) > 1_000_000, Files.size(file) + " bytes");
  }

  @Test
  void folderAsTargetIsNamedAndNoFileRemains() throws IOException {
    ModelExport export = ModelExport.of(model(Architecture.LITE));
    Path file = Files.createDirectory(folder.resolve("model.pt"));
    FileSystemException e =
        assertThrows(FileSystemException.class, () -> export.torchScript(file, true));
    assertEquals(file.toString(), e.getFile());
    assertThrows(IOException.class, () -> export.onnx(folder.resolve("none/model.onnx"), true));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of("model.pt"),
          files.map(path -> String.valueOf(path.getFileName())).sorted().toList());
    }
  }

  @Test
  void otherFilesAreRefusedByName() throws IOException {
    Path missing = folder.resolve("none.corescore");
    CoreScoreException e = assertThrows(CoreScoreException.class, () -> ModelExport.of(missing));
    assertTrue(String.valueOf(e.getMessage()).startsWith(missing.toString()), e.getMessage());
    Path cut = folder.resolve("cut.corescore");
    byte[] whole = Files.readAllBytes(model(Architecture.LITE));
    Files.write(cut, Arrays.copyOf(whole, whole.length - 7));
    CoreScoreException truncated =
        assertThrows(CoreScoreException.class, () -> ModelExport.of(cut));
    assertTrue(String.valueOf(truncated.getMessage()).contains("expected"), truncated.getMessage());
  }

  @Test
  void missingBundledModelIsReported() {
    assumeTrue(!NativeModelFile.hasBundled(), "a model is bundled");
    CoreScoreException e = assertThrows(CoreScoreException.class, ModelExport::ofBundled);
    assertTrue(String.valueOf(e.getMessage()).contains("no model is bundled"), e.getMessage());
  }
}

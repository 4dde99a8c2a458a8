// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.inference;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.djl.internal.engine.Precision;
import uk.ac.bgs.corescore.djl.internal.engine.Torch;
import uk.ac.bgs.corescore.djl.internal.export.TorchScriptWriter;
import uk.ac.bgs.corescore.djl.internal.network.ActivationRanges;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.internal.network.Network;
import uk.ac.bgs.corescore.djl.internal.network.Prediction;
import uk.ac.bgs.corescore.djl.internal.network.ReceptiveField;
import uk.ac.bgs.corescore.djl.internal.network.Weights;
import uk.ac.bgs.corescore.djl.settings.Architecture;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * A native model on a device, run as one TorchScript module: the photo's bytes are copied in once
 * and the likelihoods' bytes out once, and no intermediate result passes through Java.
 */
public final class NativeModel implements ImageModel {
  /** Cells up to which the engine's fast 32-bit convolution is not used for a single image. */
  private static final long SMALL = 1 << 18;

  private static final VarHandle FOUR =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final System.Logger LOG = System.getLogger(NativeModel.class.getName());

  private final ai.djl.Model module;
  private final boolean twice;
  private final Heads heads;
  private final int receptiveField;

  /**
   * @param network with batch normalisation, which is folded here
   * @param weights of that network
   * @param ranges of its outputs, for 8 bits
   * @throws CoreScoreException if the engine cannot load it
   */
  public NativeModel(
      Network network,
      Weights weights,
      Optional<ActivationRanges> ranges,
      Heads heads,
      Device device,
      Precision precision) {
    this(network, weights, ranges, heads, device, precision, !device.isGpu());
  }

  /**
   * @param packs whether weights are packed for oneDNN; ignored where PyTorch does not support it,
   *     which is also where 8 bits are replaced by the processor's other format
   */
  public NativeModel(
      Network network,
      Weights weights,
      Optional<ActivationRanges> ranges,
      Heads heads,
      Device device,
      Precision precision,
      boolean packs) {
    this.heads = heads;
    this.receptiveField = ReceptiveField.of(network);
    Network folded = network.folded();
    Network optimised = folded.forInference();
    Weights parts = weights.folded(network).forInference(folded);
    int labels = heads.labels().size();
    boolean bytes = precision == Precision.INT8;
    Precision format = bytes ? Precision.ofProcessor() : precision;
    ai.djl.@Nullable Model fast = null;
    if (packs && bytes) {
      ActivationRanges given = ranges.orElseThrow();
      fast =
          tried(
              out -> TorchScriptWriter.writeQuantized(optimised, parts, given, labels, out),
              device);
    }
    if (packs && fast == null) {
      fast = tried(script(optimised, parts, labels, format, true), device);
    }
    this.module =
        fast != null ? fast : module(script(optimised, parts, labels, format, false), device);
    this.twice = fast == null && format == Precision.FLOAT32;
  }

  /** Writes the code and the arrays of a module. */
  @FunctionalInterface
  private interface Script {
    void writeTo(OutputStream out) throws IOException;
  }

  private static Script script(
      Network network, Weights weights, int labels, Precision precision, boolean packed) {
    return out ->
        TorchScriptWriter.writeLikelihoods(network, weights, labels, precision, packed, out);
  }

  /** A module with operators that PyTorch may not have, if it loads and runs. */
  private static ai.djl.@Nullable Model tried(Script script, Device device) {
    ai.djl.@Nullable Model module = null;
    try {
      module = module(script, device);
      Torch.gradients(false);
      try (NDManager step = module.getNDManager().newSubManager()) {
        Shape minimum = new Shape(1, Architecture.MINIMUM_SIDE, Architecture.MINIMUM_SIDE, 3);
        run(module, step.zeros(minimum, DataType.UINT8), step).singletonOrThrow().toByteBuffer();
      }
      return module;
    } catch (CoreScoreException | EngineException e) {
      LOG.log(System.Logger.Level.DEBUG, "Torch does not have the operators of oneDNN", e);
      if (module != null) {
        module.close();
      }
      return null;
    }
  }

  private static ai.djl.Model module(Script script, Device device) {
    ai.djl.Model module = Torch.engine().newModel("model", device);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      script.writeTo(bytes);
      module.load(new ByteArrayInputStream(bytes.toByteArray()), Map.of("mapLocation", "true"));
      return module;
    } catch (IOException | MalformedModelException | EngineException e) {
      module.close();
      throw new CoreScoreException(
          FailureKind.PLUGIN, "the network does not run on " + device + ": " + Torch.reason(e), e);
    }
  }

  /**
   * The ranges of a network's outputs for photos, in 32 bits.
   *
   * @param network with batch normalisation
   * @param weights of that network
   * @param photos at the network's scale, at least one
   */
  public static ActivationRanges ranges(
      Network network, Weights weights, Iterable<RgbImage> photos) {
    Network folded = network.folded();
    Network optimised = folded.forInference();
    Weights parts = weights.folded(network).forInference(folded);
    ActivationRanges found = new ActivationRanges(Map.of());
    Torch.engine();
    Torch.gradients(false);
    try (ai.djl.Model module =
        module(out -> TorchScriptWriter.writeRanges(optimised, parts, out), Device.cpu())) {
      for (RgbImage photo : photos) {
        try (NDManager step = module.getNDManager().newSubManager()) {
          NDArray input = input(photo, padded(photo.width()), padded(photo.height()), step);
          float[] bounds = run(module, input, step).singletonOrThrow().toFloatArray();
          Map<String, ActivationRanges.Range> ranges = new LinkedHashMap<>();
          for (int i = 0; i < optimised.layers().size(); i++) {
            ranges.put(
                optimised.layers().get(i).name(),
                new ActivationRanges.Range(bounds[2 * i], bounds[2 * i + 1]));
          }
          found = found.with(new ActivationRanges(ranges));
        }
      }
    }
    return found;
  }

  @Override
  public Heads heads() {
    return heads;
  }

  @Override
  public int stride() {
    return Architecture.STRIDE;
  }

  @Override
  public int receptiveField() {
    return receptiveField;
  }

  @Override
  public int blendWidth() {
    return 0;
  }

  @Override
  public Prediction predict(RgbImage image) {
    Torch.gradients(false);
    int width = padded(image.width());
    int height = padded(image.height());
    try (NDManager step = module.getNDManager().newSubManager()) {
      NDArray input = input(image, width, height, step);
      // A single small image is run by NNPACK, which is slow and logs a warning at every step on
      // unsupported processors; a batch of two is not. Only the first result is used.
      boolean small = twice && (long) width * height <= SMALL;
      NDList output = run(module, small ? input.concat(input, 0) : input, step);
      return prediction(output.singletonOrThrow().toByteBuffer(true), width, height, image);
    }
  }

  private static int padded(int side) {
    return InputTensor.padded(Math.max(Architecture.MINIMUM_SIDE, side), Architecture.STRIDE);
  }

  private static NDArray input(RgbImage image, int width, int height, NDManager step) {
    return step.create(
        InputTensor.bytes(image, width, height), new Shape(1, height, width, 3), DataType.UINT8);
  }

  private static NDList run(ai.djl.Model module, NDArray input, NDManager step) {
    NDList output =
        module.getBlock().forward(new ParameterStore(step, false), new NDList(input), false, null);
    output.attach(step);
    return output;
  }

  private Prediction prediction(ByteBuffer bytes, int width, int height, RgbImage image) {
    int columns = image.width();
    byte[][] planes = new byte[heads.outputs()][columns * image.height()];
    byte[] quarters = new byte[bytes.remaining()];
    bytes.get(quarters);
    int half = width / 2;
    byte[] row = new byte[width];
    for (int k = 0; k < planes.length; k++) {
      for (int y = 0; y < image.height(); y++) {
        int even = ((4 * k + 2 * (y & 1)) * (height / 2) + y / 2) * half;
        interleave(quarters, even, even + height / 2 * half, half, row);
        System.arraycopy(row, 0, planes[k], y * columns, columns);
      }
    }
    Prediction prediction = new Prediction(columns, image.height(), planes);
    requireNumbers(prediction);
    return prediction;
  }

  /** Interleaves bytes of two places, four at a time. */
  private static void interleave(byte[] from, int even, int odd, int count, byte[] into) {
    for (int x = 0; x < count; x += Integer.BYTES) {
      long apart =
          spread((int) FOUR.get(from, even + x))
              | (spread((int) FOUR.get(from, odd + x)) << Byte.SIZE);
      Prediction.WORDS.set(into, 2 * x, apart);
    }
  }

  /** Spreads four bytes to every second byte. */
  private static long spread(int four) {
    long pairs = ((four & 0xFFFF0000L) << 16) | (four & 0xFFFFL);
    return ((pairs & 0x0000FF000000FF00L) << Byte.SIZE) | (pairs & 0x000000FF000000FFL);
  }

  /** Checks for NaN, which is converted to 0; a softmax cannot give 0 for all labels. */
  private void requireNumbers(Prediction prediction) {
    byte[] any = prediction.planes()[0].clone();
    for (int k = 1; k < heads.labels().size(); k++) {
      byte[] plane = prediction.planes()[k];
      for (int i = 0; i < any.length; i++) {
        any[i] |= plane[i];
      }
    }
    for (int i = 0; i < any.length; i++) {
      if (any[i] == 0) {
        throw new CoreScoreException(
            FailureKind.PLUGIN,
            String.format(
                Locale.ROOT,
                "the network: expected finite logits, got others at cell %d, %d",
                i % prediction.width(),
                Math.floorDiv(i, prediction.width())));
      }
    }
  }

  @Override
  public void close() {
    module.close();
  }
}

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
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.djl.internal.engine.Precision;
import uk.ac.bgs.corescore.djl.internal.engine.Torch;
import uk.ac.bgs.corescore.djl.internal.export.TorchScriptWriter;
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
   * @throws CoreScoreException if the engine cannot load it
   */
  public NativeModel(
      Network network, Weights weights, Heads heads, Device device, Precision precision) {
    this(network, weights, heads, device, precision, !device.isGpu());
  }

  /**
   * @param packs whether weights are packed for oneDNN; ignored where PyTorch does not support it
   */
  public NativeModel(
      Network network,
      Weights weights,
      Heads heads,
      Device device,
      Precision precision,
      boolean packs) {
    this.heads = heads;
    this.receptiveField = ReceptiveField.of(network);
    Network folded = network.folded();
    Network optimised = folded.forInference();
    Weights parts = weights.folded(network).forInference(folded);
    ai.djl.@Nullable Model packed = packs ? packed(optimised, parts, precision, device) : null;
    this.module = packed != null ? packed : module(optimised, parts, precision, false, device);
    this.twice = packed == null && precision == Precision.FLOAT32;
  }

  /** The module with packed weights, if it loads and runs. */
  private ai.djl.@Nullable Model packed(
      Network optimised, Weights weights, Precision precision, Device device) {
    ai.djl.@Nullable Model packed = null;
    try {
      packed = module(optimised, weights, precision, true, device);
      Torch.gradients(false);
      try (NDManager step = packed.getNDManager().newSubManager()) {
        Shape minimum = new Shape(1, Architecture.MINIMUM_SIDE, Architecture.MINIMUM_SIDE, 3);
        run(packed, step.zeros(minimum, DataType.UINT8), step).singletonOrThrow().toByteBuffer();
      }
      return packed;
    } catch (CoreScoreException | EngineException e) {
      LOG.log(System.Logger.Level.DEBUG, "Torch does not order the weights of convolutions", e);
      if (packed != null) {
        packed.close();
      }
      return null;
    }
  }

  private ai.djl.Model module(
      Network optimised, Weights weights, Precision precision, boolean packed, Device device) {
    ai.djl.Model module = Torch.engine().newModel("model", device);
    ByteArrayOutputStream script = new ByteArrayOutputStream();
    try {
      TorchScriptWriter.writeLikelihoods(
          optimised, weights, heads.labels().size(), precision, packed, script);
      module.load(new ByteArrayInputStream(script.toByteArray()), Map.of("mapLocation", "true"));
      return module;
    } catch (IOException | MalformedModelException | EngineException e) {
      module.close();
      throw new CoreScoreException(
          FailureKind.PLUGIN,
          "the network does not run in " + precision + " on " + device + ": " + Torch.reason(e),
          e);
    }
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
    int width =
        InputTensor.padded(Math.max(Architecture.MINIMUM_SIDE, image.width()), Architecture.STRIDE);
    int height =
        InputTensor.padded(
            Math.max(Architecture.MINIMUM_SIDE, image.height()), Architecture.STRIDE);
    try (NDManager step = module.getNDManager().newSubManager()) {
      NDArray input =
          step.create(
              InputTensor.bytes(image, width, height),
              new Shape(1, height, width, 3),
              DataType.UINT8);
      // A single small image is run by NNPACK, which is slow and logs a warning at every step on
      // unsupported processors; a batch of two is not. Only the first result is used.
      boolean small = twice && (long) width * height <= SMALL;
      NDList output = run(module, small ? input.concat(input, 0) : input, step);
      return prediction(output.singletonOrThrow().toByteBuffer(), width, height, image);
    }
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
    int half = width / 2;
    byte[] even = new byte[half];
    byte[] odd = new byte[half];
    byte[] row = new byte[width];
    for (int k = 0; k < planes.length; k++) {
      for (int y = 0; y < image.height(); y++) {
        int quarter = 4 * k + 2 * (y & 1);
        bytes.get((quarter * (height / 2) + y / 2) * half, even);
        bytes.get(((quarter + 1) * (height / 2) + y / 2) * half, odd);
        interleave(even, odd, row);
        System.arraycopy(row, 0, planes[k], y * columns, columns);
      }
    }
    Prediction prediction = new Prediction(columns, image.height(), planes);
    requireNumbers(prediction);
    return prediction;
  }

  /** Interleaves the bytes of two arrays, four at a time. */
  private static void interleave(byte[] even, byte[] odd, byte[] into) {
    for (int x = 0; x < even.length; x += Integer.BYTES) {
      long apart = spread((int) FOUR.get(even, x)) | (spread((int) FOUR.get(odd, x)) << Byte.SIZE);
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

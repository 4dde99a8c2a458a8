// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;
import uk.ac.bgs.corescore.djl.internal.engine.Precision;
import uk.ac.bgs.corescore.djl.internal.engine.Torch;
import uk.ac.bgs.corescore.djl.internal.export.OnnxWriter;
import uk.ac.bgs.corescore.djl.internal.inference.ForwardPass;
import uk.ac.bgs.corescore.djl.internal.inference.ImageModel;
import uk.ac.bgs.corescore.djl.internal.inference.InputTensor;
import uk.ac.bgs.corescore.djl.internal.inference.NativeModel;
import uk.ac.bgs.corescore.djl.internal.model.NativeModelFile;
import uk.ac.bgs.corescore.djl.internal.network.ActivationRanges;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.internal.network.ImageNetNormalisation;
import uk.ac.bgs.corescore.djl.internal.network.Network;
import uk.ac.bgs.corescore.djl.internal.network.Weights;
import uk.ac.bgs.corescore.djl.settings.Architecture;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * One network with one set of weights, run three ways on an image on the network's grid: as the
 * segmenter runs it, by ONNX Runtime, and by DJL's operations one after the other. It uses packages
 * of corescore-djl that are internal to this project.
 */
public final class Forward implements AutoCloseable {
  private final ImageModel ours;
  private final NDManager manager = Torch.manager(Device.cpu());
  private final ForwardPass djl;
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final int threads;
  private final int classes;

  /**
   * Opens a network.
   *
   * @param architecture lite for the bundled model; resnet18 or resnet34 with initial weights
   * @param precision auto, float32, bfloat16
   * @param threads of each of the three
   */
  public Forward(String architecture, String precision, int threads) {
    this.threads = threads;
    Heads heads = Heads.standard();
    Torch.engine();
    Torch.threads(threads);
    Network network;
    Weights weights;
    Optional<ActivationRanges> ranges = Optional.empty();
    if (architecture.equals("lite")) {
      NativeModelFile bundled = NativeModelFile.bundled();
      network = bundled.network();
      weights = bundled.weights();
      heads = bundled.heads();
      ranges = bundled.ranges();
    } else {
      network = Network.of(Architecture.of(architecture).orElseThrow(), heads.outputs());
      weights = Weights.initial(network, 1);
    }
    this.classes = heads.labels().size();
    this.ours =
        new NativeModel(
            network,
            weights,
            ranges,
            heads,
            Device.cpu(),
            Precision.of(precision, Device.cpu(), ranges.isPresent()));
    Network folded = network.folded();
    this.djl = new ForwardPass(network, ForwardPass.arrays(manager, network, weights));
    ByteArrayOutputStream onnx = new ByteArrayOutputStream();
    try {
      OnnxWriter.write(folded, weights.folded(network), Map.of(), onnx);
      OrtSession.SessionOptions options = new OrtSession.SessionOptions();
      options.setIntraOpNumThreads(threads);
      this.session = environment.createSession(onnx.toByteArray(), options);
    } catch (IOException | OrtException e) {
      throw new IllegalStateException("ONNX Runtime does not take the network", e);
    }
  }

  /** The segmenter's default precision on this processor. */
  public static String usualPrecision() {
    return Precision.of(Device.cpu(), NativeModelFile.bundled().ranges().isPresent()).toString();
  }

  /** The maximum input side of the bundled model. */
  public static int photoWidth() {
    return NativeModelFile.bundled().photoWidth();
  }

  /** As the segmenter: bytes in, bytes of likelihoods out. */
  public Object ours(Input input) {
    Torch.threads(threads);
    return ours.predict(input.image());
  }

  /** ONNX Runtime: floats in, logits out. */
  public Object onnxRuntime(Input input) {
    FloatBuffer planes = input.planes().asFloatBuffer();
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, planes, shape(input.image()));
        OrtSession.Result result = session.run(Map.of("image", tensor))) {
      FloatBuffer scores = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] floats = new float[scores.remaining()];
      scores.get(floats);
      return floats;
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /** DJL's operations one by one: planar floats in, argmax, one label for each cell. */
  public Object rawDjl(Input input) {
    Torch.threads(threads);
    Torch.gradients(false);
    try (NDManager step = manager.newSubManager()) {
      NDArray planes =
          step.create(input.planes(), new Shape(shape(input.image())), DataType.FLOAT32);
      NDArray scores = djl.forward(planes);
      return scores.get(":, 0:" + classes).argMax(1).toLongArray();
    }
  }

  /**
   * An image for all three, also as planar floats.
   *
   * @param image on the network's grid
   * @param planes the same, normalised, channel by channel
   */
  public record Input(RgbImage image, ByteBuffer planes) {}

  private static long[] shape(RgbImage image) {
    return new long[] {1, 3, padded(image.height()), padded(image.width())};
  }

  private static int padded(int side) {
    return InputTensor.padded(Math.max(Architecture.MINIMUM_SIDE, side), Architecture.STRIDE);
  }

  /** Prepares an image, padded by repeating its last column and row. */
  public static Input input(RgbImage image) {
    int width = padded(image.width());
    int height = padded(image.height());
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(12 * width * height).order(ByteOrder.nativeOrder());
    FloatBuffer floats = bytes.asFloatBuffer();
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int rgb = image.rgb(Math.min(x, image.width() - 1), Math.min(y, image.height() - 1));
          floats.put(ImageNetNormalisation.of(rgb >> (16 - 8 * c) & 0xff, c));
        }
      }
    }
    return new Input(image, bytes);
  }

  @Override
  public void close() {
    ours.close();
    manager.close();
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}

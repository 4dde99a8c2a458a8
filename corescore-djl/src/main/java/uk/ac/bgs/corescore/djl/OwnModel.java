// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

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
import java.nio.ByteBuffer;
import java.util.Map;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * A network that was trained here, on a device, as one TorchScript module: bytes of a photo go in
 * once, bytes of likelihoods come out, and nothing between them passes through Java.
 */
final class OwnModel implements ImageModel {
  /** Cells up to which the engine thinks one image too small for its fast 32-bit convolution. */
  private static final long SMALL = 1 << 18;

  private final ai.djl.Model module;
  private final boolean twice;
  private final Heads heads;
  private final int reach;

  /**
   * @param network with its batch normalisation, which is folded here
   * @param weights of that network
   * @throws CoreScoreException if the engine does not take it
   */
  OwnModel(Network network, Weights weights, Heads heads, Device device, Precision precision) {
    this.heads = heads;
    this.reach = Reach.of(network);
    this.twice = precision == Precision.FLOAT32;
    this.module = Torch.engine().newModel("model", device);
    Network folded = network.folded();
    ByteArrayOutputStream script = new ByteArrayOutputStream();
    try {
      TorchScriptWriter.writeLikelihoods(
          folded.parted(),
          weights.folded(network).parted(folded),
          heads.labels().size(),
          precision,
          script);
      module.load(new ByteArrayInputStream(script.toByteArray()), Map.of("mapLocation", "true"));
    } catch (IOException | MalformedModelException | EngineException e) {
      module.close();
      throw new CoreScoreException(
          "the network does not run in " + precision + " on " + device + ": " + Torch.reason(e), e);
    }
  }

  @Override
  public Heads heads() {
    return heads;
  }

  @Override
  public int stride() {
    return Network.STRIDE;
  }

  @Override
  public int reach() {
    return reach;
  }

  @Override
  public int fade() {
    return 0;
  }

  @Override
  public Prediction look(RgbImage image) {
    Torch.gradients(false);
    int width = Pixels.padded(Math.max(Network.LEAST, image.width()), Network.STRIDE);
    int height = Pixels.padded(Math.max(Network.LEAST, image.height()), Network.STRIDE);
    try (NDManager step = module.getNDManager().newSubManager()) {
      NDArray input =
          step.create(
              Pixels.bytes(image, width, height), new Shape(1, height, width, 3), DataType.UINT8);
      // A small image alone would go to NNPACK, which is slow and warns at every step where the
      // processor is none of its own; two of it do not. Only the first is answered.
      boolean small = twice && (long) width * height <= SMALL;
      NDList output =
          module
              .getBlock()
              .forward(
                  new ParameterStore(step, false),
                  new NDList(small ? input.concat(input, 0) : input),
                  false,
                  null);
      output.attach(step);
      return prediction(output.singletonOrThrow().toByteBuffer(), width, height, image);
    }
  }

  private Prediction prediction(ByteBuffer bytes, int width, int height, RgbImage image) {
    int columns = image.width();
    byte[][] planes = new byte[heads.outputs()][columns * image.height()];
    for (int k = 0; k < planes.length; k++) {
      for (int y = 0; y < image.height(); y++) {
        bytes.get((k * height + y) * width, planes[k], y * columns, columns);
      }
    }
    Prediction prediction = new Prediction(columns, image.height(), planes);
    requireNumbers(prediction);
    return prediction;
  }

  /** What is no number comes as 0; of shares one is more than that. */
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
            String.format(
                "the network: expected finite scores, got others at cell %d, %d",
                i % prediction.width(), Math.floorDiv(i, prediction.width())));
      }
    }
  }

  @Override
  public void close() {
    module.close();
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteOrder;
import uk.ac.bgs.corescore.image.RgbImage;

/** A network that was trained here, on a device. */
final class OwnModel implements ImageModel {
  /** Cells up to which the engine thinks one image too small for its usual convolution. */
  private static final long SMALL = 1 << 18;

  /** Sides below this leave one cell at the deepest level, where the engine has given NaN. */
  private static final int LEAST = 2 * Network.STRIDE;

  private final NDManager manager;
  private final NetworkRun run;
  private final Network network;
  private final Heads heads;
  private final int reach;
  private final Pixels pixels = Pixels.own();

  /**
   * @param network with its batch normalisation, which is folded here
   * @param weights of that network
   */
  OwnModel(Network network, Weights weights, Heads heads, Device device) {
    this.network = network.folded();
    this.heads = heads;
    this.reach = Reach.of(network);
    this.manager = Torch.manager(device);
    this.run =
        new NetworkRun(this.network, Torch.arrays(manager, this.network, weights.folded(network)));
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
    int width = Pixels.padded(Math.max(LEAST, image.width()), Network.STRIDE);
    int height = Pixels.padded(Math.max(LEAST, image.height()), Network.STRIDE);
    try (NDManager step = manager.newSubManager()) {
      NDArray input =
          step.create(
                  pixels.filled(image, width, height),
                  new Shape(1, height, width, 3),
                  DataType.FLOAT32)
              .transpose(0, 3, 1, 2);
      // A small image alone would go to NNPACK, which warns at every step where the processor is
      // none of its own; two of it do not.
      boolean two = (long) width * height <= SMALL;
      NDArray output = run.forward(two ? input.concat(input, 0) : input, false);
      return new Scores(
              (two ? output.get(0) : output)
                  .toByteBuffer()
                  .order(ByteOrder.nativeOrder())
                  .asFloatBuffer(),
              width,
              height,
              "the network",
              true)
          .likelihoods(
              image.width(),
              image.height(),
              heads.labels().size(),
              heads.boundary(),
              heads.distance());
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}

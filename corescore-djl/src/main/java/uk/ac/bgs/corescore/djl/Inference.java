// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import uk.ac.bgs.corescore.image.RgbImage;

/** A trained network on a device, ready to look at images. Safe for use by many threads. */
final class Inference implements AutoCloseable {
  private final NDManager manager;
  private final NetworkRun run;
  private final Network network;
  private final Heads heads;

  /**
   * @param network with its batch normalisation, which is folded here
   * @param weights of that network
   */
  Inference(Network network, Weights weights, Heads heads, Device device) {
    this.network = network.folded();
    this.heads = heads;
    this.manager = Torch.manager(device);
    this.run =
        new NetworkRun(this.network, Torch.arrays(manager, this.network, weights.folded(network)));
  }

  /** Looks once, or at the image and its three mirror images and takes the mean. */
  Prediction predict(RgbImage image, boolean flips) {
    List<Prediction> views = new ArrayList<>();
    for (int view = 0; view < (flips ? 4 : 1); view++) {
      boolean sideways = (view & 1) != 0;
      boolean upDown = (view & 2) != 0;
      views.add(look(image, sideways, upDown).mirrored(sideways, upDown));
    }
    return views.size() == 1 ? views.get(0) : Prediction.mean(views);
  }

  private Prediction look(RgbImage image, boolean sideways, boolean upDown) {
    Torch.gradients(false);
    int width = padded(image.width());
    int height = padded(image.height());
    try (NDManager step = manager.newSubManager()) {
      NDArray input =
          step.create(
                  filled(image, width, height, sideways, upDown),
                  new Shape(1, height, width, 3),
                  DataType.FLOAT32)
              .transpose(0, 3, 1, 2);
      ByteBuffer scores = run.forward(input, false).toByteBuffer();
      FloatBuffer values = scores.order(ByteOrder.nativeOrder()).asFloatBuffer();
      return likelihoods(values, image.width(), image.height(), width, height);
    }
  }

  private static int padded(int side) {
    return (side + Network.STRIDE - 1) / Network.STRIDE * Network.STRIDE;
  }

  /** Pixel by pixel; beyond the image its last column and row go on. */
  private static ByteBuffer filled(
      RgbImage image, int width, int height, boolean sideways, boolean upDown) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(Math.multiplyExact(12, Math.multiplyExact(width, height)))
            .order(ByteOrder.nativeOrder());
    FloatBuffer to = bytes.asFloatBuffer();
    IntBuffer pixels = image.pixels();
    float[][] tones = new float[3][256];
    for (int c = 0; c < 3; c++) {
      for (int value = 0; value < 256; value++) {
        tones[c][value] = Tone.of(value, c);
      }
    }
    for (int y = 0; y < height; y++) {
      int v = Math.min(y, image.height() - 1);
      int row = (upDown ? image.height() - 1 - v : v) * image.width();
      for (int x = 0; x < width; x++) {
        int u = Math.min(x, image.width() - 1);
        int rgb = pixels.get(row + (sideways ? image.width() - 1 - u : u));
        to.put(tones[0][rgb >> 16 & 0xff]).put(tones[1][rgb >> 8 & 0xff]).put(tones[2][rgb & 0xff]);
      }
    }
    return bytes;
  }

  private Prediction likelihoods(FloatBuffer scores, int width, int height, int fullW, int fullH) {
    int outputs = heads.outputs();
    int classes = heads.labels().size();
    float[][] planes = new float[outputs][width * height];
    int half = fullW / 2;
    int quarter = half * (fullH / 2);
    float[] at = new float[classes];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        int from = ((y & 1) * 2 + (x & 1)) * quarter + (y / 2) * half + x / 2;
        float most = Float.NEGATIVE_INFINITY;
        for (int k = 0; k < classes; k++) {
          at[k] = scores.get(4 * k * quarter + from);
          most = Math.max(most, at[k]);
        }
        float sum = 0;
        for (int k = 0; k < classes; k++) {
          at[k] = (float) Math.exp(at[k] - most);
          sum += at[k];
        }
        for (int k = 0; k < classes; k++) {
          planes[k][i] = at[k] / sum;
        }
        for (int k = classes; k < outputs; k++) {
          planes[k][i] = (float) (1 / (1 + Math.exp(-scores.get(4 * k * quarter + from))));
        }
      }
    }
    return new Prediction(width, height, planes);
  }

  @Override
  public void close() {
    manager.close();
  }
}

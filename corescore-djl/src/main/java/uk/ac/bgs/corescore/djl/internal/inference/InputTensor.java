// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.List;
import uk.ac.bgs.corescore.djl.internal.model.Sidecar;
import uk.ac.bgs.corescore.image.RgbImage;

/** Converts images to a model's input: order of channels and normalisation. */
public final class InputTensor {
  private final float[][] tones = new float[3][256];
  private final int[] shifts = {16, 8, 0};
  private final boolean planar;

  /**
   * @param planar whether the input has one plane for each channel, else interleaved pixels
   */
  private InputTensor(boolean planar) {
    this.planar = planar;
  }

  /**
   * The input of native models: interleaved red, green and blue bytes; the image is padded by
   * repeating its last column and row.
   */
  static ByteBuffer bytes(RgbImage image, int width, int height) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(Math.multiplyExact(3, Math.multiplyExact(width, height)));
    IntBuffer pixels = image.pixels();
    int[] from = new int[image.width()];
    byte[] row = new byte[3 * width];
    for (int y = 0; y < height; y++) {
      if (y < image.height()) {
        pixels.get(y * from.length, from);
        for (int x = 0; x < from.length; x++) {
          row[3 * x] = (byte) (from[x] >> 16);
          row[3 * x + 1] = (byte) (from[x] >> 8);
          row[3 * x + 2] = (byte) from[x];
        }
        for (int at = 3 * from.length; at < row.length; at++) {
          row[at] = row[at - 3];
        }
      }
      bytes.put(row);
    }
    return bytes.flip();
  }

  /** The conversion that a sidecar states. */
  static InputTensor of(Sidecar sidecar, boolean planar) {
    InputTensor pixels = new InputTensor(planar);
    List<Double> mean = sidecar.mean();
    List<Double> deviation = sidecar.deviation();
    for (int c = 0; c < 3; c++) {
      pixels.shifts[c] = sidecar.bgr() ? 8 * c : 16 - 8 * c;
      for (int value = 0; value < 256; value++) {
        pixels.tones[c][value] = (float) ((value / 255.0 - mean.get(c)) / deviation.get(c));
      }
    }
    return pixels;
  }

  /** Rounds a side up to a multiple of a stride. */
  public static int padded(int side, int stride) {
    return Math.multiplyExact((side + stride - 1) / stride, stride);
  }

  /** The image as floats, padded by repeating its last column and row. */
  ByteBuffer filled(RgbImage image, int width, int height) {
    int plane = Math.multiplyExact(width, height);
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(Math.multiplyExact(12, plane)).order(ByteOrder.nativeOrder());
    FloatBuffer to = bytes.asFloatBuffer();
    IntBuffer pixels = image.pixels();
    int next = planar ? plane : 1;
    int each = planar ? 1 : 3;
    for (int y = 0; y < height; y++) {
      int row = Math.min(y, image.height() - 1) * image.width();
      for (int x = 0; x < width; x++) {
        int rgb = pixels.get(row + Math.min(x, image.width() - 1));
        int at = each * (y * width + x);
        for (int c = 0; c < 3; c++) {
          to.put(at + c * next, tones[c][rgb >> shifts[c] & 0xff]);
        }
      }
    }
    return bytes;
  }
}

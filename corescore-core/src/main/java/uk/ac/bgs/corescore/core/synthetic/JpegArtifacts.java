// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

/**
 * Adds the compression artifacts of baseline JPEG (ITU-T T.81, 1992) without writing a file: colour
 * to YCbCr, chroma subsampled 2 x 2, blocks of 8 x 8 through the discrete cosine transform and
 * rounded by the tables of ITU-T T.81 (1992), annex K, scaled by quality in the usual way.
 *
 * <p>Done here and not by a codec, for the same bits on every machine and with any image plugin.
 */
final class JpegArtifacts {
  private static final int[] LUMA = {
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56,
    14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113,
    92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99
  };
  private static final int[] CHROMA = {
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99,
    47, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99
  };

  private final float[] basis = new float[64];
  private final float[] block = new float[64];
  private final float[] half = new float[64];
  private final int quality;

  JpegArtifacts(int quality) {
    this.quality = quality;
    for (int k = 0; k < 8; k++) {
      double scale = k == 0 ? Math.sqrt(0.125) : 0.5;
      for (int x = 0; x < 8; x++) {
        basis[k * 8 + x] = (float) (scale * StrictMath.cos((2 * x + 1) * k * Math.PI / 16));
      }
    }
  }

  /** Replaces the pixels by what is left of them. */
  void apply(int width, int height, int[] pixels) {
    int cw = (width + 1) / 2;
    int ch = (height + 1) / 2;
    float[] luma = new float[width * height];
    float[] blue = new float[cw * ch];
    float[] red = new float[cw * ch];
    for (int y = 0, i = 0; y < height; y++) {
      double down = share(y, height);
      for (int x = 0; x < width; x++, i++) {
        float r = pixels[i] >> 16 & 0xFF;
        float g = pixels[i] >> 8 & 0xFF;
        float b = pixels[i] & 0xFF;
        luma[i] = 0.299f * r + 0.587f * g + 0.114f * b - 128;
        int c = y / 2 * cw + x / 2;
        float part = (float) (down * share(x, width));
        blue[c] += part * (-0.168736f * r - 0.331264f * g + 0.5f * b);
        red[c] += part * (0.5f * r - 0.418688f * g - 0.081312f * b);
      }
    }
    transform(luma, width, height, table(LUMA));
    float[] coarse = table(CHROMA);
    transform(blue, cw, ch, coarse);
    transform(red, cw, ch, coarse);
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        float l = Math.round(luma[i]) + 128;
        float cb = smooth(blue, x, y, cw, ch);
        float cr = smooth(red, x, y, cw, ch);
        pixels[i] =
            Canvas.rgb(l + 1.402f * cr, l - 0.344136f * cb - 0.714136f * cr, l + 1.772f * cb);
      }
    }
  }

  private static double share(int at, int length) {
    return at == length - 1 && length % 2 == 1 ? 1 : 0.5;
  }

  /**
   * Chroma at a pixel by triangle filter: weight three for its own sample, one for the nearest
   * other, in each direction.
   */
  private static float smooth(float[] plane, int x, int y, int width, int height) {
    int cx = x / 2;
    int cy = y / 2;
    int nx = Math.max(0, Math.min(width - 1, cx + (x % 2 == 0 ? -1 : 1)));
    int ny = Math.max(0, Math.min(height - 1, cy + (y % 2 == 0 ? -1 : 1)));
    float here = 0.75f * plane[cy * width + cx] + 0.25f * plane[cy * width + nx];
    float there = 0.75f * plane[ny * width + cx] + 0.25f * plane[ny * width + nx];
    return 0.75f * here + 0.25f * there;
  }

  private float[] table(int[] standard) {
    int scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
    float[] table = new float[64];
    for (int i = 0; i < 64; i++) {
      table[i] = Math.max(1, Math.min(255, (standard[i] * scale + 50) / 100));
    }
    return table;
  }

  private void transform(float[] plane, int width, int height, float[] table) {
    for (int by = 0; by < height; by += 8) {
      for (int bx = 0; bx < width; bx += 8) {
        for (int y = 0; y < 8; y++) {
          int row = Math.min(by + y, height - 1) * width;
          for (int x = 0; x < 8; x++) {
            block[y * 8 + x] = plane[row + Math.min(bx + x, width - 1)];
          }
        }
        forward(block, half);
        forward(half, block);
        for (int i = 0; i < 64; i++) {
          block[i] = Math.round(block[i] / table[i]) * table[i];
        }
        backward(block, half);
        backward(half, block);
        for (int y = 0; y < 8 && by + y < height; y++) {
          for (int x = 0; x < 8 && bx + x < width; x++) {
            plane[(by + y) * width + bx + x] = block[y * 8 + x];
          }
        }
      }
    }
  }

  /** Transforms each row and turns the block, so that twice is the transform of both ways. */
  private void forward(float[] in, float[] out) {
    for (int y = 0; y < 8; y++) {
      for (int k = 0; k < 8; k++) {
        float sum = 0;
        for (int x = 0; x < 8; x++) {
          sum += basis[k * 8 + x] * in[y * 8 + x];
        }
        out[k * 8 + y] = sum;
      }
    }
  }

  private void backward(float[] in, float[] out) {
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 8; x++) {
        float sum = 0;
        for (int k = 0; k < 8; k++) {
          sum += basis[k * 8 + x] * in[y * 8 + k];
        }
        out[x * 8 + y] = sum;
      }
    }
  }
}

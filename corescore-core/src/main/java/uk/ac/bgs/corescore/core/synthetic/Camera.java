// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

/** Takes the photo of a lit canvas: uneven light, white balance, tone, blur and sensor noise. */
final class Camera {
  private static final int STEPS = 4096;

  private final float[] linear = new float[256];
  private final float[] display = new float[STEPS + 2];
  private final Canvas canvas;

  Camera(Canvas canvas) {
    this.canvas = canvas;
    for (int i = 0; i < 256; i++) {
      linear[i] = (float) StrictMath.pow(i / 255.0, 2.2);
    }
    for (int i = 0; i < display.length; i++) {
      double x = (double) i / STEPS;
      display[i] = (float) (255 * StrictMath.pow(Math.min(1, x), 1 / 2.2));
    }
  }

  /** The photo, packed RGB. */
  int[] take(float[] light, RandomSource random) {
    int w = canvas.width;
    int h = canvas.height;
    int n = w * h;
    float[][] planes = new float[3][n];
    double gradientX = random.between(-0.14, 0.14);
    double gradientY = random.between(-0.10, 0.10);
    double vignette = random.between(0.02, 0.16);
    double tint = 0.03 * random.nextGaussian();
    double green = random.between(0.99, 1.03);
    float[] balance = {
      (float) (1.0 + tint), (float) green, (float) (random.between(0.86, 1.0) - tint)
    };
    for (int y = 0, i = 0; y < h; y++) {
      double v = (double) y / h - 0.5;
      for (int x = 0; x < w; x++, i++) {
        double u = (double) x / w - 0.5;
        float f =
            (float)
                (light[i] * (1 + gradientX * u + gradientY * v - vignette * (u * u + v * v) * 2));
        int c = canvas.colour[i];
        planes[0][i] = tone(linear[c >> 16 & 0xFF] * f * balance[0]);
        planes[1][i] = tone(linear[c >> 8 & 0xFF] * f * balance[1]);
        planes[2][i] = tone(linear[c & 0xFF] * f * balance[2]);
      }
    }
    float blur = (float) random.between(0.12, 0.26);
    for (float[] plane : planes) {
      blur(plane, blur);
    }
    return noise(planes, random.between(0.8, 2.6), (int) random.seed());
  }

  private float tone(float x) {
    float y = x > 0.7f ? 0.7f + (x - 0.7f) / (1 + (x - 0.7f) * 2) : x;
    float at = Math.max(0, Math.min(1, y)) * STEPS;
    int k = (int) at;
    return display[k] + (at - k) * (display[k + 1] - display[k]);
  }

  /** Blurs in place with the weights side, 1 - 2 side, side along rows, then columns. */
  private void blur(float[] plane, float side) {
    int w = canvas.width;
    int h = canvas.height;
    float middle = 1 - 2 * side;
    for (int y = 0; y < h; y++) {
      int row = y * w;
      float before = plane[row];
      for (int x = 0; x < w; x++) {
        float here = plane[row + x];
        float after = plane[row + Math.min(x + 1, w - 1)];
        plane[row + x] = side * before + middle * here + side * after;
        before = here;
      }
    }
    float[] above = new float[w];
    System.arraycopy(plane, 0, above, 0, w);
    for (int y = 0; y < h; y++) {
      int row = y * w;
      int next = Math.min(y + 1, h - 1) * w;
      for (int x = 0; x < w; x++) {
        float here = plane[row + x];
        plane[row + x] = side * above[x] + middle * here + side * plane[next + x];
        above[x] = here;
      }
    }
  }

  private static int[] noise(float[][] planes, double strength, int seed) {
    int n = planes[0].length;
    int[] out = new int[n];
    for (int i = 0; i < n; i++) {
      int a = Noise.hash(seed, i, 0);
      int b = Noise.hash(seed + 1, i, a);
      double common = (bits(a, 0) + bits(a, 11) + bits(b, 0) - 1.5) * 2;
      double red = (bits(b, 11) - 0.5) * 1.2;
      double blue = (bits(a ^ b, 5) - 0.5) * 1.8;
      double s = strength * (0.7 + planes[1][i] * 0.003);
      out[i] =
          Canvas.rgb(
              planes[0][i] + s * (common + red),
              planes[1][i] + s * common,
              planes[2][i] + s * (common + blue));
    }
    return out;
  }

  private static double bits(int hash, int shift) {
    return (hash >>> shift & 0x3FF) * 0x1.0p-10;
  }
}

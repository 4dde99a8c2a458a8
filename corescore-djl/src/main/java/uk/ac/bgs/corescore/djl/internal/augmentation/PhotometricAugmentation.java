// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.augmentation;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import uk.ac.bgs.corescore.core.internal.draw.PlatformImages;

/** Photometric augmentation: illumination, shadow, blur, noise, JPEG compression. */
public final class PhotometricAugmentation {
  private PhotometricAugmentation() {}

  /**
   * Illumination: brightness, contrast, gamma, white balance, saturation, and a gradient to one
   * side.
   */
  public static void illumination(Crop crop, SplittableRandom random) {
    int plane = crop.size();
    double gamma = Math.exp(0.25 * random.nextGaussian());
    double contrast = Math.exp(0.15 * random.nextGaussian());
    double saturation = random.nextDouble() < 0.1 ? 0 : Math.exp(0.3 * random.nextGaussian());
    double gain = Math.exp(0.22 * random.nextGaussian());
    double[] white = new double[3];
    for (int c = 0; c < 3; c++) {
      white[c] = gain * Math.exp(0.06 * random.nextGaussian());
    }
    double fallX = 0.25 * random.nextGaussian() / crop.width;
    double fallY = 0.25 * random.nextGaussian() / crop.height;
    float[] curve = new float[512];
    for (int k = 0; k < curve.length; k++) {
      double value = Math.pow(k / 255.0, gamma);
      curve[k] = (float) (255 * Math.max(0, (value - 0.4) * contrast + 0.4));
    }
    for (int y = 0; y < crop.height; y++) {
      for (int x = 0; x < crop.width; x++) {
        int i = y * crop.width + x;
        double light = 1 + fallX * (x - crop.width / 2.0) + fallY * (y - crop.height / 2.0);
        float r = curve(curve, crop.rgb[i] * white[0] * light);
        float g = curve(curve, crop.rgb[plane + i] * white[1] * light);
        float b = curve(curve, crop.rgb[2 * plane + i] * white[2] * light);
        double grey = 0.3 * r + 0.59 * g + 0.11 * b;
        crop.rgb[i] = bounded(grey + (r - grey) * saturation);
        crop.rgb[plane + i] = bounded(grey + (g - grey) * saturation);
        crop.rgb[2 * plane + i] = bounded(grey + (b - grey) * saturation);
      }
    }
  }

  private static float curve(float[] curve, double value) {
    int last = curve.length - 2;
    int at = value < 0 ? 0 : value > last ? last : (int) value;
    double beyond = value - at;
    double share = beyond < 0 ? 0 : beyond > 1 ? 1 : beyond;
    return (float) (curve[at] + (curve[at + 1] - curve[at]) * share);
  }

  private static float bounded(double value) {
    return value < 0 ? 0 : value > 255 ? 255 : (float) value;
  }

  /** A shadow with a straight edge, or a blob, hard or soft. */
  public static void shadow(Crop crop, SplittableRandom random) {
    float[] dark = new float[crop.size()];
    double angle = random.nextDouble(0, 2 * Math.PI);
    double x0 = random.nextDouble() * crop.width;
    double y0 = random.nextDouble() * crop.height;
    boolean blot = random.nextBoolean();
    double radiusX = random.nextDouble(10, 90);
    double radiusY = random.nextDouble(10, 90);
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    for (int y = 0; y < crop.height; y++) {
      for (int x = 0; x < crop.width; x++) {
        double u = (x - x0) * cos + (y - y0) * sin;
        double v = (y - y0) * cos - (x - x0) * sin;
        boolean inside =
            blot ? u * u / (radiusX * radiusX) + v * v / (radiusY * radiusY) < 1 : u > 0;
        dark[y * crop.width + x] = inside ? 1 : 0;
      }
    }
    BoxFilter.box(dark, crop.width, crop.height, 1 + random.nextInt(12));
    double depth = random.nextDouble(0.15, 0.75);
    int plane = crop.size();
    for (int i = 0; i < plane; i++) {
      float left = (float) (1 - depth * dark[i]);
      for (int c = 0; c < 3; c++) {
        crop.rgb[c * plane + i] *= left;
      }
    }
  }

  /** A face turned away from the light: one side of a piece in deep shade, within the piece. */
  public static void shadedFace(Crop crop, SplittableRandom random) {
    int at = random.nextInt(crop.size());
    int piece = crop.fragment[at];
    if (piece == 0) {
      return;
    }
    double angle = random.nextDouble(0, 2 * Math.PI);
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double from = Double.MAX_VALUE;
    double to = -Double.MAX_VALUE;
    for (int i = 0; i < crop.size(); i++) {
      if (crop.fragment[i] == piece) {
        double u = along(crop, i, cos, sin);
        from = Math.min(from, u);
        to = Math.max(to, u);
      }
    }
    double edge = to - (to - from) * random.nextDouble(0.05, 0.45);
    double wave = random.nextDouble(0, 5);
    double length = random.nextDouble(4, 30);
    double phase = random.nextDouble(0, 2 * Math.PI);
    float[] dark = new float[crop.size()];
    for (int i = 0; i < dark.length; i++) {
      double bent = edge + wave * Math.sin(along(crop, i, -sin, cos) / length + phase);
      dark[i] = along(crop, i, cos, sin) > bent ? 1 : 0;
    }
    BoxFilter.box(dark, crop.width, crop.height, 1 + random.nextInt(4));
    double depth = random.nextDouble(0.3, 0.85);
    int plane = crop.size();
    for (int i = 0; i < plane; i++) {
      if (crop.fragment[i] == piece) {
        float left = (float) (1 - depth * dark[i]);
        for (int c = 0; c < 3; c++) {
          crop.rgb[c * plane + i] *= left;
        }
      }
    }
  }

  private static double along(Crop crop, int i, double cos, double sin) {
    return i % crop.width * cos + Math.floorDiv(i, crop.width) * sin;
  }

  /** Blur or sharpening. */
  public static void blurOrSharpen(Crop crop, SplittableRandom random) {
    int plane = crop.size();
    double amount =
        random.nextDouble() < 0.6 ? random.nextDouble(0.3, 1) : -random.nextDouble(0.2, 1.2);
    float[] soft = new float[plane];
    for (int c = 0; c < 3; c++) {
      System.arraycopy(crop.rgb, c * plane, soft, 0, plane);
      BoxFilter.box(soft, crop.width, crop.height, 1);
      for (int i = 0; i < plane; i++) {
        float value = crop.rgb[c * plane + i];
        crop.rgb[c * plane + i] = bounded(value + (soft[i] - value) * amount);
      }
    }
  }

  /** Sensor noise: of each channel of a pixel, and of its brightness. */
  public static void noise(Crop crop, SplittableRandom random) {
    int plane = crop.size();
    double colour = random.nextDouble(0, 4);
    double grey = random.nextDouble(0, 8);
    for (int i = 0; i < plane; i++) {
      double common = grey * random.nextGaussian();
      for (int c = 0; c < 3; c++) {
        crop.rgb[c * plane + i] =
            bounded(crop.rgb[c * plane + i] + common + colour * random.nextGaussian());
      }
    }
  }

  /** JPEG compression: encodes the crop in memory and decodes it. */
  public static void jpeg(Crop crop, SplittableRandom random) {
    int plane = crop.size();
    BufferedImage image = new BufferedImage(crop.width, crop.height, BufferedImage.TYPE_INT_RGB);
    int[] packed = new int[plane];
    for (int i = 0; i < plane; i++) {
      packed[i] =
          (int) crop.rgb[i] << 16 | (int) crop.rgb[plane + i] << 8 | (int) crop.rgb[2 * plane + i];
    }
    image.setRGB(0, 0, crop.width, crop.height, packed, 0, crop.width);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      PlatformImages.write(image, "jpeg", (float) random.nextDouble(0.3, 0.95), bytes);
      ImageReader reader = PlatformImages.reader("jpeg");
      try (ImageInputStream in =
          new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        reader.setInput(in, true, true);
        reader.read(0).getRGB(0, 0, crop.width, crop.height, packed, 0, crop.width);
      } finally {
        reader.dispose();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (int i = 0; i < plane; i++) {
      crop.rgb[i] = packed[i] >> 16 & 0xff;
      crop.rgb[plane + i] = packed[i] >> 8 & 0xff;
      crop.rgb[2 * plane + i] = packed[i] & 0xff;
    }
  }
}

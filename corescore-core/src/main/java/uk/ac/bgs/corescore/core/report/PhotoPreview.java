// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import uk.ac.bgs.corescore.core.internal.PngPlugin;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * A photo made small enough for a page: at most 2.2 million pixels and 4000 pixels a side.
 *
 * @param image the reduced photo
 * @param scale preview pixels a photo pixel, at most 1
 */
record PhotoPreview(RgbImage image, double scale) {
  private static final double MOST_PIXELS = 2.2e6;
  private static final double LONGEST_SIDE = 4000;

  static PhotoPreview of(RgbImage photo) {
    double pixels = (double) photo.width() * photo.height();
    double longest = Math.max(photo.width(), photo.height());
    double scale = Math.min(1, Math.min(Math.sqrt(MOST_PIXELS / pixels), LONGEST_SIDE / longest));
    if (scale == 1) {
      return new PhotoPreview(photo, 1);
    }
    int width = Math.max(1, (int) Math.round(photo.width() * scale));
    int height = Math.max(1, (int) Math.round(photo.height() * scale));
    return new PhotoPreview(reduced(photo, width, height), scale);
  }

  /** Each pixel is the mean of the photo pixels under it. */
  private static RgbImage reduced(RgbImage photo, int width, int height) {
    int[] from = new int[photo.width() * photo.height()];
    photo.pixels().get(from);
    int[] to = new int[width * height];
    for (int y = 0; y < height; y++) {
      int top = (int) ((long) y * photo.height() / height);
      int bottom = Math.max(top + 1, (int) ((y + 1L) * photo.height() / height));
      for (int x = 0; x < width; x++) {
        int left = (int) ((long) x * photo.width() / width);
        int right = Math.max(left + 1, (int) ((x + 1L) * photo.width() / width));
        to[y * width + x] = mean(from, photo.width(), left, right, top, bottom);
      }
    }
    return RgbImage.wrap(width, height, to);
  }

  private static int mean(int[] rgb, int stride, int left, int right, int top, int bottom) {
    long red = 0;
    long green = 0;
    long blue = 0;
    for (int y = top; y < bottom; y++) {
      for (int at = y * stride + left; at < y * stride + right; at++) {
        red += rgb[at] >> 16 & 0xFF;
        green += rgb[at] >> 8 & 0xFF;
        blue += rgb[at] & 0xFF;
      }
    }
    long n = (long) (right - left) * (bottom - top);
    long half = n / 2;
    return (int) ((((red + half) / n) << 16) | (((green + half) / n) << 8) | ((blue + half) / n));
  }

  /** The preview as a JPEG inside a URI. */
  String dataUri() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(0.85f);
      writer.setOutput(out);
      writer.write(null, new IIOImage(PngPlugin.buffered(image), null, null), param);
    } finally {
      writer.dispose();
    }
    return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}

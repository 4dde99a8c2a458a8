// SPDX-License-Identifier: Apache-2.0
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Draws a core box: photographs of one row each, scaled, one above the other in a tray, as a JPEG
 * file. {@code java benchmarks/Box.java OUT.jpg WIDTH HEIGHT PHOTO...}
 */
class Box {
  private static final Color TRAY = new Color(120, 105, 85);
  private static final double ROW = 0.93;
  private static final int MARGINS = 70;
  private static final float QUALITY = 0.9f;

  public static void main(String[] arguments) throws IOException {
    int width = Integer.parseInt(arguments[1]);
    int height = Integer.parseInt(arguments[2]);
    int rows = arguments.length - 3;
    int margin = width / MARGINS;
    double pitch = (height - 2.0 * margin) / rows;
    BufferedImage box = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = box.createGraphics();
    graphics.setColor(TRAY);
    graphics.fillRect(0, 0, width, height);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    for (int i = 0; i < rows; i++) {
      BufferedImage photo = ImageIO.read(new File(arguments[3 + i]));
      int top = (int) (margin + i * pitch);
      graphics.drawImage(photo, margin, top, width - 2 * margin, (int) (pitch * ROW), null);
    }
    graphics.dispose();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(QUALITY);
    File file = new File(arguments[0]);
    Files.deleteIfExists(file.toPath());
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(box, null, null), param);
    } finally {
      writer.dispose();
    }
  }
}

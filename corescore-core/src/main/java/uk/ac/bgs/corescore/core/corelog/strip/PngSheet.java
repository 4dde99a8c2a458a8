// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.strip;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import uk.ac.bgs.corescore.core.internal.draw.PlatformImages;
import uk.ac.bgs.corescore.core.internal.draw.StrokeFont;

/** A sheet as an image; its text needs no installed font. */
final class PngSheet {
  private static final int SCALE = StripPage.PIXELS_PER_MILLIMETRE;
  private static final int MILLIMETRES = 1000;

  private PngSheet() {}

  static void write(Sheet sheet, double width, double height, OutputStream out) throws IOException {
    BufferedImage image =
        new BufferedImage(
            (int) Math.ceil(width * SCALE),
            (int) Math.ceil(height * SCALE),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.scale(SCALE, SCALE);
      for (Sheet.Mark mark : sheet.marks()) {
        draw(graphics, mark);
      }
    } finally {
      graphics.dispose();
    }
    PlatformImages.writePng(image, SCALE * MILLIMETRES, out);
  }

  private static void draw(Graphics2D graphics, Sheet.Mark mark) {
    if (mark instanceof Sheet.Box box) {
      Rectangle2D place = new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height());
      if (!box.fill().isEmpty()) {
        graphics.setColor(Color.decode(box.fill()));
        graphics.fill(place);
      }
      if (!box.stroke().isEmpty()) {
        graphics.setColor(Color.decode(box.stroke()));
        graphics.setStroke(pen(0.15, 0));
        graphics.draw(place);
      }
    } else if (mark instanceof Sheet.Strokes strokes) {
      Path2D path = new Path2D.Double();
      for (Sheet.Segment line : strokes.lines()) {
        path.moveTo(line.x1(), line.y1());
        path.lineTo(line.x2(), line.y2());
      }
      graphics.setColor(Color.decode(strokes.colour()));
      graphics.setStroke(pen(strokes.pen(), strokes.dash()));
      graphics.draw(path);
    } else if (mark instanceof Sheet.Words words) {
      double wide = StrokeFont.width(words.text(), words.cap());
      double x =
          switch (words.anchor()) {
            case START -> words.x();
            case MIDDLE -> words.x() - wide / 2;
            case END -> words.x() - wide;
          };
      graphics.setColor(Color.decode(words.colour()));
      graphics.setStroke(
          new BasicStroke(
              (float) Math.max(0.15, words.cap() * 0.13),
              BasicStroke.CAP_ROUND,
              BasicStroke.JOIN_ROUND));
      graphics.draw(StrokeFont.lines(words.text(), x, words.baseline(), words.cap()));
    } else if (mark instanceof Sheet.Picture picture) {
      AffineTransform place = AffineTransform.getTranslateInstance(picture.x(), picture.y());
      place.scale(
          picture.width() / picture.image().width(), picture.height() / picture.image().height());
      graphics.drawImage(PlatformImages.buffered(picture.image()), place, null);
    }
  }

  private static BasicStroke pen(double width, double dash) {
    return dash > 0
        ? new BasicStroke(
            (float) width,
            BasicStroke.CAP_BUTT,
            BasicStroke.JOIN_MITER,
            10,
            new float[] {(float) dash},
            0)
        : new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.List;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.measure.Fragment;

/** Draws the outlines of a photo's fragments onto the photo or a reduced copy of it. */
final class FragmentOutlines {
  private static final Color HALO = new Color(0, 0, 0, 150);
  private static final double TOLERANCE = 0.4;

  private FragmentOutlines() {}

  /** Graphics with smooth lines; to be disposed of. */
  static Graphics2D graphics(BufferedImage image) {
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    return graphics;
  }

  /**
   * Draws a dark line under all, then each fragment's own line, cut off at its border.
   *
   * @param width columns of the image that is drawn on
   * @param height its rows
   * @param pen width of a fragment's own line, px of the image
   */
  static void draw(Graphics2D graphics, ScoredPhoto scored, int width, int height, float pen) {
    List<Fragment> fragments = scored.fragments().fragments();
    FragmentColours colours = FragmentColours.of(scored.segmentation().fragments());
    double across = (double) width / scored.photo().width();
    double down = (double) height / scored.photo().height();
    AffineTransform onImage = AffineTransform.getScaleInstance(across, down);
    List<Shape> paths =
        fragments.stream()
            .map(f -> DisplayOutline.of(f.outline(), TOLERANCE / across).path())
            .map(onImage::createTransformedShape)
            .toList();
    BasicStroke dark = OverlayPainter.round(pen * 3.4f);
    BasicStroke bright = OverlayPainter.round(pen * 2);
    graphics.setColor(HALO);
    graphics.setStroke(dark);
    paths.forEach(graphics::draw);
    BasicStroke broken = broken(pen * 2);
    Shape clip = graphics.getClip();
    for (int i = 0; i < paths.size(); i++) {
      graphics.setClip(paths.get(i));
      graphics.setStroke(fragments.get(i).rubble() ? broken : bright);
      graphics.setColor(new Color(FragmentColours.rgb(colours.index(fragments.get(i).id()))));
      graphics.draw(paths.get(i));
    }
    graphics.setClip(clip);
  }

  private static BasicStroke broken(float width) {
    return new BasicStroke(
        width,
        BasicStroke.CAP_BUTT,
        BasicStroke.JOIN_ROUND,
        1,
        new float[] {4 * width, 3 * width},
        0);
  }
}

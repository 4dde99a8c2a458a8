// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.internal.draw.LabelPalette;
import uk.ac.bgs.corescore.core.internal.draw.StrokeFont;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.measure.Fragment;

/**
 * Draws the result onto the photograph, for visual inspection.
 *
 * <p>Labelled pixels are tinted in the colour of their label. Each fragment has an outline inside
 * its own border, in a colour that differs from those of the fragments it touches; where there is
 * room, its number and area stand at its centroid, or at a point inside it where the centroid is
 * not. The outline of rubble is broken. Where the photo is not its only row of core, a line runs
 * around each row, and a tag beside it has its number and an arrow in the direction in which it is
 * read. A legend names the labels, the number of fragments, their area, the segmenter, and what the
 * rows were found by and how sure, and holds a scale bar where the scale is known; it lies where it
 * hides least rock, and is left out of photos too small for it. Outlines are smoothed for the eye:
 * measure nothing on them.
 *
 * <p>Letters are drawn by the library, so no font need be installed. Cost: a pass over the pixels
 * and one over the outlines; four bytes a pixel. Safe for use by many threads.
 */
public final class OverlayPainter {
  private static final double ROCK_TINT = 0.07;
  private static final double OTHER_TINT = 0.26;

  private final ScoredPhoto scored;
  private final FragmentMap map;
  private final double capHeight;
  private final float pen;

  private OverlayPainter(ScoredPhoto scored) {
    this.scored = scored;
    this.map = scored.segmentation().fragments();
    RgbImage photo = scored.photo().image();
    this.capHeight = Math.max(7, Math.sqrt((double) photo.width() * photo.height()) / 75);
    this.pen = (float) Math.max(1, capHeight / 7.5);
  }

  /**
   * Draws the overlay of a photo.
   *
   * @param scored the photo and what was found in it
   * @return a new image of the size of the photo's image
   */
  public static RgbImage paint(ScoredPhoto scored) {
    return new OverlayPainter(scored).paint();
  }

  private RgbImage paint() {
    BufferedImage image = tinted(scored.photo().image(), scored.segmentation().mask());
    Graphics2D graphics = FragmentOutlines.graphics(image);
    try {
      OverlayRows rows = new OverlayRows(scored, capHeight * 0.75);
      rows.outlines(graphics, pen);
      FragmentOutlines.draw(graphics, scored, map.width(), map.height(), pen);
      for (Fragment fragment : scored.fragments().fragments()) {
        number(graphics, fragment);
      }
      rows.tags(graphics);
      OverlayLegend.paint(graphics, scored, capHeight, rows.boxes());
    } finally {
      graphics.dispose();
    }
    return RgbImage.wrap(image.getWidth(), image.getHeight(), pixels(image));
  }

  static int[] pixels(BufferedImage image) {
    return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
  }

  private static BufferedImage tinted(RgbImage photo, LabelMask mask) {
    BufferedImage image =
        new BufferedImage(photo.width(), photo.height(), BufferedImage.TYPE_INT_RGB);
    int[] pixels = pixels(image);
    photo.pixels().get(pixels);
    int[] colour = new int[mask.labels().size()];
    int[] weight = new int[colour.length];
    for (int i = 1; i < colour.length; i++) {
      colour[i] = LabelPalette.rgb(mask.labels(), i);
      weight[i] = (int) Math.round(256 * (mask.labels().isRock(i) ? ROCK_TINT : OTHER_TINT));
    }
    ByteBuffer labels = mask.values();
    for (int i = 0; i < pixels.length; i++) {
      int label = labels.get(i) & 0xFF;
      if (weight[label] != 0) {
        pixels[i] = mix(pixels[i], colour[label], weight[label]);
      }
    }
    return image;
  }

  private static int mix(int under, int over, int weight) {
    int rest = 256 - weight;
    int redBlue = ((under & 0xFF00FF) * rest + (over & 0xFF00FF) * weight) >>> 8 & 0xFF00FF;
    int green = ((under & 0x00FF00) * rest + (over & 0x00FF00) * weight) >>> 8 & 0x00FF00;
    return redBlue | green;
  }

  private void number(Graphics2D graphics, Fragment fragment) {
    String number = Integer.toString(fragment.id());
    String area = NumberText.shortArea(fragment.measures().area().squarePixels(), scored.scale());
    LabelPoint place = new LabelPoint(map, fragment, scored.photo());
    for (double size : new double[] {capHeight, capHeight * 0.75}) {
      Optional<Coordinate> both = place.room(width(size, number, area), size * 2.6);
      if (both.isPresent()) {
        write(graphics, number, both.get().x, both.get().y - size * 0.25, size);
        write(graphics, area, both.get().x, both.get().y + size * 1.2, size * 0.8);
        return;
      }
      Optional<Coordinate> one = place.room(width(size, number, ""), size);
      if (one.isPresent()) {
        write(graphics, number, one.get().x, one.get().y + size / 2, size);
        return;
      }
    }
  }

  private static double width(double size, String number, String area) {
    return Math.max(StrokeFont.width(number, size), StrokeFont.width(area, size * 0.8));
  }

  private static void write(
      Graphics2D graphics, String text, double middle, double baseline, double capHeight) {
    Path2D lines =
        StrokeFont.lines(text, middle - StrokeFont.width(text, capHeight) / 2, baseline, capHeight);
    graphics.setColor(new Color(0, 0, 0, 190));
    graphics.setStroke(round((float) (capHeight * 0.42)));
    graphics.draw(lines);
    graphics.setColor(Color.WHITE);
    graphics.setStroke(round((float) (capHeight * 0.15)));
    graphics.draw(lines);
  }

  static BasicStroke round(float width) {
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import uk.ac.bgs.corescore.core.internal.draw.PlatformImages;
import uk.ac.bgs.corescore.core.photo.PhotoReducer;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * A small picture of a scored photo with the outlines of its fragments, for contact sheets. It
 * shows the whole photo, without text.
 *
 * <p>Its area is that of 240 x 160 pixels in the photo's own proportions, but no side is longer
 * than 640 pixels, so a photo of a whole box is about 240 pixels wide and one of a single row about
 * 520. Photos that are smaller keep their size.
 *
 * <p>Cost: a pass over the photo's pixels and one over the outlines. Stateless; safe for use by
 * many threads.
 */
public final class PhotoThumbnail {
  private static final double AREA = 240 * 160;
  private static final double LONGEST = 640;

  /** Outlines are cut off at whole pixels, so they are drawn finer and then reduced. */
  private static final double FINER = 3;

  /** Width of an outline, px of the thumbnail. */
  private static final double PEN = 0.8;

  private static final float QUALITY = 0.8f;

  private PhotoThumbnail() {}

  /**
   * Draws the thumbnail of a photo.
   *
   * @param scored the photo and what was found in it
   * @return a new image
   */
  public static RgbImage paint(ScoredPhoto scored) {
    RgbImage photo = scored.photo().image();
    double pixels = (double) photo.width() * photo.height();
    double longest = Math.max(photo.width(), photo.height());
    double scale = Math.min(1, Math.min(Math.sqrt(AREA / pixels), LONGEST / longest));
    double finer = Math.min(1, FINER * scale);
    int width = side(photo.width(), finer);
    int height = side(photo.height(), finer);
    BufferedImage image = PlatformImages.buffered(PhotoReducer.reduce(photo, width, height));
    Graphics2D graphics = FragmentOutlines.graphics(image);
    try {
      FragmentOutlines.draw(graphics, scored, width, height, (float) (PEN * finer / scale));
    } finally {
      graphics.dispose();
    }
    RgbImage drawn = RgbImage.wrap(width, height, OverlayPainter.pixels(image));
    return PhotoReducer.reduce(drawn, side(photo.width(), scale), side(photo.height(), scale));
  }

  private static int side(int pixels, double scale) {
    return Math.max(1, (int) Math.round(pixels * scale));
  }

  /**
   * Writes the thumbnail of a photo as JPEG.
   *
   * @param scored the photo and what was found in it
   * @param out where it goes; stays open
   * @throws IOException if it cannot be written
   */
  public static void write(ScoredPhoto scored, OutputStream out) throws IOException {
    PlatformImages.write(PlatformImages.buffered(paint(scored)), "jpeg", QUALITY, out);
  }
}

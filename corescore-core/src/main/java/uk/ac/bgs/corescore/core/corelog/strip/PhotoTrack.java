// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.strip;

import java.util.List;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.photo.PhotoReducer;
import uk.ac.bgs.corescore.image.RgbImage;

/** Photographs of the core, upright. */
record PhotoTrack(List<StripImage> pictures) implements Track {
  static final double WIDTH = 18;

  @Override
  public List<String> title() {
    return List.of("Photo", "");
  }

  @Override
  public double width() {
    return WIDTH;
  }

  @Override
  public void draw(Sheet sheet, double x, DepthScale ruler, boolean first) {
    for (StripImage one : pictures) {
      ruler
          .on(one.depths().top().metres(), one.depths().base().metres())
          .ifPresent(part -> draw(sheet, x, ruler, one, part));
    }
  }

  private static void draw(
      Sheet sheet, double x, DepthScale ruler, StripImage one, DepthInterval part) {
    double perMetre = one.image().height() / one.depths().metres();
    double top = one.depths().top().metres();
    int from = (int) Math.round((part.top().metres() - top) * perMetre);
    int to = (int) Math.round((part.base().metres() - top) * perMetre);
    if (to <= from) {
      return;
    }
    double upper = ruler.y(part.top().metres());
    double height = ruler.y(part.base().metres()) - upper;
    RgbImage cut = rows(one.image(), from, to);
    sheet.picture(
        new Sheet.Picture(
            x,
            upper,
            WIDTH,
            height,
            PhotoReducer.reduce(
                cut,
                most(cut.width(), WIDTH * StripPage.PIXELS_PER_MILLIMETRE),
                most(cut.height(), height * StripPage.PIXELS_PER_MILLIMETRE))));
  }

  private static int most(int pixels, double wanted) {
    return (int) Math.max(1, Math.min(pixels, Math.ceil(wanted)));
  }

  private static RgbImage rows(RgbImage image, int from, int to) {
    int[] pixels = new int[image.width() * (to - from)];
    image.pixels().get(from * image.width(), pixels);
    return RgbImage.wrap(image.width(), to - from, pixels);
  }
}

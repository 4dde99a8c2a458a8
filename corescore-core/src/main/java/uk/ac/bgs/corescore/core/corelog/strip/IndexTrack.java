// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.strip;

import java.util.List;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.hole.LogZone;
import uk.ac.bgs.corescore.core.internal.NumberText;

/** The fracture index of zones: a bar for intact core, hatched for NI, blank for NR. */
record IndexTrack(List<LogZone> zones) implements Track {
  static final String COLOUR = "#8fc9b5";

  /** Where {@link #MAX} lies. */
  static final double FULL = 14;

  static final double MAX = 20;
  private static final double WIDTH = 16;
  private static final double CAP = 1.6;

  @Override
  public List<String> title() {
    return List.of("FI", "per m");
  }

  @Override
  public double width() {
    return WIDTH;
  }

  @Override
  public void scale(Sheet sheet, double x, double baseline) {
    sheet.words(x + 0.4, baseline, 1.2, Sheet.Anchor.START, Sheet.SOFT, "0");
    for (int line : new int[] {10, 20}) {
      sheet.words(
          x + FULL * line / MAX,
          baseline,
          1.2,
          Sheet.Anchor.MIDDLE,
          Sheet.SOFT,
          Integer.toString(line));
    }
  }

  @Override
  public void draw(Sheet sheet, double x, DepthScale ruler, boolean first) {
    for (LogZone zone : zones) {
      ruler
          .on(zone.depths().top().metres(), zone.depths().base().metres())
          .ifPresent(part -> zone(sheet, x, ruler, zone, part));
    }
  }

  private static void zone(
      Sheet sheet, double x, DepthScale ruler, LogZone zone, DepthInterval part) {
    double upper = ruler.y(part.top().metres());
    double height = ruler.y(part.base().metres()) - upper;
    String text = zone.kind().code();
    if (zone.fractureIndex().isPresent()) {
      double index = zone.fractureIndex().getAsDouble();
      text = NumberText.fixed(index, index > 0 && index < 10 ? 1 : 0);
      sheet.box(
          new Sheet.Box(
              "bar FI",
              x,
              upper,
              Math.min(WIDTH, FULL * index / MAX),
              height,
              COLOUR,
              Sheet.INK,
              "FI " + NumberText.fixed(index, 2) + " per m, " + zone.depths()));
    } else if (zone.kind() == LogZone.Kind.NON_INTACT) {
      sheet.box(
          new Sheet.Box("NI", x, upper, WIDTH, height, "", Sheet.INK, "NI, " + zone.depths()));
      sheet.hatch("hatch NI", x, upper, WIDTH, height, true, Sheet.INK);
    }
    if (height >= 1.4 * CAP) {
      double baseline = upper + height / 2 + CAP / 2;
      if (zone.kind() == LogZone.Kind.NON_INTACT) {
        double wide = Sheet.width(text, CAP) + 0.8;
        sheet.box(
            new Sheet.Box(
                "ground", x + 0.6, baseline - CAP - 0.4, wide, CAP + 0.8, "#ffffff", "", ""));
      }
      sheet.beside(
          x,
          zone.fractureIndex().isPresent()
              ? Math.min(WIDTH, FULL * zone.fractureIndex().getAsDouble() / MAX)
              : 0,
          baseline,
          CAP,
          text);
    }
  }
}

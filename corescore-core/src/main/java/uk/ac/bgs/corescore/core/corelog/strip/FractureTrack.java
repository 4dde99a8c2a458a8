// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.strip;

import java.util.List;
import uk.ac.bgs.corescore.core.corelog.hole.Fracture;

/** Breaks, each a line at its depth. */
record FractureTrack(List<Fracture> fractures) implements Track {
  private static final double WIDTH = 14;
  private static final double INSET = 1.5;

  /** How a break is drawn. */
  record Pen(String colour, double width, double dash) {
    static Pen of(Fracture.Kind kind) {
      return switch (kind) {
        case NATURAL -> new Pen(Sheet.INK, 0.35, 0);
        case ROW_END -> new Pen("#d55e00", 0.35, 0);
        case TRAY_CUT -> new Pen("#0072b2", 0.3, 0.7);
        case INDUCED -> new Pen("#009e73", 0.3, 1.6);
        case BORDER -> new Pen(Sheet.FAINT, 0.3, 0);
      };
    }
  }

  @Override
  public List<String> title() {
    return List.of("Breaks", "");
  }

  @Override
  public double width() {
    return WIDTH;
  }

  @Override
  public void draw(Sheet sheet, double x, DepthScale ruler, boolean first) {
    for (Fracture one : fractures) {
      if (ruler.shows(one.depth().metres(), first)) {
        double y = ruler.y(one.depth().metres());
        Pen pen = Pen.of(one.kind());
        sheet.lines(
            "break " + one.kind().id(),
            List.of(new Sheet.Segment(x + INSET, y, x + WIDTH - INSET, y)),
            pen.colour(),
            pen.width(),
            pen.dash(),
            DepthScale.text(one.depth().metres(), 0.001)
                + " m, "
                + one.kind().id().replace('_', ' ')
                + (one.counted() ? ", counted: " : ", not counted: ")
                + one.reason());
      }
    }
  }
}

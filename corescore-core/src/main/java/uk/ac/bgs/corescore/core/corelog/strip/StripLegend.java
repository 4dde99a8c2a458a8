// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.strip;

import java.util.ArrayList;
import java.util.List;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.hole.Fracture;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LogPiece;
import uk.ac.bgs.corescore.core.corelog.hole.LogZone;
import uk.ac.bgs.corescore.core.internal.NumberText;

/** The legend of the marks of a hole, and a length to check a print. */
final class StripLegend {
  static final String UNSEEN = "#ececec";

  private static final double CAP = 1.5;
  private static final double LINE = 4;
  private static final double SWATCH = 6;
  private static final double GAP = 5;
  private static final double CHECK = 50;

  private final StripHeader header;
  private final double width;
  private final List<Entry> entries = new ArrayList<>();

  /** Draws a swatch into a box of 6 mm by 2.4 mm. */
  private interface Swatch {
    void draw(Sheet sheet, double x, double y, double height);
  }

  private record Entry(String text, Swatch swatch) {
    double width() {
      return SWATCH + 1 + Sheet.width(text, CAP);
    }
  }

  StripLegend(StripHeader header, List<DepthInterval> gaps, double width) {
    this.header = header;
    this.width = width;
    HoleLog hole = header.hole();
    if (hole.pieces().stream().anyMatch(LogPiece::solid)) {
      entries.add(new Entry("solid piece", box(PieceTrack.SOLID)));
    }
    if (hole.pieces().stream().anyMatch(piece -> !piece.solid())) {
      entries.add(new Entry("piece that is not solid", box(PieceTrack.NOT_SOLID)));
    }
    if (hole.pieces().stream().anyMatch(LogPiece::unsound)) {
      entries.add(new Entry("unsound", hatched(false, false, Sheet.SOFT)));
    }
    if (!hole.rubble().isEmpty()) {
      entries.add(new Entry("rubble", hatched(true, true, Sheet.SOFT)));
    }
    if (!hole.losses().isEmpty()) {
      entries.add(
          new Entry("core loss; AZCL: place assumed", hatched(false, false, PieceTrack.LOSS)));
    }
    if (hole.zones().stream().anyMatch(zone -> zone.kind() == LogZone.Kind.NON_INTACT)) {
      entries.add(new Entry("NI: non-intact", hatched(true, false, Sheet.INK)));
    }
    if (hole.zones().stream().anyMatch(zone -> zone.kind() == LogZone.Kind.NOT_RECOVERED)) {
      entries.add(new Entry("NR: not recovered", box("#ffffff")));
    }
    if (!gaps.isEmpty()) {
      entries.add(new Entry("not in the photos", box(UNSEEN)));
    }
    for (Fracture.Kind kind : Fracture.Kind.values()) {
      if (hole.fractures().stream().anyMatch(one -> one.kind() == kind)) {
        entries.add(new Entry(text(kind), line(FractureTrack.Pen.of(kind))));
      }
    }
    if (hole.intervals().stream()
        .flatMap(one -> one.figures().stream())
        .anyMatch(one -> one.rqdHigh().orElse(0) > one.rqdLow().orElse(0))) {
      entries.add(
          new Entry(
              "RQD with none and all of the pieces near the threshold",
              (sheet, x, y, height) ->
                  sheet.lines(
                      "legend",
                      List.of(
                          new Sheet.Segment(x, y + height / 2, x + SWATCH, y + height / 2),
                          new Sheet.Segment(x, y, x, y + height),
                          new Sheet.Segment(x + SWATCH, y, x + SWATCH, y + height)),
                      Sheet.INK,
                      0.2,
                      0,
                      "")));
    }
    if (hole.intervals().stream()
        .filter(one -> one.kind() == header.per())
        .anyMatch(one -> !one.whole())) {
      entries.add(
          new Entry(
              "in the photos in part",
              (sheet, x, y, height) ->
                  sheet.words(
                      x + SWATCH / 2, y + height, CAP, Sheet.Anchor.MIDDLE, Sheet.INK, "*")));
    }
  }

  private static String text(Fracture.Kind kind) {
    return switch (kind) {
      case NATURAL -> "fracture";
      case ROW_END -> "fracture at a row's end";
      case TRAY_CUT -> "cut to fit the tray, joined";
      case INDUCED -> "by drilling or handling, joined";
      case BORDER -> "border, not counted";
    };
  }

  private static Swatch box(String fill) {
    return (sheet, x, y, height) ->
        sheet.box(new Sheet.Box("legend", x, y, SWATCH, height, fill, Sheet.INK, ""));
  }

  private static Swatch hatched(boolean up, boolean both, String colour) {
    return (sheet, x, y, height) -> {
      sheet.box(
          new Sheet.Box("legend", x, y, SWATCH, height, both ? PieceTrack.RUBBLE : "", colour, ""));
      sheet.hatch("legend", x, y, SWATCH, height, up, colour);
      if (both) {
        sheet.hatch("legend", x, y, SWATCH, height, !up, colour);
      }
    };
  }

  private static Swatch line(FractureTrack.Pen pen) {
    return (sheet, x, y, height) ->
        sheet.lines(
            "legend",
            List.of(new Sheet.Segment(x, y + height / 2, x + SWATCH, y + height / 2)),
            pen.colour(),
            pen.width(),
            pen.dash(),
            "");
  }

  private List<List<Entry>> lines() {
    List<List<Entry>> lines = new ArrayList<>();
    double x = width;
    for (Entry entry : entries) {
      if (lines.isEmpty() || x + GAP + entry.width() > width) {
        lines.add(new ArrayList<>());
        x = -GAP;
      }
      lines.get(lines.size() - 1).add(entry);
      x += GAP + entry.width();
    }
    return lines;
  }

  /** Its height, mm. */
  double height() {
    return LINE * (lines().size() + 1);
  }

  void draw(Sheet sheet, double left, double top) {
    double y = top;
    for (List<Entry> line : lines()) {
      double x = left;
      for (Entry entry : line) {
        entry.swatch().draw(sheet, x, y, 2.4);
        sheet.words(
            x + SWATCH + 1, y + 1.2 + CAP / 2, CAP, Sheet.Anchor.START, Sheet.SOFT, entry.text());
        x += entry.width() + GAP;
      }
      y += LINE;
    }
    sheet.lines(
        "check",
        List.of(
            new Sheet.Segment(left, y + 1.2, left + CHECK, y + 1.2),
            new Sheet.Segment(left, y, left, y + 2.4),
            new Sheet.Segment(left + CHECK, y, left + CHECK, y + 2.4)),
        Sheet.INK,
        0.25,
        0,
        "");
    sheet.words(
        left + CHECK + 1.5,
        y + 1.2 + CAP / 2,
        CAP,
        Sheet.Anchor.START,
        Sheet.SOFT,
        "50 mm on paper, "
            + NumberText.readable(CHECK * header.scale() / 1000, 6)
            + " m of the hole");
  }
}

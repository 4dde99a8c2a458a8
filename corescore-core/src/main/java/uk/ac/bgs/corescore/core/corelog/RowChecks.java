// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.corelog.depth.DepthMap;
import uk.ac.bgs.corescore.core.corelog.depth.TieInterval;
import uk.ac.bgs.corescore.core.corelog.hole.LoggedRow;
import uk.ac.bgs.corescore.core.corelog.piece.CoreScale;
import uk.ac.bgs.corescore.core.corelog.piece.RowPiece;
import uk.ac.bgs.corescore.core.corelog.piece.RowPieces;
import uk.ac.bgs.corescore.core.corelog.piece.ScaleSource;
import uk.ac.bgs.corescore.core.corelog.piece.StatedScale;
import uk.ac.bgs.corescore.core.corelog.table.BoxRow;
import uk.ac.bgs.corescore.layout.Layout;

/** Reports depths, scales and rows of a photo that are inconsistent. */
final class RowChecks {
  /** Core is drilled from some 27 to 150 mm wide; slabs and bad cuts are narrower. */
  private static final double THINNEST = 15;

  private static final double THICKEST = 250;

  private final LogNotes notes;

  RowChecks(LogNotes notes) {
    this.notes = notes;
  }

  /** Reports core that is thinner or thicker than drilled core. */
  void width(BoxRow entry, RowPieces row, Optional<CoreScale> scale) {
    double width = scale.map(known -> known.millimetresAcross(row.diameter())).orElse(THINNEST);
    if (!row.pieces().isEmpty() && (width < THINNEST || width > THICKEST)) {
      notes.remark(
          String.format(
              Locale.ROOT,
              "%s: by its scale (%s) row %d has core %.0f mm wide: depths or scale may be wrong",
              entry.name(),
              scale.map(known -> known.source().id()).orElse(""),
              row.row().number(),
              width));
    }
  }

  /** Reports a photo of one row in which half of the core lies beside other core. */
  void beside(BoxRow entry, RowPieces row, Layout layout) {
    double all = 0;
    double beside = 0;
    for (RowPiece piece : row.pieces()) {
      all += piece.axis().length();
      beside += piece.fragments().size() > piece.bridges() + 1 ? piece.axis().length() : 0;
    }
    if (layout.rows().size() == 1 && beside > all / 2) {
      notes.remark(
          entry.name()
              + ": most of its core lies beside other core, as in a photo of several rows that was"
              + " taken for one: its rows are to be given or found");
    }
  }

  /** Reports depths that give rows of one photo different pixel sizes. */
  void scales(List<LoggedRow> logged) {
    List<LoggedRow> byDepths =
        logged.stream()
            .filter(row -> row.scale().stream().anyMatch(one -> one.source() == ScaleSource.DEPTHS))
            .toList();
    double[] sizes =
        byDepths.stream().mapToDouble(row -> row.scale().orElseThrow().along()).sorted().toArray();
    for (LoggedRow row : byDepths) {
      double own = row.scale().orElseThrow().along();
      double usual = sizes[(sizes.length - 1) / 2];
      TieInterval beside =
          new TieInterval(row.depths(), OptionalDouble.of(own / usual), Optional.empty());
      if (beside.unusual()) {
        notes.remark(
            String.format(
                Locale.ROOT,
                "%s: by its depths a pixel is %.3f mm, in other rows of the photo %.3f mm: its"
                    + " depths are wrong, or a scale is to be stated",
                row.name(),
                own,
                usual));
      }
    }
  }

  /** Reports depths that need another number of rows of the stated length. */
  void count(BoxRow entry, int rows, StatedScale scale) {
    if (entry.row().isEmpty() && scale.source() == ScaleSource.ROW_LENGTH) {
      int expected = entry.rows(scale.x());
      if (expected != rows) {
        notes.remark(
            entry.name()
                + ": expected "
                + expected
                + (expected == 1 ? " row of " : " rows of ")
                + scale.x()
                + " mm for "
                + entry.depths()
                + ", the photo has "
                + rows);
      }
    }
  }

  /** Reports how well depths and lengths agree; false if they contradict each other. */
  boolean sound(BoxRow entry, DepthMap map) {
    boolean sound = true;
    for (TieInterval tie : map.ties()) {
      String stretch =
          tie.stretch().isPresent()
              ? String.format(
                  Locale.ROOT,
                  "%s, %s: %.3f m of depth for a metre of core",
                  entry.name(),
                  tie.interval(),
                  tie.stretch().getAsDouble())
              : "";
      if (tie.impossible()) {
        notes.problem(stretch + ", not logged: depths or scale are wrong");
        sound = false;
      } else if (tie.unusual()) {
        notes.remark(stretch);
      }
    }
    return sound;
  }
}

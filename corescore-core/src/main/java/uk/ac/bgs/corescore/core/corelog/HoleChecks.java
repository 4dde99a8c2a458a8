// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uk.ac.bgs.corescore.core.corelog.hole.CoreLoss;
import uk.ac.bgs.corescore.core.corelog.hole.DepthSpan;
import uk.ac.bgs.corescore.core.corelog.hole.LoggedRow;
import uk.ac.bgs.corescore.core.corelog.hole.PiecePart;
import uk.ac.bgs.corescore.core.corelog.hole.RubblePart;
import uk.ac.bgs.corescore.core.corelog.piece.RubbleSegment;
import uk.ac.bgs.corescore.core.corelog.table.FragmentMark;

/** Adds remarks about pieces of a hole that a person should check. */
final class HoleChecks {
  /** So much rock within a stated loss is the inaccuracy of depths, m. */
  private static final double SEEN_IN_LOSS = 0.01;

  private static final List<FragmentMark.Kind> OF_PIECES =
      List.of(
          FragmentMark.Kind.UNSOUND,
          FragmentMark.Kind.INDUCED_BELOW,
          FragmentMark.Kind.NATURAL_BELOW);

  private final String hole;
  private final LogNotes notes;

  HoleChecks(String hole, LogNotes notes) {
    this.hole = hole;
    this.notes = notes;
  }

  /** Reports hidden breaks. */
  void bridges(List<PiecePart> parts) {
    Map<String, Integer> bridges = new LinkedHashMap<>();
    for (PiecePart part : parts) {
      if (part.piece().bridges() > 0) {
        bridges.merge(part.photo() + ", row " + part.row(), part.piece().bridges(), Integer::sum);
      }
    }
    bridges.forEach(
        (name, count) ->
            notes.remark(
                name
                    + ": under labels or plug holes "
                    + count
                    + (count == 1 ? " place is" : " places are")
                    + " taken for unbroken rock"));
  }

  /** Reports marks without effect: on no piece, or about a break that does not exist. */
  void reportUnusedMarks(
      List<LoggedRow> rows, List<PiecePart> parts, Map<String, PhotoMarks> marks) {
    for (LoggedRow row : rows) {
      PhotoMarks own = marks.getOrDefault(row.photo(), PhotoMarks.NONE);
      for (RubbleSegment rubble : row.pieces().rubble()) {
        for (FragmentMark.Kind kind : OF_PIECES) {
          if (own.has(rubble.fragment(), kind)) {
            reportUnusedMark(row.photo(), rubble.fragment(), kind, "it is rubble, no piece");
          }
        }
      }
    }
    if (!parts.isEmpty()) {
      PiecePart last = parts.get(parts.size() - 1);
      PhotoMarks own = marks.getOrDefault(last.photo(), PhotoMarks.NONE);
      for (int fragment : last.piece().lowest()) {
        for (FragmentMark.Kind kind :
            List.of(FragmentMark.Kind.INDUCED_BELOW, FragmentMark.Kind.NATURAL_BELOW)) {
          if (own.has(fragment, kind)) {
            reportUnusedMark(
                last.photo(), fragment, kind, "it is of the last piece of hole " + hole);
          }
        }
      }
    }
  }

  private void reportUnusedMark(String photo, int fragment, FragmentMark.Kind kind, String why) {
    notes.remark(
        photo
            + ": the mark "
            + kind.id()
            + " of fragment "
            + fragment
            + " counts for nothing, as "
            + why);
  }

  /** Reports stated losses where the photos show rock. */
  void fullLosses(List<PiecePart> parts, List<RubblePart> rubble, List<CoreLoss> losses) {
    List<DepthSpan> rock = new ArrayList<>();
    parts.forEach(part -> rock.add(part.counted()));
    rubble.forEach(part -> rock.addAll(part.spans()));
    for (CoreLoss loss : losses) {
      double full =
          rock.stream()
              .mapToDouble(span -> loss.depths().overlap(span.top().metres(), span.base().metres()))
              .sum();
      if (!loss.assumed() && full > SEEN_IN_LOSS) {
        notes.remark(
            "hole "
                + hole
                + ": the loss "
                + loss.depths()
                + " is stated, but the photos show "
                + Math.rint(full * 1e6) / 1e6
                + " m of rock at these depths");
      }
    }
  }
}

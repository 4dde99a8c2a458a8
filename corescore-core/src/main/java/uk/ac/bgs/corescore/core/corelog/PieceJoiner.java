// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.corelog.depth.AxialInterval;
import uk.ac.bgs.corescore.core.corelog.hole.CoreLoss;
import uk.ac.bgs.corescore.core.corelog.hole.Fracture;
import uk.ac.bgs.corescore.core.corelog.hole.LoggedRow;
import uk.ac.bgs.corescore.core.corelog.hole.PiecePart;
import uk.ac.bgs.corescore.core.corelog.piece.CoreScale;
import uk.ac.bgs.corescore.core.corelog.piece.RubbleSegment;
import uk.ac.bgs.corescore.core.corelog.table.CoreRun;
import uk.ac.bgs.corescore.core.corelog.table.FragmentMark;

/**
 * Decides whether the break between two consecutive parts is a break of the rock.
 *
 * <p>A mark by a person decides. At the end of a row two parts are one piece where both end faces
 * are square and at the end of the tray; never across a loss, a gap between depths, or the end of a
 * run. In doubt a break is natural.
 */
final class PieceJoiner {
  /** The reason for a break marked as natural. */
  static final String MARKED = "marked as natural";

  private static final double SAME_METRES = 0.0005;

  private final LogSettings settings;
  private final List<CoreRun> runs;
  private final List<CoreLoss> losses;
  private final Map<String, PhotoMarks> marks;
  private final LogNotes notes;

  /**
   * Of a hole.
   *
   * @param marks marks by a person, by photo
   */
  PieceJoiner(
      LogSettings settings,
      List<CoreRun> runs,
      List<CoreLoss> losses,
      Map<String, PhotoMarks> marks,
      LogNotes notes) {
    this.settings = settings;
    this.runs = runs;
    this.losses = losses;
    this.marks = marks;
    this.notes = notes;
  }

  /** The kind of a break, and the reason. */
  record Verdict(Fracture.Kind kind, String reason) {
    boolean joins() {
      return kind == Fracture.Kind.TRAY_CUT || kind == Fracture.Kind.INDUCED;
    }
  }

  /** Classifies the break between a part and the next one. */
  Verdict between(PiecePart above, LoggedRow upper, PiecePart below, LoggedRow lower) {
    if (markedBelow(above, FragmentMark.Kind.NATURAL_BELOW)) {
      return new Verdict(Fracture.Kind.NATURAL, MARKED);
    }
    if (markedBelow(above, FragmentMark.Kind.INDUCED_BELOW)) {
      Optional<String> parts = parting(above, upper, below, lower);
      if (parts.isEmpty()) {
        return new Verdict(Fracture.Kind.INDUCED, "marked as induced");
      }
      notes.problem(
          above.photo()
              + ": the mark induced_below of fragment "
              + above.piece().lowest().stream()
                  .map(String::valueOf)
                  .collect(Collectors.joining(" or "))
              + " joins nothing, as "
              + parts.get()
              + " lies between it and the next piece");
    }
    if (upper.name().equals(lower.name())) {
      return new Verdict(Fracture.Kind.NATURAL, "between two pieces of a row");
    }
    Optional<String> obstacle = obstacle(above, upper, below, lower);
    return obstacle
        .map(reason -> new Verdict(Fracture.Kind.ROW_END, "at the end of a row, " + reason))
        .orElseGet(
            () ->
                new Verdict(
                    Fracture.Kind.TRAY_CUT,
                    "at the end of a row, both end faces square and at the end of the tray"));
  }

  /** Boundaries across which two pieces are never one, whatever their marks. */
  private Optional<String> parting(
      PiecePart above, LoggedRow upper, PiecePart below, LoggedRow lower) {
    if (!upper.name().equals(lower.name())
        && Math.abs(lower.depths().top().metres() - upper.depths().base().metres()) > SAME_METRES) {
      return Optional.of("core that is in no photo");
    }
    if (rubbleBetween(above, upper, below, lower)) {
      return Optional.of("rubble");
    }
    double end = above.counted().base().metres();
    double begin = below.counted().top().metres();
    return losses.stream()
        .filter(loss -> !loss.assumed() && loss.depths().overlap(end, begin) > SAME_METRES)
        .findFirst()
        .map(loss -> "the stated loss " + loss.depths());
  }

  private static boolean rubbleBetween(
      PiecePart above, LoggedRow upper, PiecePart below, LoggedRow lower) {
    if (!upper.name().equals(lower.name())) {
      return rubbleBelow(above, upper) || rubbleAbove(below, lower);
    }
    AxialInterval gap =
        new AxialInterval(
            above.piece().counted().to(),
            Math.max(above.piece().counted().to(), below.piece().counted().from()));
    return upper.pieces().rubble().stream()
        .flatMap(rubble -> rubble.free().stream())
        .anyMatch(rubble -> rubble.overlap(gap) > 1);
  }

  /** Whether rubble lies between a part and the end of its row. */
  private static boolean rubbleBelow(PiecePart part, LoggedRow row) {
    return row.pieces().rubble().stream()
        .map(RubbleSegment::extent)
        .anyMatch(rubble -> rubble.to() > part.piece().axis().to());
  }

  /** Whether rubble lies between the beginning of a row and a part of it. */
  private static boolean rubbleAbove(PiecePart part, LoggedRow row) {
    return row.pieces().rubble().stream()
        .map(RubbleSegment::extent)
        .anyMatch(rubble -> rubble.from() < part.piece().axis().from());
  }

  private Optional<String> obstacle(
      PiecePart above, LoggedRow upper, PiecePart below, LoggedRow lower) {
    double depth = upper.depths().base().metres();
    if (!settings.joinRowEnds()) {
      return Optional.of("which is not joined");
    }
    if (Math.abs(lower.depths().top().metres() - depth) > SAME_METRES) {
      return Optional.of("with a gap between depths");
    }
    if (losses.stream()
        .anyMatch(
            loss ->
                loss.depths().top().metres() <= depth + SAME_METRES
                    && loss.depths().base().metres() >= depth - SAME_METRES)) {
      return Optional.of("with a loss there");
    }
    if (runs.stream()
        .anyMatch(
            run ->
                Math.abs(run.depths().top().metres() - depth) <= SAME_METRES
                    || Math.abs(run.depths().base().metres() - depth) <= SAME_METRES)) {
      return Optional.of("where a run ends");
    }
    if (beyondEnd(above, upper) || beforeBeginning(below, lower)) {
      return Optional.of("not at the end of the tray");
    }
    if (!above.piece().squareEnd() || !below.piece().squareBeginning()) {
      return Optional.of("with an end face that is not square");
    }
    return Optional.empty();
  }

  private boolean beyondEnd(PiecePart part, LoggedRow row) {
    double end = row.pieces().row().length();
    return end - part.piece().axis().to() > near(row) || rubbleBelow(part, row);
  }

  private boolean beforeBeginning(PiecePart part, LoggedRow row) {
    return part.piece().axis().from() > near(row) || rubbleAbove(part, row);
  }

  /** How near to the end is at the end, px; without a scale a hundredth of the row. */
  private double near(LoggedRow row) {
    return row.scale()
        .map(CoreScale::along)
        .map(along -> settings.rowEndMillimetres() / along)
        .orElse(row.pieces().row().length() / 100);
  }

  /** Whether something is stated about one of a part's fragments. */
  boolean marked(PiecePart part, FragmentMark.Kind kind) {
    return marked(part, part.piece().fragments(), kind);
  }

  /** Whether something is stated about the break below a part: not of one that is hidden in it. */
  boolean markedBelow(PiecePart part, FragmentMark.Kind kind) {
    return marked(part, part.piece().lowest(), kind);
  }

  private boolean marked(PiecePart part, List<Integer> fragments, FragmentMark.Kind kind) {
    PhotoMarks own = marks.getOrDefault(part.photo(), PhotoMarks.NONE);
    return fragments.stream().anyMatch(fragment -> own.has(fragment, kind));
  }
}

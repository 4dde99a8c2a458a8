// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.corelog.piece.PieceFinder;
import uk.ac.bgs.corescore.core.corelog.piece.PieceRules;
import uk.ac.bgs.corescore.core.corelog.piece.RowPieces;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.measure.Fragment;
import uk.ac.bgs.corescore.measure.FragmentSet;
import uk.ac.bgs.corescore.score.AreaScore;
import uk.ac.bgs.corescore.score.AreaScorer;
import uk.ac.bgs.corescore.score.ExtraMeasure;

/** Adds the condition of the core in a photo as extra measures. */
final class ConditionScorer implements AreaScorer {
  /** A photo that is less than so many times as long as wide is not one row of core. */
  private static final double MIN_ROW = 3;

  private final ConditionModel model;

  ConditionScorer(ConditionModel model) {
    this.model = model;
  }

  @Override
  public AreaScore score(FragmentSet fragments) {
    boolean rowsMissing =
        fragments.fragments().stream().anyMatch(fragment -> fragment.row().orElse(1) > 1);
    Layout whole = Layout.whole(fragments.photoWidth(), fragments.photoHeight());
    return rowsMissing
        ? scored(fragments, Optional.empty(), "where the rows of core lie is not known")
        : score(fragments, whole);
  }

  @Override
  public AreaScore score(FragmentSet fragments, Layout layout) {
    List<ConditionModel.Part> parts = parts(fragments, layout);
    Optional<Condition> condition = Optional.empty();
    String reason = "";
    if (fragments.fragments().isEmpty()) {
      reason = "no core was found";
    } else if (notARow(layout)) {
      reason =
          "the photo, "
              + layout.photoWidth()
              + " x "
              + layout.photoHeight()
              + " px, is no single row of core, and its rows are not known";
    } else {
      condition = model.of(parts);
      reason = condition.isPresent() ? "" : "there is less core than a piece as long as it is wide";
    }
    return scored(fragments, condition, reason);
  }

  /** Whether a whole box was taken for one row. */
  private static boolean notARow(Layout layout) {
    if (!layout.foundBy().equals(Layout.WHOLE) || !layout.isWhole()) {
      return false;
    }
    CoreRow row = layout.rows().get(0);
    return row.length() < MIN_ROW * row.width();
  }

  private static List<ConditionModel.Part> parts(FragmentSet fragments, Layout layout) {
    List<Fragment> placed = fragments.fragments();
    if (layout.isWhole()) {
      placed = placed.stream().map(fragment -> fragment.inRow(OptionalInt.of(1))).toList();
    }
    Set<Integer> rubble =
        placed.stream().filter(Fragment::rubble).map(Fragment::id).collect(Collectors.toSet());
    List<ConditionModel.Part> parts = new ArrayList<>();
    for (RowPieces row :
        PieceFinder.find(layout, placed, List.of(), rubble, Set.of(), Map.of(), PieceRules.DEFAULT)
            .values()) {
      row.sizes().forEach(size -> parts.add(new ConditionModel.Part(size, 1)));
    }
    return parts;
  }

  private static AreaScore scored(
      FragmentSet fragments, Optional<Condition> condition, String reason) {
    List<ExtraMeasure> extras = new ArrayList<>();
    extras.add(
        ExtraMeasure.word("condition", condition.map(Condition::grade).map(Condition.Grade::id)));
    for (Condition.Grade grade : Condition.Grade.values()) {
      extras.add(
          new ExtraMeasure(
              "condition_" + grade.id(),
              "1",
              number(condition.map(known -> known.probability(grade)))));
    }
    extras.add(
        new ExtraMeasure("condition_grade", "1", number(condition.map(Condition::expectedGrade))));
    extras.add(
        new ExtraMeasure(
            "condition_piece_size", "diameter^2", number(condition.map(Condition::pieceSize))));
    extras.add(
        new ExtraMeasure("condition_full_share", "1", number(condition.map(Condition::fullShare))));
    extras.add(
        ExtraMeasure.word(
            "condition_missing", reason.isEmpty() ? Optional.empty() : Optional.of(reason)));
    return AreaScore.of(fragments).withExtras(extras);
  }

  private static OptionalDouble number(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }
}

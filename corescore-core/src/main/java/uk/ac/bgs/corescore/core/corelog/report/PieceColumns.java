// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.corelog.depth.Depth;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LogPiece;
import uk.ac.bgs.corescore.core.corelog.hole.LoggedRow;
import uk.ac.bgs.corescore.core.corelog.hole.PiecePart;
import uk.ac.bgs.corescore.core.corelog.hole.RubblePart;
import uk.ac.bgs.corescore.core.corelog.rule.LengthRule;

/** The columns of the table of pieces, in which a row is a piece in a row of core, or rubble. */
final class PieceColumns {
  static final List<LogColumn<Row>> COLUMNS =
      List.of(
          LogColumn.text("HOLEID", "Name of the hole.", Row::hole),
          LogColumn.depth("FROM", "Its upper end.", Row::from),
          LogColumn.depth("TO", "Its lower end.", Row::to),
          LogColumn.text(
              "KIND", "piece or rubble.", row -> row.part().isPresent() ? "piece" : "rubble"),
          LogColumn.integer(
              "PIECE",
              "Number of the piece in the hole.",
              row ->
                  row.part().isPresent()
                      ? OptionalInt.of(row.part().get().piece().number())
                      : OptionalInt.empty()),
          LogColumn.text("PHOTO", "Name of the photo.", Row::photo),
          LogColumn.text("BOX", "Name of the box.", Row::box),
          LogColumn.integer(
              "ROW", "Number of the row of core in the photo.", row -> OptionalInt.of(row.row())),
          LogColumn.text(
              "FRAGMENTS",
              "Numbers of its fragments in the photo, with blanks between them.",
              Row::fragments),
          length(
              "LENGTH_MM",
              "Length in this row, along its axis line.",
              part -> part.part().length(LengthRule.AXIS)),
          LogColumn.real(
              "COUNTED_MM",
              "mm",
              2,
              "Length that counts, without what lies beside others; of rubble, what it would fill.",
              Row::counted),
          length(
              "PIECE_LENGTH_MM",
              "Length of the whole piece.",
              part -> part.piece().length(LengthRule.AXIS)),
          length(
              "TIP_TO_TIP_MM",
              "Length in this row, from tip to tip.",
              part -> part.part().length(LengthRule.TIP_TO_TIP)),
          length(
              "FULL_DIAMETER_MM",
              "Length in this row, of full sections.",
              part -> part.part().length(LengthRule.FULL_DIAMETER)),
          length("WIDTH_MM", "Width of its widest section.", Part::width),
          flag("SOLID", "Whether the piece has a full section.", LogPiece::solid),
          flag(
              "UNSOUND",
              "Whether a person marked it as weathered, porous or friable.",
              LogPiece::unsound));

  private PieceColumns() {}

  /** A piece in a row of core. */
  record Part(LogPiece piece, PiecePart part) {
    private OptionalDouble width() {
      return part.scale()
          .map(scale -> OptionalDouble.of(scale.millimetresAcross(part.piece().width())))
          .orElse(OptionalDouble.empty());
    }

    private OptionalDouble counted() {
      return part.scale()
          .map(scale -> OptionalDouble.of(scale.millimetresAlong(part.piece().counted())))
          .orElse(OptionalDouble.empty());
    }

    private String fragments() {
      return part.piece().fragments().stream()
          .map(String::valueOf)
          .collect(Collectors.joining(" "));
    }
  }

  /**
   * A row of the table.
   *
   * @param part a piece in a row of core, if it is one
   * @param from depth of its upper end, null of rubble whose depths are not known
   */
  record Row(
      String hole,
      String box,
      String photo,
      int row,
      @Nullable Depth from,
      @Nullable Depth to,
      String fragments,
      OptionalDouble counted,
      Optional<Part> part) {}

  /** The rows of a hole: its pieces, then its rubble. */
  static List<Row> rows(HoleLog hole) {
    List<Row> rows = new ArrayList<>();
    for (LogPiece piece : hole.pieces()) {
      for (PiecePart one : piece.parts()) {
        Part part = new Part(piece, one);
        rows.add(
            new Row(
                hole.hole(),
                box(hole, one.photo(), one.row()),
                one.photo(),
                one.row(),
                one.counted().top(),
                one.counted().base(),
                part.fragments(),
                part.counted(),
                Optional.of(part)));
      }
    }
    for (RubblePart one : hole.rubble()) {
      boolean placed = !one.spans().isEmpty();
      rows.add(
          new Row(
              hole.hole(),
              box(hole, one.photo(), one.row()),
              one.photo(),
              one.row(),
              placed ? one.spans().get(0).top() : null,
              placed ? one.spans().get(one.spans().size() - 1).base() : null,
              Integer.toString(one.fragment()),
              OptionalDouble.of(one.millimetres()),
              Optional.empty()));
    }
    return rows;
  }

  private static String box(HoleLog hole, String photo, int row) {
    return hole.rows().stream()
        .filter(one -> one.photo().equals(photo) && one.pieces().row().number() == row)
        .map(LoggedRow::box)
        .findFirst()
        .orElse("");
  }

  private static LogColumn<Row> length(
      String heading, String description, Function<Part, OptionalDouble> value) {
    return LogColumn.real(
        heading, "mm", 2, description, row -> row.part().map(value).orElse(OptionalDouble.empty()));
  }

  private static LogColumn<Row> flag(
      String heading, String description, Function<LogPiece, Boolean> value) {
    return LogColumn.flag(
        heading, description, row -> row.part().map(Part::piece).map(value).orElse(null));
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.locationtech.jts.geom.Geometry;
import uk.ac.bgs.corescore.core.corelog.LogPhoto;
import uk.ac.bgs.corescore.core.corelog.depth.AxialInterval;
import uk.ac.bgs.corescore.core.corelog.depth.Depth;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LogPiece;
import uk.ac.bgs.corescore.core.corelog.hole.LoggedRow;
import uk.ac.bgs.corescore.core.corelog.hole.PiecePart;
import uk.ac.bgs.corescore.core.corelog.piece.PieceFinder;
import uk.ac.bgs.corescore.core.corelog.piece.RowPiece;
import uk.ac.bgs.corescore.core.corelog.piece.RubbleSegment;
import uk.ac.bgs.corescore.measure.Fragment;

/**
 * A fragment of a photo and where it lies in a hole. Fragments that are one piece of core have its
 * number, and each its own depths and length.
 *
 * @param hole the hole's name
 * @param row the row it lies in
 * @param fragment its number in the photo
 * @param piece number of the piece it belongs to; empty of rubble
 * @param from depth of its first end on its own axis line; of rubble, of its first tip
 * @param to depth of its last end
 * @param millimetres its length along its own axis line, of rubble from tip to tip; empty without a
 *     scale
 */
record LoggedFragment(
    String hole,
    LoggedRow row,
    int fragment,
    OptionalInt piece,
    Depth from,
    Depth to,
    OptionalDouble millimetres) {

  /** A fragment by its photo and number. */
  private record Key(String photo, int fragment) {}

  /**
   * The fragments of a hole, downwards.
   *
   * @param photos the photos of the log, for the outlines of fragments that share a piece
   */
  static List<LoggedFragment> of(HoleLog hole, List<LogPhoto> photos) {
    Map<Key, Geometry> outlines = new HashMap<>();
    for (LogPhoto photo : photos) {
      for (Fragment fragment : photo.fragments()) {
        outlines.put(new Key(photo.name(), fragment.id()), fragment.outline());
      }
    }
    Map<Key, Integer> numbers = new HashMap<>();
    for (LogPiece piece : hole.pieces()) {
      for (PiecePart part : piece.parts()) {
        part.piece()
            .fragments()
            .forEach(fragment -> numbers.put(new Key(part.photo(), fragment), piece.number()));
      }
    }
    List<LoggedFragment> all = new ArrayList<>();
    for (LoggedRow row : hole.rows()) {
      for (RowPiece piece : row.pieces().pieces()) {
        for (int fragment : piece.fragments()) {
          Key key = new Key(row.photo(), fragment);
          AxialInterval axis =
              piece.fragments().size() == 1
                  ? piece.axis()
                  : Optional.ofNullable(outlines.get(key))
                      .map(outline -> PieceFinder.axis(row.pieces().row(), outline))
                      .orElse(piece.axis());
          all.add(of(hole, row, fragment, Optional.ofNullable(numbers.get(key)), axis));
        }
      }
      for (RubbleSegment rubble : row.pieces().rubble()) {
        all.add(of(hole, row, rubble.fragment(), Optional.empty(), rubble.extent()));
      }
    }
    all.sort(
        Comparator.comparing(LoggedFragment::from)
            .thenComparing(LoggedFragment::to)
            .thenComparing(LoggedFragment::fragment));
    return all;
  }

  private static LoggedFragment of(
      HoleLog hole, LoggedRow row, int fragment, Optional<Integer> piece, AxialInterval axis) {
    Depth from = row.map().beginning(row.offset() + axis.from() * row.unit());
    Depth to = row.map().end(row.offset() + axis.to() * row.unit());
    return new LoggedFragment(
        hole.hole(),
        row,
        fragment,
        piece.map(OptionalInt::of).orElse(OptionalInt.empty()),
        from,
        to.compareTo(from) < 0 ? from : to,
        row.scale()
            .map(scale -> OptionalDouble.of(scale.millimetresAlong(axis)))
            .orElse(OptionalDouble.empty()));
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Coordinate;
import uk.ac.bgs.corescore.core.corelog.depth.AxialInterval;
import uk.ac.bgs.corescore.core.corelog.depth.Depth;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.depth.DepthMap;
import uk.ac.bgs.corescore.core.corelog.depth.TiePoint;
import uk.ac.bgs.corescore.core.corelog.hole.LoggedRow;
import uk.ac.bgs.corescore.core.corelog.piece.CoreScale;
import uk.ac.bgs.corescore.core.corelog.piece.PieceFinder;
import uk.ac.bgs.corescore.core.corelog.piece.RowPieces;
import uk.ac.bgs.corescore.core.corelog.piece.ScaleSource;
import uk.ac.bgs.corescore.core.corelog.piece.StatedScale;
import uk.ac.bgs.corescore.core.corelog.table.BasePosition;
import uk.ac.bgs.corescore.core.corelog.table.BoxRow;
import uk.ac.bgs.corescore.core.corelog.table.FragmentMark;
import uk.ac.bgs.corescore.core.corelog.table.RowTiePoint;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.measure.Fragment;

/** Finds the pieces of a photo and assigns depths to its rows. */
final class RowPlacer {
  private static final double MILLIMETRES = 1000;

  private final LogPhoto photo;
  private final PhotoMarks marks;
  private final LogSettings settings;
  private final List<DepthInterval> losses;
  private final LogNotes notes;
  private final RowChecks checks;

  /**
   * Of one hole's rows in a photo.
   *
   * @param marks what is stated of its fragments
   * @param losses the losses that are stated of that hole
   */
  RowPlacer(
      LogPhoto photo,
      PhotoMarks marks,
      LogSettings settings,
      List<DepthInterval> losses,
      LogNotes notes) {
    this.photo = photo;
    this.marks = marks;
    this.settings = settings;
    this.losses = losses;
    this.notes = notes;
    this.checks = new RowChecks(notes);
  }

  /** The rows of a photo that the table places in a hole. */
  List<LoggedRow> rows(String hole) {
    Map<Integer, CoreRow> rows =
        photo.layout().rows().stream().collect(Collectors.toMap(CoreRow::number, row -> row));
    List<BoxRow> entries = photo.rows().stream().filter(row -> row.hole().equals(hole)).toList();
    Map<Integer, Double> diameters = new HashMap<>();
    for (BoxRow entry : entries) {
      of(entry, rows)
          .forEach(row -> given(entry).ifPresent(scale -> diameter(row, scale, diameters)));
    }
    List<Fragment> fragments = inRows();
    Map<Integer, RowPieces> pieces = pieces(fragments, diameters);
    if (diameterByDepths(entries, rows, pieces, diameters)) {
      pieces = pieces(fragments, diameters);
    }
    List<LoggedRow> logged = new ArrayList<>();
    for (BoxRow entry : entries) {
      List<CoreRow> chain = of(entry, rows);
      if (chain.isEmpty()) {
        notes.problem(
            entry.name()
                + ": not logged, the photo has "
                + (rows.isEmpty() ? "no row" : "the rows " + new TreeSet<>(rows.keySet())));
      } else {
        try {
          place(entry, inOrder(chain, pieces), logged);
        } catch (IllegalArgumentException e) {
          notes.problem(entry.name() + ": not logged, " + e.getMessage());
        }
      }
    }
    checks.scales(logged);
    return logged;
  }

  private static List<CoreRow> of(BoxRow entry, Map<Integer, CoreRow> rows) {
    OptionalInt number = entry.row();
    return number.isEmpty()
        ? rows.values().stream().sorted(Comparator.comparingInt(CoreRow::number)).toList()
        : Optional.ofNullable(rows.get(number.getAsInt())).stream().toList();
  }

  private Map<Integer, RowPieces> pieces(List<Fragment> fragments, Map<Integer, Double> diameters) {
    return PieceFinder.find(
        photo.layout(),
        fragments,
        photo.covers(),
        marks.all(FragmentMark.Kind.RUBBLE),
        marks.all(FragmentMark.Kind.NATURAL_BELOW),
        diameters,
        settings.pieces());
  }

  private static List<RowPieces> inOrder(List<CoreRow> chain, Map<Integer, RowPieces> pieces) {
    return chain.stream().map(row -> Objects.requireNonNull(pieces.get(row.number()))).toList();
  }

  /** The fragments with rows; those that lie in none are reported. */
  private List<Fragment> inRows() {
    List<Fragment> in = new ArrayList<>();
    List<Integer> beside = new ArrayList<>();
    for (Fragment fragment : photo.fragments()) {
      Fragment placed = fragment;
      if (fragment.row().isEmpty()) {
        Coordinate inner = fragment.outline().getInteriorPoint().getCoordinate();
        Optional<CoreRow> row = photo.layout().rowAt(inner.x, inner.y);
        placed = row.isEmpty() ? fragment : fragment.inRow(OptionalInt.of(row.get().number()));
      }
      if (placed.row().isEmpty()) {
        beside.add(fragment.id());
      } else {
        in.add(placed);
      }
    }
    if (!beside.isEmpty()) {
      notes.remark(photo.name() + ": beside all rows, so not logged: fragments " + beside);
    }
    return in;
  }

  private Optional<StatedScale> given(BoxRow entry) {
    if (entry.millimetresPerPixel().isPresent()) {
      double each = entry.millimetresPerPixel().getAsDouble();
      return Optional.of(StatedScale.pixel(each, each));
    }
    return entry.lengthMillimetres().isPresent()
        ? Optional.of(StatedScale.rowLength(entry.lengthMillimetres().getAsDouble()))
        : photo.scale().or(settings::scale);
  }

  /** The stated diameter in pixels across a row, where its scale is known before its pieces are. */
  private void diameter(CoreRow row, StatedScale scale, Map<Integer, Double> diameters) {
    if (settings.diameterMillimetres().isPresent() && scale.source() != ScaleSource.CORE_DIAMETER) {
      double millimetres = settings.diameterMillimetres().getAsDouble();
      diameters.put(row.number(), millimetres / scale.of(row, 1).across());
    }
  }

  /**
   * The stated diameter where depths are the scale, which may end with the rock; where there is no
   * scale it is reported that the diameter is measured.
   *
   * @return whether there is such a row
   */
  private boolean diameterByDepths(
      List<BoxRow> entries,
      Map<Integer, CoreRow> rows,
      Map<Integer, RowPieces> pieces,
      Map<Integer, Double> diameters) {
    boolean found = false;
    if (settings.diameterMillimetres().isEmpty()) {
      return false;
    }
    double millimetres = settings.diameterMillimetres().getAsDouble();
    for (BoxRow entry : entries) {
      List<CoreRow> chain = of(entry, rows);
      Optional<StatedScale> given = given(entry);
      if (given.isPresent()) {
        if (given.get().source() == ScaleSource.CORE_DIAMETER && given.get().x() != millimetres) {
          notes.remark(
              entry.name()
                  + ": its scale is by a diameter of "
                  + given.get().x()
                  + " mm, so that of "
                  + millimetres
                  + " mm counts for nothing");
        }
      } else if (!settings.depthsAsScale()) {
        notes.remark(
            entry.name()
                + ": without a scale the diameter of "
                + millimetres
                + " mm counts for nothing, and is measured in the photo");
      } else {
        double each = byDepths(entry, ends(entry, inOrder(chain, pieces)));
        for (CoreRow row : chain) {
          diameters.put(row.number(), millimetres / each);
          found = true;
        }
      }
    }
    return found;
  }

  /** A row or chain as long as the hole between its depths: mm for a pixel. */
  private static double byDepths(BoxRow entry, List<Double> ends) {
    double pixels = ends.stream().mapToDouble(Double::doubleValue).sum();
    return entry.depths().metres() * MILLIMETRES / pixels;
  }

  /** Lays rows that follow each other into the hole. */
  private void place(BoxRow entry, List<RowPieces> chain, List<LoggedRow> logged) {
    List<Double> ends = ends(entry, chain);
    Optional<StatedScale> given = given(entry);
    given.ifPresent(scale -> checks.count(entry, chain.size(), scale));
    Optional<Double> byDepths =
        given.isEmpty() && settings.depthsAsScale()
            ? Optional.of(byDepths(entry, ends))
            : Optional.empty();
    List<Optional<CoreScale>> scales = new ArrayList<>();
    List<Double> offsets = new ArrayList<>();
    List<Double> units = new ArrayList<>();
    List<AxialInterval> rock = new ArrayList<>();
    double offset = 0;
    for (int i = 0; i < chain.size(); i++) {
      RowPieces row = chain.get(i);
      Optional<CoreScale> scale =
          given
              .map(known -> known.of(row.row(), row.diameter()))
              .or(
                  () ->
                      byDepths.map(
                          each -> new CoreScale(each, each, ScaleSource.DEPTHS, Double.NaN)));
      checks.width(entry, row, scale);
      checks.beside(entry, row, photo.layout());
      double unit = scale.map(CoreScale::along).orElse(1.0);
      double start = offset;
      row.rock()
          .forEach(
              part ->
                  rock.add(
                      new AxialInterval(start + part.from() * unit, start + part.to() * unit)));
      scales.add(scale);
      offsets.add(offset);
      units.add(unit);
      offset += ends.get(i) * unit;
    }
    DepthMap map =
        DepthMap.of(
            ties(entry, chain, offsets, units, offset),
            rock,
            settings.depth(),
            settings.missing(),
            scales.get(0).isPresent(),
            losses);
    if (!checks.sound(entry, map)) {
      return;
    }
    for (int i = 0; i < chain.size(); i++) {
      double top = i == 0 ? entry.depths().top().metres() : map.beginning(offsets.get(i)).metres();
      double base =
          i + 1 == chain.size()
              ? entry.depths().base().metres()
              : map.beginning(offsets.get(i + 1)).metres();
      if (base > top) {
        logged.add(
            new LoggedRow(
                photo.name(),
                entry.box(),
                chain.get(i),
                DepthInterval.of(top, base),
                scales.get(i),
                map,
                offsets.get(i),
                units.get(i)));
      }
    }
  }

  /** Where each row ends, px along it: the base depth is at the end of the last. */
  private static List<Double> ends(BoxRow entry, List<RowPieces> chain) {
    List<Double> ends = new ArrayList<>();
    int last = chain.size() - 1;
    while (entry.base() == BasePosition.ROCK && last > 0 && chain.get(last).rock().isEmpty()) {
      last--;
    }
    for (int i = 0; i < chain.size(); i++) {
      List<AxialInterval> rock = chain.get(i).rock();
      boolean atRock = entry.base() == BasePosition.ROCK && i >= last && !rock.isEmpty();
      ends.add(
          i > last ? 0.0 : atRock ? rock.get(rock.size() - 1).to() : chain.get(i).row().length());
    }
    return ends;
  }

  private List<TiePoint> ties(
      BoxRow entry, List<RowPieces> chain, List<Double> offsets, List<Double> units, double end) {
    List<TiePoint> ties = new ArrayList<>();
    ties.add(new TiePoint(0, entry.depths().top()));
    for (int i = 0; i < chain.size(); i++) {
      CoreRow row = chain.get(i).row();
      for (RowTiePoint tie : photo.ties()) {
        if (tie.row() == row.number()) {
          double place = offsets.get(i) + tie.share() * row.length() * units.get(i);
          requireInside(tie, entry, place, end);
          ties.add(new TiePoint(place, tie.depth()));
        }
      }
    }
    ties.add(new TiePoint(end, entry.depths().base()));
    ties.sort(Comparator.comparingDouble(TiePoint::place));
    for (int i = ties.size() - 1; i > 0; i--) {
      // A tie at the end of the row repeats the table of boxes.
      if (ties.get(i).equals(ties.get(i - 1))) {
        ties.remove(i);
      }
    }
    for (int i = 1; i < ties.size(); i++) {
      Depth above = ties.get(i - 1).depth();
      Depth below = ties.get(i).depth();
      if (!(ties.get(i).place() > ties.get(i - 1).place()) || below.compareTo(above) <= 0) {
        throw new IllegalArgumentException(
            "depths do not run down along it: " + above.metres() + ", then " + below.metres());
      }
    }
    return ties;
  }

  private static void requireInside(RowTiePoint tie, BoxRow entry, double place, double end) {
    if (place > end) {
      throw new IllegalArgumentException(
          "the tie at " + tie.depth().metres() + " m lies beyond the end of its rock");
    }
    if (tie.depth().compareTo(entry.depths().top()) < 0
        || tie.depth().compareTo(entry.depths().base()) > 0) {
      throw new IllegalArgumentException(
          "the tie at " + tie.depth().metres() + " m is not in its depths, " + entry.depths());
    }
  }
}

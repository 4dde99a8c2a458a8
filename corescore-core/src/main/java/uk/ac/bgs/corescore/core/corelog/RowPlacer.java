// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Coordinate;
import uk.ac.bgs.corescore.core.corelog.depth.AxialInterval;
import uk.ac.bgs.corescore.core.corelog.depth.Depth;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.depth.DepthMap;
import uk.ac.bgs.corescore.core.corelog.depth.TieInterval;
import uk.ac.bgs.corescore.core.corelog.depth.TiePoint;
import uk.ac.bgs.corescore.core.corelog.hole.LoggedRow;
import uk.ac.bgs.corescore.core.corelog.piece.CoreScale;
import uk.ac.bgs.corescore.core.corelog.piece.PieceFinder;
import uk.ac.bgs.corescore.core.corelog.piece.RowPieces;
import uk.ac.bgs.corescore.core.corelog.piece.ScaleGiven;
import uk.ac.bgs.corescore.core.corelog.piece.ScaleSource;
import uk.ac.bgs.corescore.core.corelog.table.BaseAt;
import uk.ac.bgs.corescore.core.corelog.table.BoxRow;
import uk.ac.bgs.corescore.core.corelog.table.FragmentMark;
import uk.ac.bgs.corescore.core.corelog.table.RowTie;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.measure.Fragment;

/** Finds the pieces of a photo and lays its rows into the hole. */
final class RowPlacer {
  private static final double MILLIMETRES = 1000;

  private final LogPhoto photo;
  private final LogSettings settings;
  private final List<DepthInterval> losses;
  private final LogNotes notes;

  /**
   * Of one hole's rows in a photo.
   *
   * @param losses the losses that are stated of that hole
   */
  RowPlacer(LogPhoto photo, LogSettings settings, List<DepthInterval> losses, LogNotes notes) {
    this.photo = photo;
    this.settings = settings;
    this.losses = losses;
    this.notes = notes;
  }

  /** The rows of a photo that the table places in a hole. */
  List<LoggedRow> rows(String hole) {
    Map<Integer, CoreRow> rows =
        photo.layout().rows().stream().collect(Collectors.toMap(CoreRow::number, row -> row));
    List<BoxRow> entries = photo.rows().stream().filter(row -> row.hole().equals(hole)).toList();
    Map<Integer, Double> diameters = new HashMap<>();
    for (BoxRow entry : entries) {
      for (CoreRow row : of(entry, rows)) {
        diameter(entry, row).ifPresent(pixels -> diameters.put(row.number(), pixels));
      }
    }
    Map<Integer, RowPieces> pieces =
        PieceFinder.find(
            photo.layout(),
            inRows(),
            photo.covers(),
            rubble(),
            marked(FragmentMark.Kind.NATURAL_BELOW),
            diameters,
            settings.pieces());
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
          place(entry, chain.stream().map(row -> pieces.get(row.number())).toList(), logged);
        } catch (IllegalArgumentException e) {
          notes.problem(entry.name() + ": not logged, " + e.getMessage());
        }
      }
    }
    return logged;
  }

  private static List<CoreRow> of(BoxRow entry, Map<Integer, CoreRow> rows) {
    OptionalInt number = entry.row();
    return number.isEmpty()
        ? rows.values().stream().sorted(Comparator.comparingInt(CoreRow::number)).toList()
        : Optional.ofNullable(rows.get(number.getAsInt())).stream().toList();
  }

  /** What is rubble: found as such, or drawn, unless a mark says that it is a piece; or marked. */
  private Set<Integer> rubble() {
    Set<Integer> rubble = marked(FragmentMark.Kind.RUBBLE);
    Set<Integer> pieces = marked(FragmentMark.Kind.PIECE);
    photo.fragments().stream()
        .filter(Fragment::rubble)
        .map(Fragment::id)
        .filter(id -> !pieces.contains(id))
        .forEach(rubble::add);
    return rubble;
  }

  private Set<Integer> marked(FragmentMark.Kind kind) {
    return photo.marks().stream()
        .filter(mark -> mark.kind() == kind)
        .map(FragmentMark::fragment)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** The fragments with rows; those that lie in none are told. */
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

  private Optional<ScaleGiven> given(BoxRow entry) {
    return entry.lengthMillimetres().isPresent()
        ? Optional.of(ScaleGiven.rowLength(entry.lengthMillimetres().getAsDouble()))
        : photo.scale().or(settings::scale);
  }

  /**
   * The stated diameter in pixels across the row, where the scale is known before the pieces are.
   */
  private Optional<Double> diameter(BoxRow entry, CoreRow row) {
    Optional<ScaleGiven> given =
        given(entry).filter(scale -> scale.source() != ScaleSource.CORE_DIAMETER);
    if (settings.diameterMillimetres().isEmpty() || given.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        settings.diameterMillimetres().getAsDouble() / given.get().of(row, 1).across());
  }

  /** Lays rows that follow each other into the hole. */
  private void place(BoxRow entry, List<RowPieces> chain, List<LoggedRow> logged) {
    List<Double> ends = ends(entry, chain);
    Optional<ScaleGiven> given = given(entry);
    given.ifPresent(scale -> compareCount(entry, chain.size(), scale));
    Optional<Double> byDepths =
        given.isEmpty() && settings.depthsAsScale()
            ? Optional.of(
                entry.depths().metres()
                    * MILLIMETRES
                    / ends.stream().mapToDouble(Double::doubleValue).sum())
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
    if (!sound(entry, map)) {
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

  /** Tells where the length of a row and the depths of all say another number of rows. */
  private void compareCount(BoxRow entry, int rows, ScaleGiven scale) {
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

  /** Where each row ends, px along it: the base depth is at the end of the last. */
  private static List<Double> ends(BoxRow entry, List<RowPieces> chain) {
    List<Double> ends = new ArrayList<>();
    int last = chain.size() - 1;
    while (entry.base() == BaseAt.ROCK && last > 0 && chain.get(last).rock().isEmpty()) {
      last--;
    }
    for (int i = 0; i < chain.size(); i++) {
      List<AxialInterval> rock = chain.get(i).rock();
      boolean atRock = entry.base() == BaseAt.ROCK && i >= last && !rock.isEmpty();
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
      for (RowTie tie : photo.ties()) {
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
      // A tie at the row's very end says what the table of boxes says.
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

  private static void requireInside(RowTie tie, BoxRow entry, double place, double end) {
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

  /** Tells how far depths and lengths agree. */
  private boolean sound(BoxRow entry, DepthMap map) {
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

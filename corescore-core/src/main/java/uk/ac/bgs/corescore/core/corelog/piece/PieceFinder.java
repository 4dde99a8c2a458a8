// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.piece;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Geometry;
import uk.ac.bgs.corescore.core.corelog.depth.AxialInterval;
import uk.ac.bgs.corescore.core.layout.RowTransform;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.measure.Fragment;

/**
 * Finds the pieces of core in the rows of a photo.
 *
 * <ul>
 *   <li>Each fragment is measured along its own axis line: the middle of its widest sections. The
 *       row's own line only gives the direction.
 *   <li>Fragments side by side are one piece, whose length is from the first end to the last; it is
 *       solid only if one of them has a full section, so that core split along its axis is not.
 *   <li>Fragments with nothing between them but what hides rock (a label, a plug's hole) are one
 *       piece: what is hidden is not broken. A mark can say otherwise.
 *   <li>Where pieces reach past each other's ends the overlap is halved for what is counted; a
 *       threshold applies to the whole length.
 *   <li>The diameter, where it is not stated, is a share of the width of the rows, the same in all
 *       rows of a box: the third quartile of the width of rock along them, without rubble.
 * </ul>
 *
 * Stateless; safe for use by many threads. Cost: the vertices of the outlines, and for each row the
 * square of its number of fragments.
 */
public final class PieceFinder {
  private static final double HALF = 0.5;
  private static final double THIRD_QUARTILE = 0.75;

  /** What hides rock may miss the ends it hides by so many pixels. */
  private static final double COVER_MARGIN = 3;

  private PieceFinder() {}

  /**
   * What lies in the rows of a photo.
   *
   * @param layout the photo's rows
   * @param fragments its fragments, each with the row it lies in; those without one are ignored
   * @param covers outlines of what hides rock, in photo px
   * @param rubble numbers of the fragments that are no pieces
   * @param natural numbers of the fragments whose break below is natural, whatever hides it
   * @param diameters the core's diameter in rows where it is stated, by their numbers, px across
   *     the row; in others it is measured
   * @param rules what makes a piece
   * @return for each row of the layout, by its number, what lies in it
   */
  public static Map<Integer, RowPieces> find(
      Layout layout,
      List<Fragment> fragments,
      List<? extends Geometry> covers,
      Set<Integer> rubble,
      Set<Integer> natural,
      Map<Integer, Double> diameters,
      PieceRules rules) {
    Map<Integer, Row> rows = new LinkedHashMap<>();
    for (CoreRow row : layout.rows()) {
      rows.put(row.number(), new Row(row, new ArrayList<>(), new ArrayList<>()));
    }
    for (Fragment fragment : fragments) {
      Row row = fragment.row().isPresent() ? rows.get(fragment.row().getAsInt()) : null;
      if (row != null) {
        FragmentProfile profile = FragmentProfile.of(fragment.outline(), row.transform());
        (rubble.contains(fragment.id()) ? row.rubble : row.pieces)
            .add(new Measured(fragment.id(), profile));
      }
    }
    Map<Integer, RowPieces> found = new LinkedHashMap<>();
    Map<Integer, Double> shares = new HashMap<>();
    for (Row row : rows.values()) {
      Double stated = diameters.get(row.row.number());
      double diameter =
          stated != null
              ? stated
              : row.row.width() * shares.computeIfAbsent(row.row.box(), box -> measured(rows, box));
      found.put(row.row.number(), pieces(row, covers, natural, diameter, rules));
    }
    return found;
  }

  /**
   * The extent of a fragment along its own axis line, whatever its piece.
   *
   * @param row the row it lies in
   * @param outline the fragment's outline, photo px
   * @return from its first end to its last, px of the row's own rectangle
   */
  public static AxialInterval axis(CoreRow row, Geometry outline) {
    return FragmentProfile.of(outline, RowTransform.of(row, row.length(), row.width())).axis();
  }

  /** A row and the fragments in it. */
  private record Row(CoreRow row, List<Measured> pieces, List<Measured> rubble) {
    RowTransform transform() {
      return RowTransform.of(row, row.length(), row.width());
    }
  }

  /** A fragment and its sections. */
  private record Measured(int id, FragmentProfile profile) {}

  /** The diameter as a share of the rows' width, in all rows of a box. */
  private static double measured(Map<Integer, Row> rows, int box) {
    List<Double> shares = new ArrayList<>();
    for (Row row : rows.values()) {
      if (row.row.box() == box) {
        double[] total = new double[(int) Math.ceil(row.row.length())];
        row.pieces.forEach(piece -> piece.profile.addWidths(total));
        Arrays.stream(total).filter(w -> w > 0).forEach(w -> shares.add(w / row.row.width()));
      }
    }
    if (shares.isEmpty()) {
      return 1;
    }
    shares.sort(Comparator.naturalOrder());
    return shares.get((int) (THIRD_QUARTILE * (shares.size() - 1)));
  }

  private static RowPieces pieces(
      Row row,
      List<? extends Geometry> covers,
      Set<Integer> natural,
      double diameter,
      PieceRules rules) {
    List<Group> groups = new ArrayList<>();
    row.pieces.forEach(piece -> groups.add(new Group(piece)));
    sort(groups);
    if (rules.joinBeside()) {
      joinBeside(groups);
    }
    joinHidden(groups, hiding(covers, row), natural);
    List<RowPiece> pieces = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      Group group = groups.get(i);
      double from = group.axis.from();
      double to = group.axis.to();
      if (i > 0 && groups.get(i - 1).axis.to() > from) {
        from = (groups.get(i - 1).axis.to() + from) / 2;
      }
      if (i + 1 < groups.size() && groups.get(i + 1).axis.from() < to) {
        to = (to + groups.get(i + 1).axis.from()) / 2;
      }
      RowPiece piece = group.piece(diameter, rules);
      pieces.add(piece.counted(new AxialInterval(Math.min(from, to), to)));
    }
    return new RowPieces(
        row.row, diameter, pieces, rubble(row, pieces, diameter), sizes(row, diameter, rules));
  }

  private static List<RowPieces.FragmentSize> sizes(Row row, double diameter, PieceRules rules) {
    double square = diameter * diameter;
    return Stream.concat(
            row.pieces.stream()
                .map(
                    one ->
                        new RowPieces.FragmentSize(
                            one.id,
                            one.profile.area() / square,
                            one.profile.widest() >= rules.solidShare() * diameter,
                            false)),
            row.rubble.stream()
                .map(
                    one ->
                        new RowPieces.FragmentSize(
                            one.id, one.profile.area() / square, false, true)))
        .sorted(Comparator.comparingInt(RowPieces.FragmentSize::fragment))
        .toList();
  }

  private static void sort(List<Group> groups) {
    groups.sort(
        Comparator.comparingDouble((Group group) -> group.axis.from() + group.axis.to())
            .thenComparingDouble(group -> group.members.get(0).profile.line()));
  }

  private static void joinBeside(List<Group> groups) {
    boolean joined = true;
    while (joined) {
      joined = false;
      for (int i = 0; i < groups.size(); i++) {
        for (int k = groups.size() - 1; k > i; k--) {
          AxialInterval a = groups.get(i).axis;
          AxialInterval b = groups.get(k).axis;
          if (a.overlap(b) > HALF * Math.min(a.length(), b.length())) {
            groups.get(i).add(groups.remove(k), false);
            joined = true;
          }
        }
      }
    }
    sort(groups);
  }

  private static void joinHidden(
      List<Group> groups, List<FragmentProfile> covers, Set<Integer> natural) {
    for (int i = groups.size() - 2; i >= 0; i--) {
      Group above = groups.get(i);
      Group below = groups.get(i + 1);
      double from = above.axis.to();
      double to = below.axis.from();
      boolean hidden =
          covers.stream()
              .anyMatch(
                  cover ->
                      to > from
                          && cover.extent().from() <= from + COVER_MARGIN
                          && cover.extent().to() >= to - COVER_MARGIN
                          && (cover.reaches(above.last().profile.line())
                              || cover.reaches(below.first().profile.line())));
      if (hidden && above.lowest.stream().noneMatch(piece -> natural.contains(piece.id))) {
        above.add(groups.remove(i + 1), true);
      }
    }
  }

  /** What hides rock in a row. */
  private static List<FragmentProfile> hiding(List<? extends Geometry> covers, Row row) {
    List<FragmentProfile> hiding = new ArrayList<>();
    Geometry outline = row.row.outline();
    for (Geometry cover : covers) {
      for (int i = 0; i < cover.getNumGeometries(); i++) {
        if (cover.getGeometryN(i).getEnvelopeInternal().intersects(outline.getEnvelopeInternal())) {
          hiding.add(FragmentProfile.of(cover.getGeometryN(i), row.transform()));
        }
      }
    }
    return hiding;
  }

  private static List<RubbleSegment> rubble(Row row, List<RowPiece> pieces, double diameter) {
    List<AxialInterval> taken = new ArrayList<>();
    pieces.forEach(piece -> taken.add(piece.counted()));
    List<Measured> ordered = new ArrayList<>(row.rubble);
    ordered.sort(Comparator.comparingDouble(one -> one.profile.extent().from()));
    List<RubbleSegment> rubble = new ArrayList<>();
    for (Measured one : ordered) {
      List<AxialInterval> free = without(one.profile.extent(), taken);
      double length = free.stream().mapToDouble(AxialInterval::length).sum();
      taken.addAll(free);
      rubble.add(
          new RubbleSegment(
              one.id, one.profile.extent(), free, Math.min(length, one.profile.area() / diameter)));
    }
    return rubble;
  }

  private static List<AxialInterval> without(AxialInterval whole, List<AxialInterval> taken) {
    List<AxialInterval> ordered = new ArrayList<>(taken);
    ordered.sort(Comparator.comparingDouble(AxialInterval::from));
    List<AxialInterval> free = new ArrayList<>();
    double at = whole.from();
    for (AxialInterval part : ordered) {
      if (part.to() > at && part.from() < whole.to()) {
        if (part.from() > at) {
          free.add(new AxialInterval(at, part.from()));
        }
        at = part.to();
      }
    }
    if (at < whole.to()) {
      free.add(new AxialInterval(at, whole.to()));
    }
    return free;
  }

  /** Fragments that are one piece. */
  private static final class Group {
    private final List<Measured> members = new ArrayList<>();
    private AxialInterval axis;
    private List<Measured> lowest = members;
    private int bridges;

    Group(Measured one) {
      members.add(one);
      axis = one.profile.axis();
    }

    void add(Group other, boolean hidden) {
      if (hidden) {
        lowest = List.copyOf(other.lowest);
      }
      members.addAll(other.members);
      axis = axis.hull(other.axis);
      bridges += other.bridges + (hidden ? 1 : 0);
    }

    Measured first() {
      return members.stream()
          .min(Comparator.comparingDouble(one -> one.profile.axis().from()))
          .orElseThrow();
    }

    Measured last() {
      return members.stream()
          .max(Comparator.comparingDouble(one -> one.profile.axis().to()))
          .orElseThrow();
    }

    RowPiece piece(double diameter, PieceRules rules) {
      double widest = 0;
      AxialInterval extent = members.get(0).profile.extent();
      List<AxialInterval> full = new ArrayList<>();
      List<Measured> ordered = new ArrayList<>(members);
      ordered.sort(Comparator.comparingDouble(one -> one.profile.axis().from()));
      for (Measured one : ordered) {
        widest = Math.max(widest, one.profile.widest());
        extent = extent.hull(one.profile.extent());
        one.profile.longest(rules.fullShare() * diameter).ifPresent(full::add);
      }
      double square = rules.squareShare() * diameter;
      return new RowPiece(
          ordered.stream().map(Measured::id).toList(),
          axis,
          axis,
          extent,
          full.stream().max(Comparator.comparingDouble(AxialInterval::length)),
          widest,
          widest >= rules.solidShare() * diameter,
          first().profile.faceSpread(false) <= square,
          last().profile.faceSpread(true) <= square,
          bridges,
          lowest.stream().map(Measured::id).toList());
    }
  }
}

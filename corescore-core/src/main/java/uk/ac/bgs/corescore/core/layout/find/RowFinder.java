// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout.find;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.locationtech.jts.geom.Polygon;
import uk.ac.bgs.corescore.core.trace.FragmentFinder;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;

/**
 * Makes rows of a {@link ChannelMap}: averaged along the direction in which all rows run, regions
 * around the centre lines become strips by their moments, strips that lie end to end become one,
 * straight lines are laid through both walls, and what is not like the other rows of the photo is
 * left out: a ruler, a tag, a gap between boxes.
 *
 * <p>Thread-safe; nothing is kept. Cost: a few skips the cells.
 */
public final class RowFinder {
  /** From what likelihood on a cell is taken to be in a channel. */
  static final double FLOOR = 0.5;

  /** From what share of the way from wall to centre line on a cell belongs to a strip. */
  static final double CORE = 0.4;

  /** What is averaged along the rows: on either side one of so many parts of the longer side. */
  private static final int SMOOTHED = 24;

  /** The smallest region considered, a fraction of the map. */
  private static final double MIN_REGION = 0.0015;

  /** Rows are longer than so many times their width. */
  private static final double MIN_ASPECT = 1.6;

  /** Rows of a photo are parallel, but for perspective: at most this many radians from the most. */
  private static final double MAX_TURN = Math.toRadians(15);

  /** How wide a row is at least, and at most, beside the others of the photo. */
  private static final double MIN_WIDTH = 0.65;

  private static final double MAX_WIDTH = 1.6;

  /**
   * Walls are parallel, but for perspective and leaning card: the narrow end beside the wide one.
   */
  private static final double MIN_END = 0.5;

  /** How long a row is at least beside the longest, and how large beside the largest. */
  private static final double MIN_LENGTH = 0.3;

  private static final double MIN_AREA = 0.12;

  /**
   * The channels of a tray are equally long, so what is shorter than this beside the longest has to
   * be as sure as the others: a stretch of table between tray and ruler is not.
   */
  private static final double SHORT = 0.6;

  private static final double SURE = 0.9;

  /** How much of a row may lie in another. */
  private static final double MAX_SHARED = 0.3;

  private static final LabelSet SEEDS =
      new LabelSet(List.of(new Label("Background", false), new Label("Row", true)));

  private RowFinder() {}

  /**
   * Finds the rows.
   *
   * @param map what was seen of a photo
   * @return the rows in reading order, in cells of the map: horizontal ones from top to bottom,
   *     read to the right, vertical ones from left to right, read downwards; boxes beside each
   *     other or below each other one after the other. The confidence of each is the mean
   *     likelihood of the channel in it. Empty if nothing looks like a row
   */
  public static List<CoreRow> find(ChannelMap map) {
    double direction = map.direction();
    List<CoreRow> rows = rows(candidates(map, direction));
    List<ChannelMap> parts = BoxGaps.parts(map, direction, rows);
    if (parts.size() > 1) {
      rows = parts.stream().flatMap(part -> rows(candidates(part, direction)).stream()).toList();
    }
    return RowNumbering.numbered(rows);
  }

  private static List<CoreRow> rows(List<Candidate> candidates) {
    return apart(similar(candidates)).stream().map(Candidate::row).toList();
  }

  /**
   * Finds the rows that run across the way in which the others would: for a photo that is in doubt
   * as to which way its rows run.
   *
   * @param map what was seen of a photo
   * @return as {@link #find}; horizontal rows where that gives vertical ones, and the other way
   *     round
   */
  public static List<CoreRow> findAcross(ChannelMap map) {
    double along = map.direction();
    double across = along > Math.PI / 4 ? along - Math.PI / 2 : along + Math.PI / 2;
    List<Candidate> rows =
        candidates(map, across).stream()
            .filter(one -> Math.abs(Math.cos(one.direction() - across)) > Math.sqrt(0.5))
            .toList();
    return RowNumbering.numbered(rows(rows));
  }

  /** What may be a row, averaged along a direction. */
  private static List<Candidate> candidates(ChannelMap map, double direction) {
    int width = map.width();
    int height = map.height();
    ChannelMap along = map.smoothed(direction, Math.max(width, height) / SMOOTHED);
    byte[] inside = new byte[width * height];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = along.inside(i, FLOOR, CORE) ? (byte) 1 : 0;
    }
    FragmentMap regions = FragmentFinder.find(LabelMask.wrap(width, height, inside, SEEDS));
    List<OrientedRegion> strips =
        OrientedRegion.joined(OrientedRegion.of(regions, MIN_REGION * width * height), map);
    int[] owner = regions.toIds();
    List<Candidate> candidates = new ArrayList<>();
    for (OrientedRegion strip : strips) {
      RowWalls.of(strip, map, owner, regions.count())
          .flatMap(walls -> candidate(strip, walls, map))
          .ifPresent(candidates::add);
    }
    return candidates;
  }

  /** A row as found, not yet in order, and the outline and area of it. */
  private record Candidate(CoreRow row, Polygon outline, double area) {
    static Candidate of(CoreRow row) {
      Polygon outline = row.outline();
      return new Candidate(row, outline, outline.getArea());
    }

    double sure() {
      return row.confidence().orElse(1);
    }

    /** Direction of its centre line, radians from 0 to pi. */
    double direction() {
      double x =
          row.topRight().x() + row.bottomRight().x() - row.topLeft().x() - row.bottomLeft().x();
      double y =
          row.topRight().y() + row.bottomRight().y() - row.topLeft().y() - row.bottomLeft().y();
      double turn = Math.atan2(y, x);
      return turn < 0 ? turn + Math.PI : turn;
    }
  }

  private static Optional<Candidate> candidate(
      OrientedRegion strip, RowWalls walls, ChannelMap map) {
    PhotoPoint a = corner(strip, walls.left(), walls.from());
    PhotoPoint b = corner(strip, walls.left(), walls.to());
    PhotoPoint c = corner(strip, walls.right(), walls.to());
    PhotoPoint d = corner(strip, walls.right(), walls.from());
    double near = a.distance(d);
    double far = b.distance(c);
    double wide = Math.min(near, far);
    boolean crossed =
        walls.left().at(walls.from()) >= walls.right().at(walls.from())
            || walls.left().at(walls.to()) >= walls.right().at(walls.to());
    boolean wedge = wide < Math.max(1, MIN_END * Math.max(near, far));
    if (crossed || wedge || walls.to() - walls.from() < MIN_ASPECT * (near + far) / 2) {
      return Optional.empty();
    }
    double sure = confidence(strip, walls, map);
    return Optional.of(Candidate.of(new CoreRow(1, 1, a, b, c, d, OptionalDouble.of(sure))));
  }

  private static PhotoPoint corner(OrientedRegion strip, RowWalls.Line wall, double t) {
    return new PhotoPoint(strip.xAt(t, wall.at(t)), strip.yAt(t, wall.at(t)));
  }

  private static double confidence(OrientedRegion strip, RowWalls walls, ChannelMap map) {
    double sum = 0;
    int n = 0;
    for (double t = walls.from() + 0.5; t < walls.to(); t++) {
      double left = walls.left().at(t);
      double right = walls.right().at(t);
      for (double s = left + 0.5; s < right; s++) {
        sum += map.channelAt(strip.xAt(t, s), strip.yAt(t, s));
        n++;
      }
    }
    return n == 0 ? 0 : Math.min(1, sum / n);
  }

  /**
   * Those that run as most do, are about as wide, neither short nor small beside them, and, if not
   * as long, as sure.
   */
  private static List<Candidate> similar(List<Candidate> all) {
    double sin = 0;
    double cos = 0;
    for (Candidate one : all) {
      sin += one.area * Math.sin(2 * one.direction());
      cos += one.area * Math.cos(2 * one.direction());
    }
    double turn = Math.atan2(sin, cos) / 2;
    List<Candidate> parallel =
        all.stream()
            .filter(one -> Math.abs(Math.sin(one.direction() - turn)) < Math.sin(MAX_TURN))
            .toList();
    double wide = usualWidth(parallel);
    double longest = parallel.stream().mapToDouble(one -> one.row.length()).max().orElse(0);
    double largest = parallel.stream().mapToDouble(one -> one.area).max().orElse(0);
    double surest = parallel.stream().mapToDouble(Candidate::sure).max().orElse(0);
    return parallel.stream()
        .filter(
            one ->
                one.row.width() >= MIN_WIDTH * wide
                    && one.row.width() <= MAX_WIDTH * wide
                    && one.row.length() >= MIN_LENGTH * longest
                    && (one.row.length() >= SHORT * longest || one.sure() >= SURE * surest)
                    && one.area >= MIN_AREA * largest)
        .toList();
  }

  /** The width that half of the length of all rows has at most. */
  private static double usualWidth(List<Candidate> rows) {
    List<Candidate> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparingDouble(one -> one.row.width()));
    double half = sorted.stream().mapToDouble(one -> one.row.length()).sum() / 2;
    double sum = 0;
    for (Candidate one : sorted) {
      sum += one.row.length();
      if (sum >= half) {
        return one.row.width();
      }
    }
    return 0;
  }

  /** Those that do not lie in a larger one. */
  private static List<Candidate> apart(List<Candidate> rows) {
    List<Candidate> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparingDouble(Candidate::area).reversed());
    List<Candidate> kept = new ArrayList<>();
    for (Candidate one : sorted) {
      if (kept.stream()
          .allMatch(
              other -> other.outline.intersection(one.outline).getArea() < MAX_SHARED * one.area)) {
        kept.add(one);
      }
    }
    return kept;
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.depth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Maps places along a chain of rows to depths: piecewise linear, non-decreasing, with a jump where
 * core is lost. Immutable; safe for use by many threads.
 */
public final class DepthMap {
  private static final double MILLIMETRES = 1000;
  private static final double CLOSE = 1e-9;

  private final double[] places;
  private final double[] depths;
  private final List<TieInterval> ties;

  private DepthMap(Knots knots, List<TieInterval> ties) {
    this.places = knots.places.stream().mapToDouble(Double::doubleValue).toArray();
    this.depths = knots.depths.stream().mapToDouble(Double::doubleValue).toArray();
    this.ties = List.copyOf(ties);
  }

  /**
   * Makes the map of a chain of rows. Cost: a pass over the rock for each pair of ties and for each
   * loss.
   *
   * @param ties at least two, each further on and deeper than the one before
   * @param rock where rock lies, in the order of its beginnings
   * @param rule how depth runs between ties
   * @param missing what is made of missing rock under {@link DepthRule#ROCK}; without millimetres
   *     rock is always stretched
   * @param millimetres whether places are mm of core
   * @param losses the losses that are stated; under {@link DepthRule#ROCK} each lies at the end of
   *     that piece of rock which is nearest to its top, and both its ends are ties. Under {@link
   *     DepthRule#POSITION} they change no depth
   * @return the map
   * @throws IllegalArgumentException if the ties are too few or not in order
   */
  public static DepthMap of(
      List<TiePoint> ties,
      List<AxialInterval> rock,
      DepthRule rule,
      MissingRock missing,
      boolean millimetres,
      List<DepthInterval> losses) {
    if (ties.size() < 2) {
      throw new IllegalArgumentException("depths are told from two ties on, not from " + ties);
    }
    List<AxialInterval> merged = merged(rock);
    Knots knots = new Knots();
    List<TieInterval> told = new ArrayList<>();
    for (int i = 1; i < ties.size(); i++) {
      TiePoint a = ties.get(i - 1);
      TiePoint b = ties.get(i);
      if (!(b.place() > a.place()) || !(b.depth().metres() > a.depth().metres())) {
        throw new IllegalArgumentException(
            "each tie lies further on and deeper than the one before, not " + a + ", " + b);
      }
      Stretch stretch = new Stretch(a.place(), b.place(), a.depth().metres(), b.depth().metres());
      if (rule == DepthRule.POSITION) {
        knots.add(stretch.from, stretch.top);
        knots.add(stretch.to, stretch.base);
        told.add(
            new TieInterval(
                stretch.interval(),
                millimetres
                    ? OptionalDouble.of(stretch.depth() * MILLIMETRES / (stretch.to - stretch.from))
                    : OptionalDouble.empty(),
                Optional.empty()));
      } else {
        alongRock(stretch, merged, missing, millimetres, losses, knots, told);
      }
    }
    return new DepthMap(knots, told);
  }

  /** Between two ties: each stated loss parts them. */
  private static void alongRock(
      Stretch whole,
      List<AxialInterval> rock,
      MissingRock missing,
      boolean millimetres,
      List<DepthInterval> losses,
      Knots knots,
      List<TieInterval> told) {
    List<double[]> inside = new ArrayList<>();
    double lost = 0;
    for (DepthInterval loss : losses) {
      double top = Math.max(loss.top().metres(), whole.top);
      double base = Math.min(loss.base().metres(), whole.base);
      if (base > top) {
        inside.add(new double[] {top, base});
        lost += base - top;
      }
    }
    inside.sort(Comparator.comparingDouble(loss -> loss[0]));
    double length = length(rock, whole.from, whole.to);
    double perDepth = length / Math.max(whole.depth() - lost, CLOSE);
    double from = whole.from;
    double top = whole.top;
    for (double[] loss : inside) {
      double end = nearestEnd(rock, from, whole.to, (loss[0] - top) * perDepth);
      between(new Stretch(from, end, top, loss[0]), rock, missing, millimetres, knots, told);
      knots.add(end, loss[1]);
      from = end;
      top = loss[1];
    }
    between(new Stretch(from, whole.to, top, whole.base), rock, missing, millimetres, knots, told);
  }

  /** Without a loss between. */
  private static void between(
      Stretch stretch,
      List<AxialInterval> rock,
      MissingRock missing,
      boolean millimetres,
      Knots knots,
      List<TieInterval> told) {
    knots.add(stretch.from, stretch.top);
    double depth = stretch.depth();
    double length = length(rock, stretch.from, stretch.to);
    if (!(depth > CLOSE)) {
      knots.add(stretch.to, stretch.base);
      return;
    }
    if (length == 0) {
      knots.add(stretch.to, stretch.top);
      knots.add(stretch.to, stretch.base);
      told.add(
          new TieInterval(
              stretch.interval(), OptionalDouble.empty(), Optional.of(stretch.interval())));
      return;
    }
    double recovered = length / MILLIMETRES;
    boolean lost =
        millimetres && missing == MissingRock.LOSS_AT_BASE && recovered < depth * (1 - CLOSE);
    double each = lost ? 1 / MILLIMETRES : depth / length;
    double at = stretch.top;
    for (AxialInterval piece : rock) {
      double from = Math.max(piece.from(), stretch.from);
      double to = Math.min(piece.to(), stretch.to);
      if (to > from) {
        knots.add(from, at);
        at += (to - from) * each;
        knots.add(to, at);
      }
    }
    if (lost) {
      knots.add(stretch.to, at);
    }
    knots.add(stretch.to, stretch.base);
    told.add(
        new TieInterval(
            stretch.interval(),
            millimetres ? OptionalDouble.of(each * MILLIMETRES) : OptionalDouble.empty(),
            lost ? Optional.of(DepthInterval.of(at, stretch.base)) : Optional.empty()));
  }

  /** The end of a piece, or the beginning, at which the length of rock is nearest to one. */
  private static double nearestEnd(
      List<AxialInterval> rock, double from, double to, double length) {
    double best = from;
    double nearest = Math.abs(length);
    double sum = 0;
    for (AxialInterval piece : rock) {
      double a = Math.max(piece.from(), from);
      double b = Math.min(piece.to(), to);
      if (b > a) {
        sum += b - a;
        if (Math.abs(sum - length) < nearest) {
          nearest = Math.abs(sum - length);
          best = b;
        }
      }
    }
    return best;
  }

  private static double length(List<AxialInterval> rock, double from, double to) {
    AxialInterval part = new AxialInterval(from, to);
    return rock.stream().mapToDouble(part::overlap).sum();
  }

  /** Apart from each other, so that no rock is counted twice; pieces that touch stay apart. */
  private static List<AxialInterval> merged(List<AxialInterval> rock) {
    List<AxialInterval> merged = new ArrayList<>();
    double end = Double.NEGATIVE_INFINITY;
    for (AxialInterval piece : rock) {
      double from = Math.max(end, piece.from());
      if (piece.to() > from) {
        merged.add(new AxialInterval(from, piece.to()));
        end = piece.to();
      }
    }
    return merged;
  }

  /**
   * The depth of what begins at a place: below a loss there.
   *
   * @param place how far along the chain, in the unit of its ties
   * @return the depth; before the first tie that of the first, after the last that of the last
   */
  public Depth beginning(double place) {
    int after = 0;
    while (after < places.length && places[after] <= place + CLOSE) {
      after++;
    }
    return between(after, place);
  }

  /**
   * The depth of what ends at a place: above a loss there.
   *
   * @param place how far along the chain, in the unit of its ties
   * @return the depth; before the first tie that of the first, after the last that of the last
   */
  public Depth end(double place) {
    int after = 0;
    while (after < places.length && places[after] < place - CLOSE) {
      after++;
    }
    return between(after, place);
  }

  /**
   * The inverse: the place of a depth. Of the two places at both ends of a stretch without depth,
   * such as an empty part of the tray, it is the further one.
   *
   * @param depth a depth
   * @return how far along the chain, in the unit of its ties; empty above the first tie, from the
   *     last on, and where core is lost
   */
  public OptionalDouble place(Depth depth) {
    double metres = depth.metres();
    int after = 0;
    int end = depths.length;
    while (after < end) {
      int middle = (after + end) >>> 1;
      if (depths[middle] > metres) {
        end = middle;
      } else {
        after = middle + 1;
      }
    }
    if (after == 0 || after == depths.length || !(places[after] > places[after - 1])) {
      return OptionalDouble.empty();
    }
    double share = (metres - depths[after - 1]) / (depths[after] - depths[after - 1]);
    return OptionalDouble.of(places[after - 1] + share * (places[after] - places[after - 1]));
  }

  private Depth between(int after, double place) {
    if (after == 0) {
      return new Depth(depths[0]);
    }
    if (after == places.length) {
      return new Depth(depths[after - 1]);
    }
    double length = places[after] - places[after - 1];
    double share = length > 0 ? Math.max(0, Math.min(1, (place - places[after - 1]) / length)) : 0;
    return new Depth(depths[after - 1] + share * (depths[after] - depths[after - 1]));
  }

  /**
   * What became of the core between each two known depths, downwards.
   *
   * @return at least one where the ties are two
   */
  public List<TieInterval> ties() {
    return ties;
  }

  /** A stretch of the chain and its depths. */
  private record Stretch(double from, double to, double top, double base) {
    double depth() {
      return base - top;
    }

    DepthInterval interval() {
      return DepthInterval.of(top, base);
    }
  }

  /** What the map is drawn through. */
  private static final class Knots {
    private final List<Double> places = new ArrayList<>();
    private final List<Double> depths = new ArrayList<>();

    void add(double place, double depth) {
      int last = places.size() - 1;
      if (last >= 0 && places.get(last) == place && depths.get(last) == depth) {
        return;
      }
      places.add(place);
      depths.add(depth);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Polygon;

/**
 * Splits a ring whose parts and holes are joined by bridge edges, which run there and back.
 *
 * <p>Bridge edges enclose no area. They are removed, and the remaining edges form closed rings. A
 * ring wholly inside another is a hole of it, and one inside a hole is a part, as even-odd filling
 * of the joined ring gives it.
 */
final class BridgedRings {
  /** How many rings one may be taken apart into. */
  private static final int MAX_RINGS = 10_000;

  private BridgedRings() {}

  /**
   * The parts of a ring.
   *
   * @param xy x, y, x, y of the vertices; the last may repeat the first
   * @return for each part the outer ring and its holes; the ring as it is where no edge runs there
   *     and back
   * @throws MalformedShapeException if there are too many rings
   */
  static List<List<double[]>> parts(double[] xy) throws MalformedShapeException {
    if (!CoordinateArray.isSound(xy)) {
      return List.of(List.of(xy));
    }
    Map<List<Double>, Integer> numbers = new HashMap<>();
    int[] path = path(xy, numbers);
    boolean[] cancelled = cancelled(path);
    boolean any = false;
    for (boolean edge : cancelled) {
      any |= edge;
    }
    if (!any) {
      return List.of(List.of(xy));
    }
    double[] points = new double[2 * numbers.size()];
    numbers.forEach(
        (point, number) -> {
          points[2 * number] = point.get(0);
          points[2 * number + 1] = point.get(1);
        });
    return nested(rings(path, cancelled, points));
  }

  /** The vertices by number, without repetitions in a row. */
  private static int[] path(double[] xy, Map<List<Double>, Integer> numbers) {
    int[] path = new int[xy.length / 2];
    int length = 0;
    for (int i = 0; i + 1 < xy.length; i += 2) {
      List<Double> point = List.of(xy[i] + 0.0, xy[i + 1] + 0.0);
      int number = numbers.computeIfAbsent(point, p -> numbers.size());
      if (length == 0 || path[length - 1] != number) {
        path[length++] = number;
      }
    }
    while (length > 1 && path[length - 1] == path[0]) {
      length--;
    }
    return Arrays.copyOf(path, length);
  }

  /** For each edge, from a vertex to the next, whether another runs back along it. */
  private static boolean[] cancelled(int[] path) {
    boolean[] cancelled = new boolean[path.length];
    Map<Long, Deque<Integer>> open = new HashMap<>();
    for (int i = 0; path.length > 1 && i < path.length; i++) {
      int from = path[i];
      int to = path[(i + 1) % path.length];
      Deque<Integer> back = open.getOrDefault(edge(to, from), new ArrayDeque<>());
      if (back.isEmpty()) {
        open.computeIfAbsent(edge(from, to), e -> new ArrayDeque<>()).push(i);
      } else {
        cancelled[back.pop()] = true;
        cancelled[i] = true;
      }
    }
    return cancelled;
  }

  private static long edge(int from, int to) {
    return ((long) from << 32) | to;
  }

  /** Closed rings of the edges that are left: as many lead to each vertex as away from it. */
  private static List<double[]> rings(int[] path, boolean[] cancelled, double[] points)
      throws MalformedShapeException {
    Map<Integer, Deque<Integer>> next = new HashMap<>();
    for (int i = 0; i < path.length; i++) {
      if (!cancelled[i]) {
        next.computeIfAbsent(path[i], v -> new ArrayDeque<>()).add(path[(i + 1) % path.length]);
      }
    }
    List<double[]> rings = new ArrayList<>();
    int[] walked = new int[path.length + 1];
    Map<Integer, Integer> at = new HashMap<>();
    for (int start : path) {
      int length = 0;
      int vertex = start;
      while (true) {
        Integer before = at.get(vertex);
        if (before != null) {
          rings.add(ring(walked, before, length, points));
          for (int i = before; i < length; i++) {
            at.remove(walked[i]);
          }
          length = before;
          if (rings.size() > MAX_RINGS) {
            throw new MalformedShapeException("the row joins more than " + MAX_RINGS + " rings");
          }
        }
        Deque<Integer> ways = next.getOrDefault(vertex, new ArrayDeque<>());
        if (ways.isEmpty()) {
          break;
        }
        at.put(vertex, length);
        walked[length++] = vertex;
        vertex = ways.remove();
      }
    }
    return rings;
  }

  private static double[] ring(int[] walked, int from, int to, double[] points) {
    double[] ring = new double[2 * (to - from)];
    for (int i = from; i < to; i++) {
      ring[2 * (i - from)] = points[2 * walked[i]];
      ring[2 * (i - from) + 1] = points[2 * walked[i] + 1];
    }
    return ring;
  }

  /** A ring with its area, and how many rings are around it. */
  private static final class Nested {
    private final double[] xy;
    private final Polygon polygon;
    private final boolean valid;
    private final List<double[]> rings = new ArrayList<>();
    private int depth;

    Nested(double[] xy) {
      this.xy = xy;
      this.polygon = CoordinateArray.FACTORY.createPolygon(CoordinateArray.ring(xy));
      this.valid = polygon.isValid();
    }

    boolean isAround(Nested other) {
      Envelope box = polygon.getEnvelopeInternal();
      return valid
          && other.valid
          && box.contains(other.polygon.getEnvelopeInternal())
          && polygon.covers(other.polygon);
    }
  }

  private static List<List<double[]>> nested(List<double[]> rings) {
    List<Nested> all = new ArrayList<>();
    for (double[] ring : rings) {
      if (CoordinateArray.distinct(ring) >= 3) {
        all.add(new Nested(ring));
      }
    }
    all.sort(Comparator.comparingDouble((Nested ring) -> -ring.polygon.getArea()));
    List<List<double[]>> parts = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Nested ring = all.get(i);
      Nested nearest = ring;
      for (int j = 0; j < i; j++) {
        if (all.get(j).isAround(ring)) {
          ring.depth++;
          nearest = all.get(j);
        }
      }
      if (ring.depth % 2 == 0) {
        ring.rings.add(ring.xy);
        parts.add(ring.rings);
      } else {
        nearest.rings.add(ring.xy);
      }
    }
    return parts;
  }
}

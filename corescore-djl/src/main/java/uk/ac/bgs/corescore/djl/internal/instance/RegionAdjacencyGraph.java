// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.instance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import uk.ac.bgs.corescore.djl.internal.network.Prediction;
import uk.ac.bgs.corescore.mask.FragmentMap;

/**
 * A region adjacency graph (Tremeau and Colantoni, 2000): pieces, and the borders between pieces
 * that share cell sides. Pieces are merged or removed by the thresholds. Cost: a pass over the
 * cells and one over the runs, the merges, and two more passes over the runs.
 *
 * <p>The interior likelihood of a cell is its distance times the likelihood of no boundary. The
 * contrast of two neighbours is the lower of their maximum interior likelihoods, minus the mean
 * along their border: the dynamics of Grimaud (1992) with the mean in place of the saddle, because
 * one gap in a border lowers a saddle. Distances are relative to each piece, so maxima of small
 * pieces are high too.
 */
public final class RegionAdjacencyGraph {
  /**
   * Least share of its perimeter that a rejected piece has in common with the neighbour that it is
   * merged into.
   */
  private static final double SHARED = 0.25;

  /**
   * Thickness, as a share of the row's width, below which a piece along another is merged into it.
   */
  private static final double THIN = 0.15;

  private static final double TOP = Prediction.TOP;

  private final FragmentMap pieces;

  /** The piece that each piece was merged into: itself, another, or 0 if removed. */
  private final int[] mergedInto;

  private final long[] area;
  private final long[] sure;
  private final long[] perimeter;
  private final double[] peak;
  private final List<Map<Integer, Border>> borders = new ArrayList<>();

  /**
   * A border between two pieces: number of pairs of cells, and the sum of the lower value of each
   * pair.
   */
  private static final class Border {
    long length;
    double inside;

    void add(double value) {
      length++;
      inside += value;
    }

    void add(Border other) {
      length += other.length;
      inside += other.inside;
    }
  }

  /** Two neighbours, the one with the lower number first, and their contrast when queued. */
  private record WeakBorder(double contrast, int piece, int other) {}

  private RegionAdjacencyGraph(FragmentMap pieces) {
    int count = pieces.count() + 1;
    this.pieces = pieces;
    this.mergedInto = new int[count];
    this.area = new long[count];
    this.sure = new long[count];
    this.perimeter = new long[count];
    this.peak = new double[count];
    for (int id = 0; id < count; id++) {
      mergedInto[id] = id;
      borders.add(new HashMap<>());
    }
  }

  /**
   * Merges and removes pieces.
   *
   * @param basins the pieces of the watershed
   * @param rock likelihood of rock in each cell, unsigned bytes with 255 for 1
   * @param boundary likelihood of the boundary, likewise
   * @param distance from the boundary, likewise
   * @param rowWidth cells across a row of core
   * @return the remaining pieces, in the order of their first cells
   */
  public static FragmentMap pieces(
      FragmentMap basins,
      byte[] rock,
      byte[] boundary,
      byte[] distance,
      SegmentationThresholds rules,
      double rowWidth) {
    RegionAdjacencyGraph graph = new RegionAdjacencyGraph(basins);
    graph.measure(rock, boundary, distance);
    graph.connect(boundary, distance);
    graph.mergeWeakBorders(rules.join());
    graph.resolveUncertain(rules.sure());
    graph.mergeThin(THIN * rowWidth);
    graph.removeSmall(rules.smallest() * rowWidth * rowWidth);
    return graph.kept();
  }

  private static double inside(byte[] boundary, byte[] distance, int cell) {
    return (distance[cell] & 0xff) * (TOP - (boundary[cell] & 0xff)) / (TOP * TOP);
  }

  private void measure(byte[] rock, byte[] boundary, byte[] distance) {
    int width = pieces.width();
    for (int y = 0; y < pieces.height(); y++) {
      for (int run = pieces.firstRun(y); run < pieces.firstRun(y + 1); run++) {
        int id = pieces.runId(run);
        int end = y * width + pieces.runEnd(run);
        int sum = 0;
        int maximum = 0;
        for (int i = y * width + pieces.runStart(run); i < end; i++) {
          sum += rock[i] & 0xff;
          maximum =
              Math.max(maximum, (distance[i] & 0xff) * (Prediction.TOP - (boundary[i] & 0xff)));
        }
        int length = pieces.runEnd(run) - pieces.runStart(run);
        area[id] += length;
        sure[id] += sum;
        peak[id] = Math.max(peak[id], maximum / (TOP * TOP));
        // A cell has four sides; sides between two cells of the piece do not count.
        perimeter[id] += 2 + 2L * length;
      }
    }
  }

  private void connect(byte[] boundary, byte[] distance) {
    int width = pieces.width();
    for (int y = 0; y < pieces.height(); y++) {
      int above = y == 0 ? 0 : pieces.firstRun(y - 1);
      int aboveEnd = y == 0 ? 0 : pieces.firstRun(y);
      for (int run = pieces.firstRun(y); run < pieces.firstRun(y + 1); run++) {
        int id = pieces.runId(run);
        int start = pieces.runStart(run);
        int end = pieces.runEnd(run);
        int row = y * width;
        if (run + 1 < pieces.firstRun(y + 1) && pieces.runStart(run + 1) == end) {
          border(id, pieces.runId(run + 1))
              .add(
                  Math.min(
                      inside(boundary, distance, row + end - 1),
                      inside(boundary, distance, row + end)));
        }
        while (above < aboveEnd && pieces.runEnd(above) <= start) {
          above++;
        }
        for (int other = above; other < aboveEnd && pieces.runStart(other) < end; other++) {
          int from = Math.max(start, pieces.runStart(other));
          int to = Math.min(end, pieces.runEnd(other));
          if (pieces.runId(other) == id) {
            perimeter[id] -= 2L * (to - from);
            continue;
          }
          Border border = border(id, pieces.runId(other));
          for (int i = row + from; i < row + to; i++) {
            border.add(
                Math.min(inside(boundary, distance, i), inside(boundary, distance, i - width)));
          }
        }
      }
    }
  }

  private Border border(int id, int other) {
    Border border = borders.get(id).computeIfAbsent(other, x -> new Border());
    borders.get(other).putIfAbsent(id, border);
    return border;
  }

  private double contrast(int id, int other, Border border) {
    return Math.min(peak[id], peak[other]) - border.inside / border.length;
  }

  /** Merges neighbours in the order of increasing contrast, up to a limit. */
  private void mergeWeakBorders(double maximum) {
    PriorityQueue<WeakBorder> weak =
        new PriorityQueue<>(
            Comparator.comparingDouble(WeakBorder::contrast)
                .thenComparingInt(WeakBorder::piece)
                .thenComparingInt(WeakBorder::other));
    for (int id = 1; id < mergedInto.length; id++) {
      queueBorder(id, maximum, weak);
    }
    while (!weak.isEmpty()) {
      WeakBorder next = weak.remove();
      Border border = borders.get(next.piece()).get(next.other());
      if (border != null && contrast(next.piece(), next.other(), border) == next.contrast()) {
        merge(next.other(), next.piece());
        queueBorder(next.piece(), maximum, weak);
      }
    }
  }

  private void queueBorder(int id, double maximum, PriorityQueue<WeakBorder> weak) {
    borders
        .get(id)
        .forEach(
            (other, border) -> {
              double contrast = contrast(id, other, border);
              if (contrast < maximum) {
                weak.add(new WeakBorder(contrast, Math.min(id, other), Math.max(id, other)));
              }
            });
  }

  private void merge(int id, int host) {
    Border between = borders.get(host).remove(id);
    perimeter[host] += perimeter[id] - (between == null ? 0 : 2 * between.length);
    area[host] += area[id];
    sure[host] += sure[id];
    peak[host] = Math.max(peak[host], peak[id]);
    mergedInto[id] = host;
    Map<Integer, Border> others = borders.get(id);
    others.remove(host);
    others.forEach(
        (other, border) -> {
          borders.get(other).remove(id);
          border(host, other).add(border);
        });
    others.clear();
  }

  private void remove(int id) {
    mergedInto[id] = 0;
    borders.get(id).keySet().forEach(other -> borders.get(other).remove(id));
    borders.get(id).clear();
  }

  /** Merges pieces with a low likelihood of rock into a neighbour, or removes them. */
  private void resolveUncertain(double minimum) {
    boolean[] doubtful = new boolean[mergedInto.length];
    for (int id = 1; id < mergedInto.length; id++) {
      doubtful[id] = mergedInto[id] == id && sure[id] < minimum * TOP * area[id];
    }
    mergeIntoHosts(doubtful);
    for (int id = 1; id < mergedInto.length; id++) {
      if (doubtful[id]) {
        remove(id);
      }
    }
  }

  /** Merges thin pieces, such as a shaded face, into the neighbour along them. */
  private void mergeThin(double thickness) {
    boolean[] thin = new boolean[mergedInto.length];
    boolean any = false;
    for (int id = 1; id < mergedInto.length && !any; id++) {
      // Area over half the perimeter is a lower bound of the thickness.
      any =
          mergedInto[id] == id && 2.0 * area[id] < thickness * perimeter[id] && host(id, thin) > 0;
    }
    if (!any) {
      return;
    }
    int[] largestSquares = largestSquares();
    for (int id = 1; id < mergedInto.length; id++) {
      thin[id] = mergedInto[id] == id && largestSquares[id] < thickness;
    }
    mergeIntoHosts(thin);
  }

  /** The side of the largest square of cells inside each piece. */
  private int[] largestSquares() {
    int[] largest = new int[mergedInto.length];
    int width = pieces.width();
    int[] upperId = new int[width + 1];
    int[] upper = new int[width + 1];
    int[] lowerId = new int[width + 1];
    int[] lower = new int[width + 1];
    for (int y = 0; y < pieces.height(); y++) {
      Arrays.fill(lowerId, 0);
      for (int run = pieces.firstRun(y); run < pieces.firstRun(y + 1); run++) {
        int id = root(pieces.runId(run));
        for (int x = pieces.runStart(run) + 1; x <= pieces.runEnd(run); x++) {
          boolean within = lowerId[x - 1] == id && upperId[x] == id && upperId[x - 1] == id;
          lower[x] = within ? 1 + Math.min(lower[x - 1], Math.min(upper[x], upper[x - 1])) : 1;
          lowerId[x] = id;
          largest[id] = Math.max(largest[id], lower[x]);
        }
      }
      int[] ids = upperId;
      int[] sides = upper;
      upperId = lowerId;
      upper = lower;
      lowerId = ids;
      lower = sides;
    }
    return largest;
  }

  /** Merges each of these into its host; then those that have a host after that. */
  private void mergeIntoHosts(boolean[] these) {
    boolean more = true;
    while (more) {
      more = false;
      int[] hosts = new int[mergedInto.length];
      for (int id = 1; id < mergedInto.length; id++) {
        hosts[id] = these[id] ? host(id, these) : 0;
      }
      for (int id = 1; id < mergedInto.length; id++) {
        if (hosts[id] > 0) {
          merge(id, hosts[id]);
          these[id] = false;
          more = true;
        }
      }
    }
  }

  /**
   * The host of a piece: the neighbour, outside of these, that shares most of its perimeter, if
   * that is enough; else 0.
   */
  private int host(int id, boolean[] these) {
    int host = 0;
    long longest = 0;
    for (Map.Entry<Integer, Border> entry : borders.get(id).entrySet()) {
      int other = entry.getKey();
      long length = entry.getValue().length;
      if (!these[other] && (length > longest || (length == longest && other < host))) {
        host = other;
        longest = length;
      }
    }
    return longest >= SHARED * perimeter[id] ? host : 0;
  }

  private void removeSmall(double minimum) {
    for (int id = 1; id < mergedInto.length; id++) {
      if (mergedInto[id] == id && area[id] < minimum) {
        remove(id);
      }
    }
  }

  private int root(int id) {
    int root = id;
    while (mergedInto[root] != root) {
      root = mergedInto[root];
    }
    return root;
  }

  private FragmentMap kept() {
    int[] number = new int[mergedInto.length];
    int count = 0;
    FragmentMap.Builder kept = FragmentMap.builder(pieces.width(), pieces.height());
    for (int y = 0; y < pieces.height(); y++) {
      for (int run = pieces.firstRun(y); run < pieces.firstRun(y + 1); run++) {
        int id = root(pieces.runId(run));
        if (id > 0) {
          if (number[id] == 0) {
            number[id] = ++count;
          }
          kept.add(y, pieces.runStart(run), pieces.runEnd(run), number[id]);
        }
      }
    }
    return kept.build();
  }
}

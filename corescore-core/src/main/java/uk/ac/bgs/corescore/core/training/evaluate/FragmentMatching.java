// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import uk.ac.bgs.corescore.mask.FragmentMap;

/**
 * Matches predicted fragments with true ones. Fragments of a map do not overlap, so at an IoU above
 * one half there is at most one match (Kirillov et al. 2019), so no assignment problem has to be
 * solved. At one half exactly, where COCO's rule (a match has at least the threshold) counts too, a
 * fragment may have two partners, its halves, which have no other: the first is the match.
 *
 * <p>Rubble is no piece and has no partner. Where the ground truth says rubble there is nothing to
 * be separated, so that area is ignored in what is predicted on it, and a predicted piece that has
 * more than half of its cells there and no partner is not counted: so Kirillov et al. treat areas
 * without ground truth. Cost: linear in the runs and in the pairs that overlap.
 */
final class FragmentMatching {
  final List<Long> matches = new ArrayList<>();
  final long matched;
  final double matchedIou;
  final long splits;
  final long merges;
  final long truthPieces;
  final long predictedPieces;
  final PhotoEvaluation.Rubble rubble;

  FragmentMatching(FragmentMap truth, FragmentMap prediction) {
    long[] truthAreas = truth.areas();
    long[] areas = prediction.areas();
    long[] reached = new long[PhotoEvaluation.Counts.THRESHOLDS];
    boolean[] truthHalved = new boolean[truth.count() + 1];
    boolean[] halved = new boolean[prediction.count() + 1];
    int[] piecesIn = new int[truth.count() + 1];
    int[] joinedBy = new int[prediction.count() + 1];
    double iouSum = 0;
    long above = 0;
    Map<Long, long[]> overlaps = overlaps(truth, prediction);
    long[] inRubble = new long[prediction.count() + 1];
    overlaps.forEach(
        (pair, cells) -> inRubble[second(pair)] += truth.isRubble(first(pair)) ? cells[0] : 0);
    long[] rubbleCells = rubbleCells(truth, prediction, inRubble);
    boolean[] counted = new boolean[prediction.count() + 1];
    for (int other = 1; other < counted.length; other++) {
      counted[other] = !prediction.isRubble(other) && 2 * inRubble[other] <= areas[other];
      areas[other] -= inRubble[other];
    }
    // The order of a sum of doubles shows in its last digit: go through the pairs in theirs.
    for (Map.Entry<Long, long[]> pair : overlaps.entrySet()) {
      int id = first(pair.getKey());
      int other = second(pair.getKey());
      if (truth.isRubble(id) || prediction.isRubble(other)) {
        continue;
      }
      long both = pair.getValue()[0];
      long either = truthAreas[id] + areas[other] - both;
      if (2 * both > either) {
        for (int i = 0; i < reached.length && 100 * both >= (50 + 5L * i) * either; i++) {
          reached[i]++;
        }
        above++;
        iouSum += (double) both / either;
        counted[other] = true;
      } else if (2 * both == either && !truthHalved[id] && !halved[other]) {
        reached[0]++;
        truthHalved[id] = true;
        halved[other] = true;
        counted[other] = true;
      }
      piecesIn[id] += counted[other] && 2 * both > areas[other] ? 1 : 0;
      joinedBy[other] += 2 * both > truthAreas[id] ? 1 : 0;
    }
    for (long count : reached) {
      matches.add(count);
    }
    matched = above;
    matchedIou = iouSum;
    splits = countPlural(piecesIn);
    merges = countPlural(joinedBy);
    truthPieces = (long) truth.count() - truth.rubbleCount();
    long pieces = 0;
    for (boolean one : counted) {
      pieces += one ? 1 : 0;
    }
    predictedPieces = pieces;
    rubble =
        new PhotoEvaluation.Rubble(
            rubbleCells[0],
            rubbleCells[1],
            rubbleCells[2],
            truth.rubbleCount(),
            prediction.count() - pieces);
  }

  /** The true fragment of a pair. */
  private static int first(long pair) {
    return (int) (pair >>> 32);
  }

  /** The predicted fragment of a pair. */
  private static int second(long pair) {
    return (int) pair;
  }

  /** Cells that are rubble in both, in the prediction only and in the ground truth only. */
  private static long[] rubbleCells(FragmentMap truth, FragmentMap prediction, long[] inRubble) {
    long both = 0;
    long predicted = 0;
    long[] areas = prediction.areas();
    for (int other = 1; other < areas.length; other++) {
      both += prediction.isRubble(other) ? inRubble[other] : 0;
      predicted += prediction.isRubble(other) ? areas[other] : 0;
    }
    long all = 0;
    long[] truthAreas = truth.areas();
    for (int id = 1; id < truthAreas.length; id++) {
      all += truth.isRubble(id) ? truthAreas[id] : 0;
    }
    return new long[] {both, predicted - both, all - both};
  }

  private static long countPlural(int[] parts) {
    long count = 0;
    for (int n : parts) {
      count += n >= 2 ? 1 : 0;
    }
    return count;
  }

  /** Common cells by pair: the true id in the upper half of the key, the predicted in the lower. */
  private static Map<Long, long[]> overlaps(FragmentMap truth, FragmentMap prediction) {
    Map<Long, long[]> overlaps = new TreeMap<>();
    Map<Long, long[]> found = new HashMap<>();
    for (int y = 0; y < truth.height(); y++) {
      int run = truth.firstRun(y);
      int other = prediction.firstRun(y);
      while (run < truth.firstRun(y + 1) && other < prediction.firstRun(y + 1)) {
        int start = Math.max(truth.runStart(run), prediction.runStart(other));
        int end = Math.min(truth.runEnd(run), prediction.runEnd(other));
        if (start < end) {
          long key = (long) truth.runId(run) << 32 | prediction.runId(other);
          found.computeIfAbsent(key, k -> new long[1])[0] += end - start;
        }
        if (truth.runEnd(run) <= prediction.runEnd(other)) {
          run++;
        } else {
          other++;
        }
      }
    }
    overlaps.putAll(found);
    return overlaps;
  }
}

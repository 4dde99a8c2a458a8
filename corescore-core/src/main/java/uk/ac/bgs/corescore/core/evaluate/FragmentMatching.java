// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import uk.ac.bgs.corescore.mask.FragmentMap;

/**
 * Which predicted fragment is which true one. Fragments of a map do not overlap, so at an IoU above
 * one half there is at most one partner (Kirillov et al. 2019) and no assignment is to be solved.
 * At one half exactly, where COCO's rule (a match has at least the threshold) counts too, a
 * fragment may have two partners, its halves, which have no other: the first is the match. Cost:
 * linear in the runs and in the pairs that overlap.
 */
final class FragmentMatching {
  final List<Long> matches = new ArrayList<>();
  final long matched;
  final double matchedIou;
  final long splits;
  final long merges;

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
    // The order of a sum of doubles shows in its last digit: go through the pairs in theirs.
    for (Map.Entry<Long, long[]> pair : overlaps(truth, prediction).entrySet()) {
      int id = (int) (pair.getKey() >>> 32);
      int other = (int) (long) pair.getKey();
      long both = pair.getValue()[0];
      long either = truthAreas[id] + areas[other] - both;
      if (2 * both > either) {
        for (int i = 0; i < reached.length && 100 * both >= (50 + 5L * i) * either; i++) {
          reached[i]++;
        }
        above++;
        iouSum += (double) both / either;
      } else if (2 * both == either && !truthHalved[id] && !halved[other]) {
        reached[0]++;
        truthHalved[id] = true;
        halved[other] = true;
      }
      piecesIn[id] += 2 * both > areas[other] ? 1 : 0;
      joinedBy[other] += 2 * both > truthAreas[id] ? 1 : 0;
    }
    for (long count : reached) {
      matches.add(count);
    }
    matched = above;
    matchedIou = iouSum;
    splits = countPlural(piecesIn);
    merges = countPlural(joinedBy);
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

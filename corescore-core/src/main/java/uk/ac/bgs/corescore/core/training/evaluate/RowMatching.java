// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.locationtech.jts.geom.Polygon;
import uk.ac.bgs.corescore.layout.CoreRow;

/** Matches found rows with true ones. */
final class RowMatching {
  private RowMatching() {}

  private record Pair(int truth, int found, double iou) {}

  /** What is counted of the rows of one photo. */
  static PhotoEvaluation.Rows of(List<CoreRow> truth, List<CoreRow> found) {
    Double[] iou = new Double[truth.size()];
    Arrays.fill(iou, 0.0);
    int[] partner = new int[truth.size()];
    Arrays.fill(partner, -1);
    boolean[] taken = new boolean[found.size()];
    for (Pair pair : pairs(truth, found)) {
      if (partner[pair.truth] < 0 && !taken[pair.found]) {
        partner[pair.truth] = pair.found;
        taken[pair.found] = true;
        iou[pair.truth] = pair.iou;
      }
    }
    boolean orientation = !truth.isEmpty();
    boolean order = !truth.isEmpty();
    for (int i = 0; i < partner.length; i++) {
      orientation &=
          partner[i] >= 0 && found.get(partner[i]).orientation() == truth.get(i).orientation();
      order &= partner[i] >= 0 && (i == 0 || partner[i] > partner[i - 1]);
    }
    return new PhotoEvaluation.Rows(
        1,
        truth.size() == found.size() ? 1 : 0,
        orientation ? 1 : 0,
        order ? 1 : 0,
        found.size(),
        List.of(iou));
  }

  /** All pairs that overlap, the largest IoU first. */
  private static List<Pair> pairs(List<CoreRow> truth, List<CoreRow> found) {
    List<Pair> pairs = new ArrayList<>();
    List<Polygon> outlines = found.stream().map(CoreRow::outline).toList();
    for (int i = 0; i < truth.size(); i++) {
      Polygon row = truth.get(i).outline();
      for (int j = 0; j < outlines.size(); j++) {
        double both = row.intersection(outlines.get(j)).getArea();
        if (both > 0) {
          double iou = both / (row.getArea() + outlines.get(j).getArea() - both);
          pairs.add(new Pair(i, j, Math.min(1, iou)));
        }
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::iou).reversed());
    return pairs;
  }
}

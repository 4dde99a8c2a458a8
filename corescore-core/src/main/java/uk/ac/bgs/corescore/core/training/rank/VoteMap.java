// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.rank;

import java.util.List;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.mask.ConfidenceMap;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * The number of views that classify each photo pixel as rock, and their uncertainty there and
 * nearby.
 */
final class VoteMap {
  /** What is near rock: within the photo's longer side over this, across and down. */
  private static final int NEAR = 100;

  private static final double[] ENTROPY = entropies();

  private final List<Segmentation> views;
  private final int width;
  private final int height;
  private final byte[] rock;

  VoteMap(List<Segmentation> views) {
    this.views = views;
    this.width = views.get(0).mask().width();
    this.height = views.get(0).mask().height();
    this.rock = new byte[width * height];
    for (Segmentation view : views) {
      FragmentMap map = view.fragments();
      for (int y = 0; y < height; y++) {
        for (int run = map.firstRun(y); run < map.firstRun(y + 1); run++) {
          int end = y * width + map.runEnd(run);
          for (int i = y * width + map.runStart(run); i < end; i++) {
            rock[i]++;
          }
        }
      }
    }
  }

  /** Whether some views call a pixel rock and others do not. */
  boolean disputed(int x, int y) {
    int votes = rock[y * width + x];
    return votes > 0 && votes < views.size();
  }

  /**
   * Mean of the binary entropy of the confidence, bits, over the pixels that a view calls rock and
   * those near them, or the whole photo where there is no rock; empty where a view has no
   * confidence.
   */
  OptionalDouble entropy() {
    boolean[] near = near();
    double sum = 0;
    for (Segmentation view : views) {
      if (view.confidence().isEmpty()) {
        return OptionalDouble.empty();
      }
      sum += mean(view.confidence().get(), near);
    }
    return OptionalDouble.of(sum / views.size());
  }

  private static double mean(ConfidenceMap confidence, boolean[] near) {
    byte[] values = new byte[near.length];
    confidence.values().get(values);
    long[] histogram = new long[ENTROPY.length];
    for (int i = 0; i < near.length; i++) {
      if (near[i]) {
        histogram[values[i] & 0xFF]++;
      }
    }
    double sum = 0;
    long all = 0;
    for (int value = 0; value < ENTROPY.length; value++) {
      sum += ENTROPY[value] * histogram[value];
      all += histogram[value];
    }
    return sum / all;
  }

  private boolean[] near() {
    int reach = Math.max(1, Math.max(width, height) / NEAR);
    boolean[] across = new boolean[rock.length];
    boolean any = false;
    for (int y = 0; y < height; y++) {
      int until = 0;
      for (int x = 0; x < width; x++) {
        if (rock[y * width + x] > 0) {
          any = true;
          int end = Math.min(width, x + reach + 1);
          for (int column = Math.max(until, x - reach); column < end; column++) {
            across[y * width + column] = true;
          }
          until = end;
        }
      }
    }
    boolean[] near = new boolean[rock.length];
    int[] inReach = new int[width];
    for (int y = -reach; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int enters = y + reach;
        int leaves = y - reach - 1;
        inReach[x] += enters < height && across[enters * width + x] ? 1 : 0;
        inReach[x] -= leaves >= 0 && across[leaves * width + x] ? 1 : 0;
        if (y >= 0) {
          near[y * width + x] = !any || inReach[x] > 0;
        }
      }
    }
    return near;
  }

  private static double[] entropies() {
    double[] bits = new double[256];
    for (int value = 1; value < 255; value++) {
      double p = value / 255.0;
      bits[value] = -(p * Math.log(p) + (1 - p) * Math.log(1 - p)) / Math.log(2);
    }
    return bits;
  }
}

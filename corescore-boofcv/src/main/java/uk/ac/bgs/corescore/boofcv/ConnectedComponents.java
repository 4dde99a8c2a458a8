// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import java.util.Arrays;
import uk.ac.bgs.corescore.core.trace.FragmentFinder;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;

/** The connected regions of a set of cells, numbered 1 to n in the order of their first cells. */
final class ConnectedComponents {
  private final int[] ids;
  private final int[] areas;

  private ConnectedComponents(int[] ids, int[] areas) {
    this.ids = ids;
    this.areas = areas;
  }

  static ConnectedComponents of(GrayU8 cells, boolean diagonals) {
    byte[] rock = new byte[cells.width * cells.height];
    for (int i = 0; i < rock.length; i++) {
      rock[i] = (byte) (cells.data[i] == 0 ? 0 : 1);
    }
    LabelMask mask = LabelMask.wrap(cells.width, cells.height, rock, LabelSet.CORESCORE);
    FragmentMap regions = FragmentFinder.find(mask, diagonals);
    int[] areas = Arrays.stream(regions.areas()).mapToInt(Math::toIntExact).toArray();
    areas[0] = 0;
    return new ConnectedComponents(regions.toIds(), areas);
  }

  int count() {
    return areas.length - 1;
  }

  /** The region of a cell, 0 for none. */
  int id(int cell) {
    return ids[cell];
  }

  int area(int id) {
    return areas[id];
  }

  int areaAt(int cell) {
    return areas[ids[cell]];
  }

  /** The highest of one value a cell in each region; at index 0 that over the cells of none. */
  int[] highest(int[] values) {
    int[] highest = new int[areas.length];
    Arrays.fill(highest, Integer.MIN_VALUE);
    for (int i = 0; i < ids.length; i++) {
      highest[ids[i]] = Math.max(highest[ids[i]], values[i]);
    }
    return highest;
  }

  /** The longer side of each region's bounding box, cells; 0 for none. */
  int[] lengths(int width) {
    int[] left = new int[areas.length];
    int[] right = new int[areas.length];
    int[] top = new int[areas.length];
    int[] bottom = new int[areas.length];
    Arrays.fill(left, Integer.MAX_VALUE);
    Arrays.fill(top, Integer.MAX_VALUE);
    for (int i = 0; i < ids.length; i++) {
      int id = ids[i];
      int x = i % width;
      int y = i / width;
      left[id] = Math.min(left[id], x);
      right[id] = Math.max(right[id], x);
      top[id] = Math.min(top[id], y);
      bottom[id] = Math.max(bottom[id], y);
    }
    int[] lengths = new int[areas.length];
    for (int id = 1; id < lengths.length; id++) {
      lengths[id] = 1 + Math.max(right[id] - left[id], bottom[id] - top[id]);
    }
    return lengths;
  }

  /** The mean of a plane over each region; at index 0 that over the cells of none. */
  double[] means(GrayF32 plane) {
    double[] sums = new double[areas.length];
    int[] counts = new int[areas.length];
    for (int i = 0; i < ids.length; i++) {
      sums[ids[i]] += plane.data[i];
      counts[ids[i]]++;
    }
    for (int id = 0; id < sums.length; id++) {
      sums[id] /= Math.max(1, counts[id]);
    }
    return sums;
  }
}

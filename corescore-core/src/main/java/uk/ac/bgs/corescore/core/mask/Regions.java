// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.mask;

import uk.ac.bgs.corescore.core.trace.FragmentFinder;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;

/** The 4-connected regions of one value in an image, background included. */
final class Regions {
  /** No region yet. */
  static final int NONE = -2;

  /** More than one. */
  static final int SEVERAL = -1;

  private final int[] region;
  private final long[] areas;
  private final byte[] value;

  Regions(int width, int height, byte[] values, LabelSet labels) {
    FragmentMap regions = FragmentFinder.regions(LabelMask.of(width, height, values, labels));
    region = regions.toIds();
    areas = regions.areas();
    value = new byte[areas.length];
    for (int i = 0; i < values.length; i++) {
      value[region[i]] = values[i];
    }
  }

  /** One more than the highest number of a region. */
  int count() {
    return areas.length;
  }

  /** The region of a pixel. */
  int region(int pixel) {
    return region[pixel];
  }

  /** Pixels of the region of a pixel. */
  long area(int pixel) {
    return areas[region[pixel]];
  }

  /** The value of a region. */
  byte value(int number) {
    return value[number];
  }

  /** What lies around a hole, when one more neighbouring pixel is looked at. */
  int joined(int around, int hole, int neighbour) {
    int other = region[neighbour];
    if (other == hole || around == SEVERAL || around == other) {
      return around;
    }
    return around == NONE ? other : SEVERAL;
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.evaluate;

import java.util.Arrays;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * Resamples a segmentation to a grid of another size by nearest neighbour: cell i takes the
 * source's cell floor((i + 0.5) source / target), reckoned in whole numbers. Works run by run.
 */
final class NearestResampler {
  private NearestResampler() {}

  static Segmentation of(Segmentation source, int width, int height) {
    LabelMask mask = source.mask();
    if (mask.width() == width && mask.height() == height) {
      return source.frame().equals(PixelFrame.PHOTO)
          ? source
          : Segmentation.of(mask, source.fragments(), PixelFrame.PHOTO);
    }
    int[] first = firstColumns(mask.width(), width);
    FragmentMap map = source.fragments();
    byte[] values = new byte[width * height];
    int[] number = numbers(map, first, height);
    FragmentMap.Builder fragments = FragmentMap.builder(width, height);
    for (int y = 0; y < height; y++) {
      int row = index(y, mask.height(), height);
      for (int x = 0; x < mask.width(); ) {
        int end = mask.runEnd(x, row);
        Arrays.fill(
            values, y * width + first[x], y * width + first[end], (byte) mask.index(x, row));
        x = end;
      }
      for (int run = map.firstRun(row); run < map.firstRun(row + 1); run++) {
        int start = first[map.runStart(run)];
        int end = first[map.runEnd(run)];
        if (start < end) {
          fragments.add(y, start, end, number[map.runId(run)]);
        }
      }
    }
    return Segmentation.of(
        LabelMask.wrap(width, height, values, mask.labels()),
        fragments.build().withMarksOf(map, number),
        PixelFrame.PHOTO);
  }

  static int index(int at, int source, int target) {
    return (int) ((2L * at + 1) * source / (2L * target));
  }

  /** For each source column, and one behind, the first target column that takes it or a later. */
  private static int[] firstColumns(int source, int target) {
    int[] first = new int[source + 1];
    int x = 0;
    for (int column = 0; column <= source; column++) {
      while (x < target && index(x, source, target) < column) {
        x++;
      }
      first[column] = x;
    }
    return first;
  }

  /** New numbers without gaps for the fragments that have a cell left. */
  private static int[] numbers(FragmentMap map, int[] first, int height) {
    int[] number = new int[map.count() + 1];
    for (int y = 0; y < height; y++) {
      int row = index(y, map.height(), height);
      for (int run = map.firstRun(row); run < map.firstRun(row + 1); run++) {
        if (first[map.runStart(run)] < first[map.runEnd(run)]) {
          number[map.runId(run)] = 1;
        }
      }
    }
    int count = 0;
    for (int id = 1; id < number.length; id++) {
      number[id] = number[id] == 0 ? 0 : ++count;
    }
    return number;
  }
}

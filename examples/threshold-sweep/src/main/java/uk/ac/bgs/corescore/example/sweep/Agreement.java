// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.sweep;

import java.nio.ByteBuffer;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * How the rock that was found agrees with the labels, counted over the photo's pixels; a pixel
 * takes the cell that its centre lies in.
 *
 * @param both pixels that are rock in both
 * @param found pixels that are rock in what was found
 * @param labelled pixels that are rock in the labels
 * @param pieces fragments that were found
 * @param millis time that it took, ms
 */
record Agreement(long both, long found, long labelled, int pieces, double millis) {
  static Agreement of(LabelledPhoto truth, Segmentation segmentation, double millis) {
    LabelMask mask = segmentation.mask();
    LabelMask labels = truth.mask();
    ByteBuffer cells = mask.values();
    ByteBuffer pixels = labels.values();
    long both = 0;
    long found = 0;
    long labelled = 0;
    for (int y = 0; y < labels.height(); y++) {
      int j = (int) ((y + 0.5) * mask.height() / labels.height());
      for (int x = 0; x < labels.width(); x++) {
        int i = (int) ((x + 0.5) * mask.width() / labels.width());
        boolean isFound = mask.labels().isRock(cells.get(j * mask.width() + i) & 0xFF);
        boolean isLabelled = labels.labels().isRock(pixels.get(y * labels.width() + x) & 0xFF);
        both += isFound && isLabelled ? 1 : 0;
        found += isFound ? 1 : 0;
        labelled += isLabelled ? 1 : 0;
      }
    }
    return new Agreement(both, found, labelled, segmentation.fragments().count(), millis);
  }

  /** Intersection over union; 1 where neither holds rock. */
  double iou() {
    long union = found + labelled - both;
    return union == 0 ? 1 : (double) both / union;
  }

  /** The share of what was found that is labelled; 1 where nothing was found. */
  double precision() {
    return found == 0 ? 1 : (double) both / found;
  }

  /** The share of what is labelled that was found; 1 where nothing is labelled. */
  double recall() {
    return labelled == 0 ? 1 : (double) both / labelled;
  }
}

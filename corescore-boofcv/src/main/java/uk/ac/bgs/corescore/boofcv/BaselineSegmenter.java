// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.SegmentationException;
import uk.ac.bgs.corescore.segment.Segmenter;

/**
 * What both baselines share: they refuse work once closed, and name themselves and the photo in
 * their failures. Safe for use by many threads: nothing is kept from one photo to the next.
 */
abstract class BaselineSegmenter implements Segmenter {
  private final String id;
  private volatile boolean closed;

  BaselineSegmenter(String id) {
    this.id = id;
  }

  @Override
  public final Segmentation segment(RgbImage photo) {
    if (closed) {
      throw new IllegalStateException("segmenter " + id + " is closed");
    }
    try {
      return find(photo);
    } catch (RuntimeException e) {
      throw new SegmentationException(id, photo, "the image operations failed: " + e, e);
    }
  }

  abstract Segmentation find(RgbImage photo);

  @Override
  public final boolean shareable() {
    return true;
  }

  @Override
  public final void close() {
    closed = true;
  }
}

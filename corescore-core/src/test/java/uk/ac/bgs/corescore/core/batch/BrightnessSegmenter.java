// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import uk.ac.bgs.corescore.core.trace.FragmentFinder;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.Segmenter;

/** Bright pixels are rock. */
final class BrightnessSegmenter implements Segmenter {
  private static final byte ROCK = (byte) LabelSet.CORESCORE.indexOf("Rock_Fragment").orElseThrow();

  @Override
  public Segmentation segment(RgbImage photo) {
    byte[] labels = new byte[photo.width() * photo.height()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (photo.rgb(i % photo.width(), i / photo.width()) & 0xFF) > 128 ? ROCK : 0;
    }
    LabelMask mask = LabelMask.wrap(photo.width(), photo.height(), labels, LabelSet.CORESCORE);
    return Segmentation.of(mask, FragmentFinder.find(mask), PixelFrame.PHOTO);
  }

  @Override
  public boolean shareable() {
    return true;
  }

  @Override
  public void close() {}
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.core.trace.FragmentFinder;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.Segmentation;

class SourceTest {
  private static Source of(int width, int height) {
    Heads heads = Heads.standard();
    LabelMask mask = LabelMask.wrap(width, height, new byte[width * height], heads.labels());
    Segmentation truth = Segmentation.of(mask, FragmentFinder.find(mask), PixelFrame.PHOTO);
    RgbImage photo = RgbImage.wrap(width, height, new int[width * height]);
    TrainingExample example = new TrainingExample("photo", photo, truth, new BitSet());
    return new Source(example, heads.indicesOf(mask.labels()), 100);
  }

  /** The segmenter brings the longer side of a photo to a number of cells, however it stands. */
  @Test
  void anUprightPhotoIsLearntFromAtTheScaleOfOneThatLies() {
    assertEquals(130, of(600, 60).width());
    assertEquals(13, of(600, 60).height());
    assertEquals(13, of(60, 600).width());
    assertEquals(130, of(60, 600).height());
    RgbImage upright = RgbImage.wrap(60, 600, new int[60 * 600]);
    assertEquals(10, Resize.toLongerSide(upright, 100).width());
    assertEquals(100, Resize.toLongerSide(upright, 100).height());
  }
}

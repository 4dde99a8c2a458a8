// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;

class AgreementTest {
  @Test
  void countsPhotoPixelsUnderTheCells() {
    RgbImage photo = RgbImage.wrap(4, 2, new int[8]);
    LabelMask labels = LabelMask.of(4, 2, new byte[] {1, 1, 2, 0, 1, 0, 6, 3}, LabelSet.CORESCORE);
    Segmentation found =
        Segmentation.of(
            LabelMask.of(2, 1, new byte[] {1, 0}, LabelSet.CORESCORE),
            FragmentMap.ofIds(2, 1, new int[] {1, 0}),
            PixelFrame.covering(4, 2, 2, 1));
    Agreement agreement = Agreement.of(new LabelledPhoto("hand", photo, labels, 2), found, 1);
    assertEquals(3, agreement.both());
    assertEquals(4, agreement.found());
    assertEquals(4, agreement.labelled());
    assertEquals(3.0 / 5, agreement.iou());
    assertEquals(3.0 / 4, agreement.precision());
    assertEquals(3.0 / 4, agreement.recall());
    assertEquals(1, agreement.pieces());
  }

  /** An index is an unsigned byte. */
  @Test
  void labelsAbove127() {
    List<Label> many = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      many.add(new Label("label " + i, i == 200));
    }
    LabelSet set = new LabelSet(many);
    LabelMask labels = LabelMask.of(2, 1, new byte[] {(byte) 200, (byte) 255}, set);
    Segmentation found =
        Segmentation.of(labels, FragmentMap.ofIds(2, 1, new int[] {1, 0}), PixelFrame.PHOTO);
    RgbImage photo = RgbImage.wrap(2, 1, new int[2]);
    Agreement agreement = Agreement.of(new LabelledPhoto("hand", photo, labels, 1), found, 1);
    assertEquals(1, agreement.both());
    assertEquals(1, agreement.found());
    assertEquals(1, agreement.labelled());
  }
}

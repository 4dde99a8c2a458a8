// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.mask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.image.PixelFrame;

class SegmentationTest {
  private static Segmentation of(byte[] labels, int[] ids) {
    return Segmentation.of(
        LabelMask.of(3, 2, labels, LabelSet.CORESCORE),
        FragmentMap.ofIds(3, 2, ids),
        PixelFrame.PHOTO);
  }

  private static String refused(byte[] labels, int[] ids) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> of(labels, ids)).getMessage());
  }

  @Test
  void bothRockLabelsBelongToFragments() {
    Segmentation found = of(new byte[] {1, 2, 0, 3, 2, 6}, new int[] {1, 2, 0, 0, 2, 0});
    assertEquals(2, found.fragments().count());
    assertEquals(2, found.mask().index(1, 1));
    assertSame(PixelFrame.PHOTO, found.frame());
  }

  @Test
  void fragmentOnWhatIsNotRockIsRefusedWithItsPlace() {
    String message = refused(new byte[] {0, 0, 0, 0, 3, 0}, new int[] {0, 0, 0, 0, 1, 0});
    assertEquals(
        "fragment 1 covers cell (1, 1) of label Paper; a fragment has one rock label", message);
  }

  @Test
  void fragmentOfTwoLabelsIsRefused() {
    String message = refused(new byte[] {1, 2, 0, 0, 0, 0}, new int[] {1, 1, 0, 0, 0, 0});
    assertEquals(
        "fragment 1 covers cell (1, 0) of label Rock_Fragment_2; a fragment has one rock label",
        message);
  }

  @Test
  void eachCellOfARunIsLookedAt() {
    String message = refused(new byte[] {1, 0, 0, 1, 0, 0}, new int[] {1, 1, 0, 0, 0, 0});
    assertEquals(
        "fragment 1 covers cell (1, 0) of label Void; a fragment has one rock label", message);
  }

  @Test
  void rockWithoutFragmentIsRefused() {
    String message = refused(new byte[] {1, 1, 0, 0, 0, 1}, new int[] {1, 1, 0, 0, 0, 0});
    assertTrue(message.contains("2 cells of 3"), message);
  }

  @Test
  void sizesMustAgree() {
    LabelMask mask = LabelMask.of(3, 2, new byte[6], LabelSet.CORESCORE);
    FragmentMap turned = FragmentMap.builder(2, 3).build();
    assertThrows(
        IllegalArgumentException.class, () -> Segmentation.of(mask, turned, PixelFrame.PHOTO));
  }

  @Test
  void equalSegmentationsHaveEqualParts() {
    byte[] labels = {1, 1, 0, 0, 0, 0};
    Segmentation found = of(labels, new int[] {1, 1, 0, 0, 0, 0});
    assertEquals(found, of(labels, new int[] {1, 1, 0, 0, 0, 0}));
    assertEquals(found.hashCode(), of(labels, new int[] {1, 1, 0, 0, 0, 0}).hashCode());
    assertNotEquals(found, of(labels, new int[] {1, 2, 0, 0, 0, 0}));
    assertNotEquals(
        found, Segmentation.of(found.mask(), found.fragments(), PixelFrame.covering(6, 4, 3, 2)));
    assertTrue(found.toString().contains("3 x 2"));
  }

  @Test
  void confidenceIsPartOfItAndOfItsSize() {
    Segmentation plain = of(new byte[] {1, 1, 0, 0, 0, 0}, new int[] {1, 1, 0, 0, 0, 0});
    assertTrue(plain.confidence().isEmpty());
    ConfidenceMap confidence = ConfidenceMap.of(3, 2, new byte[] {9, 9, 9, 9, 9, 9});
    Segmentation sure = plain.withConfidence(confidence);
    assertSame(confidence, sure.confidence().orElseThrow());
    assertSame(plain.mask(), sure.mask());
    assertNotEquals(plain, sure);
    assertEquals(sure, plain.withConfidence(confidence));
    assertEquals(sure.hashCode(), plain.withConfidence(confidence).hashCode());
    assertTrue(sure.toString().contains("ConfidenceMap"));
    ConfidenceMap turned = ConfidenceMap.of(2, 3, new byte[6]);
    assertThrows(IllegalArgumentException.class, () -> plain.withConfidence(turned));
  }
}

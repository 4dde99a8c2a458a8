// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.segment.SegmentationException;

class CoreScoreExceptionTest {
  @Test
  void messageAndCauseAreKept() {
    IllegalStateException cause = new IllegalStateException("deep");
    assertSame(cause, new CoreScoreException("failed", cause).getCause());
    assertNull(new CoreScoreException("failed").getCause());
    assertEquals("failed", new CoreScoreException("failed", null).getMessage());
  }

  @Test
  void failedSegmentationNamesSegmenterAndPhoto() {
    RgbImage photo = RgbImage.of(3, 2, new int[6]);
    CoreScoreException e = new SegmentationException("edges", photo, "too small", null);
    assertEquals("segmenter edges on a photo of 3 x 2: too small", e.getMessage());
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.segment.SegmentationException;
import uk.ac.bgs.corescore.spi.OptionException;
import uk.ac.bgs.corescore.spi.ProviderException;

class CoreScoreExceptionTest {
  @Test
  void messageAndCauseAreKept() {
    IllegalStateException cause = new IllegalStateException("deep");
    assertSame(cause, new CoreScoreException(FailureKind.IO, "failed", cause).getCause());
    assertNull(new CoreScoreException(FailureKind.IO, "failed").getCause());
    assertEquals("failed", new CoreScoreException(FailureKind.IO, "failed", null).getMessage());
  }

  @Test
  void failedSegmentationNamesSegmenterAndPhoto() {
    RgbImage photo = RgbImage.of(3, 2, new int[6]);
    CoreScoreException e = new SegmentationException("edges", photo, "too small", null);
    assertEquals("segmenter edges on a photo of 3 x 2: too small", e.getMessage());
    assertEquals(FailureKind.PLUGIN, e.kind());
    assertEquals(
        FailureKind.BAD_INPUT,
        new SegmentationException(FailureKind.BAD_INPUT, "edges", photo, "too small", null).kind());
  }

  @Test
  void kindIsTheOneSaidOrThatOfTheType() {
    CoreScoreException busy = new CoreScoreException(FailureKind.BUSY, "full");
    assertEquals(FailureKind.BUSY, busy.kind());
    assertEquals(
        FailureKind.PLUGIN, new CoreScoreException(FailureKind.PLUGIN, "failed", busy).kind());
    assertEquals(FailureKind.CONFIGURATION, new OptionException("no such option").kind());
    assertEquals(FailureKind.PLUGIN, new ProviderException("none", null).kind());
  }

  @Test
  void whatItIsAboutIsSaidOnceAndChangesNothingElse() {
    OptionException thrown = new OptionException("no such option");
    StackTraceElement[] trace = thrown.getStackTrace();
    CoreScoreException named = thrown.about("box.jpg");
    assertSame(thrown, named);
    assertEquals("box.jpg: no such option", named.getMessage());
    assertEquals(
        "uk.ac.bgs.corescore.spi.OptionException: box.jpg: no such option", named.toString());
    assertArrayEquals(trace, named.getStackTrace());
    // One that a plugin throws again and again is not renamed under those who hold it.
    CoreScoreException again = thrown.about("other.jpg");
    assertSame(thrown, again.getCause());
    assertEquals("other.jpg: box.jpg: no such option", again.getMessage());
    assertEquals("box.jpg: no such option", thrown.getMessage());
    assertEquals(FailureKind.CONFIGURATION, again.kind());
  }

  @Test
  void aMessageOfItsOwnMakingIsNamedToo() {
    CoreScoreException own =
        new CoreScoreException(FailureKind.IO, "hidden") {
          private static final long serialVersionUID = 1L;

          @Override
          public String getMessage() {
            return "own words";
          }
        };
    CoreScoreException named = own.about("box.jpg");
    assertEquals("box.jpg: own words", named.getMessage());
    assertEquals(FailureKind.IO, named.kind());
    assertSame(own, named.getCause());
  }
}

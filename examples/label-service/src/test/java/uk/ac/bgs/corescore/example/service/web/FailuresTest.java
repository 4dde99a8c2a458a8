// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.annotation.AnnotationException;
import uk.ac.bgs.corescore.core.photo.PhotoReadException;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.segment.SegmentationException;

/** The status of a failure follows its kind. */
class FailuresTest {
  private static final Map<FailureKind, Integer> STATUS =
      Map.of(
          FailureKind.BAD_INPUT, 422,
          FailureKind.TOO_LARGE, 413,
          FailureKind.UNSUPPORTED, 415,
          FailureKind.NOT_FOUND, 404,
          FailureKind.BUSY, 503,
          FailureKind.CONFIGURATION, 500,
          FailureKind.PLUGIN, 500,
          FailureKind.IO, 500,
          FailureKind.OTHER, 500);

  @Test
  void everyKindHasItsStatusWhateverTheTextSays() {
    for (FailureKind kind : FailureKind.values()) {
      int expected = STATUS.getOrDefault(kind, 0);
      for (String text : new String[] {"at most 3 found", "JPEG, PNG, TIFF or BMP expected", "x"}) {
        for (CoreScoreException thrown :
            new CoreScoreException[] {
              new CoreScoreException(kind, text),
              new PhotoReadException(kind, "box.jpg", "JPEG", text, null),
              new AnnotationException(kind, "/secret/labels.json", text, null),
              new SegmentationException(kind, "own", RgbImage.of(1, 1, new int[1]), text, null)
            }) {
          ApiException told = Failures.of(new ExecutionException(thrown.about("box.jpg")), "7");
          assertEquals(expected, told.status(), kind + " " + thrown);
          assertFalse(told.text().contains("secret"), told.text());
        }
      }
    }
  }

  /** What happened inside is in the log; a client learns where to look. */
  @Test
  void whatAClientCannotChangeIsNotToldToIt() {
    ApiException told =
        Failures.of(new CoreScoreException(FailureKind.PLUGIN, "/secret/model"), "number-7");
    assertFalse(told.text().contains("secret"), told.text());
    assertEquals(
        "the photo could not be scored; the log of the service says why under number-7",
        told.text());
  }
}

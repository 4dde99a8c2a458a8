// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.groundtruth;

import java.util.Optional;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationReader;
import uk.ac.bgs.corescore.core.mask.FillRule;
import uk.ac.bgs.corescore.core.photo.PhotoDimensions;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoPairing;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.place.LabelFrame;
import uk.ac.bgs.corescore.core.place.LabelPlacer;
import uk.ac.bgs.corescore.mask.LabelSet;

/**
 * Options for reading label files and for transforming their labels to the photographs. Immutable;
 * safe for use by many threads if the advice is.
 *
 * @param frame what the labels' coordinates count
 * @param yUpwards whether y is 0 at the top of the photo and negative in it
 * @param emptyIsNoRock whether a photo without a shape has no rock, though its label file does not
 *     state that it was annotated
 * @param rule which pixels a polygon covers
 * @param strict whether a label file is refused at its first bad or doubtful shape
 * @param annotator whose annotations are read where several people made some: an id or a mail
 *     address as in the file; empty for the file's ground truth, else the latest
 * @param scalesFirst whether the canvas of the table of scales counts more than the size that a
 *     label file states
 * @param advice hints that are added to messages
 */
public record LabelReading(
    LabelFrame frame,
    boolean yUpwards,
    boolean emptyIsNoRock,
    FillRule rule,
    boolean strict,
    Optional<String> annotator,
    boolean scalesFirst,
    PlacementAdvice advice) {
  /** Labels as their files state them, by exact pixel centres; the table of scales counts more. */
  public static final LabelReading DEFAULT = of(LabelFrame.CHECKED, false, false, true);

  /**
   * A reading by pixel centres that is not strict, of any annotator, without advice.
   *
   * @param frame what the labels' coordinates count
   * @param yUpwards whether y runs upwards from the top of the photo
   * @param emptyIsNoRock whether a photo without a shape has no rock
   * @param scalesFirst whether the table of scales counts more than the stated size
   * @return the reading
   */
  public static LabelReading of(
      LabelFrame frame, boolean yUpwards, boolean emptyIsNoRock, boolean scalesFirst) {
    return new LabelReading(
        frame,
        yUpwards,
        emptyIsNoRock,
        FillRule.EXACT,
        false,
        Optional.empty(),
        scalesFirst,
        PlacementAdvice.NONE);
  }

  /**
   * The same with other advice.
   *
   * @param other hints that are added to messages
   * @return a copy
   */
  public LabelReading withAdvice(PlacementAdvice other) {
    return new LabelReading(
        frame, yUpwards, emptyIsNoRock, rule, strict, annotator, scalesFirst, other);
  }

  /** A reader of label files; formats in shares of a photo find its size in the pairing. */
  AnnotationReader reader(PhotoPairing pairing) {
    AnnotationReader reader =
        AnnotationReader.create()
            .withPhotoSizes(
                name ->
                    pairing
                        .canvas(name)
                        .map(canvas -> new AnnotatedPhoto.Size(canvas.width(), canvas.height()))
                        .or(() -> found(name, pairing).map(match -> size(match.photo()))));
    if (annotator.isPresent()) {
      reader = reader.withAnnotator(annotator.get());
    }
    return strict ? reader.strict() : reader;
  }

  private static AnnotatedPhoto.Size size(PhotoFile photo) {
    PhotoDimensions read = PhotoReader.create().dimensions(photo.file());
    return new AnnotatedPhoto.Size(read.width(), read.height());
  }

  /** The photo of a name; an ambiguous name is reported where the photo is needed. */
  static Optional<PhotoPairing.Match> found(String name, PhotoPairing pairing) {
    try {
      return pairing.find(name);
    } catch (CoreScoreException e) {
      return Optional.empty();
    }
  }

  /**
   * Lays labels onto photographs.
   *
   * @param labels which labels are rock
   */
  LabelPlacement placement(PhotoPairing pairing, LabelSet labels) {
    LabelPlacer placer = LabelPlacer.create().withFrame(frame).withLabels(labels);
    placer = yUpwards ? placer.withYUpwards() : placer;
    placer = emptyIsNoRock ? placer.withEmptyAsAnnotated() : placer;
    return new LabelPlacement(strict ? placer.strict() : placer, pairing, scalesFirst, advice);
  }
}

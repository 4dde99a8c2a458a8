// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.groundtruth;

import java.io.IOException;
import java.util.Optional;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.report.FailureText;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * A photo with its ground truth. The ground truth is rasterized on request, so one photo is in
 * memory at a time. Safe for use by many threads.
 *
 * @param name the photo's name without extension, with its folders; the mask's where there is no
 *     photo
 * @param source the photo's name in the ground truth, by which predictions are found
 * @param photo the photo's file; empty where there are masks alone
 * @param drawing draws the ground truth
 * @param hashing hashes what the ground truth is made of
 * @param failure why the labels cannot be used; empty if they can
 * @param rows where the rows of core lie, in pixels of the photo; empty where the ground truth does
 *     not say
 */
public record LabelledPhoto(
    String name,
    String source,
    Optional<PhotoFile> photo,
    Drawing drawing,
    Hashing hashing,
    Optional<String> failure,
    Optional<Layout> rows) {
  /** Draws the ground truth of a photo. */
  @FunctionalInterface
  public interface Drawing {
    /**
     * Draws it.
     *
     * @return labels and fragments; of a label file on the photo's own pixels, of a mask on the
     *     mask's
     * @throws IOException if a file cannot be read
     */
    Segmentation draw() throws IOException;
  }

  /** Hashes the ground truth of a photo. */
  @FunctionalInterface
  public interface Hashing {
    /**
     * Hashes it without drawing it.
     *
     * @return SHA-256 in 64 hexadecimal digits
     * @throws IOException if a file cannot be read
     */
    String sha256() throws IOException;
  }

  /**
   * A photo whose labels can be used.
   *
   * @param name the photo's name without extension
   * @param source the photo's name in the ground truth
   * @param photo the photo's file, if there is one
   * @param drawing draws the ground truth
   * @param hashing hashes it
   * @return the photo
   */
  public static LabelledPhoto of(
      String name, String source, Optional<PhotoFile> photo, Drawing drawing, Hashing hashing) {
    return new LabelledPhoto(
        name, source, photo, drawing, hashing, Optional.empty(), Optional.empty());
  }

  /** A photo whose labels cannot be used. */
  static LabelledPhoto failed(
      String name, String source, PhotoFile photo, CoreScoreException problem) {
    return new LabelledPhoto(
        name,
        source,
        Optional.of(photo),
        () -> {
          throw problem;
        },
        () -> {
          throw problem;
        },
        Optional.of(FailureText.of(problem)),
        Optional.empty());
  }

  /**
   * The same photo, of which the rows are known.
   *
   * @param layout where the rows of core lie, in pixels of the photo
   * @return a copy
   */
  public LabelledPhoto withRows(Layout layout) {
    return new LabelledPhoto(name, source, photo, drawing, hashing, failure, Optional.of(layout));
  }

  /**
   * The photo's file.
   *
   * @return the file
   * @throws CoreScoreException if there is none
   */
  public PhotoFile requirePhoto() {
    return photo.orElseThrow(
        () ->
            new CoreScoreException(FailureKind.NOT_FOUND, source + ": expected a photo, has none"));
  }

  /**
   * Draws the ground truth.
   *
   * @return labels and fragments
   * @throws CoreScoreException if the labels cannot be used
   * @throws IOException if a file cannot be read
   */
  public Segmentation draw() throws IOException {
    return drawing.draw();
  }

  /**
   * Hashes the ground truth: equal for the same labels, outlines and fill rule, whatever file they
   * are in.
   *
   * @return SHA-256 in 64 hexadecimal digits
   * @throws CoreScoreException if the labels cannot be used
   * @throws IOException if a file cannot be read
   */
  public String sha256() throws IOException {
    return hashing.sha256();
  }
}

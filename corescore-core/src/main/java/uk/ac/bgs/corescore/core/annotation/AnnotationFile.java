// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.nio.file.Path;
import java.util.List;

/**
 * The content of a label file.
 *
 * @param file the file; for a stream the name given by the host
 * @param format its format
 * @param photos one for each record, in the order of the file; several may be of the same photo
 * @param problems shapes that were left out, or kept but doubtful, in the order of the file
 */
public record AnnotationFile(
    Path file,
    AnnotationFormat format,
    List<AnnotatedPhoto> photos,
    List<AnnotationProblem> problems) {
  /**
   * Copies the lists.
   *
   * @param file the file
   * @param format its format
   * @param photos the records
   * @param problems what was left out or is doubtful
   */
  public AnnotationFile {
    photos = List.copyOf(photos);
    problems = List.copyOf(problems);
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.groundtruth;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem;

/**
 * The records of label files that {@link MaskDrawing} draws. Immutable; safe for use by many
 * threads.
 */
public final class LabelRecords {
  private final List<Entry> entries;
  private final List<AnnotationProblem> problems;
  private final LabelPlacement placement;
  private final Optional<String> missing;

  /**
   * A record.
   *
   * @param file its label file
   * @param annotated the record
   * @param problems what was found in that file
   */
  record Entry(Path file, AnnotatedPhoto annotated, List<AnnotationProblem> problems) {
    boolean isOf(AnnotationProblem problem) {
      return annotated.name().equals(problem.record());
    }
  }

  LabelRecords(
      List<Entry> entries,
      List<AnnotationProblem> problems,
      LabelPlacement placement,
      Optional<String> missing) {
    this.entries = List.copyOf(entries);
    this.problems = List.copyOf(problems);
    this.placement = placement;
    this.missing = missing;
  }

  /**
   * What was found in the shapes of the records.
   *
   * @return shapes that are left out, or doubtful; of all records where none was chosen
   */
  public List<AnnotationProblem> problems() {
    return problems;
  }

  /**
   * Why there is no record to draw.
   *
   * @return a sentence with the names that are nearest; empty if there are records
   */
  public Optional<String> missing() {
    return missing;
  }

  /**
   * The photos that are skipped, because they have no shape and their label file does not state
   * that they were annotated.
   *
   * @return a sentence; empty if there are none
   */
  public Optional<String> unannotated() {
    List<String> names =
        entries.stream()
            .map(Entry::annotated)
            .filter(placement.placer()::isUnknown)
            .map(AnnotatedPhoto::name)
            .toList();
    return names.isEmpty() ? Optional.empty() : Optional.of(placement.unannotated(names));
  }

  /**
   * Whether there is no record to draw.
   *
   * @return true if no record states anything of its photo
   */
  public boolean isEmpty() {
    return annotated().isEmpty();
  }

  /** The records with labels or a statement about their photo. */
  List<Entry> annotated() {
    return entries.stream()
        .filter(entry -> !placement.placer().isUnknown(entry.annotated()))
        .toList();
  }

  LabelPlacement placement() {
    return placement;
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uk.ac.bgs.corescore.core.internal.FileName;
import uk.ac.bgs.corescore.mask.LabelSet;

/** Takes what is found in a file: photos and problems. */
final class AnnotationCollector {
  /** The kinds that a strict reader allows. */
  private static final Set<AnnotationProblem.Kind> ALLOWED =
      Set.of(AnnotationProblem.Kind.CHOSEN, AnnotationProblem.Kind.CROWD);

  private final Optional<LabelSet> labels;
  private final boolean strict;
  private final Optional<AnnotatedPhoto.Size> usual;
  private final Optional<String> annotator;
  private final PhotoSizes sizes;
  private final List<AnnotatedPhoto> photos = new ArrayList<>();
  private final List<AnnotationProblem> problems = new ArrayList<>();
  private String file = "";

  /**
   * An empty collector.
   *
   * @param usual the size of photos whose record does not state it, if it is known
   * @param annotator whose annotations are read; all if it is empty
   * @param sizes sizes of photos, for formats that need them
   */
  AnnotationCollector(
      Optional<LabelSet> labels,
      boolean strict,
      Optional<AnnotatedPhoto.Size> usual,
      Optional<String> annotator,
      PhotoSizes sizes) {
    this.labels = labels;
    this.strict = strict;
    this.usual = usual;
    this.annotator = annotator;
    this.sizes = sizes;
  }

  /** The size of a photo by its name, from the host. */
  Optional<AnnotatedPhoto.Size> hostSize(String name) {
    return sizes.of(name).or(() -> usual);
  }

  /** What comes next is from this file or entry. */
  void begin(String name) {
    file = name;
  }

  void report(
      AnnotationProblem.Kind kind, String record, String shape, String label, String reason) {
    AnnotationProblem problem = new AnnotationProblem(file, record, shape, label, kind, reason);
    if (strict && !ALLOWED.contains(kind)) {
      throw new AnnotationException(problem);
    }
    problems.add(problem);
  }

  /** A record as a whole is not as it should be. */
  void malformed(String record, String reason) {
    report(AnnotationProblem.Kind.MALFORMED, record, "", "", reason);
  }

  /**
   * Begins a photo. A record without a name is reported; its shapes are then checked but not kept.
   *
   * @param place the record's place in the file, for a record without a name
   * @param name the photo's name, perhaps with folders
   */
  AnnotatedPhotoBuilder photo(String place, String name, Optional<AnnotatedPhoto.Size> size) {
    String last = FileName.last(name);
    if (last.isBlank()) {
      malformed(place, "the record does not name its photo");
    }
    return new AnnotatedPhotoBuilder(
        this, last.isBlank() ? place : name, !last.isBlank(), size.or(() -> usual));
  }

  /** The size of a photo, where both numbers are sound. */
  static Optional<AnnotatedPhoto.Size> size(double width, double height) {
    return isSide(width) && isSide(height)
        ? Optional.of(new AnnotatedPhoto.Size((int) width, (int) height))
        : Optional.empty();
  }

  private static boolean isSide(double side) {
    return side >= 1 && side <= 1e7 && side == Math.rint(side);
  }

  /** Whether annotations of this person are read. */
  boolean isAnnotator(String by) {
    return annotator.isEmpty() || annotator.get().equals(by);
  }

  /** Whether it is known which labels there are. */
  boolean hasLabelSet() {
    return labels.isPresent();
  }

  boolean isKnown(String label) {
    return labels.isEmpty() || labels.get().indexOf(label).isPresent();
  }

  void add(AnnotatedPhoto photo) {
    photos.add(photo);
  }

  List<AnnotatedPhoto> photos() {
    return photos;
  }

  List<AnnotationProblem> problems() {
    return problems;
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;

/**
 * One annotator's annotation of a photo, in formats that allow several annotators.
 *
 * @param content the annotation
 * @param id its id in the file
 * @param by who made it
 * @param when when it was made, as text that sorts; empty if the file does not state it
 * @param isTruth whether the file states that it is the one to go by
 */
record AnnotatorEntry(JsonValue content, String id, String by, String when, boolean isTruth) {
  /** By time; without a time, by the increasing id. */
  private static final Comparator<AnnotatorEntry> BY_AGE =
      Comparator.comparing(AnnotatorEntry::when)
          .thenComparingInt(opinion -> opinion.id().length())
          .thenComparing(AnnotatorEntry::id);

  /**
   * The one that counts: of those by the annotator requested, or of all, the ground truth, else the
   * latest. Which were skipped is reported.
   *
   * @param all those that were not cancelled, of one photo
   * @param record the photo's name, or its place in the file
   */
  static Optional<AnnotatorEntry> choose(
      List<AnnotatorEntry> all, String record, AnnotationCollector findings) {
    List<AnnotatorEntry> requested =
        all.stream().filter(one -> findings.isAnnotator(one.by())).toList();
    List<AnnotatorEntry> truths = requested.stream().filter(AnnotatorEntry::isTruth).toList();
    Optional<AnnotatorEntry> chosen = (truths.isEmpty() ? requested : truths).stream().max(BY_AGE);
    if (all.size() > 1 || requested.size() < all.size()) {
      String others =
          all.stream()
              .filter(one -> !Optional.of(one).equals(chosen))
              .map(AnnotatorEntry::text)
              .collect(Collectors.joining(", "));
      String why =
          !truths.isEmpty()
              ? "the ground truth"
              : requested.size() < all.size() ? "by the annotator asked for" : "the latest";
      findings.report(
          Kind.CHOSEN,
          record,
          "",
          "",
          chosen.map(one -> one.text() + " is read, " + why).orElse("none is by the annotator")
              + "; skipped: "
              + others);
    }
    return chosen;
  }

  private String text() {
    return "annotation " + (id.isEmpty() ? "?" : id) + (by.isEmpty() ? "" : " by " + by);
  }
}

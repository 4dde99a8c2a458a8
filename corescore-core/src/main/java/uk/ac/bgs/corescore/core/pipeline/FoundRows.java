// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.layout.find.LayoutSelector;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.RowOrientation;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * What is known of a photo's rows after a search.
 *
 * @param layout the rows, read as was said, in pixels of the whole photo
 * @param provenance who found them, with what was tried
 * @param segmentation the answer to them on the photo's image, where they were tried
 * @param remark what a person should know of it
 */
record FoundRows(
    Layout layout,
    Provenance.Finder provenance,
    Optional<Segmentation> segmentation,
    Optional<String> remark) {

  /**
   * The outcome of a search.
   *
   * @param trial what was tried and taken
   * @param finder who looked
   */
  static FoundRows of(LayoutSelector trial, Provenance.Finder finder) {
    List<Provenance.Tried> tried =
        trial.tried().stream()
            .map(
                one ->
                    new Provenance.Tried(
                        orientation(one.layout()),
                        one.layout().rows().size(),
                        one.confidence(),
                        one.layout().equals(trial.taken())))
            .toList();
    return new FoundRows(
        trial.taken(), finder.withTried(tried), trial.segmentation(), remark(finder, tried));
  }

  private static RowOrientation orientation(Layout layout) {
    return layout.rows().isEmpty() ? RowOrientation.HORIZONTAL : layout.rows().get(0).orientation();
  }

  private static Optional<String> remark(Provenance.Finder finder, List<Provenance.Tried> tried) {
    return tried.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "its rows were in doubt ("
                + finder.id()
                + "), so several layouts were tried: "
                + tried.stream().map(FoundRows::text).collect(Collectors.joining("; ")));
  }

  private static String text(Provenance.Tried tried) {
    return (tried.rows() == 1 ? "one " : tried.rows() + " ")
        + tried.orientation().id()
        + (tried.rows() == 1 ? " row" : " rows")
        + ", confidence "
        + NumberText.readable(tried.confidence(), 3)
        + (tried.taken() ? ", taken" : "");
  }
}

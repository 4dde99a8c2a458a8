// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.layout.RowSegmenter;
import uk.ac.bgs.corescore.core.layout.find.LayoutSelector;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.RowOrientation;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.Segmenter;

/**
 * The rows of a photo, given or found.
 *
 * @param layout the rows, read as was said, in pixels of the whole photo
 * @param byRow whether each row is segmented separately; else the photo is, as it is
 * @param provenance who found them, with what was tried; empty where they were given
 * @param segmentation the result to them on the photo's image, where they were tried
 * @param remark a remark about it
 */
record FoundRows(
    Layout layout,
    boolean byRow,
    Optional<Provenance.Finder> provenance,
    Optional<Segmentation> segmentation,
    Optional<String> remark) {

  /** Rows that a host gave. */
  static FoundRows given(Layout layout) {
    return new FoundRows(
        layout, !layout.isPhoto(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * The result of a search.
   *
   * @param trial what was tried and taken
   * @param finder the finder
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
        trial.taken(),
        !RowSegmenter.isWholePhoto(trial.taken()),
        Optional.of(finder.withTried(tried)),
        trial.segmentation(),
        remark(finder, tried));
  }

  /** The segmenter's prediction, on the grid of the image where there are rows. */
  Segmentation segment(RgbImage image, Segmenter segmenter) {
    if (!byRow) {
      return segmenter.segment(image);
    }
    return segmentation.orElseGet(
        () ->
            RowSegmenter.segment(image, layout.scaledTo(image.width(), image.height()), segmenter));
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

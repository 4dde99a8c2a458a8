// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.internal.plugin.PluginCall;
import uk.ac.bgs.corescore.core.layout.RowReading;
import uk.ac.bgs.corescore.core.layout.find.LayoutTrial;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.LayoutFinder;
import uk.ac.bgs.corescore.layout.RowOrientation;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.Segmenter;

/**
 * Looks for the rows of a photo, and tries the layouts between which the finder is in doubt. As
 * safe for many threads as finder and segmenter.
 *
 * @param finder who looks
 * @param provenance the finder, for the record
 * @param reading what is known of the rows
 * @param segmenter who looks at the rows of each layout where there are several
 * @param segmenterName what it is called in messages
 */
record RowSearch(
    LayoutFinder finder,
    Provenance.Finder provenance,
    RowReading reading,
    Segmenter segmenter,
    String segmenterName) {

  /**
   * What is known of a photo's rows.
   *
   * @param layout the rows, read as was said, in pixels of the whole photo
   * @param provenance who found them, with what was tried
   * @param segmentation the answer to them on the photo's image, where they were tried
   * @param remark what a person should know of it
   */
  record Found(
      Layout layout,
      Provenance.Finder provenance,
      Optional<Segmentation> segmentation,
      Optional<String> remark) {}

  /** Asks the finder about a photo's image. */
  Found search(Photo photo) {
    List<Layout> candidates = candidates(photo);
    LayoutTrial trial =
        PluginCall.guarded(
            photo.name(),
            segmenterName,
            () -> LayoutTrial.of(photo.image(), candidates, segmenter));
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
    return new Found(
        trial.taken(), provenance.withTried(tried), trial.segmentation(), remark(tried));
  }

  private static RowOrientation orientation(Layout layout) {
    return layout.rows().isEmpty() ? RowOrientation.HORIZONTAL : layout.rows().get(0).orientation();
  }

  private Optional<String> remark(List<Provenance.Tried> tried) {
    return tried.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "its rows were in doubt ("
                + provenance.id()
                + "), so several layouts were tried: "
                + tried.stream().map(RowSearch::text).collect(Collectors.joining("; ")));
  }

  private static String text(Provenance.Tried tried) {
    return (tried.rows() == 1 ? "one " : tried.rows() + " ")
        + tried.orientation().id()
        + (tried.rows() == 1 ? " row" : " rows")
        + ", confidence "
        + NumberText.readable(tried.confidence(), 3)
        + (tried.taken() ? ", taken" : "");
  }

  /** What the finder says of the photo's image, read as was said, in pixels of the photo. */
  private List<Layout> candidates(Photo photo) {
    RgbImage image = photo.image();
    String who = "layout finder " + provenance.id();
    List<Layout> found = PluginCall.guarded(photo.name(), who, () -> finder.candidates(image));
    if (found.isEmpty()) {
      throw new CoreScoreException(
          FailureKind.PLUGIN, photo.name() + ": " + who + " gave no layout", null);
    }
    for (Layout layout : found) {
      Layout given = PluginCall.guarded(photo.name(), who, () -> layout);
      requireOf(image, given, photo.name() + ": " + who);
    }
    return said(found).stream()
        .map(layout -> layout.scaledTo(photo.width(), photo.height()))
        .map(layout -> read(photo, layout))
        .toList();
  }

  /** Where a person says which way rows run that is in no doubt. */
  private List<Layout> said(List<Layout> found) {
    if (reading.orientation().isEmpty()) {
      return found;
    }
    List<Layout> fitting =
        found.stream()
            .filter(
                layout ->
                    layout.rows().stream()
                        .allMatch(row -> row.orientation() == reading.orientation().get()))
            .toList();
    return fitting.isEmpty() ? found.subList(0, 1) : fitting;
  }

  /** Rows read as a person says. */
  Layout read(Photo photo, Layout layout) {
    return PluginCall.guarded(photo.name(), "reading of rows", () -> reading.applied(layout));
  }

  private static void requireOf(RgbImage image, Layout layout, String who) {
    if (layout.photoWidth() != image.width() || layout.photoHeight() != image.height()) {
      throw new CoreScoreException(
          FailureKind.PLUGIN,
          who
              + " was shown "
              + image.width()
              + " x "
              + image.height()
              + " px and gave a layout of "
              + layout.photoWidth()
              + " x "
              + layout.photoHeight(),
          null);
    }
  }
}

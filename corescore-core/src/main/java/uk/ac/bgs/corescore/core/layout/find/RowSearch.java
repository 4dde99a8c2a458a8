// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout.find;

import java.util.List;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.plugin.PluginCall;
import uk.ac.bgs.corescore.core.layout.RowReading;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.LayoutFinder;
import uk.ac.bgs.corescore.segment.Segmenter;

/**
 * Finds the rows of a photo: calls a finder, checks its result, applies the reading hints, and
 * tries the layouts between which the finder is in doubt. As safe for many threads as finder and
 * segmenter.
 *
 * @param finder the finder; its owner closes it
 * @param finderName what it is called in messages
 * @param reading what is known of the rows
 * @param segmenter segments the rows of each layout where there are several; its owner closes it
 * @param segmenterName what it is called in messages
 */
public record RowSearch(
    LayoutFinder finder,
    String finderName,
    RowReading reading,
    Segmenter segmenter,
    String segmenterName) {

  /**
   * Calls the finder for a photo's image.
   *
   * @param photo the photo, whose image may be a smaller copy
   * @return the layout to be used, in pixels of the whole photo, with what was tried and, on the
   *     pixels of the image, the segmenter's prediction for it
   * @throws CoreScoreException if the finder or the segmenter fails, or the finder gives no layout
   *     or one of another size than the image; the message names the photo
   */
  public LayoutSelector search(Photo photo) {
    List<Layout> candidates = candidates(photo);
    return PluginCall.guarded(
        photo.name(), segmenterName, () -> LayoutSelector.of(photo.image(), candidates, segmenter));
  }

  /** What the finder says of the photo's image, read as was said, in pixels of the photo. */
  private List<Layout> candidates(Photo photo) {
    RgbImage image = photo.image();
    List<Layout> found =
        PluginCall.guarded(photo.name(), finderName, () -> finder.candidates(image));
    if (found.isEmpty()) {
      throw new CoreScoreException(
          FailureKind.PLUGIN, photo.name() + ": " + finderName + " gave no layout", null);
    }
    for (Layout layout : found) {
      Layout given = PluginCall.guarded(photo.name(), finderName, () -> layout);
      requireOf(image, given, photo.name() + ": " + finderName);
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

  /**
   * Reads rows as a person says.
   *
   * @param photo the photo
   * @param layout its rows
   * @return the same rows
   * @throws CoreScoreException if a row contradicts what is stated; the message names the photo and
   *     the row
   */
  public Layout read(Photo photo, Layout layout) {
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

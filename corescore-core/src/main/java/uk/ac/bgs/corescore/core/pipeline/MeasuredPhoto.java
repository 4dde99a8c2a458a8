// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import java.util.function.Supplier;
import uk.ac.bgs.corescore.core.internal.plugin.PluginCall;
import uk.ac.bgs.corescore.core.layout.RowFragments;
import uk.ac.bgs.corescore.core.measure.FragmentMeasurer;
import uk.ac.bgs.corescore.core.measure.LargePhotoMeasurer;
import uk.ac.bgs.corescore.core.measure.SmallFragments;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoReducer;
import uk.ac.bgs.corescore.core.trace.SegmentationResampler;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.FragmentSet;

/**
 * A photo, what was found on the grid of its image, and the fragments, measured in pixels of the
 * whole photo, without those that are too small, and numbered along the rows of core.
 */
record MeasuredPhoto(Photo photo, Segmentation segmentation, FragmentSet fragments) {

  /**
   * Measures what was found in a photo.
   *
   * @param photo the photo; of one that is a copy the fragments are measured on the whole photo's
   *     pixels
   * @param segmenterName the name of the segmenter, for messages
   * @param answer what was found, on any grid that covers the photo
   * @param minArea fragments of at most this many photo pixels are left out
   * @param layout the photo's rows
   * @param cutOut whether the rows were cut out of the image and segmented each on its own
   */
  static MeasuredPhoto of(
      Photo photo,
      String segmenterName,
      Supplier<Segmentation> answer,
      double minArea,
      Layout layout,
      boolean cutOut) {
    Segmentation given = PluginCall.guarded(photo.name(), segmenterName, answer);
    return (photo.reduced()
            ? ofCopy(photo, segmenterName, given, minArea, cutOut)
            : ofWhole(photo, segmenterName, given, minArea))
        .along(layout);
  }

  private MeasuredPhoto along(Layout layout) {
    FragmentMap map = segmentation.fragments();
    RowFragments.Ordered ordered =
        RowFragments.ordered(
            segmentation,
            RowFragments.numbered(fragments, map, layout.scaledTo(map.width(), map.height())),
            layout);
    return new MeasuredPhoto(photo, ordered.segmentation(), ordered.fragments());
  }

  private static MeasuredPhoto ofWhole(
      Photo photo, String segmenterName, Segmentation given, double minArea) {
    RgbImage image = photo.image();
    Segmentation onPhoto =
        PluginCall.guarded(
            photo.name(),
            segmenterName,
            () -> SegmentationResampler.resample(given, image.width(), image.height()));
    Segmentation kept = SmallFragments.leaveOut(onPhoto, minArea);
    return new MeasuredPhoto(photo, kept, FragmentMeasurer.measure(kept));
  }

  /** The image, too, becomes as small as the grid of the segmenter's result. */
  private static MeasuredPhoto ofCopy(
      Photo photo, String segmenterName, Segmentation given, double minArea, boolean cutOut) {
    RgbImage copy = photo.image();
    Segmentation found =
        PluginCall.guarded(
            photo.name(),
            segmenterName,
            () -> {
              boolean finer =
                  given.mask().width() > copy.width() || given.mask().height() > copy.height();
              return finer
                  ? SegmentationResampler.resample(given, copy.width(), copy.height())
                  : SegmentationResampler.requireCovering(given, copy.width(), copy.height());
            });
    LargePhotoMeasurer.Measured measured =
        LargePhotoMeasurer.measure(found, photo.width(), photo.height(), minArea);
    RgbImage picture = PhotoReducer.reduce(copy, found.mask().width(), found.mask().height());
    Photo small = photo.withImage(picture);
    return new MeasuredPhoto(
        cutOut ? small.withRemark(cutOutOf(copy)) : small,
        measured.segmentation(),
        measured.fragments());
  }

  private static String cutOutOf(RgbImage copy) {
    return "its rows of core were cut out of a copy of "
        + copy.width()
        + " x "
        + copy.height()
        + " px, as it was too large to be held whole";
  }
}

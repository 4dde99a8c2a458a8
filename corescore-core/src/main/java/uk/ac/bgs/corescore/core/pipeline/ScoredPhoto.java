// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.FragmentSet;
import uk.ac.bgs.corescore.score.AreaScore;
import uk.ac.bgs.corescore.score.ExtraMeasure;

/**
 * Everything that came out of one photograph: each step's value, so that a figure can be traced
 * back to its pixels.
 *
 * @param photo what was scored
 * @param segmentation labels and fragments on the grid of the photo's image, without the fragments
 *     that were left out as too small; its fragment ids are those of {@code fragments}. That is the
 *     photo's own grid unless the photo is {@linkplain Photo#reduced() reduced}
 * @param fragments the fragments with polygons and measures, in pixels of the whole photo; the sum
 *     of their areas is the number of rock pixels in the mask, unless the photo is reduced
 * @param score the six measures, and what the scorer added
 * @param scale size of a photo pixel on the core, empty where it is not known
 * @param provenance how this came about
 * @param doubt why a person should check it before its figures are used; empty where nothing was
 *     found, and without a segmenter
 * @param layout where the rows of core lie, in pixels of the whole photo; {@link Layout#whole} of a
 *     photo that was scored as it is
 */
public record ScoredPhoto(
    Photo photo,
    Segmentation segmentation,
    FragmentSet fragments,
    AreaScore score,
    Optional<PixelScale> scale,
    Provenance provenance,
    Optional<Doubt> doubt,
    Layout layout) {
  /** Rock pixels with a confidence below this count as uncertain. */
  public static final double UNCERTAIN_BELOW = 0.8;

  /**
   * Checks that the segmentation lies on the grid of the photo's image, and that the layout is of a
   * photo of that size.
   *
   * @param photo what was scored
   * @param segmentation labels and fragments on the grid of the photo's image
   * @param fragments the fragments with polygons and measures
   * @param score the six measures
   * @param scale size of a photo pixel on the core
   * @param provenance how this came about
   * @param doubt why a person should check it
   * @param layout where the rows of core lie
   */
  public ScoredPhoto {
    int columns = photo.image().width();
    int rows = photo.image().height();
    if (!segmentation
            .frame()
            .equals(PixelFrame.covering(photo.width(), photo.height(), columns, rows))
        || segmentation.mask().width() != columns
        || segmentation.mask().height() != rows) {
      throw new IllegalArgumentException(segmentation + " is not on the grid of " + photo.image());
    }
    if (layout.photoWidth() != photo.width() || layout.photoHeight() != photo.height()) {
      throw new IllegalArgumentException(
          "a layout of "
              + layout.photoWidth()
              + " x "
              + layout.photoHeight()
              + " for a photo of "
              + photo.width()
              + " x "
              + photo.height());
    }
  }

  /**
   * A result of a photo that was scored whole.
   *
   * @param photo what was scored
   * @param segmentation labels and fragments on the grid of the photo's image
   * @param fragments the fragments with polygons and measures
   * @param score the six measures
   * @param scale size of a photo pixel on the core
   * @param provenance how this came about
   * @param doubt why a person should check it
   */
  public ScoredPhoto(
      Photo photo,
      Segmentation segmentation,
      FragmentSet fragments,
      AreaScore score,
      Optional<PixelScale> scale,
      Provenance provenance,
      Optional<Doubt> doubt) {
    this(
        photo,
        segmentation,
        fragments,
        score,
        scale,
        provenance,
        doubt,
        Layout.whole(photo.width(), photo.height()));
  }

  /**
   * A result without doubt of a whole photo, such as one that a person drew.
   *
   * @param photo what was scored
   * @param segmentation labels and fragments on the grid of the photo's image
   * @param fragments the fragments with polygons and measures
   * @param score the six measures
   * @param scale size of a photo pixel on the core
   * @param provenance how this came about
   */
  public ScoredPhoto(
      Photo photo,
      Segmentation segmentation,
      FragmentSet fragments,
      AreaScore score,
      Optional<PixelScale> scale,
      Provenance provenance) {
    this(photo, segmentation, fragments, score, scale, provenance, Optional.empty());
  }

  /**
   * How sure the segmenter is of the rock: the mean confidence over the pixels of all fragments.
   * Cost: those pixels.
   *
   * @return 0 to 1; empty where the segmenter has no confidence or there is no rock
   */
  public OptionalDouble confidence() {
    if (segmentation.confidence().isEmpty() || segmentation.fragments().count() == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(segmentation.confidence().get().means(segmentation.fragments())[0]);
  }

  /**
   * Which share of the rock pixels has a confidence below {@link #UNCERTAIN_BELOW}. Cost: those
   * pixels.
   *
   * @return 0 to 1; empty where the segmenter has no confidence or there is no rock
   */
  public OptionalDouble uncertainShare() {
    return segmentation.confidence().isEmpty()
        ? OptionalDouble.empty()
        : segmentation.confidence().get().shareBelow(UNCERTAIN_BELOW, segmentation.fragments());
  }

  /**
   * The result in a line.
   *
   * @return name, number of fragments, share of rock, time, what an area scorer adds, why it is in
   *     doubt, and what is to be known of the file
   */
  public String summary() {
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s: %d fragments, %.1f %% rock, %d ms",
                photo.name(),
                score.totalFragments(),
                100 * score.relativeArea(),
                provenance.elapsed().toMillis()));
    for (ExtraMeasure extra : score.extras()) {
      extra.text().ifPresent(text -> line.append("; " + extra.name() + ": " + text));
    }
    doubt.ifPresent(why -> line.append("; in doubt: " + why.reason()));
    for (String remark : photo.remarks()) {
      line.append("; the file: " + remark);
    }
    return line.toString();
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * Why a person should check a result before its figures are used: the photo may show no core, or
 * show it in a way that the segmenter was not trained on. A doubt is not a proof, and a result
 * without one may be wrong; for the measured rates see {@code docs/doubts.md}.
 *
 * @param kind what was seen
 * @param reason the same as a sentence for a person, with the figure
 * @param figure what was measured
 * @param threshold beyond which figure there is a doubt
 */
public record Doubt(Kind kind, String reason, double figure, double threshold) {
  /** The reasons for a doubt, in the order of the checks. */
  public enum Kind {
    /** Less of the photo than the threshold is rock. The box may be empty. */
    NO_ROCK,
    /** More of the photo than the threshold is rock: no tray is in sight. */
    ALL_ROCK,
    /**
     * The contrast of neighbouring pixels in the rock, over that of pixels four apart, is below the
     * threshold; a smooth image has 0.25. Looked at with the longer side at most 2000 pixels.
     */
    BLURRED,
    /**
     * The photo is more times as high as wide than the threshold, so that core runs from top to
     * bottom, and its segmenter is trained on rows from left to right.
     */
    UPRIGHT,
    /** More of the rock pixels than the threshold have a confidence below 0.8. */
    UNCERTAIN;

    /**
     * How tables and files name it.
     *
     * @return the name in lower case, words joined by underscores
     */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final double MIN_ROCK = 0.01;
  private static final double MAX_ROCK = 0.93;
  private static final double MIN_CONTRAST = 0.33;
  private static final double HIGHEST = 2;
  private static final double MAX_UNCERTAIN = 0.12;

  /**
   * Looks whether a segmenter's result is in doubt. A segmentation without confidence, as the
   * classical segmenters give it, is not requested {@link Kind#UPRIGHT} and {@link Kind#UNCERTAIN}.
   * Cost: a pass over the photo's pixels.
   *
   * @param photo the photo, the right way up
   * @param segmentation what was found, on the grid of the photo's image
   * @return the first doubt in the order of the kinds; empty if there is none
   * @throws IllegalArgumentException if the segmentation is on a grid of another size
   */
  public static Optional<Doubt> of(Photo photo, Segmentation segmentation) {
    return of(photo, segmentation, Optional.empty());
  }

  /**
   * The same of a photo that was segmented whole or by row. Rows that run from top to bottom were
   * turned, so {@link Kind#UPRIGHT} is checked only for the whole photo.
   *
   * @param photo the photo, the right way up
   * @param segmentation what was found, on the grid of the photo's image
   * @param byRow the rows by which it was segmented; empty where it was segmented as it is
   * @return the first doubt in the order of the kinds; empty if there is none
   * @throws IllegalArgumentException if the segmentation is on a grid of another size
   */
  static Optional<Doubt> of(Photo photo, Segmentation segmentation, Optional<Layout> byRow) {
    FragmentMap rock = segmentation.fragments();
    if (rock.width() != photo.image().width() || rock.height() != photo.image().height()) {
      throw new IllegalArgumentException(segmentation + " is not on the grid of " + photo.image());
    }
    double share = rock.areas()[0] / ((double) rock.width() * rock.height());
    if (byRow.isPresent() && byRow.get().rows().isEmpty()) {
      return doubt(
          Kind.NO_ROCK,
          "no row of core was found in the photo ("
              + byRow.get().foundBy()
              + "), so nothing in it was looked at: it may show no core",
          share,
          MIN_ROCK);
    }
    if (share < MIN_ROCK) {
      return doubt(
          Kind.NO_ROCK,
          (share > 0
                  ? "hardly any rock was found, " + percent(share) + " of the photo"
                  : "no rock was found")
              + ": the box may be empty, but a photo of no core, or a blurred one, gives the same",
          share,
          MIN_ROCK);
    }
    if (share > MAX_ROCK) {
      return doubt(
          Kind.ALL_ROCK,
          percent(share)
              + " of the photo is called rock and no tray is in sight: it may show no core",
          share,
          MAX_ROCK);
    }
    OptionalDouble contrast = Sharpness.of(photo.image(), rock);
    if (contrast.isPresent() && contrast.getAsDouble() < MIN_CONTRAST) {
      return doubt(
          Kind.BLURRED,
          "the rock is blurred: neighbouring pixels differ by "
              + NumberText.readable(contrast.getAsDouble(), 2)
              + " of what pixels four apart do; in a sharp photo by 0.4 or more, in a smooth"
              + " picture by 0.25",
          contrast.getAsDouble(),
          MIN_CONTRAST);
    }
    return segmentation
        .confidence()
        .flatMap(
            confidence ->
                (byRow.isPresent() ? Optional.<Doubt>empty() : upright(photo))
                    .or(
                        () ->
                            uncertain(
                                confidence.shareBelow(ScoredPhoto.UNCERTAIN_BELOW, rock),
                                byRow.isPresent())));
  }

  private static Optional<Doubt> upright(Photo photo) {
    double ratio = photo.height() / (double) photo.width();
    return ratio > HIGHEST
        ? doubt(
            Kind.UPRIGHT,
            "the photo is "
                + NumberText.readable(ratio, 2)
                + " times as high as wide: core that runs from top to bottom is found less well"
                + " than core that runs from left to right",
            ratio,
            HIGHEST)
        : Optional.empty();
  }

  private static Optional<Doubt> uncertain(OptionalDouble share, boolean byRow) {
    return share.isPresent() && share.getAsDouble() > MAX_UNCERTAIN
        ? doubt(
            Kind.UNCERTAIN,
            percent(share.getAsDouble())
                + " of the rock has a confidence below "
                + percent(ScoredPhoto.UNCERTAIN_BELOW)
                + ": the photo may show no core, "
                + (byRow ? "" : "core that runs from top to bottom, ")
                + "or core or a box of another kind than the segmenter knows",
            share.getAsDouble(),
            MAX_UNCERTAIN)
        : Optional.empty();
  }

  private static Optional<Doubt> doubt(Kind kind, String reason, double figure, double threshold) {
    return Optional.of(new Doubt(kind, reason, figure, threshold));
  }

  private static String percent(double share) {
    return NumberText.readable(100 * share, 2) + " %";
  }
}

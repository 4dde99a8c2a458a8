// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout.find;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import uk.ac.bgs.corescore.core.layout.RowSegmenter;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.Segmenter;

/**
 * Selects one of the layouts that a finder returns for a photo: each is segmented, and the one with
 * the highest confidence is taken. Core that is shown across, and a strip of a row that is taken
 * for a row, leave a segmenter in doubt.
 *
 * <p>How sure it is of a layout is the mean over all pixels of the photo of the probability of the
 * pixel's label, one half beside the rows, where it did not look: so a few pixels that are surely
 * rock do not outweigh a photo. The finder's first layout is kept unless the segmenter is surer of
 * another by more than {@value #GAIN}, and either not less sure of the rock in it, or sure of all
 * of it, {@value #SURE} and more, and sees at least {@value #MORE_ROCK} times as much rock, each
 * pixel counted by what its probability is above one half: a strip of a row is surely rock, and
 * misses the rest. Immutable; safe for use by many threads.
 *
 * @param taken the layout to be used
 * @param segmentation the segmenter's prediction for its rows, on the photo's pixels; empty where
 *     nothing was tried
 * @param tried what was tried, the first of the finder first; empty where there was one layout, or
 *     where the segmenter does not say its confidence
 */
public record LayoutSelector(Layout taken, Optional<Segmentation> segmentation, List<Tried> tried) {
  /** How much surer a segmenter has to be of another layout than of the first. */
  static final double GAIN = 0.03;

  /** How much more rock another layout has where the segmenter is less sure of each pixel of it. */
  static final int MORE_ROCK = 2;

  /** From which confidence on a layout is that sure. */
  static final double SURE = 0.9;

  /** Beside the rows it did not look. */
  private static final double UNSEEN = 0.5;

  /** The minimum number of sample points of the photo that are tested for rows. */
  private static final double POINTS = 250_000;

  /**
   * A layout that was tried.
   *
   * @param layout its rows
   * @param confidence the segmenter's confidence in it, 0 to 1
   */
  public record Tried(Layout layout, double confidence) {}

  /**
   * Copies the list.
   *
   * @param taken the layout to be used
   * @param segmentation the segmenter's prediction for its rows
   * @param tried what was tried
   */
  public LayoutSelector {
    tried = List.copyOf(tried);
  }

  /**
   * Tries layouts. Where there is one, nothing is segmented.
   *
   * @param photo the photo, or a smaller copy of it
   * @param candidates at least one layout of the photo; the first is the finder's choice
   * @param segmenter segments the rows of each
   * @return the selection; the first where the segmenter has no confidence
   * @throws uk.ac.bgs.corescore.CoreScoreException if the segmenter fails on a row
   */
  public static LayoutSelector of(RgbImage photo, List<Layout> candidates, Segmenter segmenter) {
    Layout first = candidates.get(0);
    if (candidates.size() == 1) {
      return new LayoutSelector(first, Optional.empty(), List.of());
    }
    List<Look> trials = new ArrayList<>(candidates.size());
    Look best = null;
    Segmentation ofBest = null;
    for (Layout layout : candidates) {
      Layout here = layout.scaledTo(photo.width(), photo.height());
      Segmentation seen = RowSegmenter.segment(photo, here, segmenter);
      if (seen.confidence().isEmpty() && !layout.rows().isEmpty()) {
        return new LayoutSelector(
            first, trials.isEmpty() ? Optional.of(seen) : Optional.empty(), List.of());
      }
      Look trial = Look.of(layout, seen, confidence(seen, here));
      trials.add(trial);
      // The pixels of the others are dropped: they are as many as the photo's.
      if (best == null
          || (trial.isMoreConfidentThan(trials.get(0)) && trial.confidence > best.confidence)) {
        best = trial;
        ofBest = seen;
      }
    }
    return new LayoutSelector(
        Objects.requireNonNull(best).layout,
        Optional.ofNullable(ofBest),
        trials.stream().map(trial -> new Tried(trial.layout, trial.confidence)).toList());
  }

  /**
   * What the segmenter's prediction says of a layout.
   *
   * @param rock mean confidence of the rock, 0 where there is none
   * @param area pixels of rock, each counted by what its confidence is above one half
   */
  private record Look(Layout layout, double confidence, double rock, double area) {
    static Look of(Layout layout, Segmentation seen, double confidence) {
      if (seen.confidence().isEmpty() || seen.fragments().count() == 0) {
        return new Look(layout, confidence, 0, 0);
      }
      double rock = seen.confidence().get().means(seen.fragments())[0];
      long pixels = Arrays.stream(seen.fragments().areas()).sum();
      return new Look(layout, confidence, rock, pixels * (rock - 0.5));
    }

    boolean isMoreConfidentThan(Look first) {
      return confidence > first.confidence + GAIN
          && (rock >= first.rock || (confidence >= SURE && area >= MORE_ROCK * first.area));
    }
  }

  private static double confidence(Segmentation seen, Layout layout) {
    int width = layout.photoWidth();
    int height = layout.photoHeight();
    int step = (int) Math.max(1, Math.sqrt(width * (double) height / POINTS));
    double sum = 0;
    int n = 0;
    for (int y = 0; y < height; y += step) {
      for (int x = 0; x < width; x += step) {
        Optional<CoreRow> row = layout.rowAt(x + 0.5, y + 0.5);
        sum += row.isPresent() ? seen.confidence().orElseThrow().probability(x, y) : UNSEEN;
        n++;
      }
    }
    return sum / n;
  }
}

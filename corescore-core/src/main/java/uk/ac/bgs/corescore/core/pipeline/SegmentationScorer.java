// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.LibraryVersion;
import uk.ac.bgs.corescore.core.internal.plugin.PluginCall;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.score.SixMeasuresProvider;
import uk.ac.bgs.corescore.core.trace.FragmentFinder;
import uk.ac.bgs.corescore.core.trace.SegmentationResampler;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.FragmentSet;
import uk.ac.bgs.corescore.score.AreaScore;
import uk.ac.bgs.corescore.score.AreaScorer;

/**
 * Measures and scores a segmentation from elsewhere, as a {@link ScoringPipeline} does with that of
 * its segmenter: resamples it to the photo's grid, drops small fragments, traces, measures, numbers
 * and scores. It uses no segmenter and no layout finder.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class SegmentationScorer {
  /** The label of instances that come without labels. */
  private static final int ROCK = 1;

  private final String scorerId;
  private final AreaScorer scorer;
  private final double minArea;
  private final Optional<PixelScale> scale;

  private SegmentationScorer(
      String scorerId, AreaScorer scorer, double minArea, Optional<PixelScale> scale) {
    this.scorerId = scorerId;
    this.scorer = scorer;
    this.minArea = minArea;
    this.scale = scale;
  }

  /**
   * Makes a scorer of the six measures that keeps fragments of any size and has no scale.
   *
   * @return the scorer
   */
  public static SegmentationScorer create() {
    return new SegmentationScorer(SixMeasuresProvider.ID, AreaScore::of, 0, Optional.empty());
  }

  /**
   * The same with another area scorer.
   *
   * @param name what it is called in the results, such as the id of its provider
   * @param other the scorer
   * @return a new scorer
   * @throws IllegalArgumentException if the name is blank
   */
  public SegmentationScorer withScorer(String name, AreaScorer other) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("an area scorer has a name");
    }
    return new SegmentationScorer(name, other, minArea, scale);
  }

  /**
   * The same without small fragments.
   *
   * @param squarePixels fragments of at most this many photo pixels are left out; 0 keeps all
   * @return a new scorer
   * @throws IllegalArgumentException if it is negative, infinite or not a number
   */
  public SegmentationScorer withMinArea(double squarePixels) {
    return new SegmentationScorer(scorerId, scorer, checkedMinArea(squarePixels), scale);
  }

  /**
   * The same with a scale, for scorers and reports in millimetres.
   *
   * @param pixelScale size of a photo pixel on the core
   * @return a new scorer
   */
  public SegmentationScorer withScale(PixelScale pixelScale) {
    return new SegmentationScorer(scorerId, scorer, minArea, Optional.of(pixelScale));
  }

  static double checkedMinArea(double squarePixels) {
    if (!(squarePixels >= 0 && squarePixels < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a minimum area is a number from 0, not " + squarePixels);
    }
    return squarePixels;
  }

  /**
   * Measures the 8-connected regions of each rock label of a mask.
   *
   * @param photo the photo
   * @param source the source of the mask in the results, such as the name of a model
   * @param mask the labels of the whole photo, on its own pixels or on a coarser or finer grid of
   *     the same shape
   * @return everything that came out of it
   * @throws CoreScoreException of kind {@link FailureKind#BAD_INPUT} if the mask has another shape
   *     than the photo; of {@link FailureKind#PLUGIN} if the area scorer fails
   */
  public ScoredPhoto score(Photo photo, String source, LabelMask mask) {
    return score(
        photo,
        source,
        Segmentation.of(
            mask, FragmentFinder.find(mask), covering(photo, source, mask.width(), mask.height())));
  }

  /**
   * Measures instances. All are rock, of the label {@code Rock_Fragment} of {@link
   * LabelSet#CORESCORE}.
   *
   * @param photo the photo
   * @param source the source of the instances in the results
   * @param instances the fragment of each cell, on the photo's own pixels or on a coarser or finer
   *     grid of the same shape; see {@link FragmentMap#ofIds}
   * @return everything that came out of it
   * @throws CoreScoreException of kind {@link FailureKind#BAD_INPUT} if the grid has another shape
   *     than the photo; of {@link FailureKind#PLUGIN} if the area scorer fails
   */
  public ScoredPhoto score(Photo photo, String source, FragmentMap instances) {
    int width = instances.width();
    byte[] labels = new byte[width * instances.height()];
    for (int y = 0; y < instances.height(); y++) {
      for (int run = instances.firstRun(y); run < instances.firstRun(y + 1); run++) {
        int row = y * width;
        Arrays.fill(
            labels, row + instances.runStart(run), row + instances.runEnd(run), (byte) ROCK);
      }
    }
    return score(
        photo,
        source,
        Segmentation.of(
            LabelMask.wrap(width, instances.height(), labels, LabelSet.CORESCORE),
            instances,
            covering(photo, source, width, instances.height())));
  }

  /**
   * Measures labels and fragments of a photo of one row of core.
   *
   * @param photo the photo
   * @param source the source of the segmentation in the results
   * @param segmentation labels and fragments on a grid whose corners are the photo's corners
   * @return everything that came out of it
   * @throws CoreScoreException of kind {@link FailureKind#BAD_INPUT} if the grid does not cover the
   *     photo; of {@link FailureKind#PLUGIN} if the area scorer fails
   */
  public ScoredPhoto score(Photo photo, String source, Segmentation segmentation) {
    return score(photo, source, segmentation, Layout.whole(photo.width(), photo.height()));
  }

  /**
   * Measures labels and fragments of a photo of which the rows of core are known.
   *
   * @param photo the photo
   * @param source the source of the segmentation in the results
   * @param segmentation labels and fragments on a grid whose corners are the photo's corners
   * @param layout where the rows lie, in pixels of the whole photo
   * @return everything that came out of it; each fragment has the number of its row
   * @throws CoreScoreException of kind {@link FailureKind#BAD_INPUT} if the grid does not cover the
   *     photo, or the layout is of a photo of another size; of {@link FailureKind#PLUGIN} if the
   *     area scorer fails
   * @throws IllegalArgumentException if the source is blank
   */
  public ScoredPhoto score(Photo photo, String source, Segmentation segmentation, Layout layout) {
    requireSource(source);
    requireLayoutOf(photo, layout);
    try {
      SegmentationResampler.requireCovering(segmentation, photo.width(), photo.height());
    } catch (IllegalArgumentException e) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, photo.name() + ": " + source + ": " + e.getMessage(), e);
    }
    Instant time = Instant.now();
    long start = System.nanoTime();
    return score(
        photo,
        "segmentation " + source,
        () -> segmentation,
        layout,
        false,
        scale,
        () ->
            new Provenance(
                LibraryVersion.VALUE,
                source,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                scorerId,
                minArea,
                time,
                Duration.ofNanos(System.nanoTime() - start)));
  }

  /** The same of what a pipeline's segmenter returns. */
  ScoredPhoto score(
      Photo photo,
      String who,
      Supplier<Segmentation> answer,
      Layout layout,
      boolean byRow,
      Optional<PixelScale> pixelScale,
      Supplier<Provenance> provenance) {
    MeasuredPhoto measured = MeasuredPhoto.of(photo, who, answer, minArea, layout, byRow);
    FragmentSet fragments =
        pixelScale.map(measured.fragments()::withScale).orElse(measured.fragments());
    AreaScore score =
        PluginCall.guarded(
            photo.name(), "area scorer " + scorerId, () -> scorer.score(fragments, layout));
    Provenance from = provenance.get();
    return new ScoredPhoto(
        measured.photo(),
        measured.segmentation(),
        fragments,
        score,
        pixelScale,
        from,
        Doubt.of(
            measured.photo(),
            measured.segmentation(),
            byRow ? Optional.of(layout) : Optional.empty()),
        layout);
  }

  private static void requireSource(String source) {
    if (source.isBlank()) {
      throw new IllegalArgumentException("a segmentation has a source");
    }
  }

  static void requireLayoutOf(Photo photo, Layout layout) {
    if (layout.photoWidth() != photo.width() || layout.photoHeight() != photo.height()) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          photo.name()
              + ": expected a layout of its "
              + photo.width()
              + " x "
              + photo.height()
              + " px, got one of "
              + layout.photoWidth()
              + " x "
              + layout.photoHeight());
    }
  }

  /** The frame of a grid of the photo's shape; sides of a grid are rounded to whole cells. */
  private static PixelFrame covering(Photo photo, String source, int width, int height) {
    requireSource(source);
    double across = (double) width * photo.height();
    double down = (double) height * photo.width();
    if (Math.abs(across - down) > Math.max(photo.width(), photo.height())) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          photo.name()
              + ": "
              + source
              + ": expected a grid of the shape of its "
              + photo.width()
              + " x "
              + photo.height()
              + " px, got one of "
              + width
              + " x "
              + height);
    }
    return PixelFrame.covering(photo.width(), photo.height(), width, height);
  }
}

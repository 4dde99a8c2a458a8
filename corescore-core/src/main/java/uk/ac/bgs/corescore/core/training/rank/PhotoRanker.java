// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.rank;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.internal.plugin.PluginCall;
import uk.ac.bgs.corescore.core.layout.RowFragments;
import uk.ac.bgs.corescore.core.layout.RowReading;
import uk.ac.bgs.corescore.core.layout.RowSegmenter;
import uk.ac.bgs.corescore.core.layout.find.LayoutSelector;
import uk.ac.bgs.corescore.core.layout.find.RowSearch;
import uk.ac.bgs.corescore.core.measure.FragmentMeasurer;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.trace.SegmentationResampler;
import uk.ac.bgs.corescore.core.training.evaluate.Evaluator;
import uk.ac.bgs.corescore.core.training.evaluate.Metric;
import uk.ac.bgs.corescore.core.training.evaluate.PhotoEvaluation;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.LayoutFinder;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.FragmentSet;
import uk.ac.bgs.corescore.score.AreaScorer;
import uk.ac.bgs.corescore.score.ExtraMeasure;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

/**
 * Estimates how useful the labels of a photograph are for training (active learning): how uncertain
 * a segmenter is, and how far its predictions for the photo and its flipped images disagree.
 *
 * <p>A photograph of core and its flipped image have the same pieces. Where the predictions differ
 * one is wrong; this needs no ground truth (query by committee, Seung, Opper and Sompolinsky 1992,
 * with flipped images for the committee). The photo and its three flipped images are segmented, the
 * predictions flipped back and resampled to the photo's pixels, and those of the flipped images
 * compared with that of the photo as it is. The figures are those of {@link RankedPhoto}. A
 * segmenter that averages over flipped images itself agrees with itself always: switch that off.
 *
 * <p>Guaranteed, and tested: a segmenter that predicts for the flipped image of a photo with the
 * flipped image of its result has no disagreement. Cost: four times the segmenter, three
 * comparisons, and some skips the pixels. The segmenter stays its owner's, who closes it. For one
 * thread at a time, as the segmenter is.
 */
public final class PhotoRanker {
  private static final String FLIPS = "flips";

  private final Segmenter segmenter;
  private final Optional<RowSearch> search;
  private final Optional<AreaScorer> scorer;
  private final Evaluator evaluator;

  private PhotoRanker(
      Segmenter segmenter,
      Optional<RowSearch> search,
      Optional<AreaScorer> scorer,
      Evaluator evaluator) {
    this.segmenter = segmenter;
    this.search = search;
    this.scorer = scorer;
    this.evaluator = evaluator;
  }

  /**
   * Makes a ranker with one segmenter.
   *
   * @param segmenter the segmenter to be trained; the caller closes it
   * @param boundaryPixels Euclidean distance within which boundaries agree, photo pixels, 0 to 1000
   * @return the ranker
   * @throws IllegalArgumentException if the distance is out of its range
   */
  public static PhotoRanker of(Segmenter segmenter, int boundaryPixels) {
    return new PhotoRanker(
        segmenter,
        Optional.empty(),
        Optional.empty(),
        new Evaluator(boundaryPixels, Evaluator.DEFAULT.merges()));
  }

  /**
   * Returns a ranker for a segmenter that needs rows: they are found once per photo, and each row
   * and its flipped images are segmented separately.
   *
   * @param layoutFinder finds the rows; the caller closes it
   * @return another ranker
   */
  public PhotoRanker withLayoutFinder(LayoutFinder layoutFinder) {
    RowSearch rows =
        new RowSearch(
            layoutFinder, "the layout finder", RowReading.AS_IT_IS, segmenter, "the segmenter");
    return new PhotoRanker(segmenter, Optional.of(rows), scorer, evaluator);
  }

  /**
   * Returns a ranker with an area scorer, whose extra measures are reported for each photo and do
   * not change the order.
   *
   * @param areaScorer scores the photo without flips
   * @return another ranker
   */
  public PhotoRanker withAreaScorer(AreaScorer areaScorer) {
    return new PhotoRanker(segmenter, search, Optional.of(areaScorer), evaluator);
  }

  /**
   * Ranks one photograph.
   *
   * @param photo what was read
   * @return its figures and an image of where the views disagree
   * @throws CoreScoreException if the segmenter, the layout finder or the area scorer fails on this
   *     photo, in whatever way; the message names the photo
   */
  public RankedPhoto rank(Photo photo) {
    RgbImage image = photo.image();
    Optional<LayoutSelector> trial = search.map(asked -> asked.search(photo));
    Optional<Layout> rows =
        trial.map(found -> found.taken().scaledTo(image.width(), image.height()));
    Optional<Layout> cut = rows.filter(layout -> !RowSegmenter.isWholePhoto(layout));
    // If the finder was in doubt the photo is already segmented.
    Optional<Segmentation> tried =
        cut.isPresent() ? trial.flatMap(LayoutSelector::segmentation) : Optional.empty();
    List<Segmentation> views = new ArrayList<>();
    for (Flip mirror : Flip.values()) {
      views.add(mirror == Flip.NONE && tried.isPresent() ? tried.get() : view(photo, mirror, cut));
    }
    VoteMap votes = new VoteMap(views);
    double boundary = 0;
    double region = 0;
    Segmentation asItIs = views.get(0);
    for (Segmentation other : views.subList(1, views.size())) {
      PhotoEvaluation compared =
          evaluator.evaluate(photo.name(), asItIs, other, OptionalDouble.empty());
      // Neither view has rock where a figure is absent: they agree.
      boundary += 1 - compared.figure(Metric.BOUNDARY_F1).orElse(1);
      region += 1 - compared.figure(Metric.ROCK_IOU).orElse(1);
    }
    int others = views.size() - 1;
    return new RankedPhoto(
        photo.name(),
        image.width(),
        image.height(),
        votes.entropy(),
        boundary / others,
        region / others,
        views.stream().map(view -> view.fragments().count()).toList(),
        scorer.map(asked -> extras(photo, asItIs, rows, asked)).orElse(List.of()),
        Optional.of(DisagreementPainter.paint(image, views, votes)));
  }

  /** What the area scorer adds; without rows the photo is one. */
  private static List<ExtraMeasure> extras(
      Photo photo, Segmentation asItIs, Optional<Layout> rows, AreaScorer scorer) {
    RgbImage image = photo.image();
    Layout layout = rows.orElseGet(() -> Layout.whole(image.width(), image.height()));
    FragmentSet fragments =
        RowFragments.numbered(FragmentMeasurer.measure(asItIs), asItIs.fragments(), layout);
    return PluginCall.guarded(
        photo.name(), "the area scorer", () -> scorer.score(fragments, layout).extras());
  }

  /** The segmenter's result for a flipped image, row by row if there are rows. */
  private Segmentation view(Photo photo, Flip mirror, Optional<Layout> rows) {
    RgbImage image = photo.image();
    return PluginCall.guarded(
        photo.name(),
        "the segmenter",
        () ->
            rows.isPresent()
                ? mirror.of(
                    RowSegmenter.segment(mirror.of(image), mirror.of(rows.get()), segmenter))
                : SegmentationResampler.resample(
                    mirror.of(segmenter.segment(mirror.of(image))), image.width(), image.height()));
  }

  /**
   * Settings with which a segmenter can disagree with itself: an option {@code flips}, by which it
   * averages over flipped images, is off unless it is set.
   *
   * @param provider makes the segmenter
   * @param settings its settings by name
   * @return a new map
   */
  public static Map<String, String> settings(
      SegmenterProvider provider, Map<String, String> settings) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    if (provider.options().stream().anyMatch(key -> key.name().equals(FLIPS))) {
      all.putIfAbsent(FLIPS, "false");
    }
    return all;
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.rank;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.evaluate.Evaluator;
import uk.ac.bgs.corescore.core.evaluate.Metric;
import uk.ac.bgs.corescore.core.evaluate.PhotoEvaluation;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.trace.PhotoGrid;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.Segmenter;

/**
 * Tells what labelling a photograph would teach: how unsure a segmenter is of it, and how little it
 * agrees with itself on the photo's mirror images.
 *
 * <p>A photograph of core and its mirror image have the same pieces, so where a segmenter answers
 * differently it is wrong in one of them, and no truth is needed to see it (query by committee,
 * Seung, Opper and Sompolinsky 1992, with mirror images for the committee). The photo and its three
 * mirror images are segmented, the answers mirrored back and brought to the photo's pixels, and
 * those of the mirror images compared with that of the photo as it is. The figures are those of
 * {@link RankedPhoto}. A segmenter that averages over mirror images itself agrees with itself
 * always: switch that off.
 *
 * <p>Guaranteed, and tested: a segmenter that answers the mirror image of a photo with the mirror
 * image of its answer has no disagreement. Cost: four times the segmenter, three comparisons, and
 * some passes over the pixels. The segmenter stays its owner's, who closes it. For one thread at a
 * time, as the segmenter is.
 */
public final class PhotoRanker {
  private final Segmenter segmenter;
  private final Evaluator evaluator;

  private PhotoRanker(Segmenter segmenter, Evaluator evaluator) {
    this.segmenter = segmenter;
    this.evaluator = evaluator;
  }

  /**
   * A ranker that asks one segmenter.
   *
   * @param segmenter who is to learn; the caller closes it
   * @param boundaryPixels Euclidean distance within which boundaries agree, photo pixels, 0 to 1000
   * @return the ranker
   * @throws IllegalArgumentException if the distance is out of its range
   */
  public static PhotoRanker of(Segmenter segmenter, int boundaryPixels) {
    return new PhotoRanker(segmenter, new Evaluator(boundaryPixels, Evaluator.DEFAULT.merges()));
  }

  /**
   * Looks at one photograph.
   *
   * @param photo what was read
   * @return its figures and a picture of where the views disagree
   * @throws CoreScoreException if the segmenter fails on this photo, in whatever way; the message
   *     names the photo
   */
  public RankedPhoto rank(Photo photo) {
    RgbImage image = photo.image();
    List<Segmentation> views = new ArrayList<>();
    for (Mirror mirror : Mirror.values()) {
      views.add(view(photo, mirror));
    }
    Votes votes = new Votes(views);
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
        Optional.of(DisputePainter.paint(image, views, votes)));
  }

  private Segmentation view(Photo photo, Mirror mirror) {
    RgbImage image = photo.image();
    try {
      Segmentation found = mirror.of(segmenter.segment(mirror.of(image)));
      return PhotoGrid.resample(found, image.width(), image.height());
    } catch (CoreScoreException e) {
      throw e.about(photo.name());
    } catch (RuntimeException | LinkageError e) {
      throw new CoreScoreException(
          FailureKind.PLUGIN, photo.name() + ": the segmenter failed: " + e, e);
    }
  }
}

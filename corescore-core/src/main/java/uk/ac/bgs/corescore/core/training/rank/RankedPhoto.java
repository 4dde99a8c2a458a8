// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.rank;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.score.ExtraMeasure;

/**
 * The uncertainty of a segmenter for one photograph. All figures except the counts are 0 to 1, and
 * 0 where the segmenter is certain and its predictions agree.
 *
 * @param name the photo's file name without folders
 * @param width the photo's columns, px
 * @param height the photo's rows, px
 * @param entropy mean of −p log₂ p − (1 − p) log₂ (1 − p), with p the probability of the label that
 *     a pixel was given, over the pixels that one of the views calls rock and those within 1/100 of
 *     the photo's longer side of them (the whole photo where there are none), averaged over the
 *     views, bits; empty where the segmenter has no confidence
 * @param boundaryDisagreement 1 − the F1 of the rock's boundary between the photo as it is and a
 *     flipped image, mean over the three
 * @param regionDisagreement 1 − the IoU of rock between the two, mean over the three
 * @param fragments how many fragments were found in the photo as it is, mirrored sideways, upside
 *     down, and both
 * @param extras what an area scorer adds to the six measures of the photo as it is; empty without
 *     one
 * @param picture the photo made small, with outlines, and marks where the views disagree; empty
 *     where it was put away
 */
public record RankedPhoto(
    String name,
    int width,
    int height,
    OptionalDouble entropy,
    double boundaryDisagreement,
    double regionDisagreement,
    List<Integer> fragments,
    List<ExtraMeasure> extras,
    Optional<RgbImage> picture) {
  /**
   * Copies the lists; checks the name, that the figures are 0 to 1 and that there are counts.
   *
   * @param name the photo's file name
   * @param width the photo's columns
   * @param height the photo's rows
   * @param entropy mean binary entropy, bits
   * @param boundaryDisagreement 1 − mean boundary F1
   * @param regionDisagreement 1 − mean rock IoU
   * @param fragments fragments in each view
   * @param extras what an area scorer adds
   * @param picture where the views disagree
   */
  public RankedPhoto {
    fragments = List.copyOf(fragments);
    extras = List.copyOf(extras);
    if (name.isBlank() || fragments.isEmpty()) {
      throw new IllegalArgumentException(
          "a ranked photo has a name and views, not '" + name + "' and " + fragments);
    }
    for (double figure :
        new double[] {entropy.orElse(0), boundaryDisagreement, regionDisagreement}) {
      if (!(figure >= 0 && figure <= 1)) {
        throw new IllegalArgumentException(name + ": a figure is 0 to 1, not " + figure);
      }
    }
  }

  /**
   * A photo without an area scorer.
   *
   * @param name the photo's file name
   * @param width the photo's columns
   * @param height the photo's rows
   * @param entropy mean binary entropy, bits
   * @param boundaryDisagreement 1 − mean boundary F1
   * @param regionDisagreement 1 − mean rock IoU
   * @param fragments fragments in each view
   * @param picture where the views disagree
   */
  public RankedPhoto(
      String name,
      int width,
      int height,
      OptionalDouble entropy,
      double boundaryDisagreement,
      double regionDisagreement,
      List<Integer> fragments,
      Optional<RgbImage> picture) {
    this(
        name,
        width,
        height,
        entropy,
        boundaryDisagreement,
        regionDisagreement,
        fragments,
        List.of(),
        picture);
  }

  /**
   * How far the numbers of fragments lie apart: (most − least) / most.
   *
   * @return 0 where all views have as many, to 1
   */
  public double countSpread() {
    int most = Collections.max(fragments);
    return most == 0 ? 0 : (most - Collections.min(fragments)) / (double) most;
  }

  /**
   * The score of the photo: (entropy + boundary disagreement + region disagreement + count spread)
   * / 4, with an entropy of 0 where there is none. It orders photos for one segmenter; scores of
   * different segmenters are not comparable.
   *
   * @return 0 to 1, higher for what should be labelled first
   */
  public double score() {
    return (entropy.orElse(0) + boundaryDisagreement + regionDisagreement + countSpread()) / 4;
  }

  /**
   * The same figures without the image, which takes most of the memory.
   *
   * @return a copy without image
   */
  public RankedPhoto withoutPicture() {
    return new RankedPhoto(
        name,
        width,
        height,
        entropy,
        boundaryDisagreement,
        regionDisagreement,
        fragments,
        extras,
        Optional.empty());
  }

  /**
   * The figures in a line.
   *
   * @return name, score, disagreement, fragments of each view and what an area scorer adds
   */
  public String summary() {
    StringBuilder words = new StringBuilder();
    for (ExtraMeasure extra : extras) {
      extra.text().ifPresent(text -> words.append(", " + extra.name() + " " + text));
    }
    return String.format(
        Locale.ROOT,
        "%s: score %.3f, boundaries %.3f, rock %.3f, fragments %s%s",
        name,
        score(),
        boundaryDisagreement,
        regionDisagreement,
        fragments,
        words);
  }
}

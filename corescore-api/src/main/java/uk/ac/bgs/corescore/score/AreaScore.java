// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.score;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.measure.Area;
import uk.ac.bgs.corescore.measure.Fragment;
import uk.ac.bgs.corescore.measure.FragmentSet;
import uk.ac.bgs.corescore.measure.Length;

/**
 * The six measures of CoreScore for one photograph, and the extra measures of a scorer.
 *
 * <p>With A_i the areas and P_i the perimeters of n fragments in a photo of W x H pixels. With no
 * fragment the means are absent, not zero and not NaN.
 *
 * @param absoluteArea Σ A_i, px²
 * @param relativeArea Σ A_i / (W H), 0 to 1
 * @param fragmentPerimeter Σ P_i, px
 * @param averagePerimeter Σ P_i / n, px; absent without fragments
 * @param totalFragments n
 * @param perimeterComplexity Σ P_i / Σ A_i, 1/px; absent without fragments
 * @param extras further figures with distinct names
 */
public record AreaScore(
    Area absoluteArea,
    double relativeArea,
    Length fragmentPerimeter,
    Optional<Length> averagePerimeter,
    int totalFragments,
    OptionalDouble perimeterComplexity,
    List<ExtraMeasure> extras) {

  /**
   * Copies the list; checks that names are distinct, and none of the six, and that the means are
   * there if and only if there are fragments.
   *
   * @param absoluteArea Σ A_i
   * @param relativeArea Σ A_i /
   * @param fragmentPerimeter Σ P_i
   * @param averagePerimeter Σ P_i / n
   * @param totalFragments n
   * @param perimeterComplexity Σ P_i / Σ A_i
   * @param extras further figures with distinct names
   */
  public AreaScore {
    extras = List.copyOf(extras);
    if (totalFragments < 0) {
      throw new IllegalArgumentException("a number of fragments is not " + totalFragments);
    }
    if (!(relativeArea >= 0 && relativeArea <= 1 + 1e-9)) {
      throw new IllegalArgumentException("a relative area is 0 to 1, not " + relativeArea);
    }
    if (averagePerimeter.isPresent() != totalFragments > 0
        || perimeterComplexity.isPresent() != totalFragments > 0) {
      throw new IllegalArgumentException(
          "means are absent without fragments and only then, but with "
              + totalFragments
              + " they are "
              + averagePerimeter
              + " and "
              + perimeterComplexity);
    }
    List<String> names =
        Stream.concat(
                Stream.of(
                    "absolute_area",
                    "relative_area",
                    "fragment_perimeter",
                    "average_perimeter",
                    "total_fragments",
                    "perimeter_complexity"),
                extras.stream().map(ExtraMeasure::name))
            .collect(Collectors.toList());
    if (names.stream().distinct().count() != names.size()) {
      throw new IllegalArgumentException(
          "measures have distinct names: " + String.join(", ", names));
    }
  }

  /**
   * Adds up the fragments of a photograph.
   *
   * @param fragments the fragments
   * @return the six measures, without extras
   * @throws IllegalArgumentException if the fragments cover more than the photo
   */
  public static AreaScore of(FragmentSet fragments) {
    double area = 0;
    double perimeter = 0;
    for (Fragment fragment : fragments.fragments()) {
      area += fragment.measures().area().squarePixels();
      perimeter += fragment.measures().perimeter().pixels();
    }
    int n = fragments.fragments().size();
    return new AreaScore(
        new Area(area),
        area / ((double) fragments.photoWidth() * fragments.photoHeight()),
        new Length(perimeter),
        n == 0 ? Optional.empty() : Optional.of(new Length(perimeter / n)),
        n,
        n == 0 ? OptionalDouble.empty() : OptionalDouble.of(perimeter / area),
        List.of());
  }

  /**
   * The same six measures with other extras.
   *
   * @param measures the figures to carry beside the six
   * @return a copy with these extras
   */
  public AreaScore withExtras(List<ExtraMeasure> measures) {
    return new AreaScore(
        absoluteArea,
        relativeArea,
        fragmentPerimeter,
        averagePerimeter,
        totalFragments,
        perimeterComplexity,
        measures);
  }
}

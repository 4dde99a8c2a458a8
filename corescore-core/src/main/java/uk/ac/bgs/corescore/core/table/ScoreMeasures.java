// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.table;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.score.AreaScore;

/**
 * The six measures by the names that reports give them. Stateless; safe for use by many threads.
 */
public final class ScoreMeasures {
  private ScoreMeasures() {}

  /**
   * The six measures under their published names, in their published order.
   *
   * @param score the measures
   * @return areas in px², lengths in px, {@code perimeter_complexity} in 1/px; empty where a
   *     measure is not defined, as without fragments
   */
  public static Map<String, OptionalDouble> of(AreaScore score) {
    Map<String, OptionalDouble> measures = new LinkedHashMap<>();
    measures.put("absolute_area", NumberText.finite(score.absoluteArea().squarePixels()));
    measures.put("relative_area", NumberText.finite(score.relativeArea()));
    measures.put("fragment_perimeter", NumberText.finite(score.fragmentPerimeter().pixels()));
    measures.put(
        "average_perimeter",
        score
            .averagePerimeter()
            .map(mean -> NumberText.finite(mean.pixels()))
            .orElse(OptionalDouble.empty()));
    measures.put("total_fragments", OptionalDouble.of(score.totalFragments()));
    measures.put("perimeter_complexity", score.perimeterComplexity());
    return measures;
  }

  /**
   * Those of the six measures that have a unit, on the core: {@code absolute_area_mm2}, {@code
   * fragment_perimeter_mm}, {@code average_perimeter_mm} and {@code perimeter_complexity_per_mm}.
   *
   * @param score the measures
   * @param scale size of a photo pixel on the core
   * @return in mm², mm and 1/mm; empty where a measure is not defined or the scale is not known
   */
  public static Map<String, OptionalDouble> onCore(AreaScore score, Optional<PixelScale> scale) {
    Map<String, OptionalDouble> measures = new LinkedHashMap<>();
    measures.put(
        "absolute_area_mm2", of(scale, known -> score.absoluteArea().squareMillimetres(known)));
    measures.put(
        "fragment_perimeter_mm", of(scale, known -> score.fragmentPerimeter().millimetres(known)));
    measures.put(
        "average_perimeter_mm",
        of(
            scale,
            known ->
                score.averagePerimeter().map(mean -> mean.millimetres(known)).orElse(Double.NaN)));
    measures.put(
        "perimeter_complexity_per_mm",
        of(
            scale,
            known -> score.perimeterComplexity().orElse(Double.NaN) / known.millimetresPerPixel()));
    return measures;
  }

  private static OptionalDouble of(
      Optional<PixelScale> scale, ToDoubleFunction<PixelScale> measure) {
    return scale
        .map(known -> NumberText.finite(measure.applyAsDouble(known)))
        .orElse(OptionalDouble.empty());
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.measure.Length;
import uk.ac.bgs.corescore.score.AreaScore;

/** The six measures under their published names, in their published order. */
final class ScoreMeasures {
  private ScoreMeasures() {}

  static Map<String, OptionalDouble> of(AreaScore score) {
    Map<String, OptionalDouble> measures = new LinkedHashMap<>();
    measures.put("absolute_area", NumberText.finite(score.absoluteArea().squarePixels()));
    measures.put("relative_area", NumberText.finite(score.relativeArea()));
    measures.put("fragment_perimeter", NumberText.finite(score.fragmentPerimeter().pixels()));
    measures.put(
        "average_perimeter",
        score
            .averagePerimeter()
            .map(Length::pixels)
            .map(NumberText::finite)
            .orElse(OptionalDouble.empty()));
    measures.put("total_fragments", OptionalDouble.of(score.totalFragments()));
    measures.put("perimeter_complexity", score.perimeterComplexity());
    return measures;
  }
}

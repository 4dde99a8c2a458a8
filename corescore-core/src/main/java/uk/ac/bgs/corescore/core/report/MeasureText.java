// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.image.PixelScale;

/** The texts of a page about the six measures. */
enum MeasureText {
  ABSOLUTE_AREA("Rock area", "px\u00B2", "The pixels of all fragments."),
  RELATIVE_AREA("Share of photo", "", "Rock area over the area of the photo."),
  FRAGMENT_PERIMETER("Perimeter", "px", "The borders of all fragments, holes included."),
  AVERAGE_PERIMETER("Mean perimeter", "px", "The border of a fragment on average."),
  TOTAL_FRAGMENTS(
      "Fragments", "", "Pieces of rock that were found, a stretch of rubble counting as one."),
  PERIMETER_COMPLEXITY(
      "Complexity", "1/px", "Perimeter over area: higher for more and rougher pieces.");

  private final String title;
  private final String unit;
  private final String explanation;

  MeasureText(String title, String unit, String explanation) {
    this.title = title;
    this.unit = unit;
    this.explanation = explanation;
  }

  static MeasureText of(String measure) {
    return Arrays.stream(values())
        .filter(text -> text.name().toLowerCase(Locale.ROOT).equals(measure))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such measure: " + measure));
  }

  String title() {
    return title;
  }

  String unit() {
    return unit;
  }

  String explanation() {
    return explanation;
  }

  /** The value in few digits with its unit, on the core where the scale is known. */
  String value(OptionalDouble measure, Optional<PixelScale> scale) {
    if (measure.isEmpty()) {
      return "\u2013";
    }
    double value = measure.getAsDouble();
    double side = scale.map(PixelScale::millimetresPerPixel).orElse(Double.NaN);
    return switch (this) {
      case ABSOLUTE_AREA -> split(NumberText.shortArea(value, scale));
      case RELATIVE_AREA -> with(100 * value, "%");
      case TOTAL_FRAGMENTS -> NumberText.readable(value, 12);
      case PERIMETER_COMPLEXITY ->
          scale.isPresent() ? with(value / side, "/mm") : with(value, "/px");
      case FRAGMENT_PERIMETER, AVERAGE_PERIMETER ->
          scale.isEmpty()
              ? with(value, "px")
              : value * side < 1000 ? with(value * side, "mm") : with(value * side / 1000, "m");
    };
  }

  private static String with(double value, String unit) {
    return split(NumberText.readable(value, 3) + " " + unit);
  }

  private static String split(String text) {
    int space = text.indexOf(' ');
    return text.substring(0, space) + " <small>" + text.substring(space + 1) + "</small>";
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.evaluate;

import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.internal.HtmlHead;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.internal.files.JarText;

/** The head of a page of this package, which allows nothing but its own style and images. */
final class HtmlSheet {
  private HtmlSheet() {}

  static String head(String title) {
    return HtmlHead.of(title, JarText.of(HtmlSheet.class, "evaluation.css"));
  }

  static String number(OptionalDouble value) {
    if (value.isEmpty()) {
      return "\u2013";
    }
    // Shares have four decimals; what is ten or more is a count or its mean.
    return NumberText.fixed(value.getAsDouble(), Math.abs(value.getAsDouble()) < 10 ? 4 : 1);
  }

  /** A mean or sum of a figure; those of counts have one decimal, or none where they are whole. */
  static String number(Metric metric, OptionalDouble value) {
    if (value.isEmpty() || !metric.isCount()) {
      return number(value);
    }
    double count = value.getAsDouble();
    return NumberText.fixed(count, count == Math.rint(count) ? 0 : 1);
  }
}

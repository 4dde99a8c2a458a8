// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.internal.HtmlText;
import uk.ac.bgs.corescore.core.internal.NumberText;

/** The head of a page of this package, which allows nothing but its own style and pictures. */
final class HtmlSheet {
  private static final String HOUSE = "/uk/ac/bgs/corescore/core/report/report.css";

  private HtmlSheet() {}

  static String head(String title) {
    String style = text(HOUSE) + text("evaluation.css");
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
        + ("img-src data:; style-src " + HtmlText.policyHash(style))
        + "; base-uri 'none'; form-action 'none'\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<meta name=\"color-scheme\" content=\"light dark\">\n"
        + "<meta name=\"referrer\" content=\"no-referrer\">\n"
        + ("<title>" + HtmlText.escape(title) + " \u2013 CoreScore</title>\n")
        + ("<style>" + style + "</style></head>\n<body>\n");
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

  private static String text(String name) {
    try (InputStream in = HtmlSheet.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the library's jar is not whole: it lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " in the library's jar cannot be read", e);
    }
  }
}

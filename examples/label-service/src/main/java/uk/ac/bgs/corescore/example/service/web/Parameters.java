// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.serve.SegmenterPool;
import uk.ac.bgs.corescore.image.PixelScale;

/** Reads what clients give as text, and says what was expected where it is something else. */
final class Parameters {
  private Parameters() {}

  /** A text of a client's in an answer: short, and without anything that could be markup. */
  static String shown(String text) {
    String clean = text.replaceAll("[^\\p{L}\\p{N} .,:;_@/+=()-]", "?");
    return "'" + (clean.length() > 60 ? clean.substring(0, 60) + "..." : clean) + "'";
  }

  /** Refuses an address whose escapes cannot be read; Javalin gives such a parameter no value. */
  static void requireSound(Context ctx) {
    ctx.queryParamMap()
        .forEach(
            (name, values) -> {
              if (values.isEmpty()) {
                throw new ApiException(400, shown(name) + ": its escapes cannot be read");
              }
            });
  }

  static void requireKnown(Context ctx, Set<String> known) {
    requireKnown(ctx.queryParamMap().keySet(), known);
  }

  static void requireKnown(Set<String> names, Set<String> known) {
    for (String name : names) {
      if (!known.contains(name)) {
        throw new ApiException(
            400, "there is no parameter " + shown(name) + "; there are " + new TreeSet<>(known));
      }
    }
  }

  static String segmenter(SegmenterPool segmenters, @Nullable String asked) {
    if (asked == null || asked.isBlank()) {
      return segmenters.usual();
    }
    Set<String> known = new TreeSet<>();
    segmenters.choices().forEach(choice -> known.add(choice.id()));
    if (!known.contains(asked)) {
      throw new ApiException(400, "segmenter: expected one of " + known + ", got " + shown(asked));
    }
    return asked;
  }

  static double number(String name, String text, double least, double most) {
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    if (!(value >= least && value <= most)) {
      throw new ApiException(
          400,
          name
              + ": expected a number from "
              + plain(least)
              + " to "
              + plain(most)
              + ", got "
              + shown(text));
    }
    return value;
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  static int count(@Nullable String text, String name, int usual, int least, int most) {
    if (text == null || text.isBlank()) {
      return usual;
    }
    double value = number(name, text, least, most);
    if (value != Math.rint(value)) {
      throw new ApiException(400, name + ": expected a whole number, got " + shown(text));
    }
    return (int) value;
  }

  static Optional<PixelScale> scale(@Nullable String text) {
    return text == null || text.isBlank()
        ? Optional.empty()
        : Optional.of(new PixelScale(number("mmPerPixel", text, 1e-6, 1e6)));
  }
}

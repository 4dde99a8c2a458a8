// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Options of the programs here: {@code --flag} and {@code --name VALUE}. */
final class Arguments {
  private Arguments() {}

  /**
   * Reads them.
   *
   * @return values by name, empty for flags
   * @throws IllegalArgumentException for what is not known or lacks its value
   */
  static Map<String, String> parse(String[] arguments, List<String> flags, List<String> names) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
      if (flags.contains(name)) {
        options.put(name, "");
      } else if (names.contains(name) && i + 1 < arguments.length) {
        options.put(name, arguments[++i]);
      } else {
        List<String> known = new ArrayList<>();
        flags.forEach(flag -> known.add("--" + flag));
        names.forEach(each -> known.add("--" + each + " VALUE"));
        throw new IllegalArgumentException(
            "expected " + String.join(", ", known) + "; got " + arguments[i]);
      }
    }
    return options;
  }

  /**
   * A number in a range.
   *
   * @throws IllegalArgumentException for any other
   */
  static double number(
      Map<String, String> options, String name, double usual, double least, double most) {
    String text = options.getOrDefault(name, "");
    double number;
    try {
      number = text.isEmpty() ? usual : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      number = Double.NaN;
    }
    if (!(number >= least && number <= most)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "--%s is from %.0f to %.0f, got '%s'", name, least, most, text));
    }
    return number;
  }
}

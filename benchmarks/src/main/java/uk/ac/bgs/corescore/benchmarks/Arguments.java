// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import java.util.HashMap;
import java.util.List;
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
        throw new IllegalArgumentException(
            "expected --"
                + String.join(", --", flags)
                + ", or --"
                + String.join(" VALUE, --", names)
                + " VALUE; got "
                + arguments[i]);
      }
    }
    return options;
  }
}

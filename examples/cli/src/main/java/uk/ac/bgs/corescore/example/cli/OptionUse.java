// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Refuses options that would have no effect beside the others. */
final class OptionUse {
  private OptionUse() {}

  /**
   * Refuses options that were given and are not used.
   *
   * @param used whether they are
   * @param with what they go with, for the message
   * @param options their names
   */
  static void require(CommandLine command, boolean used, String with, String... options) {
    for (String option : options) {
      if (!used && command.getParseResult().hasMatchedOption(option)) {
        throw new ParameterException(
            command, option + " goes with " + with + ", else it has no effect");
      }
    }
  }
}

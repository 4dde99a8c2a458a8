// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import uk.ac.bgs.corescore.spi.OptionException;

/** Refuses options that would have no effect, and folders that are not there. */
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

  /**
   * Fails, naming option and folder, where what is to be read is in no folder.
   *
   * @throws OptionException if there is none, or a file has its name
   */
  static void requireThere(String option, Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new OptionException(
          "expected "
              + option
              + " to be a folder that is there, "
              + folder
              + (Files.exists(folder) ? " is a file" : " does not exist"));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import uk.ac.bgs.corescore.spi.OptionException;

/** Looks at folders that are read. */
final class Folders {
  private Folders() {}

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

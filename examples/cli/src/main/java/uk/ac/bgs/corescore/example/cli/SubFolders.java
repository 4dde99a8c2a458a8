// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import picocli.CommandLine.Option;

/** The option that says whether folders inside a folder count. */
final class SubFolders {
  @Option(
      names = "--no-recursive",
      description =
          "Does not look into folders inside the folders that are given; else what is found there is named"
              + " by its path from the folder, as BH1/box_001.")
  private boolean none;

  boolean recursive() {
    return !none;
  }
}

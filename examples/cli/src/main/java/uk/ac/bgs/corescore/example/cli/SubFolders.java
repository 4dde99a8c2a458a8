// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoFolder;

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

  /**
   * The photos of a folder, without what was made of them.
   *
   * @throws CoreScoreException if it, or a folder inside, cannot be looked into
   */
  List<PhotoFile> photosIn(Path folder) {
    return new PhotoFolder(in(folder), List.of()).without(MaskFiles.ALL).photos();
  }

  /**
   * The pictures of a folder.
   *
   * @throws CoreScoreException if it, or a folder inside, cannot be looked into
   */
  List<PhotoFile> in(Path folder) {
    PhotoFolder found = PhotoFolder.of(folder, recursive());
    if (!found.unread().isEmpty()) {
      throw new CoreScoreException(String.join("; ", found.unread()));
    }
    return found.photos();
  }
}

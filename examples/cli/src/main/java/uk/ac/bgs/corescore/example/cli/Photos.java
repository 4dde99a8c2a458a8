// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoFolder;
import uk.ac.bgs.corescore.core.training.groundtruth.MaskFolder;

/**
 * The photographs that arguments name: files as they are, and what folders hold.
 *
 * @param files the photographs, in the order of the arguments
 * @param passedOver how many pictures beside their photo are results of this command line
 * @param failures the folders that gave nothing, and why
 */
record Photos(List<PhotoFile> files, int passedOver, List<String> failures) {
  /**
   * Those of files and folders.
   *
   * @throws ParameterException if the arguments name no photograph at all
   */
  static Photos required(Collection<Path> arguments, boolean recursive, CommandLine command) {
    PhotoFolder.Selection found = PhotoFolder.select(arguments, recursive, MaskFolder.DERIVED);
    Photos photos = new Photos(found.files(), found.passedOver(), found.failures());
    if (photos.files().isEmpty()) {
      throw new ParameterException(
          command, "no photographs: " + String.join("; ", photos.failures()));
    }
    return photos;
  }

  /** What is done to a photograph. */
  @FunctionalInterface
  interface Work {
    /** Does it, and says in one line what came of it. */
    String on(PhotoFile photo) throws IOException;
  }

  /**
   * Does one thing to each photograph. One that fails is reported and the rest goes on.
   *
   * @param failFast whether to stop at the first that fails
   * @return the failures, those of the arguments at their head
   */
  List<String> each(PrintWriter console, boolean failFast, Work work) {
    List<String> failed = new ArrayList<>(failures);
    Progress progress = new Progress(console, Progress.onTerminal(), files.size());
    for (PhotoFile photo : files) {
      if (failFast && !failed.isEmpty()) {
        break;
      }
      progress.begin(photo.name());
      try {
        progress.end(work.on(photo));
      } catch (CoreScoreException | IOException e) {
        failed.add(Messages.of(e));
        progress.end(photo.name() + ": FAILED: " + Messages.of(e));
      } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
        // A plugin that breaks on one photo says nothing about the others.
        failed.add(photo.file() + ": " + Messages.of(e));
        progress.end(photo.name() + ": FAILED: " + Messages.of(e));
      }
    }
    return failed;
  }
}

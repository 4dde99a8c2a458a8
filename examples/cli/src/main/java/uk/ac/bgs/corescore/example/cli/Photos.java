// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
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
  static Photos of(Collection<Path> arguments, boolean recursive) {
    List<PhotoFile> files = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    int passedOver = 0;
    for (Path argument : arguments) {
      if (!Files.isDirectory(argument)) {
        files.add(PhotoFile.of(argument));
        continue;
      }
      try {
        PhotoFolder found = PhotoFolder.of(argument, recursive);
        PhotoFolder photos = found.without(MaskFolder.DERIVED);
        passedOver += found.photos().size() - photos.photos().size();
        files.addAll(photos.photos());
        found.unread().forEach(folder -> failures.add(Messages.line(folder)));
        if (photos.photos().isEmpty() && found.unread().isEmpty()) {
          failures.add(argument + ": expected photographs (jpg, png, tif, bmp), found none");
        }
      } catch (CoreScoreException e) {
        failures.add(Messages.of(e));
      }
    }
    return new Photos(List.copyOf(PhotoFile.apart(files)), passedOver, List.copyOf(failures));
  }

  /**
   * The same.
   *
   * @throws ParameterException if the arguments name no photograph at all
   */
  static Photos required(Collection<Path> arguments, boolean recursive, CommandLine command) {
    Photos photos = of(arguments, recursive);
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

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.photo.PhotoReader;

/**
 * The photographs that arguments name: files as they are, and what folders hold.
 *
 * @param files the photographs, in the order of the arguments
 * @param passedOver how many pictures beside their photo are results of this command line
 * @param failures the folders that gave nothing, and why
 */
record Photos(List<Path> files, int passedOver, List<String> failures) {
  static Photos of(Collection<Path> arguments) {
    List<Path> files = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    int passedOver = 0;
    for (Path argument : arguments) {
      if (!Files.isDirectory(argument)) {
        files.add(argument);
        continue;
      }
      try {
        List<Path> found = PhotoReader.list(argument);
        List<Path> photos = withoutResults(found);
        passedOver += found.size() - photos.size();
        files.addAll(photos);
        if (photos.isEmpty()) {
          failures.add(argument + ": expected photographs (jpg, png, tif, bmp), found none");
        }
      } catch (CoreScoreException e) {
        failures.add(Messages.of(e));
      }
    }
    return new Photos(List.copyOf(files), passedOver, List.copyOf(failures));
  }

  /**
   * The same.
   *
   * @throws ParameterException if the arguments name no photograph at all
   */
  static Photos required(Collection<Path> arguments, CommandLine command) {
    Photos photos = of(arguments);
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
    String on(Path file) throws IOException;
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
    for (Path file : files) {
      if (failFast && !failed.isEmpty()) {
        break;
      }
      progress.begin(name(file));
      try {
        progress.end(work.on(file));
      } catch (CoreScoreException | IOException e) {
        failed.add(Messages.of(e));
        progress.end(name(file) + ": FAILED: " + Messages.of(e));
      } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
        // A plugin that breaks on one photo says nothing about the others.
        failed.add(file + ": " + Messages.of(e));
        progress.end(name(file) + ": FAILED: " + Messages.of(e));
      }
    }
    return failed;
  }

  /** Leaves out the pictures of a result whose photo is there too. */
  private static List<Path> withoutResults(List<Path> found) {
    var stems =
        found.stream()
            .map(file -> name(file).substring(0, name(file).lastIndexOf('.')))
            .collect(Collectors.toSet());
    return found.stream()
        .filter(file -> photoOfResult(name(file)).filter(stems::contains).isEmpty())
        .toList();
  }

  /** The stem of the photo of which a file's name says that it is a result. */
  private static Optional<String> photoOfResult(String name) {
    return MaskFiles.ALL.stream()
        .filter(name::endsWith)
        .map(suffix -> name.substring(0, name.length() - suffix.length()))
        .findFirst();
  }

  /** The file's name without its folders. */
  static String name(Path file) {
    return Objects.toString(file.getFileName(), file.toString());
  }
}

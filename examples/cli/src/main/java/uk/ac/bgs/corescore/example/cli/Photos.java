// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
  private static final List<String> RESULTS =
      List.of(".mask.png", ".overlay.png", ".preview.png", ".instances.png");

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
    return RESULTS.stream()
        .filter(name::endsWith)
        .map(suffix -> name.substring(0, name.length() - suffix.length()))
        .findFirst();
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}

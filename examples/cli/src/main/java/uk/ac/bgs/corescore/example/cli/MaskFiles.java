// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.nio.file.Path;
import java.util.List;
import uk.ac.bgs.corescore.core.photo.PhotoReader;

/** The class-index masks of a folder that may hold other pictures beside them. */
final class MaskFiles {
  private static final List<String> OTHERS =
      List.of(".instances.png", ".preview.png", ".overlay.png");

  private MaskFiles() {}

  /** Where files are named {@code *.mask.png} these alone, else all but our other pictures. */
  static List<Path> list(Path folder) {
    List<Path> files = PhotoReader.list(folder);
    List<Path> named = files.stream().filter(file -> ends(file, ".mask.png")).toList();
    return named.isEmpty()
        ? files.stream().filter(file -> OTHERS.stream().noneMatch(end -> ends(file, end))).toList()
        : named;
  }

  private static boolean ends(Path file, String end) {
    return String.valueOf(file.getFileName()).endsWith(end);
  }
}

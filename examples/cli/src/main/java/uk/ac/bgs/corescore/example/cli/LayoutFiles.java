// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.core.layout.LayoutJson;

/** Layouts in JSON files: one, or all of a folder of results. */
final class LayoutFiles {
  private LayoutFiles() {}

  /**
   * Reads a file, or the files {@code .json} of a folder and of those inside it that have a layout.
   *
   * @return layouts by their files, none where there are only other files, such as labels
   * @throws uk.ac.bgs.corescore.CoreScoreException if a layout is not as it should be
   */
  static Map<Path, LayoutJson> read(Path given) throws IOException {
    Map<Path, LayoutJson> layouts = new LinkedHashMap<>();
    for (Path file : Files.isDirectory(given) ? inside(given) : List.of(given)) {
      LayoutJson.read(file).ifPresent(layout -> layouts.put(file, layout));
    }
    return layouts;
  }

  private static List<Path> inside(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(
              file -> {
                String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
                return name.endsWith(".json") && !name.startsWith(".") && Files.isRegularFile(file);
              })
          .sorted()
          .toList();
    }
  }
}

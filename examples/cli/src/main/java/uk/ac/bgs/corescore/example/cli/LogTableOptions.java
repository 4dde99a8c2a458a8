// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.core.corelog.PhotoTables;
import uk.ac.bgs.corescore.core.photo.PhotoFile;

/** The options that name the tables of a core log. */
final class LogTableOptions {
  @Option(
      names = "--boxes",
      paramLabel = "CSV",
      required = true,
      description =
          "Which core is in which photo: columns photo, hole, top_m, base_m and, if wanted, box,"
              + " row (as in reports; empty for all rows of the photo together), base (tray or"
              + " rock: what base_m is the end of) and length_mm (of the row) or"
              + " mm_per_pixel.")
  private Path boxesFile = Path.of(".");

  @Option(
      names = "--runs",
      paramLabel = "CSV",
      description =
          "The runs of the core barrel: columns hole, top_m, base_m and, if wanted, diameter_mm,"
              + " loss_from_m, loss_to_m. Without it the log is per box.")
  private @Nullable Path runsFile;

  @Option(
      names = "--ties",
      paramLabel = "CSV",
      description =
          "Places in rows whose depth is known: columns photo, row, share (0 at the row's beginning"
              + " to 1), depth_m.")
  private @Nullable Path tiesFile;

  @Option(
      names = "--marks",
      paramLabel = "CSV",
      description =
          "What a person says of fragments: columns photo, fragment, mark (unsound, rubble, piece,"
              + " induced_below, natural_below).")
  private @Nullable Path marksFile;

  /** Reads them for these photos. */
  PhotoTables read(List<PhotoFile> photos, Consumer<String> remarks) throws IOException {
    return PhotoTables.read(
        photos,
        new PhotoTables.Sources(
            boxesFile,
            Optional.ofNullable(runsFile),
            Optional.ofNullable(tiesFile),
            Optional.ofNullable(marksFile)),
        remarks);
  }
}

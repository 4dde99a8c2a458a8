// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.core.corelog.ags.AgsEdition;
import uk.ac.bgs.corescore.core.corelog.ags.AgsProject;
import uk.ac.bgs.corescore.core.corelog.ags.AgsSettings;
import uk.ac.bgs.corescore.core.corelog.output.LogOutput;
import uk.ac.bgs.corescore.core.corelog.report.LasWriter;
import uk.ac.bgs.corescore.core.corelog.report.LogFormat;
import uk.ac.bgs.corescore.core.corelog.strip.StripSettings;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.parquet.ParquetTables;
import uk.ac.bgs.corescore.spi.OptionException;

/** The options that say which files a core log is written to. */
final class LogOutputOptions {
  @Option(
      names = "--format",
      paramLabel = "LIST",
      defaultValue = "csv,json,geojson,strip",
      description =
          "Which files to write, separated by commas: csv, parquet (the same tables, with units),"
              + " json, geojson, strip (the strip logs and the page), ags, las or all; default"
              + " ${DEFAULT-VALUE}.")
  private String format = "";

  @Option(
      names = "--ags-edition",
      paramLabel = "EDITION",
      description = "With ags, the edition of AGS4: 4.0.4, 4.1.1 or 4.2; default 4.1.1.")
  private @Nullable String edition;

  @Option(
      names = "--ags-project",
      paramLabel = "FILE",
      description =
          "With ags, what is known of project and holes, as properties: PROJ_NAME = Quarry,"
              + " TRAN_RECV = Client, LOCA_TYPE = RC for all holes, LOCA_NATE.BH1 = 451230 for"
              + " one.")
  private @Nullable Path project;

  @Option(
      names = "--ags-boxes-as-runs",
      description =
          "With ags, writes boxes to CORE where no runs are given, each with a remark that it is no"
              + " run; without this there are then no rows of CORE.")
  private boolean boxesAsRuns;

  @Option(
      names = "--ags-fractures",
      description = "With ags, writes each fracture to the group DISC, too.")
  private boolean discontinuities;

  @Option(
      names = "--ags-no-photos",
      description =
          "With ags, no photographs go with the file; else they are copied to the folder FILE.")
  private boolean withoutPhotos;

  @Option(
      names = "--las-step",
      paramLabel = "M",
      description = "With las, how far samples are apart; default 0.01 m.")
  private @Nullable Double lasStep;

  /**
   * Reads the options and the project.
   *
   * @throws OptionException if they contradict each other
   */
  LogOutput output(StripSettings strip) throws IOException {
    try {
      Set<LogFormat> formats = LogFormat.parse(format);
      boolean said =
          edition != null || project != null || boxesAsRuns || discontinuities || withoutPhotos;
      if (said && !formats.contains(LogFormat.AGS)) {
        throw new IllegalArgumentException("options --ags-... go with --format ags");
      }
      if (lasStep != null && !formats.contains(LogFormat.LAS)) {
        throw new IllegalArgumentException("--las-step goes with --format las");
      }
      double step = lasStep == null ? LasWriter.STEP : lasStep;
      return new LogOutput(
          formats,
          strip,
          new AgsSettings(
              edition == null
                  ? AgsEdition.V4_1_1
                  : AgsEdition.of(edition)
                      .orElseThrow(
                          () ->
                              new IllegalArgumentException(
                                  "--ags-edition takes 4.0.4, 4.1.1 or 4.2, not " + edition)),
              project == null ? AgsProject.UNKNOWN : AgsProject.read(project),
              boxesAsRuns,
              discontinuities,
              LocalDate.now(ZoneId.systemDefault())),
          step,
          Optional.of(new ParquetTables()));
    } catch (IllegalArgumentException e) {
      throw new OptionException(String.valueOf(e.getMessage()));
    }
  }

  /** The photographs that go with the AGS4 file. */
  Map<String, Path> delivered(List<PhotoFile> photos) {
    Map<String, Path> files = new LinkedHashMap<>();
    if (!withoutPhotos) {
      photos.forEach(photo -> files.put(photo.name(), photo.file()));
    }
    return files;
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.core.corelog.CoreLog;
import uk.ac.bgs.corescore.core.corelog.CoreLogger;
import uk.ac.bgs.corescore.core.corelog.LogSettings;
import uk.ac.bgs.corescore.core.corelog.PhotoTables;
import uk.ac.bgs.corescore.core.corelog.hole.LogInterval;
import uk.ac.bgs.corescore.core.corelog.hole.LoggedRow;
import uk.ac.bgs.corescore.core.corelog.output.LogOutput;
import uk.ac.bgs.corescore.core.corelog.report.LogFormat;
import uk.ac.bgs.corescore.core.corelog.report.LogSummary;
import uk.ac.bgs.corescore.core.corelog.table.CoreRun;
import uk.ac.bgs.corescore.core.corelog.table.LogTables;
import uk.ac.bgs.corescore.core.corelog.table.NamedInterval;
import uk.ac.bgs.corescore.core.report.OutputFolder;

/** Logs core. */
@Command(
    name = "log",
    description = {
      "Makes a core log of photographs: how much core, how sound, at what depth.",
      "",
      "Writes intervals.csv (total and solid core recovery, RQD by BS 5930 and by",
      "ASTM D6032, fractures, of each run and box), pieces.csv, fractures.csv,",
      "zones.csv (intact, NI, NR) and log.json, and draws the strip log of each",
      "hole (HOLE.strip.svg, .png) and log.html, a page of it all; log.ags with",
      "--format ags. Pieces are found by a segmenter, or taken from --labels or",
      "--masks.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  corescore log photos --boxes boxes.csv --runs runs.csv --out log",
      "  corescore log box1.jpg --boxes boxes.csv --rows rows.json \\",
      "    --mm-per-pixel 0.16 --step 0.5",
      "  corescore log photos --boxes boxes.csv --labels labels.json"
    })
final class LogCommand extends Subcommand {
  @Mixin private LoggedPhotos photos = new LoggedPhotos();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "corescore-log",
      description = "Where the log goes; default ${DEFAULT-VALUE}.")
  private Path out = Path.of(".");

  @Option(
      names = "--intervals",
      paramLabel = "CSV",
      description =
          "Gives figures of these intervals, too: columns hole, top_m, base_m and, if wanted, name.")
  private @Nullable Path intervals;

  @Mixin private LogOptions rules = new LogOptions();

  @Mixin private StripOptions strip = new StripOptions();

  @Mixin private LogOutputOptions output = new LogOutputOptions();

  @Option(names = "--force", description = "Replaces a log that exists.")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    LogSettings settings = rules.settings();
    LogOutput files = output.output(strip.settings());
    requireUsed(settings, files.formats());
    LoggedPhotos.Found found = photos.find(true, command());
    List<String> failures = new ArrayList<>(found.failures());
    List<NamedInterval> wanted =
        intervals == null
            ? List.of()
            : PhotoTables.rows(LogTables.intervals(intervals), failures, this::say);
    List<CoreRun> runs = found.tables().runs();
    CoreLog log = CoreLogger.log(found.photos(), runs, wanted, settings);
    log.remarks().forEach(this::say);
    OutputFolder.make(out);
    List<String> wrong =
        files.write(
            log,
            found.photos(),
            runs,
            output.delivered(found.tables().photos()),
            found::readCopy,
            failures,
            out,
            force,
            this::say);
    log.holes().forEach(hole -> LogSummary.lines(hole).forEach(this::say));
    long logged =
        log.holes().stream()
            .flatMap(hole -> hole.rows().stream())
            .map(LoggedRow::photo)
            .distinct()
            .count();
    console().println(logged + " of " + found.count() + " photos logged; the log is in " + out);
    failures.addAll(log.problems());
    failures.addAll(wrong);
    return failures(failures);
  }

  /** Refuses options that would have no effect. */
  private void requireUsed(LogSettings settings, Set<LogFormat> formats) {
    CommandLine command = command();
    DepthOptions.requireUsed(settings, command);
    OptionUse.require(command, settings.joinRowEnds(), "pieces joined at row ends", "--row-end");
    OptionUse.require(
        command,
        formats.contains(LogFormat.STRIP),
        "--format strip",
        "--strip-scale",
        "--strip-per");
    OptionUse.require(
        command,
        switch (strip.settings().per().orElse(LogInterval.Kind.BOX)) {
          case RUN -> command.getParseResult().hasMatchedOption("--runs");
          case FIXED -> settings.stepMetres().isPresent();
          case NAMED -> intervals != null;
          case BOX -> true;
        },
        "--runs (run), --step (fixed) or --intervals (named)",
        "--strip-per");
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import uk.ac.bgs.corescore.core.corelog.CoreLog;
import uk.ac.bgs.corescore.core.corelog.CoreLogger;
import uk.ac.bgs.corescore.core.corelog.LogSettings;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LogInterval;
import uk.ac.bgs.corescore.core.corelog.hole.LoggedRow;
import uk.ac.bgs.corescore.core.corelog.report.LogFormat;
import uk.ac.bgs.corescore.core.corelog.rule.RuleFigures;
import uk.ac.bgs.corescore.core.corelog.table.CoreRun;
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
final class LogCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

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

  @Mixin private LogOutput output = new LogOutput();

  @Option(names = "--force", description = "Replaces a log that exists.")
  private boolean force;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  LogCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter console = spec.commandLine().getOut();
    LogSettings settings = rules.settings();
    LogOutput.Plan plan = output.plan();
    requireUsed(settings, plan);
    LoggedPhotos.Found found = photos.find(true, spec.commandLine());
    List<String> failures = new ArrayList<>(found.failures());
    List<NamedInterval> wanted = LogTablesRead.intervals(intervals, failures, console);
    List<CoreRun> runs = photos.tables().runs();
    CoreLog log = CoreLogger.log(found.photos(), runs, wanted, settings);
    log.remarks().forEach(remark -> console.println(Messages.line(remark)));
    OutputFolder.make(out);
    List<String> wrong =
        LogOutput.write(plan, log, found.photos(), runs, found.files(), out, force, console);
    List<String> notDrawn =
        plan.formats().contains(LogFormat.STRIP)
            ? strip.write(log, found, failures, out, force)
            : List.of();
    log.holes().forEach(hole -> print(hole, console));
    long logged =
        log.holes().stream()
            .flatMap(hole -> hole.rows().stream())
            .map(LoggedRow::photo)
            .distinct()
            .count();
    console.println(logged + " of " + found.count() + " photos logged; the log is in " + out);
    console.flush();
    failures.addAll(log.problems());
    failures.addAll(notDrawn);
    failures.addAll(wrong);
    return Messages.failures(failures, spec.commandLine().getErr());
  }

  /** Refuses options that would have no effect. */
  private void requireUsed(LogSettings settings, LogOutput.Plan plan) {
    CommandLine command = spec.commandLine();
    DepthOptions.requireUsed(settings, command);
    OptionUse.require(command, settings.joinRowEnds(), "pieces joined at row ends", "--row-end");
    OptionUse.require(
        command,
        plan.formats().contains(LogFormat.STRIP),
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

  /** The figures of runs, or of boxes where there are none. */
  private static void print(HoleLog hole, PrintWriter console) {
    LogInterval.Kind kind = hole.perRun() ? LogInterval.Kind.RUN : LogInterval.Kind.BOX;
    console.println(
        Messages.line(
            "hole "
                + hole.hole()
                + (hole.perRun() ? "" : ", per box, as no run of it is known")
                + ": "
                + hole.pieces().size()
                + " pieces"));
    for (LogInterval one : hole.intervals()) {
      if (one.kind() == kind) {
        StringBuilder line =
            new StringBuilder(
                String.format(
                    Locale.ROOT,
                    "  %.2f-%.2f m %s",
                    one.depths().top().metres(),
                    one.depths().base().metres(),
                    one.name()));
        line.append(String.format(Locale.ROOT, "  TCR %.0f", one.figures().get(0).tcr()));
        for (RuleFigures figures : one.figures()) {
          figures
              .scr()
              .ifPresent(scr -> line.append(String.format(Locale.ROOT, "  SCR %.0f", scr)));
          line.append("  RQD ").append(figures.rules().name()).append(' ');
          line.append(
              figures.rqd().isPresent()
                  ? String.format(Locale.ROOT, "%.0f", figures.rqd().getAsDouble())
                  : "-");
        }
        line.append("  fractures ").append(one.fractures());
        console.println(Messages.line(line.toString()));
      }
    }
  }
}

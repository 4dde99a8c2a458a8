// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import uk.ac.bgs.corescore.core.training.track.RunMetric;
import uk.ac.bgs.corescore.core.training.track.RunRecord;

/** Lists runs of trainings. */
@Command(
    name = "runs",
    description = {"Lists runs of trainings: how they stand and their last figures.", ""},
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  corescore runs --track trained/runs",
      "  corescore runs --track http://localhost:5000 --experiment cores"
    })
final class RunsCommand extends Subcommand {
  @Mixin private TrackerOptions tracker = new TrackerOptions();

  @Override
  public Integer call() throws IOException {
    PrintWriter console = console();
    List<RunRecord> runs = tracker.open(Path.of("runs")).runs();
    if (runs.isEmpty()) {
      return done("no runs");
    }
    Columns table =
        new Columns("run", "name", "status", "started", "minutes", "steps", "loss", "rock IoU");
    for (RunRecord run : runs) {
      long steps = run.metrics().stream().mapToLong(RunMetric::step).max().orElse(0);
      table.row(
          run.id(),
          run.name(),
          run.status().name(),
          ModelsCommand.TIME.format(run.started()),
          run.ended()
              .map(end -> Duration.between(run.started(), end).toSeconds() / 60.0)
              .map(minutes -> String.format(Locale.ROOT, "%.1f", minutes))
              .orElse(""),
          Long.toString(steps),
          ModelsCommand.figure(run.last("loss")),
          ModelsCommand.figure(run.last("rock_iou")));
    }
    table.print(console);
    return CommandLine.ExitCode.OK;
  }
}

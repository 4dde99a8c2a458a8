// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
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
final class RunsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private TrackerOptions tracker = new TrackerOptions();

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  RunsCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter console = spec.commandLine().getOut();
    List<RunRecord> runs = tracker.open(Path.of("runs")).runs();
    if (runs.isEmpty()) {
      console.println("no runs");
      console.flush();
      return CommandLine.ExitCode.OK;
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
          last(run, "loss"),
          last(run, "rock_iou"));
    }
    table.print(console);
    return CommandLine.ExitCode.OK;
  }

  private static String last(RunRecord run, String name) {
    return run.metrics().stream()
        .filter(metric -> metric.name().equals(name))
        .reduce((before, after) -> after)
        .map(metric -> String.format(Locale.ROOT, "%.4f", metric.value()))
        .orElse("");
  }
}

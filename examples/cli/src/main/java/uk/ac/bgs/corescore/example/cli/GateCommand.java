// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.report.OutputFolder;
import uk.ac.bgs.corescore.core.training.evaluate.Evaluation;
import uk.ac.bgs.corescore.core.training.evaluate.EvaluationFile;
import uk.ac.bgs.corescore.core.training.evaluate.GateRules;
import uk.ac.bgs.corescore.core.training.evaluate.GateVerdict;
import uk.ac.bgs.corescore.core.training.evaluate.ModelGate;

/** Decides whether a candidate may take the place of the model in production. */
@Command(
    name = "gate",
    description = {
      "Decides whether a candidate may replace the production model.",
      "",
      "Both evaluations must be of the same photos and labels. Without --production",
      "the candidate is the first model, and only the minimum counts. Exit code 0",
      "is PASS, 1 is FAIL, 2 is no verdict: wrong use, or a file that cannot be",
      "read, written or compared.",
      ""
    },
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = CommandLine.ExitCode.USAGE,
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = {
      "  corescore gate --candidate new/evaluation.json \\",
      "    --production old/evaluation.json"
    })
final class GateCommand extends Subcommand {
  @Option(
      names = "--candidate",
      paramLabel = "FILE",
      required = true,
      description = "The candidate's evaluation.json.")
  private Path candidate = Path.of(".");

  @Option(
      names = "--production",
      paramLabel = "FILE",
      description = "The evaluation.json of the model in production.")
  private @Nullable Path production;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "Rules as JSON; without it the built-in ones.")
  private @Nullable Path rules;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Writes verdict.json and verdict.html there.")
  private @Nullable Path out;

  @Option(names = "--force", description = "Replaces files that exist.")
  private boolean force;

  @Override
  public Integer call() {
    try {
      return judge() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    } catch (CoreScoreException | IOException e) {
      // By its exit code, a failure to evaluate differs from a verdict.
      err().println(Messages.of(e));
      return CommandLine.ExitCode.USAGE;
    }
  }

  private boolean judge() throws IOException {
    if (out != null) {
      OutputFolder.requireFree(force, out.resolve("verdict.json"), out.resolve("verdict.html"));
    }
    GateRules applied = rules == null ? GateRules.DEFAULT : GateRules.read(rules);
    Evaluation judged = EvaluationFile.readJson(candidate);
    GateVerdict verdict =
        production == null
            ? ModelGate.first(judged, applied)
            : ModelGate.judge(judged, EvaluationFile.readJson(production), applied);
    PrintWriter console = console();
    console.println(verdict.text());
    console.flush();
    if (out != null) {
      verdict.write(OutputFolder.make(out), force);
    }
    return verdict.passed();
  }
}

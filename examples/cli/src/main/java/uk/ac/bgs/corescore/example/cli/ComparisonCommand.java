// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import uk.ac.bgs.corescore.core.report.OutputFolder;
import uk.ac.bgs.corescore.core.training.compare.Candidate;
import uk.ac.bgs.corescore.core.training.compare.Candidates;
import uk.ac.bgs.corescore.core.training.compare.Comparison;
import uk.ac.bgs.corescore.core.training.compare.ComparisonResult;
import uk.ac.bgs.corescore.core.training.evaluate.Evaluation;

/**
 * What evaluate and compare share: candidates are evaluated, and each evaluation and the page
 * written.
 */
abstract class ComparisonCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private GroundTruthOptions truth = new GroundTruthOptions();

  @Mixin private CandidateOptions candidates = new CandidateOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where the evaluation goes.")
  private Path out = Path.of(".");

  @Option(names = "--force", description = "Replaces files that exist.")
  private boolean force;

  private final String page;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  ComparisonCommand(String page) {
    this.page = page;
  }

  /** What to say if so many cannot be evaluated by this command; empty if they can. */
  abstract String refusal(int count);

  /** Where the evaluation of a candidate goes. */
  abstract Path folder(Path out, String name);

  @Override
  public Integer call() throws IOException {
    PrintWriter console = spec.commandLine().getOut();
    try (Candidates open = candidates.open(truth.folders())) {
      String refusal = refusal(open.all().size());
      if (!refusal.isEmpty()) {
        throw new ParameterException(spec.commandLine(), refusal);
      }
      OutputFolder.requireFree(force, out.resolve(page));
      for (Candidate candidate : open.all()) {
        Path folder = folder(out, candidate.name());
        OutputFolder.requireFree(
            force, folder.resolve("evaluation.json"), folder.resolve("evaluation.csv"));
      }
      Comparison comparison =
          new Comparison(
              open,
              candidates.evaluator(),
              truth.labelSet(),
              truth.read(candidates.needPhotos(), console));
      ComparisonResult result = comparison.run(new ConsoleListener(console, "; "));
      if (!result.evaluations().isEmpty()) {
        for (Evaluation evaluation : result.evaluations().values()) {
          Comparison.write(evaluation, folder(out, evaluation.name()), force);
        }
        comparison.writePage(result, out.resolve(page), force);
      }
      result.evaluations().values().forEach(one -> console.println(Comparison.summary(one)));
      console.println("evaluation in " + out);
      console.flush();
      return Messages.failures(result.failures(), spec.commandLine().getErr());
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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
abstract class ComparisonCommand extends Subcommand {
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
  private final boolean several;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  ComparisonCommand(String page, boolean several) {
    this.page = page;
    this.several = several;
  }

  /** Where the evaluation of a candidate goes. */
  private Path folder(String name) {
    return several ? out.resolve(name) : out;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter console = console();
    try (Candidates open = candidates.open(truth.folders())) {
      if (open.all().size() > 1 != several) {
        throw wrongUse(
            several
                ? "compare judges several; evaluate judges one"
                : "evaluate judges one; compare judges several side by side");
      }
      OutputFolder.requireFree(force, out.resolve(page));
      for (Candidate candidate : open.all()) {
        Path folder = folder(candidate.name());
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
          Comparison.write(evaluation, folder(evaluation.name()), force);
        }
        comparison.writePage(result, out.resolve(page), force);
      }
      result.evaluations().values().forEach(one -> console.println(Comparison.summary(one)));
      console.println("evaluation in " + out);
      console.flush();
      return failures(result.failures());
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import uk.ac.bgs.corescore.core.evaluate.Evaluation;

/** Judges one segmenter, or one folder of predictions. */
@Command(
    name = "evaluate",
    description = {
      "Judges a segmenter or predictions against labelled photographs.",
      "",
      "Writes evaluation.json, evaluation.csv and evaluate.html: overlap, boundary",
      "and fragment matching for each photo, means with intervals, the best and the",
      "worst photos in pictures. Photos of the labels that are not in the folder",
      "are passed over.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  corescore evaluate --labels labels.json --photos photos \\",
      "    --segmenter boofcv-watershed --out evaluation",
      "  corescore evaluate --masks masks --photos photos \\",
      "    --predictions other=predicted --out evaluation"
    })
final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private Truth truth = new Truth();

  @Mixin private Contenders contenders = new Contenders();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where the evaluation goes.")
  private Path out = Path.of(".");

  @Option(names = "--force", description = "Replaces files that exist.")
  private boolean force;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  EvaluateCommand() {}

  @Override
  public Integer call() throws IOException {
    List<Contenders.Contender> open = contenders.open();
    try {
      if (open.size() != 1) {
        throw new ParameterException(
            spec.commandLine(), "evaluate judges one; compare judges several side by side");
      }
      Judging judging =
          new Judging(
              open,
              contenders.evaluator(),
              truth.photos(contenders.needPhotos(), spec.commandLine().getOut()),
              truth.labelSet(),
              spec.commandLine());
      Map<String, Evaluation> evaluations = judging.judge();
      if (!evaluations.isEmpty()) {
        for (Map.Entry<String, Evaluation> entry : evaluations.entrySet()) {
          Judging.write(entry.getValue(), out, force);
        }
        judging.writePage(List.copyOf(evaluations.values()), out.resolve("evaluate.html"), force);
      }
      return judging.finish(evaluations, out);
    } finally {
      open.forEach(Contenders.Contender::close);
    }
  }
}

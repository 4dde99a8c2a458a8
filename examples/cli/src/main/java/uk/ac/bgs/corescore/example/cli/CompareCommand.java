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

/** Judges several side by side. */
@Command(
    name = "compare",
    description = {
      "Judges several segmenters and predictions on the same photographs.",
      "",
      "Writes evaluation.json and evaluation.csv into a folder for each, and",
      "compare.html. A photo for which one of them has no answer is reported and",
      "left out for all.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  corescore compare --labels labels.json --photos photos \\",
      "    --segmenter boofcv-edges --segmenter boofcv-watershed \\",
      "    --predictions published=predicted --labels-of 2019 \\",
      "    --out comparison"
    })
final class CompareCommand implements Callable<Integer> {
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
  CompareCommand() {}

  @Override
  public Integer call() throws IOException {
    List<Contenders.Contender> open = contenders.open();
    try {
      if (open.size() < 2) {
        throw new ParameterException(
            spec.commandLine(), "compare judges several; evaluate judges one");
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
          Judging.write(entry.getValue(), out.resolve(entry.getKey()), force);
        }
        judging.writePage(List.copyOf(evaluations.values()), out.resolve("compare.html"), force);
      }
      return judging.finish(evaluations, out);
    } finally {
      open.forEach(Contenders.Contender::close);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import uk.ac.bgs.corescore.core.evaluate.Evaluation;

/**
 * What evaluate and compare share: contenders are judged, and each evaluation and the page written.
 */
abstract class JudgingCommand implements Callable<Integer> {
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

  private final String page;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  JudgingCommand(String page) {
    this.page = page;
  }

  /** What to say if so many cannot be judged by this command; empty if they can. */
  abstract String refusal(int contenders);

  /** Where the evaluation of a contender goes. */
  abstract Path folder(Path out, String name);

  @Override
  public Integer call() throws IOException {
    List<Contenders.Contender> open = contenders.open(truth.folders());
    try {
      String refusal = refusal(open.size());
      if (!refusal.isEmpty()) {
        throw new ParameterException(spec.commandLine(), refusal);
      }
      Folders.requireFree(force, out.resolve(page));
      for (Contenders.Contender contender : open) {
        Path folder = folder(out, contender.name());
        Folders.requireFree(
            force, folder.resolve("evaluation.json"), folder.resolve("evaluation.csv"));
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
          Judging.write(entry.getValue(), folder(out, entry.getKey()), force);
        }
        judging.writePage(List.copyOf(evaluations.values()), out.resolve(page), force);
      }
      return judging.finish(evaluations, out);
    } finally {
      open.forEach(Contenders.Contender::close);
    }
  }
}

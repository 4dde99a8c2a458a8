// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli.retrain;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import uk.ac.bgs.corescore.core.evaluate.Evaluation;
import uk.ac.bgs.corescore.core.evaluate.EvaluationFile;
import uk.ac.bgs.corescore.core.evaluate.GateVerdict;
import uk.ac.bgs.corescore.core.registry.ModelRegistry;
import uk.ac.bgs.corescore.core.registry.ModelVersion;
import uk.ac.bgs.corescore.core.registry.Promotion;
import uk.ac.bgs.corescore.core.track.ExperimentRun;

/** The way of a registered candidate: judged on the test set, by the gate, into production. */
final class Trial {
  private final RetrainConfig config;
  private final Steps steps;
  private final Stages stages;
  private final WorkFolder work;
  private final ModelRegistry registry;

  Trial(RetrainConfig config, Steps steps, Stages stages, WorkFolder work) {
    this.config = config;
    this.steps = steps;
    this.stages = stages;
    this.work = work;
    this.registry = steps.registry();
  }

  private String named(int version) {
    return config.model() + "@" + version;
  }

  private static int candidate(Attempt attempt) {
    return attempt.version().orElseThrow();
  }

  /** The candidate and production find the rock of the test set. */
  Attempt evaluate(Attempt attempt, OptionalInt production, ExperimentRun run) throws IOException {
    Path out = work.of("evaluation");
    stages.run(
        Stage.EVALUATE,
        () -> {
          WorkFolder.clear(out);
          Path test = work.of("test");
          new TestSet(registry, config.model()).unpack(test);
          Map<String, Path> models = new LinkedHashMap<>();
          models.put(named(candidate(attempt)), file(candidate(attempt)));
          if (production.isPresent()) {
            models.put(named(production.getAsInt()), file(production.getAsInt()));
          }
          steps.judge(models, test, out);
          return out;
        });
    Path own = out.resolve(named(candidate(attempt)));
    run.artifact(own.resolve("evaluation.json"), "evaluation/evaluation.json");
    run.artifact(own.resolve("evaluation.csv"), "evaluation/evaluation.csv");
    run.artifact(out.resolve("evaluation.html"), "evaluation/evaluation.html");
    return work.save(attempt.withAgainst(production).at(Stage.GATE));
  }

  private Path file(int version) throws IOException {
    ModelVersion kept = registry.version(config.model(), version);
    return registry.fetch(kept.model(), kept.version(), kept.file());
  }

  private Evaluation evaluation(int version) throws IOException {
    return EvaluationFile.readJson(
        work.of("evaluation").resolve(named(version)).resolve("evaluation.json"));
  }

  private Optional<Promotion.Held> held(Attempt attempt) throws IOException {
    OptionalInt against = attempt.against();
    return against.isPresent()
        ? Optional.of(new Promotion.Held(against.getAsInt(), evaluation(against.getAsInt())))
        : Optional.empty();
  }

  /** The rules are applied, and the run hears of it. */
  void gate(Attempt attempt, ExperimentRun run) throws IOException {
    GateVerdict verdict =
        stages.run(
            Stage.GATE,
            () -> Promotion.judge(evaluation(candidate(attempt)), held(attempt), config.rules()));
    stages.tell(verdict.text().stripTrailing());
    Path folder = Files.createDirectories(work.of("gate"));
    Path json = folder.resolve("verdict.json");
    Path page = folder.resolve("verdict.html");
    try (OutputStream toJson = Files.newOutputStream(json);
        OutputStream toPage = Files.newOutputStream(page)) {
      verdict.writeJson(toJson);
      verdict.writePage(toPage);
    }
    run.artifact(json, "gate/verdict.json");
    run.artifact(page, "gate/verdict.html");
    run.tags(
        Map.of(
            "gate/verdict",
            verdict.passed() ? "PASS" : "FAIL",
            "registered_as",
            named(candidate(attempt))));
  }

  /** The version is tagged and, on PASS, put into production. */
  Retraining.Outcome promote(Attempt attempt) throws IOException {
    GateVerdict verdict =
        stages.run(
            Stage.PROMOTE,
            () ->
                Promotion.promote(
                    registry,
                    registry.version(config.model(), candidate(attempt)),
                    evaluation(candidate(attempt)),
                    held(attempt),
                    config.rules(),
                    new TestSet(registry, config.model()).kept().orElseThrow().sha256()));
    work.save(attempt.done());
    String name = named(candidate(attempt));
    if (verdict.passed()) {
      stages.tell(name + " is in production");
      return Retraining.Outcome.PROMOTED;
    }
    OptionalInt against = attempt.against();
    stages.tell(
        name
            + " is refused; in production "
            + (against.isPresent() ? "stays " + named(against.getAsInt()) : "is none"));
    return Retraining.Outcome.REFUSED;
  }
}

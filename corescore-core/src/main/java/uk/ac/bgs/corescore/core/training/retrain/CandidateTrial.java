// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.retrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import uk.ac.bgs.corescore.core.internal.files.FileTree;
import uk.ac.bgs.corescore.core.photo.PhotoPairing;
import uk.ac.bgs.corescore.core.training.compare.Candidates;
import uk.ac.bgs.corescore.core.training.compare.Comparison;
import uk.ac.bgs.corescore.core.training.compare.ComparisonResult;
import uk.ac.bgs.corescore.core.training.evaluate.Evaluation;
import uk.ac.bgs.corescore.core.training.evaluate.EvaluationFile;
import uk.ac.bgs.corescore.core.training.evaluate.GateVerdict;
import uk.ac.bgs.corescore.core.training.groundtruth.GroundTruth;
import uk.ac.bgs.corescore.core.training.groundtruth.GroundTruthReader;
import uk.ac.bgs.corescore.core.training.groundtruth.LabelReading;
import uk.ac.bgs.corescore.core.training.groundtruth.MaskFolder;
import uk.ac.bgs.corescore.core.training.registry.ModelRegistry;
import uk.ac.bgs.corescore.core.training.registry.ModelVersion;
import uk.ac.bgs.corescore.core.training.registry.Promotion;
import uk.ac.bgs.corescore.core.training.track.ExperimentRun;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.spi.Providers;

/** Evaluates a registered candidate on the test set, applies the gate, and promotes it. */
final class CandidateTrial {
  private final RetrainConfig config;
  private final ModelRunner runner;
  private final StageRunner stages;
  private final WorkFolder work;
  private final ModelRegistry registry;

  /**
   * How models are run.
   *
   * @param providers where the segmenter is found
   * @param segmenter its id
   */
  record ModelRunner(Providers providers, String segmenter) {}

  CandidateTrial(
      RetrainConfig config,
      ModelRunner runner,
      StageRunner stages,
      WorkFolder work,
      ModelRegistry registry) {
    this.config = config;
    this.runner = runner;
    this.stages = stages;
    this.work = work;
    this.registry = registry;
  }

  private String named(int version) {
    return config.model() + "@" + version;
  }

  private static int candidate(Attempt attempt) {
    return attempt.version().orElseThrow();
  }

  /** The candidate and the model in production are evaluated on the test set. */
  Attempt evaluate(Attempt attempt, OptionalInt production, ExperimentRun run) throws IOException {
    Path out = work.of("evaluation");
    stages.run(
        Stage.EVALUATE,
        () -> {
          FileTree.deleteRecursively(out);
          Path test = work.of("test");
          new TestSet(registry, config.model()).unpack(test);
          Map<String, Path> models = new LinkedHashMap<>();
          models.put(named(candidate(attempt)), file(candidate(attempt)));
          if (production.isPresent()) {
            models.put(named(production.getAsInt()), file(production.getAsInt()));
          }
          compare(models, test, out);
          return out;
        });
    Path own = out.resolve(named(candidate(attempt)));
    run.artifact(own.resolve("evaluation.json"), "evaluation/evaluation.json");
    run.artifact(own.resolve("evaluation.csv"), "evaluation/evaluation.csv");
    run.artifact(out.resolve("evaluation.html"), "evaluation/evaluation.html");
    return work.save(attempt.withAgainst(production).at(Stage.GATE));
  }

  private void compare(Map<String, Path> models, Path test, Path out) throws IOException {
    RetrainListener listener = stages.listener();
    Path photos = test.resolve("photos");
    GroundTruth truth =
        new GroundTruthReader(
                Optional.of(PhotoPairing.of(MaskFolder.photos(photos, true))),
                LabelReading.DEFAULT,
                listener::remark)
            .masks(test.resolve("masks"), true, LabelSet.CORESCORE, true)
            .requireSome(photos.toString());
    try (Candidates candidates =
        Candidates.ofModels(runner.providers(), runner.segmenter(), config.options(), models)) {
      Comparison comparison =
          new Comparison(
              candidates, Comparison.evaluator(Comparison.BOUNDARY), LabelSet.CORESCORE, truth);
      ComparisonResult result = comparison.run(listener);
      result.evaluations().values().forEach(one -> listener.remark(Comparison.summary(one)));
      if (!result.failures().isEmpty()) {
        listener.notEvaluated(result.failures());
      }
      for (Evaluation evaluation : result.requireWhole().evaluations().values()) {
        Comparison.write(evaluation, out.resolve(evaluation.name()), true);
      }
      comparison.writePage(result, out.resolve("evaluation.html"), true);
    }
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

  /** The rules are applied, and the run gets the verdict. */
  void gate(Attempt attempt, ExperimentRun run) throws IOException {
    GateVerdict verdict =
        stages.run(
            Stage.GATE,
            () -> Promotion.judge(evaluation(candidate(attempt)), held(attempt), config.rules()));
    stages.listener().remark(verdict.text().stripTrailing());
    Path folder = Files.createDirectories(work.of("gate"));
    verdict.write(folder, true);
    run.artifact(folder.resolve("verdict.json"), "gate/verdict.json");
    run.artifact(folder.resolve("verdict.html"), "gate/verdict.html");
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
      stages.listener().remark(name + " is in production");
      return Retraining.Outcome.PROMOTED;
    }
    OptionalInt against = attempt.against();
    stages
        .listener()
        .remark(
            name
                + " is refused; in production "
                + (against.isPresent() ? "stays " + named(against.getAsInt()) : "is none"));
    return Retraining.Outcome.REFUSED;
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import uk.ac.bgs.corescore.core.compare.Candidate;
import uk.ac.bgs.corescore.core.compare.Candidates;
import uk.ac.bgs.corescore.core.compare.Comparison;
import uk.ac.bgs.corescore.core.compare.ComparisonResult;
import uk.ac.bgs.corescore.core.groundtruth.GroundTruth;
import uk.ac.bgs.corescore.core.groundtruth.LabelledPhoto;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.core.report.WholeFile;
import uk.ac.bgs.corescore.core.track.ExperimentRun;
import uk.ac.bgs.corescore.djl.TrainedModel;
import uk.ac.bgs.corescore.djl.Training;
import uk.ac.bgs.corescore.djl.TrainingExample;
import uk.ac.bgs.corescore.djl.TrainingListener;
import uk.ac.bgs.corescore.djl.TrainingReport;
import uk.ac.bgs.corescore.djl.TrainingSettings;
import uk.ac.bgs.corescore.example.cli.retrain.Sha256;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.spi.Providers;

/** A training that writes all that comes of it into a folder and tells a run of it. */
final class TrackedTraining {
  private static final String EVALUATION = "evaluation";

  private final TrainingRecipe recipe;
  private final TrainingPhotos photos;
  private final String licence;
  private final Path out;
  private final CommandLine command;

  TrackedTraining(
      TrainingRecipe recipe, TrainingPhotos photos, String licence, Path out, CommandLine command) {
    this.recipe = recipe;
    this.photos = photos;
    this.licence = licence;
    this.out = out;
    this.command = command;
  }

  /**
   * What came of it.
   *
   * @param model the model's file
   * @param files what goes with it into a registry, by name
   * @param tags what is said of it there
   */
  record Trained(Path model, Map<String, Path> files, Map<String, String> tags) {}

  /** Trains from the checkpoint on that is in the folder; the run is not ended. */
  Trained run(
      Training training, TrainingSettings settings, TrainingPhotos.Split split, ExperimentRun run)
      throws IOException {
    PrintWriter console = command.getOut();
    write("split.csv", split.table());
    TrainingReport report = new TrainingReport(out.resolve("metrics.csv"));
    run.params(params(training));
    Map<String, String> tags = tags(split);
    run.tags(tags);
    run.artifact(out.resolve("split.csv"), "split.csv");
    Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    TrainedModel trained =
        training.run(
            out.resolve("checkpoint.safetensors"),
            TrainingListener.all(
                List.of(
                    report,
                    TrainingListener.tracking(run),
                    new TrainingProgress(
                        console, Progress.onTerminal(), settings.steps(), settings.batch()))));
    Path model = out.resolve(trained.fileName());
    trained.write(model, provenance(split));
    Map<String, String> facts = facts(model, split, run, begun);
    report.writePage(out.resolve("training.html"), training, split.seen(), facts);
    report.writeCard(out.resolve("model-card.md"), training, split.seen(), facts);
    List<String> kept =
        new ArrayList<>(
            List.of(
                trained.fileName(),
                trained.fileName() + ".json",
                "model-card.md",
                "training.html",
                "metrics.csv"));
    report.writeCurves(out).forEach(file -> kept.add(String.valueOf(file.getFileName())));
    if (settings.task() == TrainingSettings.Task.SEGMENT) {
      kept.addAll(evaluate(model, split.judged()));
    }
    for (String file : kept) {
      if (Files.exists(out.resolve(file))) {
        run.artifact(out.resolve(file), file);
      }
    }
    console.println("model: " + model);
    console.println("page: " + out.resolve("training.html"));
    console.flush();
    Map<String, Path> files = new LinkedHashMap<>();
    for (String file : List.of("model-card.md", "split.csv", "training.html")) {
      files.put(file, out.resolve(file));
    }
    tags.put("photos", Integer.toString(split.train().size()));
    tags.put("task", settings.task().id());
    return new Trained(model, files, tags);
  }

  /** A number for all that the model is made of. */
  String madeOf(Training training, TrainingPhotos.Split split) throws IOException {
    Map<String, String> all = new LinkedHashMap<>(params(training));
    all.put("seed", Long.toString(recipe.seed()));
    all.put("split", hash(split));
    all.put("licence", licence);
    all.put("library", ScoringPipeline.libraryVersion());
    if (recipe.fineTune().isPresent()) {
      all.put("start", Sha256.of(recipe.fineTune().get()));
    }
    return Sha256.of(all.toString());
  }

  private Map<String, String> params(Training training) throws IOException {
    Map<String, String> params = new LinkedHashMap<>(training.described());
    params.put("drawn_cores", Integer.toString(recipe.drawn()));
    params.put("split", photos.how());
    recipe.backgrounds().ifPresent(of -> params.put("backgrounds_sha256", of.sha256()));
    recipe.fineTune().ifPresent(model -> params.put("fine_tuned_from", model.toString()));
    return params;
  }

  private Map<String, String> tags(TrainingPhotos.Split split) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("library_version", ScoringPipeline.libraryVersion());
    tags.put("seed", Long.toString(recipe.seed()));
    tags.put("data_sha256", hash(split));
    GitCommit.of(Path.of("")).ifPresent(commit -> tags.put("git_commit", commit));
    return tags;
  }

  private Map<String, String> facts(
      Path model, TrainingPhotos.Split split, ExperimentRun run, Instant begun) throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("model file", String.valueOf(model.getFileName()));
    facts.put("SHA-256 of the model file", Sha256.of(model));
    facts.put("licence", licence);
    facts.put("library version", ScoringPipeline.libraryVersion());
    recipe.fineTune().ifPresent(start -> facts.put("fine-tuned from", start.toString()));
    facts.put("seed", Long.toString(recipe.seed()));
    facts.put("drawn cores", Integer.toString(recipe.drawn()));
    recipe
        .backgrounds()
        .ifPresent(
            of -> facts.put("backgrounds", of.pictures().size() + " pictures of " + of.folder()));
    facts.put("split", photos.how());
    facts.put("SHA-256 of the split", hash(split));
    facts.put("run", run.id());
    facts.put("begun", begun.toString());
    facts.put("ended", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    return facts;
  }

  /** How the model does on the photos held out, as evaluate would say; what was written. */
  private List<String> evaluate(Path model, List<LabelledPhoto> held) throws IOException {
    if (held.isEmpty()) {
      return List.of();
    }
    Providers providers = Providers.discover(TrackedTraining.class.getClassLoader());
    ScoringPipeline pipeline =
        ScoringPipeline.builder(providers, "djl-unet")
            .segmenterOption("model", model.toString())
            .build();
    String name = String.valueOf(out.getFileName());
    try (Candidates candidates = Candidates.of(List.of(Candidate.of(name, pipeline)))) {
      Comparison comparison =
          new Comparison(
              candidates,
              Comparison.evaluator(Comparison.BOUNDARY),
              LabelSet.CORESCORE,
              new GroundTruth(held, List.of()));
      ComparisonResult result = comparison.run(new ConsoleListener(command.getOut(), "; "));
      result
          .evaluations()
          .values()
          .forEach(one -> command.getOut().println(Comparison.summary(one)));
      command.getOut().flush();
      Messages.failures(result.failures(), command.getErr());
      if (result.evaluations().isEmpty()) {
        return List.of();
      }
      Path folder = out.resolve(EVALUATION);
      Comparison.write(result.evaluations().values().iterator().next(), folder, true);
      comparison.writePage(result, folder.resolve("evaluation.html"), true);
    }
    return List.of(
        EVALUATION + "/evaluation.json",
        EVALUATION + "/evaluation.csv",
        EVALUATION + "/evaluation.html");
  }

  private void write(String name, List<String> lines) throws IOException {
    byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    WholeFile.write(out.resolve(name), true, stream -> stream.write(text));
  }

  private Map<String, String> provenance(TrainingPhotos.Split split) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put(
        "photos", String.join(",", split.train().stream().map(TrainingExample::name).toList()));
    said.put("drawn_cores", Integer.toString(recipe.drawn()));
    said.put("licence", licence);
    said.put("library_version", ScoringPipeline.libraryVersion());
    return said;
  }

  /** Of the photos and their parts, one number for all. */
  private static String hash(TrainingPhotos.Split split) {
    return Sha256.of(String.join("\n", split.table()));
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.evaluate.Evaluation;
import uk.ac.bgs.corescore.core.evaluate.EvaluationFile;
import uk.ac.bgs.corescore.core.evaluate.EvaluationPage;
import uk.ac.bgs.corescore.core.evaluate.Evaluator;
import uk.ac.bgs.corescore.core.evaluate.Metric;
import uk.ac.bgs.corescore.core.evaluate.PhotoEvaluation;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;

/** Judges contenders against the truth, photo by photo: what evaluate and compare share. */
final class Judging {
  private static final List<Metric> SHOWN =
      List.of(Metric.ROCK_IOU, Metric.BOUNDARY_F1, Metric.PANOPTIC_QUALITY);

  private final List<Contenders.Contender> contenders;
  private final Evaluator evaluator;
  private final List<Truth.Known> known;
  private final LabelSet labels;
  private final CommandLine command;
  private final List<String> failures = new ArrayList<>();

  Judging(
      List<Contenders.Contender> contenders,
      Evaluator evaluator,
      Truth.Found truth,
      LabelSet labels,
      CommandLine command) {
    this.contenders = contenders;
    this.evaluator = evaluator;
    this.known = truth.known();
    this.failures.addAll(truth.failures());
    this.labels = labels;
    this.command = command;
  }

  /** Judges all photos that every contender has an answer for; the others are reported. */
  Map<String, Evaluation> judge() {
    Map<String, List<PhotoEvaluation>> photos = new LinkedHashMap<>();
    contenders.forEach(contender -> photos.put(contender.name(), new ArrayList<>()));
    PrintWriter console = command.getOut();
    Progress progress = new Progress(console, Progress.onTerminal(), known.size());
    for (Truth.Known entry : known) {
      progress.begin(entry.name());
      try {
        Map<String, PhotoEvaluation> judged = judge(entry);
        judged.forEach((name, photo) -> Objects.requireNonNull(photos.get(name)).add(photo));
        StringBuilder line = new StringBuilder(entry.name());
        judged.forEach((name, photo) -> line.append("; ").append(name).append(figures(photo)));
        progress.end(line.toString());
      } catch (IOException | RuntimeException | OutOfMemoryError | LinkageError e) {
        failures.add(entry.name() + ": " + Messages.of(e));
        progress.end(entry.name() + ": FAILED: " + Messages.of(e));
      }
    }
    Map<String, Evaluation> evaluations = new LinkedHashMap<>();
    photos.forEach(
        (name, list) -> {
          if (!list.isEmpty()) {
            evaluations.put(name, Evaluation.of(name, labels, evaluator, list));
          }
        });
    return evaluations;
  }

  private Map<String, PhotoEvaluation> judge(Truth.Known entry) throws IOException {
    Optional<Photo> photo = entry.photo().map(PhotoReader.create()::read);
    Segmentation truth = entry.truth().of(photo);
    Map<String, PhotoEvaluation> judged = new LinkedHashMap<>();
    for (Contenders.Contender contender : contenders) {
      Contenders.Answer answer =
          contender
              .answer(entry.source(), photo)
              .orElseThrow(() -> new CoreScoreException(contender.name() + " has no answer"));
      judged.put(
          contender.name(),
          evaluator.evaluate(entry.name(), truth, answer.segmentation(), answer.seconds()));
    }
    return judged;
  }

  private static String figures(PhotoEvaluation photo) {
    StringBuilder text = new StringBuilder();
    for (Metric metric : SHOWN) {
      if (photo.figure(metric).isPresent()) {
        text.append(
            String.format(
                Locale.ROOT, " %s %.4f", metric.key(), photo.figure(metric).getAsDouble()));
      }
    }
    return text.toString();
  }

  /** Writes {@code evaluation.json} and {@code evaluation.csv} into a folder. */
  static void write(Evaluation evaluation, Path folder, boolean force) throws IOException {
    Folders.make(folder);
    EvaluationFile.writeJson(evaluation, folder.resolve("evaluation.json"), force);
    EvaluationFile.writeCsv(evaluation, folder.resolve("evaluation.csv"), force);
  }

  /** Writes the page; the pictures of the few photos that it shows are made again. */
  void writePage(List<Evaluation> evaluations, Path file, boolean force) throws IOException {
    Aside.write(file, force, out -> EvaluationPage.write(evaluations, failures, this::scene, out));
  }

  private Optional<EvaluationPage.Scene> scene(String name, String photoName) throws IOException {
    for (Truth.Known entry : known) {
      for (Contenders.Contender contender : contenders) {
        if (entry.name().equals(photoName) && contender.name().equals(name)) {
          Optional<Photo> photo = entry.photo().map(PhotoReader.create()::read);
          Optional<RgbImage> image = photo.map(Photo::image);
          Segmentation truth = entry.truth().of(photo);
          return contender
              .answer(entry.source(), photo)
              .map(answer -> new EvaluationPage.Scene(image, truth, answer.segmentation()));
        }
      }
    }
    return Optional.empty();
  }

  /** Prints the means and says whether anything failed. */
  int finish(Map<String, Evaluation> evaluations, Path out) {
    tellMeans(evaluations);
    PrintWriter console = command.getOut();
    console.println("evaluation in " + out);
    console.flush();
    return Messages.failures(failures, command.getErr());
  }

  /** The same where the evaluation is not kept. */
  int tell(Map<String, Evaluation> evaluations) {
    tellMeans(evaluations);
    command.getOut().flush();
    return Messages.failures(failures, command.getErr());
  }

  private void tellMeans(Map<String, Evaluation> evaluations) {
    PrintWriter console = command.getOut();
    evaluations.forEach(
        (name, evaluation) -> {
          console.print(name + ", mean of " + evaluation.photos().size() + ":");
          for (Metric metric : SHOWN) {
            Double mean = evaluation.mean().get(metric);
            if (mean != null) {
              console.printf(Locale.ROOT, " %s %.4f", metric.key(), mean);
            }
          }
          console.println();
        });
  }
}

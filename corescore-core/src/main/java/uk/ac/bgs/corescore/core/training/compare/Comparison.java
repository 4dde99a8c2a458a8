// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.pipeline.WorkListener;
import uk.ac.bgs.corescore.core.report.AtomicFile;
import uk.ac.bgs.corescore.core.report.FailureText;
import uk.ac.bgs.corescore.core.report.OutputFolder;
import uk.ac.bgs.corescore.core.training.evaluate.Evaluation;
import uk.ac.bgs.corescore.core.training.evaluate.EvaluationFile;
import uk.ac.bgs.corescore.core.training.evaluate.EvaluationPage;
import uk.ac.bgs.corescore.core.training.evaluate.Evaluator;
import uk.ac.bgs.corescore.core.training.evaluate.Metric;
import uk.ac.bgs.corescore.core.training.evaluate.PhotoEvaluation;
import uk.ac.bgs.corescore.core.training.groundtruth.GroundTruth;
import uk.ac.bgs.corescore.core.training.groundtruth.LabelledPhoto;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * Evaluates candidates against ground truth, photo by photo. A photo counts where every candidate
 * has a prediction; the others are reported as failures and left out for all.
 *
 * <p>One photo is in memory at a time. For use by one thread at a time; the one who opened the
 * candidates closes them.
 */
public final class Comparison {
  /** Distance in pixels within which boundary pixels match, unless another is requested. */
  public static final int BOUNDARY = 3;

  private static final List<Metric> SHOWN =
      List.of(Metric.ROCK_IOU, Metric.BOUNDARY_F1, Metric.PANOPTIC_QUALITY);

  private final List<Candidate> candidates;
  private final Evaluator evaluator;
  private final LabelSet labels;
  private final GroundTruth truth;

  /**
   * A comparison.
   *
   * @param candidates what is evaluated
   * @param evaluator compares a prediction with the ground truth, see {@link #evaluator}
   * @param labels the labels that the ground truth can have
   * @param truth the photos
   */
  public Comparison(
      Candidates candidates, Evaluator evaluator, LabelSet labels, GroundTruth truth) {
    this.candidates = candidates.all();
    this.evaluator = evaluator;
    this.labels = labels;
    this.truth = truth;
  }

  /**
   * The evaluator for masks of both label sets: the first set had one value for the box and for
   * what is outside it, so {@code Box} counts as {@code Void}.
   *
   * @param boundary distance in pixels within which boundary pixels match
   * @return the evaluator
   * @throws IllegalArgumentException if the distance is not allowed
   */
  public static Evaluator evaluator(int boundary) {
    Map<String, String> merges = new LinkedHashMap<>(Evaluator.DEFAULT.merges());
    merges.put("Box", "Void");
    return new Evaluator(boundary, merges);
  }

  /**
   * Evaluates all photos.
   *
   * @param listener receives the progress, by names of photos
   * @return the evaluations; the failures of the ground truth come first among its failures
   */
  public ComparisonResult run(WorkListener listener) {
    Map<String, List<PhotoEvaluation>> photos = new LinkedHashMap<>();
    candidates.forEach(candidate -> photos.put(candidate.name(), new ArrayList<>()));
    List<String> failures = new ArrayList<>(truth.failures());
    listener.start(truth.photos().size());
    for (LabelledPhoto photo : truth.photos()) {
      listener.begin(photo.name());
      try {
        Map<String, PhotoEvaluation> judged = evaluate(photo);
        judged.forEach((name, one) -> Objects.requireNonNull(photos.get(name)).add(one));
        listener.done(
            photo.name(),
            judged.entrySet().stream()
                .map(entry -> entry.getKey() + figures(entry.getValue()))
                .collect(Collectors.joining("; ")));
      } catch (IOException | RuntimeException | OutOfMemoryError | LinkageError e) {
        // A plugin that breaks on one photo says nothing about the others.
        failures.add(photo.name() + ": " + FailureText.of(e));
        listener.failed(photo.name(), e);
      }
    }
    Map<String, Evaluation> evaluations = new LinkedHashMap<>();
    photos.forEach(
        (name, list) -> {
          if (!list.isEmpty()) {
            evaluations.put(name, Evaluation.of(name, labels, evaluator, list));
          }
        });
    return new ComparisonResult(evaluations, failures);
  }

  private Map<String, PhotoEvaluation> evaluate(LabelledPhoto labelled) throws IOException {
    Optional<Photo> photo = labelled.photo().map(PhotoReader.create()::read);
    Segmentation drawn = labelled.draw();
    Map<String, PhotoEvaluation> evaluated = new LinkedHashMap<>();
    for (Candidate candidate : candidates) {
      Prediction prediction =
          candidate
              .predict(labelled.source(), photo)
              .orElseThrow(
                  () ->
                      new CoreScoreException(
                          FailureKind.NOT_FOUND, candidate.name() + " has no answer"));
      PhotoEvaluation one =
          evaluator.evaluate(
              labelled.name(), drawn, prediction.segmentation(), prediction.seconds());
      evaluated.put(
          candidate.name(),
          labelled.rows().isPresent() && prediction.layout().isPresent()
              ? one.withRows(labelled.rows().get(), prediction.layout().get())
              : one);
    }
    return evaluated;
  }

  private static String figures(PhotoEvaluation photo) {
    StringBuilder text = new StringBuilder();
    for (Metric metric : SHOWN) {
      OptionalDouble figure = photo.figure(metric);
      if (figure.isPresent()) {
        text.append(figure(metric, figure.getAsDouble()));
      }
    }
    return text.toString();
  }

  private static String figure(Metric metric, double value) {
    return String.format(Locale.ROOT, " %s %.4f", metric.key(), value);
  }

  /**
   * The means of an evaluation in one line.
   *
   * @param evaluation the evaluation
   * @return candidate, number of photos, and the main figures
   */
  public static String summary(Evaluation evaluation) {
    StringBuilder line =
        new StringBuilder(evaluation.name() + ", mean of " + evaluation.photos().size() + ":");
    for (Metric metric : SHOWN) {
      Double mean = evaluation.mean().get(metric);
      if (mean != null) {
        line.append(figure(metric, mean));
      }
    }
    return line.toString();
  }

  /**
   * Writes {@code evaluation.json} and {@code evaluation.csv} into a folder, which is made.
   *
   * @param evaluation what is written
   * @param folder where to
   * @param overwrite whether files may be replaced
   * @throws IOException if a file exists and may not be replaced, or cannot be written
   */
  public static void write(Evaluation evaluation, Path folder, boolean overwrite)
      throws IOException {
    OutputFolder.make(folder);
    EvaluationFile.writeJson(evaluation, folder.resolve("evaluation.json"), overwrite);
    EvaluationFile.writeCsv(evaluation, folder.resolve("evaluation.csv"), overwrite);
  }

  /**
   * Writes a page of all evaluations. The few photos that it shows are predicted again.
   *
   * @param result what {@link #run} gave
   * @param file the HTML file, in a folder that exists
   * @param overwrite whether it may be replaced
   * @throws IOException if it exists and may not be replaced, or cannot be written
   */
  public void writePage(ComparisonResult result, Path file, boolean overwrite) throws IOException {
    AtomicFile.write(
        file,
        overwrite,
        out ->
            EvaluationPage.write(
                List.copyOf(result.evaluations().values()), result.failures(), this::scene, out));
  }

  private Optional<EvaluationPage.Scene> scene(String name, String photoName) throws IOException {
    for (LabelledPhoto labelled : truth.photos()) {
      for (Candidate candidate : candidates) {
        if (labelled.name().equals(photoName) && candidate.name().equals(name)) {
          Optional<Photo> photo = labelled.photo().map(PhotoReader.create()::read);
          Optional<RgbImage> image = photo.map(Photo::image);
          Segmentation drawn = labelled.draw();
          return candidate
              .predict(labelled.source(), photo)
              .map(found -> new EvaluationPage.Scene(image, drawn, found.segmentation()));
        }
      }
    }
    return Optional.empty();
  }
}

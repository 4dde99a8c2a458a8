// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.evaluate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.core.internal.draw.LabelPalette;
import uk.ac.bgs.corescore.core.internal.page.EvaluationView;
import uk.ac.bgs.corescore.mask.LabelSet;

/** The best and the worst photos of a page in images: truth, predictions and their errors. */
final class HtmlScenes {
  private HtmlScenes() {}

  /** The photos by ascending mean rock IoU of the evaluations; photos without one are left out. */
  private static List<String> ranked(List<Evaluation> evaluations) {
    record Rank(String photo, double iou) {}
    List<Rank> ranks = new ArrayList<>();
    for (int p = 0; p < evaluations.get(0).photos().size(); p++) {
      int at = p;
      evaluations.stream()
          .map(evaluation -> evaluation.photos().get(at).figure(Metric.ROCK_IOU))
          .filter(OptionalDouble::isPresent)
          .mapToDouble(OptionalDouble::getAsDouble)
          .average()
          .ifPresent(iou -> ranks.add(new Rank(evaluations.get(0).photos().get(at).photo(), iou)));
    }
    return ranks.stream()
        .sorted(Comparator.comparingDouble(Rank::iou))
        .map(Rank::photo)
        .collect(Collectors.toList());
  }

  static List<EvaluationView.Pictures> of(
      List<Evaluation> evaluations, EvaluationPage.SceneSource scenes) throws IOException {
    List<String> ranked = ranked(evaluations);
    int half = Math.min(2, ranked.size() / 2);
    List<String> best = new ArrayList<>(ranked.subList(ranked.size() - half, ranked.size()));
    best.sort(Comparator.comparing(ranked::indexOf).reversed());
    List<String> worst = ranked.subList(0, Math.min(2, ranked.size() - half));
    return Stream.of(
            new EvaluationView.Pictures("Best photos", shots(best, evaluations, scenes)),
            new EvaluationView.Pictures(
                half == 0 ? "The photo" : "Worst photos", shots(worst, evaluations, scenes)))
        .filter(pictures -> !pictures.photos().isEmpty())
        .toList();
  }

  private static List<EvaluationView.Shots> shots(
      List<String> photos, List<Evaluation> evaluations, EvaluationPage.SceneSource scenes)
      throws IOException {
    List<EvaluationView.Shots> all = new ArrayList<>();
    for (String photo : photos) {
      List<EvaluationView.Shot> shots = new ArrayList<>();
      for (Evaluation evaluation : evaluations) {
        Optional<EvaluationPage.Scene> scene = scenes.scene(evaluation.name(), photo);
        if (scene.isPresent()) {
          add(shots, evaluation, photo, scene.get());
        }
      }
      if (!shots.isEmpty()) {
        all.add(new EvaluationView.Shots(photo, shots));
      }
    }
    return all;
  }

  static List<EvaluationView.Key> legend(LabelSet labels) {
    return IntStream.range(0, labels.size())
        .mapToObj(
            i ->
                new EvaluationView.Key(
                    LabelPalette.hex(LabelPalette.rgb(labels, i)), labels.get(i).name()))
        .toList();
  }

  private static void add(
      List<EvaluationView.Shot> shots,
      Evaluation evaluation,
      String photo,
      EvaluationPage.Scene scene)
      throws IOException {
    if (shots.isEmpty()) {
      if (scene.photo().isPresent()) {
        String uri = SceneImages.photo(scene.photo().get());
        shots.add(new EvaluationView.Shot(uri, "Photo", "", ""));
      }
      String truth = SceneImages.labels(scene.truth().mask());
      shots.add(new EvaluationView.Shot(truth, "Truth", "", ""));
    }
    String iou =
        evaluation.photos().stream()
            .filter(one -> one.photo().equals(photo))
            .map(one -> HtmlSheet.number(one.figure(Metric.ROCK_IOU)))
            .collect(Collectors.joining());
    String name = evaluation.name();
    shots.add(
        new EvaluationView.Shot(
            SceneImages.labels(scene.prediction().mask()),
            "Prediction",
            name,
            ": rock IoU " + iou));
    shots.add(
        new EvaluationView.Shot(
            SceneImages.errors(scene.truth().mask(), scene.prediction().mask()),
            "False positives and false negatives",
            name,
            ""));
  }
}

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
import uk.ac.bgs.corescore.core.internal.HtmlText;
import uk.ac.bgs.corescore.core.internal.draw.LabelPalette;
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

  static void write(
      StringBuilder html, List<Evaluation> evaluations, EvaluationPage.SceneSource scenes)
      throws IOException {
    List<String> ranked = ranked(evaluations);
    int half = Math.min(2, ranked.size() / 2);
    List<String> best = new ArrayList<>(ranked.subList(ranked.size() - half, ranked.size()));
    best.sort(Comparator.comparing(ranked::indexOf).reversed());
    List<String> worst = ranked.subList(0, Math.min(2, ranked.size() - half));
    shots(html, "Best photos", best, evaluations, scenes);
    shots(html, half == 0 ? "The photo" : "Worst photos", worst, evaluations, scenes);
  }

  private static void shots(
      StringBuilder html,
      String title,
      List<String> photos,
      List<Evaluation> evaluations,
      EvaluationPage.SceneSource scenes)
      throws IOException {
    StringBuilder cards = new StringBuilder();
    for (String photo : photos) {
      StringBuilder figures = new StringBuilder();
      for (Evaluation evaluation : evaluations) {
        Optional<EvaluationPage.Scene> scene = scenes.scene(evaluation.name(), photo);
        if (scene.isPresent()) {
          shots(figures, evaluation, photo, scene.get(), figures.length() == 0);
        }
      }
      if (figures.length() > 0) {
        cards.append("<h3>" + HtmlText.isolated(photo) + "</h3><div class=\"shots\">\n");
        cards.append(figures + "</div>\n");
      }
    }
    if (cards.length() > 0) {
      html.append("<section class=\"card\"><h2>" + title + "</h2>\n<p class=\"note\">In the ");
      html.append("pictures of errors " + colour(SceneImages.FALSE_POSITIVE));
      html.append("false positives, " + colour(SceneImages.FALSE_NEGATIVE));
      html.append("false negatives; grey is rock in both. Labels: ");
      html.append(legend(evaluations.get(0).labels()) + "</p>\n" + cards + "</section>\n");
    }
  }

  private static String legend(LabelSet labels) {
    return IntStream.range(0, labels.size())
        .mapToObj(
            i -> colour(LabelPalette.rgb(labels, i)) + HtmlText.isolated(labels.get(i).name()))
        .collect(Collectors.joining(" "));
  }

  private static String colour(int rgb) {
    return "<svg class=\"key\" viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect fill=\""
        + (LabelPalette.hex(rgb) + "\" width=\"10\" height=\"10\" rx=\"2\"/></svg>");
  }

  private static void shots(
      StringBuilder html,
      Evaluation evaluation,
      String photo,
      EvaluationPage.Scene scene,
      boolean first)
      throws IOException {
    if (first) {
      if (scene.photo().isPresent()) {
        shot(html, SceneImages.photo(scene.photo().get()), "Photo");
      }
      shot(html, SceneImages.labels(scene.truth().mask()), "Truth");
    }
    String iou =
        evaluation.photos().stream()
            .filter(one -> one.photo().equals(photo))
            .map(one -> HtmlSheet.number(one.figure(Metric.ROCK_IOU)))
            .collect(Collectors.joining());
    String name = HtmlText.isolated(evaluation.name());
    shot(
        html,
        SceneImages.labels(scene.prediction().mask()),
        "Prediction, " + name + ": rock IoU " + iou);
    shot(
        html,
        SceneImages.errors(scene.truth().mask(), scene.prediction().mask()),
        "False positives and false negatives, " + name);
  }

  private static void shot(StringBuilder html, String uri, String caption) {
    html.append("<figure><img alt=\"\" src=\"" + uri + "\"><figcaption>" + caption);
    html.append("</figcaption></figure>\n");
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.evaluate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.internal.draw.LabelPalette;
import uk.ac.bgs.corescore.core.internal.page.EvaluationView;
import uk.ac.bgs.corescore.core.internal.page.JteEvaluationGenerated;
import uk.ac.bgs.corescore.core.internal.page.PageOutput;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * An HTML page of one evaluation, or several of the same photos side by side: metrics with
 * intervals, bars per photo, images of the best and worst photos, the confusion of labels, the
 * time.
 *
 * <p>The page is self-contained, runs no script, and external text is escaped. Stateless; safe for
 * use by many threads.
 */
public final class EvaluationPage {
  private static final List<Metric> BARS =
      List.of(Metric.ROCK_IOU, Metric.BOUNDARY_F1, Metric.PANOPTIC_QUALITY);
  private static final List<Metric> COLUMNS =
      List.of(
          Metric.ROCK_IOU,
          Metric.ROCK_F1,
          Metric.BOUNDARY_F1,
          Metric.PANOPTIC_QUALITY,
          Metric.AVERAGE_PRECISION,
          Metric.AREA_ERROR);

  private EvaluationPage() {}

  /**
   * The content of the images of one photo.
   *
   * @param photo the photo itself, if it is there
   * @param truth its ground truth
   * @param prediction what was found in it
   */
  public record Scene(Optional<RgbImage> photo, Segmentation truth, Segmentation prediction) {}

  /** Gives the scenes of the few photos that are shown, when they are needed. */
  public interface SceneSource {
    /**
     * The scene of one photo.
     *
     * @param evaluation the name of the evaluation
     * @param photo the photo's name
     * @return its scene, or empty if there are no images of it
     * @throws IOException if an image cannot be read
     */
    Optional<Scene> scene(String evaluation, String photo) throws IOException;
  }

  /**
   * Writes the page.
   *
   * @param evaluations one or more, of the same photos
   * @param leftOut photos that could not be evaluated, each with the reason, for the page
   * @param scenes supplies the images; called for at most four photos
   * @param out where to; it stays open
   * @throws IllegalArgumentException if there is no evaluation or they are of different photos
   * @throws IOException if writing fails or an image cannot be read
   */
  public static void write(
      List<Evaluation> evaluations, List<String> leftOut, SceneSource scenes, OutputStream out)
      throws IOException {
    if (evaluations.stream().map(EvaluationPage::photos).distinct().count() != 1) {
      throw new IllegalArgumentException(
          "a page is about evaluations of the same photos in the same order");
    }
    String title =
        evaluations.size() == 1
            ? "Evaluation of " + evaluations.get(0).name()
            : "Comparison of " + evaluations.size() + " evaluations";
    EvaluationView page = view(title, evaluations, leftOut, HtmlScenes.of(evaluations, scenes));
    String html =
        PageOutput.of((output, tags) -> JteEvaluationGenerated.render(output, tags, page));
    out.write(html.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static EvaluationView view(
      String title,
      List<Evaluation> evaluations,
      List<String> leftOut,
      List<EvaluationView.Pictures> pictures) {
    Evaluation first = evaluations.get(0);
    return new EvaluationView(
        HtmlSheet.head(title),
        title,
        first.photos().size(),
        first.libraryVersion(),
        leftOut,
        evaluations.stream().map(Evaluation::name).toList(),
        Arrays.stream(Metric.values()).map(metric -> figure(metric, evaluations)).toList(),
        evaluations.stream().map(one -> seconds(meanSeconds(one))).toList(),
        EvaluationFile.COMPARISON,
        first.boundaryPixels(),
        Bootstrap.SAMPLES,
        BARS.stream().map(metric -> bars(metric, evaluations)).toList(),
        pictures,
        LabelPalette.hex(SceneImages.FALSE_POSITIVE),
        LabelPalette.hex(SceneImages.FALSE_NEGATIVE),
        HtmlScenes.legend(first.labels()),
        COLUMNS.stream().map(Metric::title).toList(),
        photoRows(evaluations),
        rows(evaluations),
        evaluations.stream()
            .filter(one -> !one.confusion().labels().isEmpty())
            .map(EvaluationPage::confusion)
            .toList());
  }

  private static List<String> photos(Evaluation evaluation) {
    return evaluation.photos().stream().map(PhotoEvaluation::photo).collect(Collectors.toList());
  }

  private static EvaluationView.Figure figure(Metric metric, List<Evaluation> evaluations) {
    OptionalDouble best = best(metric, evaluations);
    List<EvaluationView.Cell> cells = new ArrayList<>();
    for (Evaluation evaluation : evaluations) {
      OptionalDouble mean = EvaluationFile.of(evaluation.mean(), metric);
      Evaluation.Interval interval = evaluation.intervals().get(metric);
      int decimals = metric.isCount() ? 1 : 3;
      cells.add(
          new EvaluationView.Cell(
              best.isPresent() && best.equals(mean),
              HtmlSheet.number(metric, mean),
              interval == null
                  ? ""
                  : NumberText.fixed(interval.low(), decimals)
                      + " to "
                      + NumberText.fixed(interval.high(), decimals),
              HtmlSheet.number(metric, EvaluationFile.of(evaluation.pooled(), metric))));
    }
    return new EvaluationView.Figure(metric.title() + sense(metric), metric.explanation(), cells);
  }

  private static String sense(Metric metric) {
    return metric.ranks() ? metric.higherIsBetter() ? " \u2191" : " \u2193" : "";
  }

  /** The best mean of several; absent where there is one evaluation, or no better and worse. */
  private static OptionalDouble best(Metric metric, List<Evaluation> evaluations) {
    if (evaluations.size() < 2 || !metric.ranks()) {
      return OptionalDouble.empty();
    }
    return evaluations.stream()
        .map(evaluation -> EvaluationFile.of(evaluation.mean(), metric))
        .flatMapToDouble(OptionalDouble::stream)
        .reduce((a, b) -> metric.loss(a, b) > 0 ? b : a);
  }

  private static OptionalDouble meanSeconds(Evaluation evaluation) {
    return evaluation.photos().stream()
        .map(PhotoEvaluation::seconds)
        .flatMapToDouble(OptionalDouble::stream)
        .average();
  }

  private static String seconds(OptionalDouble seconds) {
    return seconds.isPresent() ? NumberText.readable(seconds.getAsDouble(), 3) : "\u2013";
  }

  private static EvaluationView.Bars bars(Metric metric, List<Evaluation> evaluations) {
    int photos = evaluations.get(0).photos().size();
    int step = 16 * evaluations.size() + 10;
    List<EvaluationView.Tick> ticks = new ArrayList<>();
    for (int tick = 0; tick <= 4; tick++) {
      ticks.add(new EvaluationView.Tick(260 + 130 * tick, NumberText.exact(tick / 4.0)));
    }
    List<EvaluationView.Group> groups = new ArrayList<>();
    for (int p = 0; p < photos; p++) {
      List<EvaluationView.Bar> bars = new ArrayList<>();
      for (int i = 0; i < evaluations.size(); i++) {
        OptionalDouble value = evaluations.get(i).photos().get(p).figure(metric);
        double width = Math.rint(5200 * value.orElse(0)) / 10;
        bars.add(
            new EvaluationView.Bar(
                i,
                p * step + 5 + 16 * i,
                NumberText.exact(width),
                NumberText.exact(266 + width),
                HtmlSheet.number(value)));
      }
      String name = shortened(evaluations.get(0).photos().get(p).photo());
      groups.add(new EvaluationView.Group(p * step + step / 2 + 4, name, bars));
    }
    return new EvaluationView.Bars(metric.title(), photos * step, ticks, groups);
  }

  private static String shortened(String name) {
    return name.codePointCount(0, name.length()) <= 36
        ? name
        : name.substring(0, name.offsetByCodePoints(0, 35)) + "\u2026";
  }

  private static List<EvaluationView.Photo> photoRows(List<Evaluation> evaluations) {
    List<EvaluationView.Photo> rows = new ArrayList<>();
    for (int p = 0; p < evaluations.get(0).photos().size(); p++) {
      for (int i = 0; i < evaluations.size(); i++) {
        PhotoEvaluation photo = evaluations.get(i).photos().get(p);
        rows.add(
            new EvaluationView.Photo(
                photo.photo(),
                i,
                COLUMNS.stream().map(metric -> HtmlSheet.number(photo.figure(metric))).toList(),
                whole(photo.figure(Metric.TRUTH_COUNT)),
                whole(photo.figure(Metric.PREDICTED_COUNT)),
                photo.width() + " \u00D7 " + photo.height(),
                photo.predictionWidth() + " \u00D7 " + photo.predictionHeight(),
                seconds(photo.seconds())));
      }
    }
    return rows;
  }

  /** The results for rows of core, in photos with rows in the ground truth. */
  private static List<EvaluationView.Rows> rows(List<Evaluation> evaluations) {
    List<EvaluationView.Rows> all = new ArrayList<>();
    for (int p = 0; p < evaluations.get(0).photos().size(); p++) {
      for (int i = 0; i < evaluations.size(); i++) {
        PhotoEvaluation photo = evaluations.get(i).photos().get(p);
        PhotoEvaluation.Rows rows = photo.counts().rows();
        if (rows.photos() > 0) {
          all.add(
              new EvaluationView.Rows(
                  photo.photo(),
                  i,
                  rows.iou().size(),
                  Math.toIntExact(rows.found()),
                  rows.iou().stream()
                      .map(iou -> NumberText.fixed(iou, 3))
                      .collect(Collectors.joining(", ")),
                  right(rows.orientationRight()),
                  right(rows.orderRight())));
        }
      }
    }
    return all;
  }

  private static String right(long photos) {
    return photos > 0 ? "right" : "wrong";
  }

  private static String whole(OptionalDouble value) {
    return value.isPresent() ? NumberText.fixed(value.getAsDouble(), 0) : "\u2013";
  }

  private static EvaluationView.Labels confusion(Evaluation evaluation) {
    ConfusionMatrix matrix = evaluation.confusion();
    List<ConfusionMatrix.LabelScore> scores = matrix.scores();
    List<EvaluationView.Label> rows = new ArrayList<>();
    for (int row = 0; row < scores.size(); row++) {
      ConfusionMatrix.LabelScore score = scores.get(row);
      List<EvaluationView.Share> shares =
          matrix.counts().get(row).stream()
              .map(pixels -> share(MetricCalculator.ratio((long) pixels, score.truePixels())))
              .toList();
      List<String> figures =
          Stream.of(score.iou(), score.precision(), score.recall(), score.f1())
              .map(HtmlSheet::number)
              .toList();
      rows.add(new EvaluationView.Label(score.label(), shares, figures));
    }
    return new EvaluationView.Labels(evaluation.name(), matrix.labels(), rows);
  }

  private static EvaluationView.Share share(OptionalDouble share) {
    return share.isPresent()
        ? new EvaluationView.Share(
            NumberText.fixed(share.getAsDouble(), 3),
            NumberText.fixed(100 * share.getAsDouble(), 1) + " %")
        : new EvaluationView.Share("", "\u2013");
  }
}

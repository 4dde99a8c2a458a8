// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.evaluate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.internal.HtmlText;
import uk.ac.bgs.corescore.core.internal.NumberText;
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
    StringBuilder html = new StringBuilder(HtmlSheet.head(title));
    Evaluation first = evaluations.get(0);
    html.append("<header><p class=\"brand\">CoreScore</p>\n<h1>" + HtmlText.isolated(title));
    html.append("</h1><p class=\"sub\"><span>" + first.photos().size() + " photos</span><span>");
    html.append("compared on the truth\u2019s grid</span><span>version ");
    html.append(HtmlText.isolated(first.libraryVersion()) + "</span></p></header>\n<main>\n");
    leftOut(html, leftOut);
    figures(html, evaluations);
    bars(html, evaluations);
    HtmlScenes.write(html, evaluations, scenes);
    table(html, evaluations);
    rows(html, evaluations);
    for (Evaluation evaluation : evaluations) {
      confusion(html, evaluation);
    }
    html.append("</main></body></html>\n");
    out.write(html.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void leftOut(StringBuilder html, List<String> leftOut) {
    if (!leftOut.isEmpty()) {
      html.append("<section class=\"card\"><h2>Left out</h2>\n<p class=\"note\">");
      html.append("No figure below is about what could not be evaluated:</p>\n<ul>");
      leftOut.forEach(line -> html.append("<li>" + HtmlText.isolated(line) + "</li>"));
      html.append("</ul></section>\n");
    }
  }

  private static List<String> photos(Evaluation evaluation) {
    return evaluation.photos().stream().map(PhotoEvaluation::photo).collect(Collectors.toList());
  }

  private static String key(int series, String name) {
    return "<svg class=\"key\" viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect class=\"s"
        + (series % 6 + "\" width=\"10\" height=\"10\" rx=\"2\"/></svg>")
        + HtmlText.isolated(name);
  }

  private static void figures(StringBuilder html, List<Evaluation> evaluations) {
    html.append("<section class=\"card\"><h2>Figures</h2><div class=\"scroll\" tabindex=\"0\">");
    html.append(evaluations.size() > 1 ? "<table class=\"many\">" : "<table>");
    html.append("<thead><tr><th>Figure</th>");
    for (int i = 0; i < evaluations.size(); i++) {
      html.append("<th class=\"n\">" + key(i, evaluations.get(i).name()));
      html.append("<small>mean over photos, 95 % interval</small></th>");
      html.append("<th class=\"n\">pooled<small>over pixels or fragments</small></th>");
    }
    html.append("</tr></thead><tbody>\n");
    for (Metric metric : Metric.values()) {
      html.append("<tr><td title=\"" + HtmlText.escape(metric.explanation()) + "\">");
      html.append(HtmlText.escape(metric.title()) + sense(metric) + "</td>");
      OptionalDouble best = best(metric, evaluations);
      for (Evaluation evaluation : evaluations) {
        OptionalDouble mean = EvaluationFile.of(evaluation.mean(), metric);
        boolean leads = best.isPresent() && best.equals(mean);
        html.append(leads ? "<td class=\"n best\">" : "<td class=\"n\">");
        html.append(HtmlSheet.number(metric, mean));
        Evaluation.Interval interval = evaluation.intervals().get(metric);
        if (interval != null) {
          int decimals = metric.isCount() ? 1 : 3;
          html.append("<small>" + NumberText.fixed(interval.low(), decimals) + " to ");
          html.append(NumberText.fixed(interval.high(), decimals) + "</small>");
        }
        html.append("</td><td class=\"n\">");
        OptionalDouble pooled = EvaluationFile.of(evaluation.pooled(), metric);
        html.append(HtmlSheet.number(metric, pooled) + "</td>");
      }
      html.append("</tr>\n");
    }
    html.append("<tr><td>Time a photo, s</td>");
    for (Evaluation evaluation : evaluations) {
      OptionalDouble seconds =
          evaluation.photos().stream()
              .map(PhotoEvaluation::seconds)
              .flatMapToDouble(OptionalDouble::stream)
              .average();
      html.append("<td class=\"n\">" + seconds(seconds) + "</td><td class=\"n\">\u2013</td>");
    }
    html.append("</tr>\n");
    html.append("</tbody></table></div><p class=\"note\">Compared ");
    html.append(HtmlText.escape(EvaluationFile.COMPARISON) + ". Boundary within ");
    html.append(evaluations.get(0).boundaryPixels() + " px. Means are over the photos that have ");
    html.append("the figure; intervals are percentiles of " + Bootstrap.SAMPLES);
    html.append(" bootstrap samples of photos. \u2191 more is better, \u2193 less is better");
    html.append(
        evaluations.size() > 1 ? "; the best mean is bold.</p></section>\n" : ".</p></section>\n");
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

  private static String seconds(OptionalDouble seconds) {
    return seconds.isPresent() ? NumberText.readable(seconds.getAsDouble(), 3) : "\u2013";
  }

  private static void bars(StringBuilder html, List<Evaluation> evaluations) {
    html.append("<section class=\"card\"><h2>Photo by photo</h2>\n<p class=\"note\">");
    for (int i = 0; i < evaluations.size(); i++) {
      html.append(key(i, evaluations.get(i).name()) + " \u00A0 ");
    }
    html.append("</p>\n");
    int photos = evaluations.get(0).photos().size();
    int step = 16 * evaluations.size() + 10;
    for (Metric metric : BARS) {
      html.append("<h3>" + HtmlText.escape(metric.title()) + "</h3><svg class=\"bars\" ");
      html.append("viewBox=\"0 0 860 " + (photos * step + 22) + "\" role=\"img\" aria-label=\"");
      html.append(HtmlText.escape(metric.title()) + " of each photo, as in the table below\">\n");
      for (int tick = 0; tick <= 4; tick++) {
        int x = 260 + 130 * tick;
        html.append("<path class=\"grid\" d=\"M" + x + " 0v" + photos * step + "\"/>");
        html.append("<text class=\"soft\" text-anchor=\"middle\" x=\"" + x + "\" y=\"");
        html.append(photos * step + 16 + "\">" + NumberText.exact(tick / 4.0) + "</text>");
      }
      for (int p = 0; p < photos; p++) {
        String name = evaluations.get(0).photos().get(p).photo();
        html.append("\n<text text-anchor=\"end\" x=\"250\" y=\"" + (p * step + step / 2 + 4));
        html.append("\">" + HtmlText.escape(shortened(name)) + "</text>");
        for (int i = 0; i < evaluations.size(); i++) {
          OptionalDouble value = evaluations.get(i).photos().get(p).figure(metric);
          int y = p * step + 5 + 16 * i;
          double width = Math.rint(5200 * value.orElse(0)) / 10;
          html.append("<rect class=\"s" + i % 6 + "\" x=\"260\" y=\"" + y + "\" height=\"13\"");
          html.append(" rx=\"2\" width=\"" + NumberText.exact(width) + "\"/>");
          html.append("<text class=\"soft\" x=\"" + NumberText.exact(266 + width) + "\" y=\"");
          html.append(y + 11 + "\">" + HtmlSheet.number(value) + "</text>");
        }
      }
      html.append("</svg>\n");
    }
    html.append("</section>\n");
  }

  private static String shortened(String name) {
    return name.codePointCount(0, name.length()) <= 36
        ? name
        : name.substring(0, name.offsetByCodePoints(0, 35)) + "\u2026";
  }

  private static void table(StringBuilder html, List<Evaluation> evaluations) {
    html.append("<section class=\"card\"><h2>Photos</h2><div class=\"scroll\" tabindex=\"0\">");
    html.append("<table class=\"many\"><thead><tr><th>Photo</th><th>Of</th>");
    for (Metric metric : COLUMNS) {
      html.append("<th class=\"n\">" + HtmlText.escape(metric.title()) + "</th>");
    }
    html.append("<th class=\"n\">Fragments<small>true, predicted</small></th>");
    html.append("<th class=\"n\">Grid<small>truth, prediction</small></th>");
    html.append("<th class=\"n\">Time<small>s</small></th></tr></thead><tbody>\n");
    for (int p = 0; p < evaluations.get(0).photos().size(); p++) {
      for (int i = 0; i < evaluations.size(); i++) {
        PhotoEvaluation photo = evaluations.get(i).photos().get(p);
        html.append("<tr>");
        if (i == 0) {
          html.append("<td rowspan=\"" + evaluations.size() + "\">");
          html.append(HtmlText.isolated(photo.photo()) + "</td>");
        }
        html.append("<td>");
        html.append(key(i, evaluations.get(i).name()) + "</td>");
        for (Metric metric : COLUMNS) {
          html.append("<td class=\"n\">" + HtmlSheet.number(photo.figure(metric)) + "</td>");
        }
        html.append("<td class=\"n\">" + whole(photo.figure(Metric.TRUTH_COUNT)) + ", ");
        html.append(whole(photo.figure(Metric.PREDICTED_COUNT)) + "</td><td class=\"n\">");
        html.append(photo.width() + " \u00D7 " + photo.height() + "<small>");
        html.append(
            photo.predictionWidth() + " \u00D7 " + photo.predictionHeight() + "</small></td>");
        html.append("<td class=\"n\">" + seconds(photo.seconds()) + "</td></tr>\n");
      }
    }
    html.append("</tbody></table></div></section>\n");
  }

  /** The results for rows of core, in photos with rows in the ground truth. */
  private static void rows(StringBuilder html, List<Evaluation> evaluations) {
    if (evaluations.stream()
        .allMatch(one -> one.photos().stream().allMatch(p -> p.counts().rows().photos() == 0))) {
      return;
    }
    html.append(
        "<section class=\"card\"><h2>Rows of core</h2><div class=\"scroll\" tabindex=\"0\">");
    html.append("<table class=\"many\"><thead><tr><th>Photo</th><th>Of</th>");
    html.append("<th class=\"n\">Rows<small>true, found</small></th><th>IoU of each true row</th>");
    html.append("<th>Orientation</th><th>Order</th></tr></thead><tbody>\n");
    for (int p = 0; p < evaluations.get(0).photos().size(); p++) {
      for (int i = 0; i < evaluations.size(); i++) {
        PhotoEvaluation photo = evaluations.get(i).photos().get(p);
        PhotoEvaluation.Rows rows = photo.counts().rows();
        if (rows.photos() > 0) {
          html.append("<tr><td>" + HtmlText.isolated(photo.photo()) + "</td><td>");
          html.append(key(i, evaluations.get(i).name()) + "</td><td class=\"n\">");
          html.append(rows.iou().size() + ", " + rows.found() + "</td><td>");
          html.append(
              rows.iou().stream()
                  .map(iou -> NumberText.fixed(iou, 3))
                  .collect(Collectors.joining(", ")));
          html.append("</td><td>" + right(rows.orientationRight()) + "</td><td>");
          html.append(right(rows.orderRight()) + "</td></tr>\n");
        }
      }
    }
    html.append("</tbody></table></div><p class=\"note\">Each true row is matched with the found ");
    html.append("row of the largest IoU, 0 for none. Orientation and order are right where every ");
    html.append("true row was found, runs as it does, and is read in its place.</p></section>\n");
  }

  private static String right(long photos) {
    return photos > 0 ? "right" : "wrong";
  }

  private static String whole(OptionalDouble value) {
    return value.isPresent() ? NumberText.fixed(value.getAsDouble(), 0) : "\u2013";
  }

  private static void confusion(StringBuilder html, Evaluation evaluation) {
    ConfusionMatrix matrix = evaluation.confusion();
    if (matrix.labels().isEmpty()) {
      return;
    }
    int size = matrix.labels().size();
    html.append("<section class=\"card\"><h2>Labels, ");
    html.append(HtmlText.isolated(evaluation.name()) + "</h2><div class=\"scroll\">");
    html.append("<table><thead><tr><th>True label</th>");
    for (String label : matrix.labels()) {
      html.append("<th class=\"n\">" + HtmlText.isolated(label) + "</th>");
    }
    html.append("<th class=\"n\">IoU</th><th class=\"n\">Precision</th>");
    html.append("<th class=\"n\">Recall</th><th class=\"n\">F1</th></tr></thead><tbody>\n");
    List<ConfusionMatrix.LabelScore> scores = matrix.scores();
    for (int row = 0; row < size; row++) {
      ConfusionMatrix.LabelScore score = scores.get(row);
      html.append("<tr><td>" + HtmlText.isolated(score.label()) + "</td>");
      for (int column = 0; column < size; column++) {
        OptionalDouble share =
            MetricCalculator.ratio((long) matrix.counts().get(row).get(column), score.truePixels());
        html.append("<td class=\"n\">");
        if (share.isPresent()) {
          String percent = NumberText.fixed(100 * share.getAsDouble(), 1);
          html.append("<svg class=\"key\" viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect ");
          html.append("class=\"heat\" width=\"10\" height=\"10\" fill-opacity=\"");
          html.append(NumberText.fixed(share.getAsDouble(), 3) + "\"/></svg>" + percent + " %");
        } else {
          html.append("\u2013");
        }
        html.append("</td>");
      }
      for (OptionalDouble value :
          List.of(score.iou(), score.precision(), score.recall(), score.f1())) {
        html.append("<td class=\"n\">" + HtmlSheet.number(value) + "</td>");
      }
      html.append("</tr>\n");
    }
    html.append("</tbody></table></div><p class=\"note\">Share of the pixels of each true label ");
    html.append("(rows) by predicted label (columns), over all photos.</p></section>\n");
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.report;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import uk.ac.bgs.corescore.core.internal.HtmlHead;
import uk.ac.bgs.corescore.core.internal.HtmlText;
import uk.ac.bgs.corescore.core.internal.draw.LabelPalette;
import uk.ac.bgs.corescore.djl.internal.augmentation.Crop;
import uk.ac.bgs.corescore.djl.internal.augmentation.LayoutCrop;
import uk.ac.bgs.corescore.djl.settings.TrainingPhoto;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.LabelSet;

/** The page about a training; self-contained and without scripts. */
public final class TrainingPage {
  private static final int UNKNOWN = 0x5A2D5A;
  private static final String STYLE =
      """
      .chart{display:block;width:100%;max-width:760px;height:auto}
      .card h3{margin:14px 0 8px;font-size:15px}
      .crops{display:grid;grid-template-columns:repeat(auto-fill,minmax(230px,1fr));gap:14px}
      .crops figure{margin:0;display:grid;grid-template-columns:1fr 1fr;gap:2px}
      .crops img{display:block;width:100%;height:auto;image-rendering:pixelated}
      .hash{font-family:ui-monospace,monospace;font-size:12px}
      table.plain{width:auto}
      table.plain td{white-space:normal;overflow-wrap:anywhere;vertical-align:top}
      """;

  /**
   * Augmented crops.
   *
   * @param task of the training
   * @param labels names of the labels in the crops
   * @param crops the first of the training
   */
  public record Samples(TrainingSettings.Task task, LabelSet labels, List<Crop> crops) {}

  private final TrainingCurves curves;
  private final Map<String, String> settings;
  private final Samples samples;
  private final List<TrainingPhoto> seen;
  private final Map<String, String> facts;
  private final StringBuilder html = new StringBuilder();

  public TrainingPage(
      TrainingCurves curves,
      Map<String, String> settings,
      Samples samples,
      List<TrainingPhoto> seen,
      Map<String, String> facts) {
    this.curves = curves;
    this.settings = settings;
    this.samples = samples;
    this.seen = seen;
    this.facts = facts;
  }

  public String html() throws IOException {
    html.append(HtmlHead.of("Training", STYLE));
    html.append(
        "<header><p class=\"brand\">CoreScore</p>\n<h1>Training</h1><p class=\"sub\"><span>");
    html.append(seen.stream().filter(s -> s.part().equals("training")).count());
    html.append(" photos to train on</span><span>");
    html.append(seen.stream().filter(s -> s.part().equals("validation")).count());
    html.append(" held out</span></p></header>\n<main>\n");
    html.append("<section class=\"card\"><h2>The run</h2>\n");
    table(facts);
    html.append("</section>\n");
    charts();
    scores();
    crops();
    split();
    html.append("<section class=\"card\"><h2>Settings</h2>\n");
    table(settings);
    html.append("</section>\n</main>\n</body></html>\n");
    return html.toString();
  }

  private void table(Map<String, String> values) {
    html.append("<div class=\"scroll\"><table class=\"plain\"><tbody>\n");
    values.forEach(
        (key, value) -> {
          html.append("<tr><td>" + HtmlText.escape(key.replace('_', ' ')) + "</td><td>");
          html.append(HtmlText.isolated(value) + "</td></tr>\n");
        });
    html.append("</tbody></table></div>\n");
  }

  private void charts() {
    html.append("<section class=\"card\"><h2>Curves</h2>\n");
    if (curves.rows().isEmpty()) {
      html.append("<p class=\"note\">No step was done.</p></section>\n");
      return;
    }
    Map<String, String> titles =
        Map.of(
            "loss", "Loss",
            "learning-rate", "Learning rate",
            "rock-iou", "Rock IoU of the photos held out");
    Map<String, LineChart> charts = curves.charts();
    charts.forEach(
        (name, chart) -> {
          html.append("<h3>" + titles.getOrDefault(name, name) + "</h3>\n");
          html.append(chart.svg());
        });
    if (charts.containsKey("rock-iou")) {
      html.append("<p class=\"note\">The best step is marked.</p>\n");
    }
    html.append("</section>\n");
  }

  private void scores() {
    Optional<TrainingCurves.Row> best = curves.best();
    if (best.isEmpty()) {
      return;
    }
    html.append("<section class=\"card\"><h2>Photos held out, at step " + best.get().step());
    html.append("</h2><div class=\"scroll\"><table class=\"plain\"><thead><tr><th>Photo</th>");
    html.append("<th class=\"n\">Rock IoU</th></tr></thead><tbody>\n");
    best.get().rockIou().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> score(HtmlText.isolated(entry.getKey()), entry.getValue()));
    score("Mean", best.get().mean());
    html.append("</tbody></table></div></section>\n");
  }

  private void score(String name, double iou) {
    html.append("<tr><td>" + name + "</td><td class=\"n\">");
    html.append(String.format(Locale.ROOT, "%.4f", iou) + "</td></tr>\n");
  }

  private void crops() throws IOException {
    html.append("<section class=\"card\"><h2>Crops</h2>\n<p class=\"note\">The first ");
    html.append("crops of the training, augmented at random, each beside its labels. ");
    html.append(
        samples.task() == TrainingSettings.Task.LAYOUT
            ? "Outside of rock a channel is lighter towards the middle of its row"
            : "Lines are boundaries of pieces");
    html.append("; purple has no ground truth.</p>\n<div class=\"crops\">\n");
    for (Crop crop : samples.crops()) {
      RgbImage image = crop.image();
      html.append("<figure><img alt=\"Crop\" src=\"" + uri(crop, image.pixels()::get) + "\">");
      html.append("<img alt=\"Its labels\" src=\"" + uri(crop, i -> label(crop, i)));
      html.append("\"></figure>\n");
    }
    html.append("</div></section>\n");
  }

  private int label(Crop crop, int i) {
    if (crop.weight[i] == 0) {
      return UNKNOWN;
    }
    if (samples.task() == TrainingSettings.Task.LAYOUT && crop instanceof LayoutCrop scene) {
      return row(scene, i);
    }
    boolean right = i % crop.width + 1 < crop.width && crop.fragment[i + 1] != crop.fragment[i];
    boolean down =
        i + crop.width < crop.size() && crop.fragment[i + crop.width] != crop.fragment[i];
    return right || down ? 0xFFFFFF : LabelPalette.rgb(samples.labels(), crop.label[i] & 0xFF);
  }

  private int row(LayoutCrop scene, int i) {
    int grey = Math.round(60 + 160 * scene.ridge[i]);
    return scene.fragment[i] == 0 && scene.channel[i] > 0
        ? grey << 16 | grey << 8 | grey
        : LabelPalette.rgb(samples.labels(), scene.label[i] & 0xFF);
  }

  private static String uri(Crop crop, IntUnaryOperator rgb) throws IOException {
    int[] pixels = new int[crop.size()];
    java.util.Arrays.setAll(pixels, rgb);
    return HtmlText.pngUri(RgbImage.wrap(crop.width, crop.height, pixels));
  }

  private void split() {
    html.append("<section class=\"card\"><h2>Photos</h2><div class=\"scroll\" tabindex=\"0\">");
    html.append("<table><thead><tr><th>Photo</th><th>Part</th><th>SHA-256 of the file</th></tr>");
    html.append("</thead><tbody>\n");
    for (TrainingPhoto photo : seen) {
      html.append("<tr><td>" + HtmlText.isolated(photo.name()) + "</td><td>");
      html.append(HtmlText.escape(photo.part()) + "</td><td class=\"hash\">");
      html.append(HtmlText.escape(photo.sha256()) + "</td></tr>\n");
    }
    html.append("</tbody></table></div></section>\n");
  }
}

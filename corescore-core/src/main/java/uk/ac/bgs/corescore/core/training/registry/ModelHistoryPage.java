// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.registry;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.internal.HtmlHead;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.internal.page.JteModelHistoryGenerated;
import uk.ac.bgs.corescore.core.internal.page.ModelHistoryView;
import uk.ac.bgs.corescore.core.internal.page.PageOutput;
import uk.ac.bgs.corescore.core.training.evaluate.Metric;

/** A page that plots each metric over the versions of a model and marks the gate's verdicts. */
public final class ModelHistoryPage {
  private static final double LEFT = 72;
  private static final double TOP = 16;
  private static final double WIDTH = 550;
  private static final double HEIGHT = 130;
  private static final int LABELS = 14;
  private static final String STYLE =
      ".charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(360px,100%),1fr));gap:1rem}"
          + ".charts figure{margin:0}.pass{fill:#009e73;stroke:#009e73}"
          + ".late{fill:none;stroke-width:2}"
          + ".fail{fill:none;stroke:#c0392b}.line{fill:none;stroke:currentColor;stroke-opacity:.4}"
          + ".why{white-space:pre-line}";

  private ModelHistoryPage() {}

  /**
   * Writes the page, with nothing from outside.
   *
   * @param model the model's name
   * @param versions its versions, from the first to the last
   * @param out where to; it stays open
   * @throws IOException if writing fails
   */
  public static void write(String model, List<ModelVersion> versions, OutputStream out)
      throws IOException {
    List<ModelHistoryView.Chart> charts =
        Arrays.stream(Metric.values()).flatMap(metric -> chart(metric, versions).stream()).toList();
    List<ModelHistoryView.Version> rows =
        new ArrayList<>(versions.stream().map(ModelHistoryPage::row).toList());
    Collections.reverse(rows);
    ModelHistoryView page =
        new ModelHistoryView(
            HtmlHead.of("Versions of " + model, STYLE),
            model,
            versions.size() + (versions.size() == 1 ? " version" : " versions"),
            charts,
            rows);
    String html =
        PageOutput.of((output, tags) -> JteModelHistoryGenerated.render(output, tags, page));
    out.write(html.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static ModelHistoryView.Version row(ModelVersion version) {
    OptionalDouble iou = Promotion.figure(version, Metric.ROCK_IOU);
    return new ModelHistoryView.Version(
        version.version(),
        version.registered().toString().replaceAll("[T.].*", ""),
        String.join(", ", version.aliases()),
        Promotion.verdict(version).orElse("not judged"),
        iou.isPresent() ? NumberText.fixed(iou.getAsDouble(), 4) : "\u2013",
        Promotion.reasons(version).lines().toList());
  }

  /** A figure of a version on the page. */
  private record Point(ModelVersion version, double value) {}

  private static Optional<ModelHistoryView.Chart> chart(
      Metric metric, List<ModelVersion> versions) {
    List<Point> points = new ArrayList<>();
    for (ModelVersion version : versions) {
      OptionalDouble value = Promotion.figure(version, metric);
      if (value.isPresent()) {
        points.add(new Point(version, value.getAsDouble()));
      }
    }
    if (points.isEmpty()) {
      return Optional.empty();
    }
    double least = points.stream().mapToDouble(Point::value).min().orElse(0);
    double most = points.stream().mapToDouble(Point::value).max().orElse(1);
    double room = most > least ? 0.1 * (most - least) : Math.max(0.05, 0.1 * Math.abs(most));
    int last = versions.get(versions.size() - 1).version();
    List<ModelHistoryView.Label> scale = new ArrayList<>();
    for (double at : most > least ? new double[] {least, most} : new double[] {most}) {
      double y = y(at, least - room, most + room) + 6;
      scale.add(new ModelHistoryView.Label(n(LEFT - 12), n(y), NumberText.fixed(at, 3)));
    }
    StringBuilder line = new StringBuilder();
    List<ModelHistoryView.Mark> marks = new ArrayList<>();
    for (Point point : points) {
      double x = x(point.version().version(), last);
      double y = y(point.value(), least - room, most + room);
      line.append(line.isEmpty() ? "M" : "L").append(n(x)).append(' ').append(n(y));
      marks.add(mark(point, x, y));
    }
    List<ModelHistoryView.Label> axis = new ArrayList<>();
    int step = 1 + Math.floorDiv(last, LABELS);
    for (int version = 1; version <= last; version += step) {
      String x = n(x(version, last));
      axis.add(new ModelHistoryView.Label(x, n(TOP + HEIGHT + 24), Integer.toString(version)));
    }
    return Optional.of(
        new ModelHistoryView.Chart(metric.title(), scale, line.toString(), marks, axis));
  }

  private static ModelHistoryView.Mark mark(Point point, double x, double y) {
    String verdict = Promotion.verdict(point.version()).orElse("");
    boolean refused = verdict.equals("FAIL");
    String kind = verdict.equals(Promotion.OVERTAKEN) ? "pass late" : "pass";
    return new ModelHistoryView.Mark(
        refused,
        refused ? "fail" : kind,
        n(x) + "," + n(y),
        "version "
            + point.version().version()
            + ": "
            + NumberText.fixed(point.value(), 4)
            + " "
            + verdict);
  }

  private static double x(int version, int last) {
    return LEFT + WIDTH * (last == 1 ? 0.5 : (version - 1.0) / (last - 1));
  }

  private static double y(double value, double from, double to) {
    return TOP + HEIGHT * (1 - (value - from) / (to - from));
  }

  private static String n(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}

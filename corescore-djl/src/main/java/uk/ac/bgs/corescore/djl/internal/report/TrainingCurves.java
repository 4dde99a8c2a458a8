// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.CellText;
import uk.ac.bgs.corescore.core.internal.files.CsvLines;
import uk.ac.bgs.corescore.core.internal.files.TextFile;

/**
 * The metrics of a training, a row for each validation.
 *
 * @param rows by step
 */
public record TrainingCurves(List<Row> rows) {
  private static final int LEGEND = 34;
  private static final List<String> FIXED = List.of("step", "loss", "rate", "rock_iou", "seconds");

  /**
   * A validation.
   *
   * @param step steps done
   * @param loss mean of the losses since the one before
   * @param rate of the last of those steps
   * @param seconds from the beginning on
   * @param rockIou by photo
   */
  public record Row(
      int step, double loss, double rate, double seconds, Map<String, Double> rockIou) {
    /** Mean over the photos, NaN if there is none. */
    double mean() {
      return rockIou.values().stream()
          .mapToDouble(Double::doubleValue)
          .average()
          .orElse(Double.NaN);
    }
  }

  public TrainingCurves {
    rows = List.copyOf(rows);
  }

  /** Reads a table; empty if the file does not exist. */
  public static TrainingCurves read(Path file) throws IOException {
    List<Row> rows = new ArrayList<>();
    if (Files.exists(file)) {
      List<List<String>> lines = CsvLines.read(TextFile.read(file), file.toString());
      List<String> header =
          lines.isEmpty() ? List.of() : lines.get(0).stream().map(CellText::plain).toList();
      if (!header.contains("step") || !header.contains("loss")) {
        throw new CoreScoreException(
            FailureKind.BAD_INPUT,
            file + ": expected a table with columns step and loss, got " + header);
      }
      for (List<String> cells : lines.subList(1, lines.size())) {
        rows.add(row(file, header, cells));
      }
    }
    return new TrainingCurves(rows);
  }

  private static Row row(Path file, List<String> header, List<String> cells) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    try {
      for (int i = 0; i < header.size(); i++) {
        numbers.put(header.get(i), Double.valueOf(cells.get(i)));
      }
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          file + ": expected " + header.size() + " numbers, got " + String.join(",", cells),
          e);
    }
    Map<String, Double> photos = new LinkedHashMap<>(numbers);
    photos.keySet().removeAll(FIXED);
    return new Row(
        numbers.getOrDefault("step", 0.0).intValue(),
        numbers.getOrDefault("loss", Double.NaN),
        numbers.getOrDefault("rate", Double.NaN),
        numbers.getOrDefault("seconds", 0.0),
        photos);
  }

  public String csv() {
    StringBuilder text = new StringBuilder(String.join(",", FIXED));
    List<String> photos = photos();
    photos.forEach(photo -> text.append(',').append(CsvLines.quoted(CellText.guarded(photo))));
    text.append('\n');
    for (Row row : rows) {
      text.append(row.step()).append(',').append(row.loss()).append(',').append(row.rate());
      text.append(',').append(row.mean()).append(',').append(row.seconds());
      photos.forEach(
          photo -> text.append(',').append(row.rockIou().getOrDefault(photo, Double.NaN)));
      text.append('\n');
    }
    return text.toString();
  }

  /** Validation photos, by name. */
  List<String> photos() {
    Set<String> photos = new LinkedHashSet<>();
    rows.forEach(row -> photos.addAll(row.rockIou().keySet()));
    return photos.stream().sorted().toList();
  }

  /** The rows before a step: those of a training that resumes there. */
  public TrainingCurves before(int step) {
    return new TrainingCurves(rows.stream().filter(row -> row.step() < step).toList());
  }

  public TrainingCurves with(Row row) {
    List<Row> more = new ArrayList<>(rows);
    more.add(row);
    return new TrainingCurves(more);
  }

  /** Seconds of the last row. */
  public double seconds() {
    return rows.isEmpty() ? 0 : rows.get(rows.size() - 1).seconds();
  }

  /** The row with the highest mean, the last of equals; empty without validation photos. */
  public Optional<Row> best() {
    return rows.stream()
        .filter(row -> Double.isFinite(row.mean()))
        .reduce((a, b) -> b.mean() >= a.mean() ? b : a);
  }

  double[] steps() {
    return rows.stream().mapToDouble(Row::step).toArray();
  }

  double[] losses() {
    return rows.stream().mapToDouble(Row::loss).toArray();
  }

  double[] rates() {
    return rows.stream().mapToDouble(Row::rate).toArray();
  }

  double[] ious(String photo) {
    double[] ious = new double[rows.size()];
    Arrays.setAll(ious, i -> rows.get(i).rockIou().getOrDefault(photo, Double.NaN));
    return ious;
  }

  /** The charts by file name, with the best step marked. */
  public Map<String, LineChart> charts() {
    Map<String, LineChart> charts = new LinkedHashMap<>();
    if (rows.isEmpty()) {
      return charts;
    }
    double best = best().map(row -> (double) row.step()).orElse(Double.NaN);
    charts.put("loss", chart("Loss", List.of(curve("loss", losses())), best));
    charts.put("learning-rate", chart("Learning rate", List.of(curve("rate", rates())), best));
    List<LineChart.Curve> ious = new ArrayList<>();
    photos().forEach(photo -> ious.add(curve(shortened(photo), ious(photo))));
    if (!ious.isEmpty()) {
      charts.put("rock-iou", chart("Rock IoU", ious, best));
    }
    return charts;
  }

  private LineChart.Curve curve(String name, double[] values) {
    return new LineChart.Curve(name, steps(), values);
  }

  private static LineChart chart(String up, List<LineChart.Curve> lines, double mark) {
    return new LineChart(up + " over steps", "Steps", up, false, lines, mark);
  }

  private static String shortened(String name) {
    return name.codePointCount(0, name.length()) <= LEGEND
        ? name
        : name.substring(0, name.offsetByCodePoints(0, LEGEND - 1)) + "\u2026";
  }
}

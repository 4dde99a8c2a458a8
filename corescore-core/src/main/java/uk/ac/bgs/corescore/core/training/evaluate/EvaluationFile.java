// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.evaluate;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.internal.CsvTable;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.core.internal.json.JsonText;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelSet;

/**
 * Evaluations as files.
 *
 * <p>The JSON is an object with {@code schemaVersion}, {@code name}, {@code libraryVersion}, {@code
 * comparison} (a sentence on the grid), {@code boundaryPixels}, {@code labels} (objects with {@code
 * index}, {@code name}, {@code rock}), {@code photos}, {@code mean}, {@code pooled}, {@code
 * interval} (objects with {@code low} and {@code high}) and {@code bootstrap}. An entry of {@code
 * photos} has {@code photo}, the sizes, {@code seconds} and the figures side by side under {@link
 * Metric#key()}, null where not defined; {@code perLabel}, {@code counts} and {@code confusion}
 * follow. {@code mean} and {@code pooled} have the same figures. Reading gives the evaluation that
 * was written; figures are taken as the file has them, unknown members are skipped.
 *
 * <p>Stateless; safe for use by many threads.
 */
public final class EvaluationFile {
  static final String SCHEMA_VERSION = "1.3";
  static final String COMPARISON =
      "on the truth's grid; predictions of another size by nearest neighbour,"
          + " index floor((i + 0.5) * prediction / truth)";

  private EvaluationFile() {}

  /**
   * Writes JSON to a stream.
   *
   * @param evaluation what to write
   * @param out where to; it stays open
   * @throws IOException if writing fails
   */
  public static void writeJson(Evaluation evaluation, OutputStream out) throws IOException {
    try (JsonGenerator json = JsonText.generator(out)) {
      json.writeStartObject();
      json.writeStringField("schemaVersion", SCHEMA_VERSION);
      json.writeStringField("name", evaluation.name());
      json.writeStringField("libraryVersion", evaluation.libraryVersion());
      json.writeStringField("comparison", COMPARISON);
      json.writeNumberField("boundaryPixels", evaluation.boundaryPixels());
      json.writeArrayFieldStart("labels");
      for (int index = 0; index < evaluation.labels().size(); index++) {
        json.writeStartObject();
        json.writeNumberField("index", index);
        json.writeStringField("name", evaluation.labels().get(index).name());
        json.writeBooleanField("rock", evaluation.labels().isRock(index));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("photos");
      for (PhotoEvaluation photo : evaluation.photos()) {
        writePhoto(json, photo);
      }
      json.writeEndArray();
      json.writeObjectFieldStart("mean");
      writeFigures(json, evaluation.mean());
      json.writeEndObject();
      json.writeObjectFieldStart("pooled");
      writeFigures(json, evaluation.pooled());
      json.writeEndObject();
      json.writeObjectFieldStart("interval");
      for (Map.Entry<Metric, Evaluation.Interval> entry : evaluation.intervals().entrySet()) {
        json.writeObjectFieldStart(entry.getKey().key());
        JsonText.number(json, "low", entry.getValue().low());
        JsonText.number(json, "high", entry.getValue().high());
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeObjectFieldStart("bootstrap");
      json.writeNumberField("samples", Bootstrap.SAMPLES);
      json.writeNumberField("seed", Bootstrap.SEED);
      JsonText.number(json, "level", Bootstrap.LEVEL);
      json.writeEndObject();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void writeFigures(JsonGenerator json, Map<Metric, Double> figures)
      throws IOException {
    for (Metric metric : Metric.values()) {
      Double value = figures.get(metric);
      if (value == null) {
        json.writeNullField(metric.key());
      } else {
        JsonText.number(json, metric.key(), value);
      }
    }
  }

  private static void writePhoto(JsonGenerator json, PhotoEvaluation photo) throws IOException {
    json.writeStartObject();
    json.writeStringField("photo", photo.photo());
    json.writeNumberField("width", photo.width());
    json.writeNumberField("height", photo.height());
    json.writeNumberField("predictionWidth", photo.predictionWidth());
    json.writeNumberField("predictionHeight", photo.predictionHeight());
    JsonText.number(json, "seconds", photo.seconds());
    writeFigures(json, photo.figures());
    json.writeObjectFieldStart("perLabel");
    for (ConfusionMatrix.LabelScore score : photo.confusion().scores()) {
      json.writeObjectFieldStart(score.label());
      JsonText.number(json, "iou", score.iou());
      JsonText.number(json, "precision", score.precision());
      JsonText.number(json, "recall", score.recall());
      JsonText.number(json, "f1", score.f1());
      json.writeEndObject();
    }
    json.writeEndObject();
    writeCounts(json, photo.counts());
    json.writeObjectFieldStart("confusion");
    JsonText.texts(json, "labels", photo.confusion().labels());
    json.writeArrayFieldStart("counts");
    for (List<Long> row : photo.confusion().counts()) {
      json.writeStartArray();
      for (long count : row) {
        json.writeNumber(count);
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeCounts(JsonGenerator json, PhotoEvaluation.Counts counts)
      throws IOException {
    json.writeObjectFieldStart("counts");
    json.writeNumberField("truePositives", counts.truePositives());
    json.writeNumberField("falsePositives", counts.falsePositives());
    json.writeNumberField("falseNegatives", counts.falseNegatives());
    json.writeNumberField("trueNegatives", counts.trueNegatives());
    json.writeNumberField("labelled", counts.labelled());
    json.writeNumberField("labelledRight", counts.labelledRight());
    json.writeNumberField("truthBoundary", counts.truthBoundary());
    json.writeNumberField("truthBoundaryNear", counts.truthBoundaryNear());
    json.writeNumberField("predictedBoundary", counts.predictedBoundary());
    json.writeNumberField("predictedBoundaryNear", counts.predictedBoundaryNear());
    json.writeNumberField("truthFragments", counts.truthFragments());
    json.writeNumberField("predictedFragments", counts.predictedFragments());
    json.writeArrayFieldStart("matches");
    for (long count : counts.matches()) {
      json.writeNumber(count);
    }
    json.writeEndArray();
    json.writeNumberField("matched", counts.matched());
    JsonText.number(json, "matchedIou", counts.matchedIou());
    json.writeNumberField("splits", counts.splits());
    json.writeNumberField("merges", counts.merges());
    JsonText.number(json, "truthPerimeter", counts.truthPerimeter());
    JsonText.number(json, "predictedPerimeter", counts.predictedPerimeter());
    PhotoEvaluation.Rubble rubble = counts.rubble();
    json.writeObjectFieldStart("rubble");
    json.writeNumberField("both", rubble.both());
    json.writeNumberField("predictedOnly", rubble.predictedOnly());
    json.writeNumberField("truthOnly", rubble.truthOnly());
    json.writeNumberField("truthFragments", rubble.truthFragments());
    json.writeNumberField("predictedFragments", rubble.predictedFragments());
    json.writeEndObject();
    PhotoEvaluation.Rows rows = counts.rows();
    json.writeObjectFieldStart("rows");
    json.writeNumberField("photos", rows.photos());
    json.writeNumberField("numberRight", rows.numberRight());
    json.writeNumberField("orientationRight", rows.orientationRight());
    json.writeNumberField("orderRight", rows.orderRight());
    json.writeNumberField("found", rows.found());
    json.writeArrayFieldStart("iou");
    for (double iou : rows.iou()) {
      json.writeNumber(NumberText.exact(iou));
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  /**
   * Writes JSON to a file, aside first and then under its name.
   *
   * @param evaluation what to write
   * @param file the file to make, in a folder that exists
   * @param overwrite whether a file of that name may be replaced
   * @throws java.nio.file.FileAlreadyExistsException if it exists and is not to be replaced
   * @throws IOException if writing fails
   */
  public static void writeJson(Evaluation evaluation, Path file, boolean overwrite)
      throws IOException {
    TemporaryFile.put(file, overwrite, out -> writeJson(evaluation, out));
  }

  /**
   * Reads JSON.
   *
   * @param file a file that {@link #writeJson(Evaluation, Path, boolean)} wrote, or one of that
   *     form; {@code counts} and {@code confusion} may be missing
   * @return the evaluation
   * @throws CoreScoreException if the file is none; the message names the member
   * @throws IOException if the file cannot be read
   */
  public static Evaluation readJson(Path file) throws IOException {
    JsonMembers tree = JsonMembers.read(file);
    if (!tree.text("schemaVersion").startsWith("1.")) {
      throw tree.wrong("schemaVersion", "1.x, not " + tree.text("schemaVersion"));
    }
    List<Label> labels = new ArrayList<>();
    for (JsonMembers label : tree.objects("labels")) {
      labels.add(label.make(l -> new Label(l.text("name"), l.flag("rock"))));
    }
    List<PhotoEvaluation> photos = new ArrayList<>();
    for (JsonMembers photo : tree.objects("photos")) {
      photos.add(photo.make(EvaluationFile::readPhoto));
    }
    Map<Metric, Evaluation.Interval> intervals = new TreeMap<>();
    tree.object("interval")
        .ifPresent(
            all -> {
              for (Metric metric : Metric.values()) {
                all.object(metric.key())
                    .map(
                        one ->
                            one.make(
                                i -> new Evaluation.Interval(i.needed("low"), i.needed("high"))))
                    .ifPresent(interval -> intervals.put(metric, interval));
              }
            });
    return tree.make(
        t ->
            new Evaluation(
                t.text("name"),
                t.text("libraryVersion"),
                new LabelSet(labels),
                t.count("boundaryPixels"),
                photos,
                t.object("mean").orElseThrow(() -> t.wrong("mean", "an object")).figures(),
                t.object("pooled").map(JsonMembers::figures).orElse(Map.of()),
                intervals));
  }

  private static PhotoEvaluation readPhoto(JsonMembers photo) {
    return new PhotoEvaluation(
        photo.text("photo"),
        photo.count("width"),
        photo.count("height"),
        photo.count("predictionWidth"),
        photo.count("predictionHeight"),
        photo.figures(),
        photo
            .object("counts")
            .map(c -> c.make(EvaluationFile::readCounts))
            .orElse(PhotoEvaluation.Counts.NONE),
        photo
            .object("confusion")
            .map(c -> c.make(m -> new ConfusionMatrix(m.texts("labels"), m.rows("counts"))))
            .orElse(ConfusionMatrix.EMPTY),
        photo.number("seconds"));
  }

  private static PhotoEvaluation.Counts readCounts(JsonMembers counts) {
    return new PhotoEvaluation.Counts(
        counts.whole("truePositives"),
        counts.whole("falsePositives"),
        counts.whole("falseNegatives"),
        counts.whole("trueNegatives"),
        counts.whole("labelled"),
        counts.whole("labelledRight"),
        counts.whole("truthBoundary"),
        counts.whole("truthBoundaryNear"),
        counts.whole("predictedBoundary"),
        counts.whole("predictedBoundaryNear"),
        counts.whole("truthFragments"),
        counts.whole("predictedFragments"),
        counts.wholes("matches"),
        counts.whole("matched"),
        counts.needed("matchedIou"),
        counts.whole("splits"),
        counts.whole("merges"),
        counts.needed("truthPerimeter"),
        counts.needed("predictedPerimeter"),
        counts
            .object("rubble")
            .map(r -> r.make(EvaluationFile::readRubble))
            .orElse(PhotoEvaluation.Rubble.NONE),
        counts
            .object("rows")
            .map(r -> r.make(EvaluationFile::readRows))
            .orElse(PhotoEvaluation.Rows.NONE));
  }

  /** Files of versions without rows have none. */
  private static PhotoEvaluation.Rows readRows(JsonMembers rows) {
    return new PhotoEvaluation.Rows(
        rows.whole("photos"),
        rows.whole("numberRight"),
        rows.whole("orientationRight"),
        rows.whole("orderRight"),
        rows.whole("found"),
        rows.numbers("iou"));
  }

  /** Files of versions without rubble have none. */
  private static PhotoEvaluation.Rubble readRubble(JsonMembers rubble) {
    return new PhotoEvaluation.Rubble(
        rubble.whole("both"),
        rubble.whole("predictedOnly"),
        rubble.whole("truthOnly"),
        rubble.whole("truthFragments"),
        rubble.whole("predictedFragments"));
  }

  /**
   * Writes a table: one row a photo, then the rows {@code mean}, {@code low}, {@code high} and
   * {@code pooled}, named in the column {@code row}; a cell is empty where a figure is not defined.
   *
   * @param evaluation what to write
   * @param file the CSV file to make, in a folder that exists
   * @param overwrite whether a file of that name may be replaced
   * @throws java.nio.file.FileAlreadyExistsException if it exists and is not to be replaced
   * @throws IOException if writing fails
   */
  public static void writeCsv(Evaluation evaluation, Path file, boolean overwrite)
      throws IOException {
    List<String> columns = new ArrayList<>(List.of("row", "photo", "width", "height"));
    columns.addAll(List.of("prediction_width", "prediction_height", "seconds"));
    for (Metric metric : Metric.values()) {
      columns.add(metric.key());
    }
    columns.add("row_ious");
    List<Map<String, String>> rows = new ArrayList<>();
    for (PhotoEvaluation photo : evaluation.photos()) {
      Map<String, String> row = row("photo", photo.figures());
      row.put("photo", CsvTable.text(photo.photo()));
      row.put("width", Integer.toString(photo.width()));
      row.put("height", Integer.toString(photo.height()));
      row.put("prediction_width", Integer.toString(photo.predictionWidth()));
      row.put("prediction_height", Integer.toString(photo.predictionHeight()));
      photo.seconds().ifPresent(seconds -> row.put("seconds", NumberText.exact(seconds)));
      row.put(
          "row_ious",
          photo.counts().rows().iou().stream()
              .map(NumberText::exact)
              .collect(Collectors.joining(" ")));
      rows.add(row);
    }
    Map<Metric, Double> low = new TreeMap<>();
    Map<Metric, Double> high = new TreeMap<>();
    evaluation.intervals().forEach((metric, interval) -> low.put(metric, interval.low()));
    evaluation.intervals().forEach((metric, interval) -> high.put(metric, interval.high()));
    rows.add(row("mean", evaluation.mean()));
    rows.add(row("low", low));
    rows.add(row("high", high));
    rows.add(row("pooled", evaluation.pooled()));
    CsvTable table = CsvTable.open(file, overwrite, columns);
    boolean whole = false;
    try {
      table.append(rows);
      whole = true;
    } finally {
      if (whole) {
        table.close();
      } else {
        table.abandon();
      }
    }
  }

  private static Map<String, String> row(String kind, Map<Metric, Double> figures) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("row", kind);
    figures.forEach((metric, value) -> row.put(metric.key(), NumberText.exact(value)));
    return row;
  }

  static OptionalDouble of(Map<Metric, Double> figures, Metric metric) {
    Double value = figures.get(metric);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.util.List;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;

/**
 * Labelbox's exports: the classic one, with a list for each label or one of objects, and the rows
 * of version 2.
 */
final class LabelboxReader implements FormatReader {
  @Override
  public AnnotationFormat format() {
    return AnnotationFormat.LABELBOX;
  }

  @Override
  public String expected() {
    return "a list of records with \"Label\" and \"External ID\" or \"Labeled Data\", or rows with"
        + " \"data_row\" and \"projects\"";
  }

  @Override
  public boolean recognises(SourceFile source) {
    return records(source).stream().anyMatch(r -> isRecord(r) || LabelboxRow.isRow(r));
  }

  private static List<JsonValue> records(SourceFile source) {
    return LabelboxRow.isRow(source.json()) ? List.of(source.json()) : source.json().items();
  }

  private static boolean isRecord(JsonValue record) {
    return record.members().containsKey("Label")
        && (record.members().containsKey("External ID")
            || record.members().containsKey("Labeled Data"));
  }

  @Override
  public void read(SourceFile source, AnnotationCollector findings) {
    List<JsonValue> records = records(source);
    if (!records.isEmpty() && records.stream().allMatch(LabelboxReader::isSkipped)) {
      findings.malformed("", "all " + records.size() + " records were skipped");
    }
    for (int i = 0; i < records.size(); i++) {
      JsonValue record = records.get(i);
      if (LabelboxRow.isRow(record)) {
        LabelboxRow.read(record, "row " + i, findings);
      } else if (!isSkipped(record)) {
        readRecord(record, "record " + i, findings);
      }
    }
  }

  /** Whether the annotator skipped the photo; old exports have the label "Skip". */
  private static boolean isSkipped(JsonValue record) {
    return record.get("Skipped") == JsonValue.Word.TRUE
        || record.get("Label").plain().equalsIgnoreCase("Skip");
  }

  private static void readRecord(JsonValue record, String place, AnnotationCollector findings) {
    String name =
        record
            .get("External ID")
            .text()
            .orElseGet(() -> PhotoUri.path(record.get("Labeled Data").plain()));
    JsonValue label = record.get("Label");
    String reason =
        "\"Label\" should be an object with a list for each label, it is " + label.kind();
    if (label.plain().isBlank() && !label.isObject() && !label.isList()) {
      // the photo has no statement
      findings.malformed(name.isBlank() ? place : name, reason);
      return;
    }
    AnnotatedPhotoBuilder photo =
        findings.photo(place, name, AnnotationCollector.size(Double.NaN, Double.NaN));
    if (!label.isObject()) {
      photo.report(Kind.MALFORMED, "", "", reason);
      photo.finish();
      return;
    }
    photo.annotated();
    if (label.get("objects").isList() || label.get("classifications").isList()) {
      readObjects(photo, label.get("objects").items());
      label.get("classifications").items().forEach(said -> readClassification(photo, said));
    } else {
      label.members().forEach((key, value) -> readLabel(photo, key, value));
    }
    photo.attribute("review_score", record.get("Reviews").get(0).get("score").plain());
    photo.finish();
  }

  private static void readObjects(AnnotatedPhotoBuilder photo, List<JsonValue> objects) {
    for (int i = 0; i < objects.size(); i++) {
      JsonValue object = objects.get(i);
      String label = object.get("title").text().orElse(object.get("value").plain());
      LabelboxRow.readShape(
          photo, "objects[" + i + "]", label, object.get("polygon"), object.get("bbox"), object);
    }
  }

  private static void readClassification(AnnotatedPhotoBuilder photo, JsonValue said) {
    photo.attribute(said.get("title").text().orElse(said.get("value").plain()), answer(said));
  }

  /** The answer to a question: one option, several options, or a text. */
  static String answer(JsonValue said) {
    JsonValue answer = said.get("answer");
    JsonValue answers = said.members().containsKey("answers") ? said.get("answers") : answer;
    return answers.isList()
        ? answers.items().stream()
            .map(one -> one.get("title").plain())
            .collect(Collectors.joining(", "))
        : answer.get("title").text().orElse(answer.plain());
  }

  private static void readLabel(AnnotatedPhotoBuilder photo, String label, JsonValue value) {
    if (value.isText()) {
      photo.attribute(label, value.plain());
      return;
    }
    if (!value.isList()) {
      photo.report(
          Kind.MALFORMED,
          label,
          label,
          "a list of shapes or a string expected, it is " + value.kind());
      return;
    }
    List<JsonValue> shapes = value.items();
    if (!shapes.isEmpty() && shapes.stream().allMatch(JsonValue::isText)) {
      photo.attribute(
          label, shapes.stream().map(JsonValue::plain).collect(Collectors.joining(", ")));
      return;
    }
    for (int i = 0; i < shapes.size(); i++) {
      String place = label + "[" + i + "]";
      JsonValue geometry = shapes.get(i).isList() ? shapes.get(i) : shapes.get(i).get("geometry");
      try {
        photo.ring(place, label, CoordinateArray.pairs(geometry));
      } catch (MalformedShapeException e) {
        photo.report(Kind.MALFORMED, place, label, e.reason());
      }
    }
  }
}

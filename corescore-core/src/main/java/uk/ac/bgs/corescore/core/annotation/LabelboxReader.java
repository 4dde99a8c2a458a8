// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.util.List;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;
import uk.ac.bgs.corescore.core.internal.JsonValue;

/** Labelbox's classic export. A string in a record's {@code Label} is an attribute. */
final class LabelboxReader implements FormatReader {
  @Override
  public AnnotationFormat format() {
    return AnnotationFormat.LABELBOX;
  }

  @Override
  public String expected() {
    return "a list of records with \"External ID\" and \"Label\"";
  }

  @Override
  public boolean recognises(Source source) {
    return source.json().items().stream().anyMatch(LabelboxReader::isRecord);
  }

  private static boolean isRecord(JsonValue record) {
    return record.members().containsKey("External ID") && record.members().containsKey("Label");
  }

  @Override
  public void read(Source source, Findings findings) {
    List<JsonValue> records = source.json().items();
    for (int i = 0; i < records.size(); i++) {
      JsonValue record = records.get(i);
      String name = record.get("External ID").plain();
      String place = "record " + i;
      JsonValue label = record.get("Label");
      if (!label.isObject()) {
        findings.malformed(
            name.isBlank() ? place : name,
            "\"Label\" should be an object with a list for each label, it is " + label.kind());
        continue;
      }
      PhotoDraft photo = findings.photo(place, name, Findings.size(Double.NaN, Double.NaN));
      if (record.get("Skipped") != JsonValue.Word.TRUE) {
        photo.annotated();
      }
      label.members().forEach((key, value) -> readLabel(photo, key, value));
      photo.attribute("review_score", record.get("Reviews").get(0).get("score").plain());
      photo.finish();
    }
  }

  private static void readLabel(PhotoDraft photo, String label, JsonValue value) {
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
        photo.ring(place, label, Points.pairs(geometry));
      } catch (MalformedShapeException e) {
        photo.report(Kind.MALFORMED, place, label, e.reason());
      }
    }
  }
}

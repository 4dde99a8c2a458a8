// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.util.List;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;

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

  private static boolean isRecord(Json record) {
    return record.members().containsKey("External ID") && record.members().containsKey("Label");
  }

  @Override
  public void read(Source source, Findings findings) {
    List<Json> records = source.json().items();
    for (int i = 0; i < records.size(); i++) {
      Json record = records.get(i);
      String name = record.get("External ID").plain();
      String place = "record " + i;
      Json label = record.get("Label");
      if (!label.isObject()) {
        findings.malformed(
            name.isBlank() ? place : name,
            "\"Label\" should be an object with a list for each label, it is " + label.kind());
        continue;
      }
      PhotoDraft photo = findings.photo(place, name, Findings.size(Double.NaN, Double.NaN));
      label.members().forEach((key, value) -> readLabel(photo, key, value));
      photo.attribute("review_score", record.get("Reviews").get(0).get("score").plain());
      photo.finish();
    }
  }

  private static void readLabel(PhotoDraft photo, String label, Json value) {
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
    List<Json> shapes = value.items();
    if (!shapes.isEmpty() && shapes.stream().allMatch(Json::isText)) {
      photo.attribute(label, shapes.stream().map(Json::plain).collect(Collectors.joining(", ")));
      return;
    }
    for (int i = 0; i < shapes.size(); i++) {
      String place = label + "[" + i + "]";
      Json geometry = shapes.get(i).isList() ? shapes.get(i) : shapes.get(i).get("geometry");
      try {
        photo.ring(place, label, Points.pairs(geometry));
      } catch (MalformedShapeException e) {
        photo.report(Kind.MALFORMED, place, label, e.reason());
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.util.List;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;

/** LabelTool's object for a photo, or a list of them. Choices and texts are attributes. */
final class LabelToolReader implements FormatReader {
  @Override
  public AnnotationFormat format() {
    return AnnotationFormat.LABELTOOL;
  }

  @Override
  public String expected() {
    return "an object with \"shapes\" and \"imagePath\", or a list of them";
  }

  @Override
  public boolean recognises(SourceFile source) {
    List<JsonValue> records = records(source);
    return records.stream().anyMatch(LabelToolReader::isRecord)
        && records.stream().noneMatch(LabelmeReader::isRecord);
  }

  private static boolean isRecord(JsonValue record) {
    return record.get("shapes").isList() && record.members().containsKey("imagePath");
  }

  private static List<JsonValue> records(SourceFile source) {
    return source.json().isObject() ? List.of(source.json()) : source.json().items();
  }

  @Override
  public void read(SourceFile source, AnnotationCollector findings) {
    List<JsonValue> records = records(source);
    for (int i = 0; i < records.size(); i++) {
      JsonValue record = records.get(i);
      AnnotatedPhotoBuilder photo =
          findings.photo(
              "record " + i,
              source.photoName(record.get("imagePath").plain()),
              AnnotationCollector.size(Double.NaN, Double.NaN));
      photo.annotated();
      if (!record.get("shapes").isList()) {
        photo.report(
            Kind.MALFORMED, "shapes", "", "a list expected, it is " + record.get("shapes").kind());
      }
      for (JsonValue said : record.get("labels").items()) {
        photo.attribute(
            said.get("label").plain(),
            said.get("values").items().stream()
                .map(JsonValue::plain)
                .collect(Collectors.joining(", ")));
      }
      List<JsonValue> shapes = record.get("shapes").items();
      for (int s = 0; s < shapes.size(); s++) {
        String place = "shapes[" + s + "]";
        String label = shapes.get(s).get("label").plain();
        try {
          photo.ring(place, label, CoordinateArray.pairs(shapes.get(s).get("points")));
        } catch (MalformedShapeException e) {
          photo.report(Kind.MALFORMED, place, label, e.reason());
        }
      }
      photo.finish();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;
import uk.ac.bgs.corescore.mask.PieceMark;

/** A data row of Labelbox's export of version 2: a photo, and its labels by project. */
final class LabelboxRow {
  private LabelboxRow() {}

  static boolean isRow(JsonValue row) {
    return row.get("data_row").isObject() && row.get("projects").isObject();
  }

  /** Reads a row; of several labels one. */
  static void read(JsonValue row, String place, AnnotationCollector findings) {
    JsonValue about = row.get("data_row");
    String name = name(about);
    List<AnnotatorEntry> labels = new ArrayList<>();
    row.get("projects")
        .members()
        .values()
        .forEach(project -> project.get("labels").items().forEach(l -> labels.add(opinion(l))));
    Optional<AnnotatorEntry> chosen =
        AnnotatorEntry.choose(labels, name.isBlank() ? place : name, findings);
    if (chosen.isEmpty() && !labels.isEmpty()) {
      return;
    }
    JsonValue media = row.get("media_attributes");
    AnnotatedPhotoBuilder photo =
        findings.photo(
            place,
            name,
            AnnotationCollector.size(media.get("width").number(), media.get("height").number()));
    if (chosen.isPresent()) {
      photo.annotated();
      JsonValue annotations = chosen.get().content().get("annotations");
      if (annotations.get("frames").isObject()) {
        photo.report(Kind.UNSUPPORTED, "frames", "", "labels of videos are not read");
      }
      List<JsonValue> objects = annotations.get("objects").items();
      for (int i = 0; i < objects.size(); i++) {
        JsonValue object = objects.get(i);
        readShape(
            photo,
            "objects[" + i + "]",
            object.get("name").text().orElse(object.get("value").plain()),
            object.get("polygon"),
            object.get("bounding_box"),
            object);
      }
      annotations.get("classifications").items().forEach(said -> readAnswers(photo, said));
    }
    photo.finish();
  }

  /**
   * The photo's name: that of the upload, else the key or the address, whichever looks like a
   * photo.
   */
  private static String name(JsonValue about) {
    String address = PhotoUri.path(about.get("row_data").plain());
    return about
        .get("external_id")
        .text()
        .or(
            () ->
                about
                    .get("global_key")
                    .text()
                    .filter(key -> PhotoUri.isPicture(key) || !PhotoUri.isPicture(address)))
        .orElse(address);
  }

  private static AnnotatorEntry opinion(JsonValue label) {
    JsonValue details = label.get("label_details");
    return new AnnotatorEntry(
        label,
        label.get("id").plain(),
        details.get("created_by").plain(),
        details.get("created_at").plain(),
        details.get("is_benchmark_reference") == JsonValue.Word.TRUE
            || label.get("is_benchmark_reference") == JsonValue.Word.TRUE);
  }

  private static void readAnswers(AnnotatedPhotoBuilder photo, JsonValue said) {
    photo.attribute(said.get("name").text().orElse(said.get("value").plain()), answer(said));
  }

  /** The answer to a question: one option, a text, or several options. */
  private static String answer(JsonValue said) {
    return said.get("radio_answer")
        .get("name")
        .text()
        .or(said.get("text_answer").get("content")::text)
        .orElseGet(
            () ->
                said.get("checklist_answers").items().stream()
                    .map(one -> one.get("name").plain())
                    .collect(Collectors.joining(", ")));
  }

  /**
   * Reads an object: a polygon or a box. Both may come with the address of a mask, which is not
   * fetched.
   */
  static void readShape(
      AnnotatedPhotoBuilder photo,
      String place,
      String label,
      JsonValue polygon,
      JsonValue box,
      JsonValue object) {
    Set<PieceMark> marks = EnumSet.noneOf(PieceMark.class);
    for (JsonValue said : object.get("classifications").items()) {
      marks.addAll(MarkKeywords.says(said.get("name").plain(), answer(said)));
      marks.addAll(MarkKeywords.says(said.get("title").plain(), LabelboxReader.answer(said)));
    }
    photo.marks(marks);
    try {
      if (polygon.isList()) {
        photo.ring(place, label, CoordinateArray.pairs(polygon));
      } else if (box.isObject()) {
        double left = box.get("left").number();
        double top = box.get("top").number();
        double right = left + box.get("width").number();
        double bottom = top + box.get("height").number();
        photo.ring(place, label, CoordinateArray.rectangle(left, top, right, bottom));
      } else {
        photo.report(
            Kind.UNSUPPORTED, place, label, "polygons and boxes are read, not " + what(object));
      }
    } catch (MalformedShapeException e) {
      photo.report(Kind.MALFORMED, place, label, e.reason());
    }
  }

  private static String what(JsonValue object) {
    Map<String, JsonValue> members = object.members();
    for (String mask : List.of("mask", "composite_mask", "instanceURI")) {
      if (members.containsKey(mask)
          && !members.containsKey("line")
          && !members.containsKey("point")) {
        return "a mask that lies at an address (" + mask + ")";
      }
    }
    return object
        .get("annotation_kind")
        .text()
        .orElseGet(() -> members.containsKey("line") ? "a line" : "a point or another object");
  }
}

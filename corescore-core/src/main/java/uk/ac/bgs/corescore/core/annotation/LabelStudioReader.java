// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;

/**
 * Label Studio's exports JSON and JSON-MIN. Of the annotations of a task that were not cancelled
 * one is read; predictions and drafts are not.
 */
final class LabelStudioReader implements FormatReader {
  @Override
  public AnnotationFormat format() {
    return AnnotationFormat.LABEL_STUDIO;
  }

  @Override
  public String expected() {
    return "a list of tasks with \"data\" and \"annotations\", or the list of the export JSON-MIN";
  }

  @Override
  public boolean recognises(SourceFile source) {
    return records(source).stream()
        .anyMatch(
            record ->
                (record.get("data").isObject() && annotations(record).isList())
                    || isMinimal(record));
  }

  private static List<JsonValue> records(SourceFile source) {
    return source.json().isObject() ? List.of(source.json()) : source.json().items();
  }

  /** The annotations; older exports call them completions. */
  private static JsonValue annotations(JsonValue task) {
    return task.members().containsKey("annotations")
        ? task.get("annotations")
        : task.get("completions");
  }

  /** A record of JSON-MIN: the task's data, the results by the names of their tags, and these. */
  private static boolean isMinimal(JsonValue record) {
    return record.members().containsKey("annotation_id")
        && record.members().containsKey("annotator")
        && record.members().containsKey("lead_time");
  }

  @Override
  public void read(SourceFile source, AnnotationCollector findings) {
    List<JsonValue> records = records(source);
    int before = findings.photos().size() + findings.problems().size();
    UploadNames names =
        new UploadNames(
            records.stream()
                .flatMap(record -> LabelStudioTask.photos(dataOf(record)).stream())
                .toList());
    Map<String, List<JsonValue>> minimal = new LinkedHashMap<>();
    for (int i = 0; i < records.size(); i++) {
      JsonValue record = records.get(i);
      String place = "task " + i;
      if (isMinimal(record)) {
        String task = record.get("id").plain().isEmpty() ? place : record.get("id").plain();
        minimal.computeIfAbsent(task, key -> new ArrayList<>()).add(record);
      } else if (annotations(record).isList()) {
        readTask(record, place, names, findings);
      } else {
        findings.malformed(
            place, "a list of annotations expected, it is " + annotations(record).kind());
      }
    }
    minimal.forEach(
        (task, annotations) -> readMinimal(annotations, "task " + task, names, findings));
    if (!records.isEmpty() && findings.photos().size() + findings.problems().size() == before) {
      findings.malformed(
          "", "none of " + records.size() + " tasks has an annotation that was not cancelled");
    }
  }

  private static void readTask(
      JsonValue task, String place, UploadNames names, AnnotationCollector findings) {
    List<AnnotatorEntry> opinions =
        annotations(task).items().stream()
            .filter(a -> a.get("was_cancelled") != JsonValue.Word.TRUE)
            .filter(a -> a.get("skipped") != JsonValue.Word.TRUE)
            .map(a -> opinion(a, a.get("id"), a.get("completed_by")))
            .toList();
    LabelStudioTask photos = new LabelStudioTask(dataOf(task), names);
    AnnotatorEntry.choose(opinions, photos.title(place), findings)
        .ifPresent(
            opinion -> photos.read(place, opinion.content().get("result").items(), findings));
  }

  private static AnnotatorEntry opinion(JsonValue annotation, JsonValue id, JsonValue by) {
    return new AnnotatorEntry(
        annotation,
        id.plain(),
        by.isObject() ? by.get("email").text().orElse(by.get("id").plain()) : by.plain(),
        annotation.get("created_at").plain(),
        annotation.get("ground_truth") == JsonValue.Word.TRUE);
  }

  private static void readMinimal(
      List<JsonValue> annotations, String place, UploadNames names, AnnotationCollector findings) {
    List<AnnotatorEntry> opinions =
        annotations.stream()
            .map(a -> opinion(a, a.get("annotation_id"), a.get("annotator")))
            .toList();
    LabelStudioTask photos = new LabelStudioTask(dataOf(annotations.get(0)), names);
    AnnotatorEntry.choose(opinions, photos.title(place), findings)
        .ifPresent(opinion -> photos.read(place, results(opinion.content().members()), findings));
  }

  private static Map<String, JsonValue> dataOf(JsonValue record) {
    return isMinimal(record) ? data(record.members()) : record.get("data").members();
  }

  /** The members of a record of JSON-MIN that hold no results. */
  private static Map<String, JsonValue> data(Map<String, JsonValue> record) {
    Map<String, JsonValue> data = new LinkedHashMap<>(record);
    data.values().removeIf(LabelStudioReader::isResults);
    return data;
  }

  private static boolean isResults(JsonValue value) {
    return value.items().stream().anyMatch(v -> v.members().containsKey("original_width"));
  }

  /** The results of a record of JSON-MIN, as the whole export has them. */
  private static List<JsonValue> results(Map<String, JsonValue> record) {
    List<JsonValue> results = new ArrayList<>();
    record.forEach(
        (name, values) -> {
          if (isResults(values)) {
            for (JsonValue value : values.items()) {
              results.add(
                  new JsonValue.Members(
                      Map.of(
                          "from_name",
                          new JsonValue.Text(name),
                          "original_width",
                          value.get("original_width"),
                          "original_height",
                          value.get("original_height"),
                          "value",
                          value)));
            }
          }
        });
    return results;
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;
import uk.ac.bgs.corescore.core.internal.JsonValue;

/**
 * Label Studio's JSON export. Each annotation of a task that was not cancelled is a record of its
 * own; predictions are not read. Choices are attributes.
 */
final class LabelStudioReader implements FormatReader {
  /** What Label Studio puts before the name of an uploaded file. */
  private static final Pattern UPLOAD = Pattern.compile("[0-9a-f]{8}-(?=.)");

  @Override
  public AnnotationFormat format() {
    return AnnotationFormat.LABEL_STUDIO;
  }

  @Override
  public String expected() {
    return "a list of tasks with \"data\" and \"annotations\"";
  }

  @Override
  public boolean recognises(Source source) {
    return tasks(source).stream()
        .anyMatch(task -> task.get("data").isObject() && annotations(task).isList());
  }

  private static List<JsonValue> tasks(Source source) {
    return source.json().isObject() ? List.of(source.json()) : source.json().items();
  }

  /** The annotations; older exports call them completions. */
  private static JsonValue annotations(JsonValue task) {
    return task.members().containsKey("annotations")
        ? task.get("annotations")
        : task.get("completions");
  }

  @Override
  public void read(Source source, Findings findings) {
    List<JsonValue> tasks = tasks(source);
    for (int i = 0; i < tasks.size(); i++) {
      JsonValue task = tasks.get(i);
      String place = "task " + i;
      if (!annotations(task).isList()) {
        findings.malformed(
            place, "a list of annotations expected, it is " + annotations(task).kind());
      }
      for (JsonValue annotation : annotations(task).items()) {
        if (annotation.get("was_cancelled") != JsonValue.Word.TRUE) {
          readAnnotation(findings, place, name(task), annotation.get("result").items());
        }
      }
    }
  }

  /** The last part of the first address among the task's data, without what an upload adds. */
  private static String name(JsonValue task) {
    String address =
        task.get("data")
            .get("image")
            .text()
            .or(
                () ->
                    task.get("data").members().values().stream()
                        .flatMap(value -> value.text().stream())
                        .findFirst())
            .orElse("");
    String last = address.substring(address.lastIndexOf('/') + 1);
    last = last.startsWith("?d=") ? last.substring(3) : last;
    int query = last.indexOf('?');
    last = query > 0 ? last.substring(0, query) : last;
    return address.contains("/upload/") ? UPLOAD.matcher(last).replaceFirst("") : last;
  }

  private static void readAnnotation(
      Findings findings, String place, String name, List<JsonValue> results) {
    Optional<AnnotatedPhoto.Size> size =
        results.stream().flatMap(result -> size(result).stream()).findFirst();
    PhotoDraft photo = findings.photo(place, name, size);
    photo.annotated();
    for (int i = 0; i < results.size(); i++) {
      JsonValue result = results.get(i);
      String shape = "result[" + i + "]";
      String type = result.get("type").plain();
      JsonValue labels = result.get("value").get(type);
      String label = labels.get(0).plain();
      try {
        if (type.equals("choices")) {
          photo.attribute(
              result.get("from_name").text().orElse("choices"),
              labels.items().stream().map(JsonValue::plain).collect(Collectors.joining(", ")));
        } else if (isShape(type)) {
          readShape(photo, shape, label, result);
          if (labels.items().size() > 1) {
            photo.report(
                Kind.SIMPLIFIED,
                shape,
                label,
                "the shape has " + labels.items().size() + " labels, the first is taken");
          }
        } else {
          photo.report(
              Kind.UNSUPPORTED,
              shape,
              label,
              "polygonlabels, rectanglelabels and brushlabels are read, not '" + type + "'");
        }
      } catch (MalformedShapeException e) {
        photo.report(Kind.MALFORMED, shape, label, e.reason());
      }
    }
    photo.finish();
  }

  private static boolean isShape(String type) {
    return type.equals("polygonlabels")
        || type.equals("rectanglelabels")
        || type.equals("brushlabels");
  }

  private static Optional<AnnotatedPhoto.Size> size(JsonValue result) {
    return Findings.size(
        result.get("original_width").number(), result.get("original_height").number());
  }

  private static void readShape(PhotoDraft photo, String shape, String label, JsonValue result)
      throws MalformedShapeException {
    AnnotatedPhoto.Size size =
        size(result)
            .orElseThrow(
                () ->
                    new MalformedShapeException(
                        "original_width and original_height expected, without which percent mean"
                            + " nothing"));
    JsonValue value = result.get("value");
    double scaleX = size.width() / 100.0;
    double scaleY = size.height() / 100.0;
    switch (result.get("type").plain()) {
      case "polygonlabels" ->
          photo.ring(shape, label, Points.scale(Points.pairs(value.get("points")), scaleX, scaleY));
      case "rectanglelabels" -> {
        double x = value.get("x").number() * scaleX;
        double y = value.get("y").number() * scaleY;
        double right = x + value.get("width").number() * scaleX;
        double bottom = y + value.get("height").number() * scaleY;
        double degrees =
            value.members().containsKey("rotation") ? value.get("rotation").number() : 0;
        photo.ring(shape, label, Points.turn(Points.rectangle(x, y, right, bottom), x, y, degrees));
      }
      default -> {
        if (!value.get("rle").isList()) {
          throw new MalformedShapeException(
              "a list of bytes as rle expected, it is " + value.get("rle").kind());
        }
        RunMask mask = RunMask.ofRows(size.width(), size.height(), 0, 0);
        RunLengths.brush(value.get("rle").items(), mask);
        photo.mask(shape, label, "", mask);
      }
    }
  }
}

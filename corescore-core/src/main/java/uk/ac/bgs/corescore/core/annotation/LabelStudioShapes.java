// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;
import uk.ac.bgs.corescore.mask.PieceMark;

/**
 * The results of an annotation of Label Studio: labelled shapes, and attributes of the photo.
 *
 * <p>A tag such as PolygonLabels has one result with outline and label. Separate tags for outline
 * and label (Polygon and Labels) have two results with one id; the one with the label has the
 * outline too.
 */
final class LabelStudioShapes {
  /** Kinds of results that are attributes of the photo or of a shape. */
  private static final Map<String, String> SAYS =
      Map.of(
          "choices",
          "choices",
          "textarea",
          "text",
          "rating",
          "rating",
          "number",
          "number",
          "datetime",
          "datetime",
          "taxonomy",
          "taxonomy");

  /** Kinds of results that are neither shapes nor attributes of the photo. */
  private static final Set<String> PASSED_OVER = Set.of("relation", "pairwise", "ranker");

  private static final List<String> OUTLINE =
      List.of("points", "rle", "x", "y", "width", "height", "radiusX", "radiusY", "rotation");

  private final List<JsonValue> results;
  private final Map<Object, JsonValue> outlines = new HashMap<>();
  private final Set<Object> labelled = new HashSet<>();
  private final Map<Object, Set<PieceMark>> marks = new HashMap<>();

  LabelStudioShapes(List<JsonValue> results) {
    this.results = results;
    for (JsonValue result : results) {
      if (hasOutline(result.get("value"))) {
        outlines.putIfAbsent(key(result), result.get("value"));
      }
      if (!labels(result).isEmpty()) {
        labelled.add(key(result));
      }
      marks
          .computeIfAbsent(key(result), none -> EnumSet.noneOf(PieceMark.class))
          .addAll(said(result));
    }
  }

  /** What the results of one shape share: its id; where there is none, its outline. */
  private static Object key(JsonValue result) {
    String id = result.get("id").plain();
    JsonValue value = result.get("value");
    return id.isEmpty() ? OUTLINE.stream().map(value::get).toList() : id;
  }

  private static boolean hasOutline(JsonValue value) {
    return !shape(value).isEmpty();
  }

  /** What kind of outline a value has, by its members; empty if none that is read. */
  private static String shape(JsonValue value) {
    Set<String> members = value.members().keySet();
    if (members.contains("points")) {
      return "polygon";
    }
    if (members.contains("rle")) {
      return "brush";
    }
    if (members.contains("radiusX")) {
      return "ellipse";
    }
    return members.containsAll(Set.of("x", "y", "width", "height")) ? "rectangle" : "";
  }

  /** The labels of a result; empty if it has none. */
  private static List<JsonValue> labels(JsonValue result) {
    return result.get("value").members().entrySet().stream()
        .filter(member -> member.getKey().endsWith("labels") && member.getValue().isList())
        .flatMap(member -> member.getValue().items().stream())
        .toList();
  }

  /** The marks in the answers and notes of a shape. */
  private static Set<PieceMark> said(JsonValue result) {
    String type = type(result);
    Set<PieceMark> said = MarkKeywords.in(text(result.get("meta").get("text")));
    if (SAYS.containsKey(type)) {
      said.addAll(
          MarkKeywords.says(
              result.get("from_name").plain(),
              text(result.get("value").get(SAYS.getOrDefault(type, type)))));
    }
    return said;
  }

  /** Whether a result lies somewhere on a photo, so that it has to be clear on which. */
  static boolean isOnPhoto(JsonValue result) {
    String type = type(result);
    return !SAYS.containsKey(type) && !PASSED_OVER.contains(type);
  }

  private static String type(JsonValue result) {
    // JSON-MIN has no type
    return result
        .get("type")
        .text()
        .orElseGet(
            () ->
                result.get("value").members().keySet().stream()
                    .filter(member -> member.endsWith("labels") || SAYS.containsKey(member))
                    .findFirst()
                    .orElse(""));
  }

  static Optional<AnnotatedPhoto.Size> size(JsonValue result) {
    return AnnotationCollector.size(
        result.get("original_width").number(), result.get("original_height").number());
  }

  /** Reads a result. */
  void read(AnnotatedPhotoBuilder photo, int index) {
    JsonValue result = results.get(index);
    String type = type(result);
    String place = "result[" + index + "]";
    if (PASSED_OVER.contains(type)) {
      return;
    }
    if (SAYS.containsKey(type)) {
      // what is stated about a shape has the shape's id
      if (!outlines.containsKey(key(result))) {
        JsonValue said = result.get("value").get(SAYS.getOrDefault(type, type));
        photo.attribute(result.get("from_name").text().orElse(type), text(said));
      }
      return;
    }
    List<JsonValue> labels = labels(result);
    if (labels.isEmpty() && labelled.contains(key(result))) {
      return; // the outline alone; it is read with its label
    }
    String label = labels.isEmpty() ? "" : labels.get(0).plain();
    photo.marks(marks.getOrDefault(key(result), Set.of()));
    JsonValue own = result.get("value");
    JsonValue value = hasOutline(own) ? own : outlines.getOrDefault(key(result), own);
    try {
      readShape(photo, place, label, shape(value), value, type, size(result));
    } catch (MalformedShapeException e) {
      photo.report(Kind.MALFORMED, place, label, e.reason());
    }
    if (labels.size() > 1 && hasOutline(value)) {
      photo.report(
          Kind.SIMPLIFIED,
          place,
          label,
          "the shape has " + labels.size() + " labels, the first is taken");
    }
  }

  private static String text(JsonValue said) {
    return Stream.concat(Stream.of(said), said.items().stream())
        .map(JsonValue::plain)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static void readShape(
      AnnotatedPhotoBuilder photo,
      String place,
      String label,
      String shape,
      JsonValue value,
      String type,
      Optional<AnnotatedPhoto.Size> of)
      throws MalformedShapeException {
    if (shape.isEmpty()) {
      photo.report(
          Kind.UNSUPPORTED,
          place,
          label,
          "polygons, rectangles, ellipses and brushes are read, not '" + type + "'");
      return;
    }
    AnnotatedPhoto.Size size =
        of.orElseThrow(
            () ->
                new MalformedShapeException(
                    "original_width and original_height expected, without which percent mean"
                        + " nothing"));
    double scaleX = size.width() / 100.0;
    double scaleY = size.height() / 100.0;
    double x = value.get("x").number() * scaleX;
    double y = value.get("y").number() * scaleY;
    double degrees = value.members().containsKey("rotation") ? value.get("rotation").number() : 0;
    switch (shape) {
      case "polygon" ->
          photo.ring(
              place,
              label,
              CoordinateArray.scale(CoordinateArray.pairs(value.get("points")), scaleX, scaleY));
      case "rectangle" -> {
        double right = x + value.get("width").number() * scaleX;
        double bottom = y + value.get("height").number() * scaleY;
        photo.ring(
            place,
            label,
            CoordinateArray.turn(CoordinateArray.rectangle(x, y, right, bottom), x, y, degrees));
      }
      case "ellipse" -> {
        double radiusX = value.get("radiusX").number() * scaleX;
        double radiusY = value.get("radiusY").number() * scaleY;
        photo.ring(
            place,
            label,
            CoordinateArray.turn(CoordinateArray.ellipse(x, y, radiusX, radiusY), x, y, degrees));
      }
      default -> {
        if (!value.get("rle").isList()) {
          throw new MalformedShapeException(
              "a list of bytes as rle expected, it is " + value.get("rle").kind());
        }
        RunLengthMask mask = RunLengthMask.ofRows(size.width(), size.height(), 0, 0);
        RunLengthDecoder.brush(value.get("rle").items(), mask);
        photo.mask(place, label, "", mask);
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;
import uk.ac.bgs.corescore.mask.PieceMark;

/**
 * GeoJSON in photo pixels: a collection, a list of features, or one. The label is the class of
 * QuPath, else {@code label}; the photo is the foreign member {@code photo}, else the file's name.
 */
final class GeoJsonReader implements FormatReader {
  /** What QuPath puts between a class and one derived of it. */
  private static final String DERIVED = ": ";

  @Override
  public AnnotationFormat format() {
    return AnnotationFormat.GEOJSON;
  }

  @Override
  public String expected() {
    return "a FeatureCollection, a Feature, or a list of features";
  }

  @Override
  public boolean recognises(SourceFile source) {
    JsonValue root = source.json();
    return (root.get("type").plain().equals("FeatureCollection") && root.get("features").isList())
        || isFeature(root)
        || root.items().stream().anyMatch(GeoJsonReader::isFeature);
  }

  private static boolean isFeature(JsonValue value) {
    return value.get("type").plain().equals("Feature");
  }

  @Override
  public void read(SourceFile source, AnnotationCollector findings) {
    JsonValue root = source.json();
    JsonValue about = root.get("photo");
    AnnotatedPhotoBuilder photo =
        findings.photo(
            "",
            source.photoName(about.get("name").text().orElse(source.stem())),
            AnnotationCollector.size(about.get("width").number(), about.get("height").number()));
    if (about.isObject() && about.get("annotated") != JsonValue.Word.FALSE) {
      photo.annotated();
    }
    about.get("attributes").members().forEach((k, v) -> photo.attribute(k, v.plain()));
    List<JsonValue> features =
        isFeature(root)
            ? List.of(root)
            : root.isList() ? root.items() : root.get("features").items();
    for (int i = 0; i < features.size(); i++) {
      String place = "features[" + i + "]";
      JsonValue properties = features.get(i).get("properties");
      String label = label(photo, place, properties);
      Set<PieceMark> marks = MarkKeywords.in(properties);
      marks.addAll(MarkKeywords.in(properties.get("metadata")));
      derived(properties).forEach(name -> marks.addAll(MarkKeywords.in(name)));
      photo.marks(marks);
      try {
        readGeometry(photo, place, label, features.get(i).get("geometry"));
      } catch (MalformedShapeException e) {
        photo.report(Kind.MALFORMED, place, label, e.reason());
      }
    }
    photo.finish();
  }

  /**
   * The label: the class, else the property {@code label}, else the name of the object where it is
   * a label. Of a derived class of QuPath ({@code names}, before version 0.4 {@code parentClass})
   * it is the base class, unless the whole is a label; a class derived by a mark, such as rubble,
   * is just that.
   */
  private static String label(AnnotatedPhotoBuilder photo, String place, JsonValue properties) {
    JsonValue classified = properties.get("classification");
    String whole = wholeClass(classified);
    int end = whole.indexOf(DERIVED);
    if (end > 0 && !photo.isKnown(whole)) {
      String base = whole.substring(0, end);
      if (photo.isKnown(base) && !derived(properties).stream().allMatch(MarkKeywords::isName)) {
        photo.report(
            Kind.SIMPLIFIED, place, base, "the class is '" + whole + "', its base class is taken");
      }
      return base;
    }
    Optional<String> said = Optional.of(whole).filter(name -> !name.isBlank());
    return said.or(properties.get("label")::text)
        .or(() -> properties.get("name").text().filter(photo::isKnown))
        .orElse("");
  }

  /** What a derived class has behind its base class. */
  private static List<String> derived(JsonValue properties) {
    List<String> names = List.of(wholeClass(properties.get("classification")).split(DERIVED, -1));
    return names.subList(1, names.size());
  }

  /** A class with those that it is derived from before it. */
  private static String wholeClass(JsonValue classified) {
    if (classified.get("names").isList()) {
      return classified.get("names").items().stream()
          .map(JsonValue::plain)
          .collect(Collectors.joining(DERIVED));
    }
    String name = classified.get("name").text().or(classified::text).orElse("");
    String parent =
        classified.get("parentClass").isObject() ? wholeClass(classified.get("parentClass")) : "";
    return parent.isBlank() ? name : parent + DERIVED + name;
  }

  private static void readGeometry(
      AnnotatedPhotoBuilder photo, String place, String label, JsonValue geometry)
      throws MalformedShapeException {
    JsonValue coordinates = geometry.get("coordinates");
    String type = geometry.get("type").plain();
    switch (type) {
      case "Polygon" -> photo.polygon(place, label, place, rings(coordinates));
      case "MultiPolygon" -> {
        if (!coordinates.isList()) {
          throw new MalformedShapeException(
              "a list of polygons expected, it is " + coordinates.kind());
        }
        for (int i = 0; i < coordinates.items().size(); i++) {
          photo.polygon(place + ".coordinates[" + i + "]", label, place, rings(coordinates.get(i)));
        }
      }
      case "" -> throw new MalformedShapeException("a geometry expected, it is " + geometry.kind());
      default ->
          photo.report(
              Kind.UNSUPPORTED, place, label, "Polygon and MultiPolygon are read, not " + type);
    }
  }

  private static List<double[]> rings(JsonValue rings) throws MalformedShapeException {
    if (!rings.isList()) {
      throw new MalformedShapeException("a list of rings expected, it is " + rings.kind());
    }
    List<double[]> points = new ArrayList<>();
    for (JsonValue ring : rings.items()) {
      points.add(CoordinateArray.pairs(ring));
    }
    return points;
  }
}

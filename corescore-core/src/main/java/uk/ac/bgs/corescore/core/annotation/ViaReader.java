// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;
import uk.ac.bgs.corescore.core.internal.files.CsvLines;
import uk.ac.bgs.corescore.core.internal.json.JsonText;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;

/**
 * VGG Image Annotator 1 and 2: the annotations as JSON or CSV, and a project of version 2. One
 * attribute of the regions is their label; one named rubble is not. Attributes of a file are those
 * of its photo. Its sizes are bytes, so a photo's size is not known.
 */
final class ViaReader implements FormatReader {
  /** Attributes of these names are labels. */
  private static final Set<String> LABELS = Set.of("label", "class", "name", "type");

  /** The header of versions 1.0 (with a number sign) and of those after it. */
  private static final String HEADER =
      "filename,file_size,file_attributes,region_count,region_id,region_shape_attributes,"
          + "region_attributes";

  private static final int COLUMNS = 7;

  @Override
  public AnnotationFormat format() {
    return AnnotationFormat.VIA;
  }

  @Override
  public String expected() {
    return "an object of files with \"filename\" and \"regions\", a project with"
        + " \"_via_img_metadata\", or CSV with the header "
        + HEADER;
  }

  @Override
  public boolean recognises(SourceFile source) {
    return source.isText()
        ? source.fileName().toLowerCase(Locale.ROOT).endsWith(".csv") && isHeader(source.bytes())
        : files(source.json()).values().stream().anyMatch(ViaReader::isFile);
  }

  @Override
  public boolean passesOver(SourceFile source) {
    return FormatReader.super.passesOver(source) && !recognises(source);
  }

  private static boolean isHeader(byte[] text) {
    String head =
        new String(text, 0, Math.min(text.length, HEADER.length() + 8), StandardCharsets.UTF_8);
    return head.replaceFirst("^\uFEFF?#?", "").startsWith(HEADER);
  }

  private static Map<String, JsonValue> files(JsonValue root) {
    JsonValue project = root.get("_via_img_metadata");
    return project.isObject() ? project.members() : root.members();
  }

  private static boolean isFile(JsonValue file) {
    return file.get("filename").isText()
        && (file.get("regions").isList() || file.get("regions").isObject());
  }

  @Override
  public void read(SourceFile source, AnnotationCollector findings) {
    List<Listed> listed =
        source.isText() ? rows(source, findings) : listed(files(source.json()), findings);
    Labels labels =
        Labels.of(
            source.name(),
            listed.stream().flatMap(file -> file.regions().stream()).toList(),
            source.json().get("_via_attributes").get("region"),
            findings);
    for (Listed file : listed) {
      readFile(file, labels, findings);
    }
  }

  /** What is stated about a photo. */
  private record Listed(String key, String name, JsonValue attributes, List<JsonValue> regions) {}

  private static List<Listed> listed(Map<String, JsonValue> files, AnnotationCollector findings) {
    List<Listed> listed = new ArrayList<>();
    files.forEach(
        (key, file) -> {
          if (isFile(file)) {
            JsonValue regions = file.get("regions");
            Collection<JsonValue> inOrder =
                regions.isList() ? regions.items() : regions.members().values();
            listed.add(
                new Listed(
                    key,
                    file.get("filename").plain(),
                    file.get("file_attributes"),
                    List.copyOf(inOrder)));
          } else {
            findings.malformed(
                key, "an object with \"filename\" and \"regions\" expected, it is " + file.kind());
          }
        });
    return listed;
  }

  private static List<Listed> rows(SourceFile source, AnnotationCollector findings) {
    List<List<String>> rows = CsvLines.read(source.text(), source.name());
    Map<String, Listed> files = new LinkedHashMap<>();
    for (int i = CsvLines.header(rows) + 1; i < rows.size(); i++) {
      List<String> row = rows.get(i);
      String place = "row " + (i + 1);
      if (row.isEmpty()) {
        continue;
      }
      if (row.size() != COLUMNS) {
        findings.malformed(place, COLUMNS + " columns expected, there are " + row.size());
        continue;
      }
      try {
        JsonValue about = value(row.get(2));
        JsonValue shape = value(row.get(5));
        JsonValue attributes = value(row.get(6));
        Listed file =
            files.computeIfAbsent(
                row.get(0) + "," + row.get(1),
                key -> new Listed(place, row.get(0), about, new ArrayList<>()));
        // a file without regions has a row with two empty objects
        if (!shape.members().isEmpty() || !attributes.members().isEmpty()) {
          file.regions()
              .add(
                  new JsonValue.Members(
                      Map.of("shape_attributes", shape, "region_attributes", attributes)));
        }
      } catch (MalformedShapeException e) {
        findings.malformed(row.get(0).isBlank() ? place : row.get(0), place + ": " + e.reason());
      }
    }
    return List.copyOf(files.values());
  }

  private static JsonValue value(String json) throws MalformedShapeException {
    try {
      return JsonValue.read(json.getBytes(StandardCharsets.UTF_8), Set.of());
    } catch (JsonProcessingException e) {
      throw new MalformedShapeException("not a sound JSON text: " + JsonText.reason(e));
    } catch (IOException e) {
      throw new MalformedShapeException("not a sound JSON text: " + e.getMessage());
    }
  }

  private static void readFile(Listed file, Labels labels, AnnotationCollector findings) {
    AnnotatedPhotoBuilder photo = findings.photo(file.key(), file.name(), Optional.empty());
    file.attributes().members().forEach((name, value) -> photo.attribute(name, plain(value)));
    for (int i = 0; i < file.regions().size(); i++) {
      JsonValue region = file.regions().get(i);
      String place = "regions[" + i + "]";
      List<String> of = labels.of(region);
      String label = of.isEmpty() ? "" : of.get(0);
      photo.marks(MarkKeywords.in(region.get("region_attributes")));
      try {
        readShape(photo, place, label, region.get("shape_attributes"));
        if (of.size() > 1) {
          photo.report(
              Kind.SIMPLIFIED,
              place,
              label,
              "the shape has " + of.size() + " labels, the first is taken");
        }
      } catch (MalformedShapeException e) {
        photo.report(Kind.MALFORMED, place, label, e.reason());
      }
    }
    photo.finish();
  }

  /** An attribute's value; of a check box the options that are set. */
  private static String plain(JsonValue value) {
    return value.isObject() ? String.join(", ", checked(value)) : value.plain();
  }

  private static List<String> checked(JsonValue value) {
    return value.members().entrySet().stream()
        .filter(option -> option.getValue() == JsonValue.Word.TRUE)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static void readShape(
      AnnotatedPhotoBuilder photo, String place, String label, JsonValue shape)
      throws MalformedShapeException {
    String name = shape.get("name").plain();
    switch (name) {
      case "polygon" -> photo.ring(place, label, points(shape));
      case "rect" -> {
        double x = shape.get("x").number();
        double y = shape.get("y").number();
        double right = x + shape.get("width").number();
        double bottom = y + shape.get("height").number();
        photo.ring(place, label, CoordinateArray.rectangle(x, y, right, bottom));
      }
      case "circle" -> {
        double r = shape.get("r").number();
        photo.ring(place, label, ellipse(shape, r, r, 0));
      }
      case "ellipse" -> {
        // versions before 2.0.8 have no angle; it is in radians
        double turn = shape.members().containsKey("theta") ? shape.get("theta").number() : 0;
        double rx = shape.get("rx").number();
        photo.ring(place, label, ellipse(shape, rx, shape.get("ry").number(), turn));
      }
      default ->
          photo.report(
              Kind.UNSUPPORTED,
              place,
              label,
              "polygon, rect, circle and ellipse are read, not '" + name + "'");
    }
  }

  private static double[] ellipse(JsonValue shape, double rx, double ry, double radians)
      throws MalformedShapeException {
    if (!(rx > 0 && ry > 0)) {
      throw new MalformedShapeException("radii above 0 expected, they are " + rx + " and " + ry);
    }
    double cx = shape.get("cx").number();
    double cy = shape.get("cy").number();
    return CoordinateArray.turn(
        CoordinateArray.ellipse(cx, cy, rx, ry), cx, cy, Math.toDegrees(radians));
  }

  private static double[] points(JsonValue shape) throws MalformedShapeException {
    List<JsonValue> xs = shape.get("all_points_x").items();
    List<JsonValue> ys = shape.get("all_points_y").items();
    if (xs.isEmpty() || xs.size() != ys.size()) {
      throw new MalformedShapeException(
          "all_points_x and all_points_y of one length expected, there are "
              + xs.size()
              + " and "
              + ys.size());
    }
    double[] xy = new double[2 * xs.size()];
    for (int i = 0; i < xs.size(); i++) {
      xy[2 * i] = xs.get(i).number();
      xy[2 * i + 1] = ys.get(i).number();
    }
    return xy;
  }

  /**
   * Which attribute of regions is their label.
   *
   * @param attribute its name; empty if no region has one
   * @param options what the options of the attribute are called, by their ids
   */
  private record Labels(String attribute, JsonValue options, AnnotationCollector findings) {
    /**
     * The one attribute that regions have; else the one that is named as labels are; else the one
     * whose values are known labels.
     *
     * @throws AnnotationException if that leaves several
     */
    static Labels of(
        String file, List<JsonValue> regions, JsonValue described, AnnotationCollector findings) {
      Map<String, Set<String>> values = new LinkedHashMap<>();
      for (JsonValue region : regions) {
        region
            .get("region_attributes")
            .members()
            .forEach(
                (name, value) -> {
                  if (!plain(value).isBlank() && !MarkKeywords.isName(name)) {
                    values.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(plain(value));
                  }
                });
      }
      List<String> left = List.copyOf(values.keySet());
      List<String> named =
          left.stream().filter(name -> LABELS.contains(name.toLowerCase(Locale.ROOT))).toList();
      left = named.isEmpty() ? left : named;
      if (left.size() > 1 && findings.hasLabelSet()) {
        List<String> known =
            left.stream()
                .filter(
                    name ->
                        values.getOrDefault(name, Set.of()).stream().anyMatch(findings::isKnown))
                .toList();
        left = known.isEmpty() ? left : known;
      }
      if (left.size() > 1) {
        throw new AnnotationException(
            file,
            "one attribute of the regions is their label, it could be any of "
                + left.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "))
                + ": leave the label's alone, or name it 'label' and the others differently",
            null);
      }
      String attribute = left.isEmpty() ? "" : left.get(0);
      return new Labels(attribute, described.get(attribute).get("options"), findings);
    }

    /** The labels of a region; of a check box there may be several. */
    List<String> of(JsonValue region) {
      JsonValue value = region.get("region_attributes").get(attribute);
      List<String> ids = value.isObject() ? checked(value) : List.of(value.plain().strip());
      return ids.stream().map(this::name).toList();
    }

    /** An option's id, or what it is called where the id is no label. */
    private String name(String id) {
      return findings.isKnown(id) && findings.hasLabelSet()
          ? id
          : options.get(id).text().orElse(id);
    }
  }
}

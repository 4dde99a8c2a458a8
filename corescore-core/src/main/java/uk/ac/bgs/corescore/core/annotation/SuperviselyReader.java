// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.InflaterInputStream;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;
import uk.ac.bgs.corescore.mask.PieceMark;

/**
 * Supervisely: a file for each photo, named after it, in the folder {@code ann} of a data set.
 *
 * <p>Supervisely's library stores whole numbers, which are pixels: a vertex lies in the middle of
 * its pixel, and a rectangle's second corner is its last pixel. Its labelling tool has fractions,
 * which are points of the photo. What is not whole, or lies on the photo's far edge, where there is
 * no pixel, makes a file one of the latter.
 */
final class SuperviselyReader implements FormatReader {
  /** What lies beside label files in a project. */
  private static final Set<String> ASIDE =
      Set.of("meta.json", "obj_class_to_machine_color.json", "key_id_map.json");

  private static final int MAX_PNG = 1 << 26;

  @Override
  public AnnotationFormat format() {
    return AnnotationFormat.SUPERVISELY;
  }

  @Override
  public String expected() {
    return "an object with \"size\" and \"objects\"";
  }

  @Override
  public boolean recognises(SourceFile source) {
    JsonValue size = source.json().get("size");
    return source.json().get("objects").isList()
        && size.members().containsKey("width")
        && size.members().containsKey("height");
  }

  @Override
  public boolean passesOver(SourceFile source) {
    return FormatReader.super.passesOver(source)
        || ASIDE.contains(source.fileName())
        || (source.folder() + "/").endsWith("img_info/");
  }

  @Override
  public void read(List<SourceFile> sources, AnnotationCollector findings) {
    for (SourceFile source : sources) {
      if (recognises(source)) {
        findings.begin(source.name());
        readPhoto(source, name(source, sources), findings);
      }
    }
  }

  @Override
  public void read(SourceFile source, AnnotationCollector findings) {
    readPhoto(source, source.stem(), findings);
  }

  /**
   * The photo's path: that of the label file without {@code .json}, in {@code img} for {@code ann}.
   * Old projects omit the photo's extension, so it comes from the photo.
   */
  private static String name(SourceFile source, List<SourceFile> sources) {
    String folder = source.folder();
    String beside =
        folder.equals("ann") || folder.endsWith("/ann")
            ? folder.substring(0, folder.length() - 3) + "img/"
            : folder.isEmpty() ? "" : folder + "/";
    String path = beside + source.stem();
    List<String> photos =
        sources.stream().filter(SourceFile::isPhoto).map(SourceFile::path).toList();
    List<String> longer = photos.stream().filter(p -> SourceFile.isNamed(p, path)).toList();
    String found = photos.contains(path) || longer.size() != 1 ? path : longer.get(0);
    return found.startsWith("img/") ? found.substring(4) : found;
  }

  private static void readPhoto(SourceFile source, String name, AnnotationCollector findings) {
    JsonValue record = source.json();
    JsonValue size = record.get("size");
    AnnotatedPhotoBuilder photo =
        findings.photo(
            "",
            name,
            AnnotationCollector.size(size.get("width").number(), size.get("height").number()));
    for (JsonValue tag : record.get("tags").items()) {
      photo.attribute(tag.get("name").plain(), valueOf(tag));
    }
    List<JsonValue> objects = record.get("objects").items();
    boolean pixels = objects.stream().allMatch(object -> isPixels(object, photo.size()));
    for (int i = 0; i < objects.size(); i++) {
      JsonValue object = objects.get(i);
      String place = "objects[" + i + "]";
      String label = object.get("classTitle").plain();
      Set<PieceMark> marks = EnumSet.noneOf(PieceMark.class);
      for (JsonValue tag : object.get("tags").items()) {
        marks.addAll(MarkKeywords.says(tag.get("name").plain(), valueOf(tag)));
      }
      photo.marks(marks);
      try {
        readShape(photo, place, label, object, pixels ? 1 : 0);
      } catch (MalformedShapeException e) {
        photo.report(Kind.MALFORMED, place, label, e.reason());
      }
    }
    photo.finish();
  }

  /** The value of a tag; a tag without a value is true. */
  private static String valueOf(JsonValue tag) {
    String value = tag.get("value").plain();
    return value.isEmpty() ? "true" : value;
  }

  private static boolean isPixels(JsonValue object, Optional<AnnotatedPhoto.Size> size) {
    List<JsonValue> rings = new ArrayList<>();
    List<JsonValue> parts = new ArrayList<>(object.get("parts").items());
    parts.add(object.get("points"));
    for (JsonValue part : parts) {
      rings.add(part.isList() ? part : part.get("exterior"));
      rings.addAll(part.get("interior").items());
    }
    int width = size.map(AnnotatedPhoto.Size::width).orElse(Integer.MAX_VALUE);
    int height = size.map(AnnotatedPhoto.Size::height).orElse(Integer.MAX_VALUE);
    for (JsonValue ring : rings) {
      for (JsonValue point : ring.items()) {
        double x = point.get(0).number();
        double y = point.get(1).number();
        if (x != Math.rint(x) || y != Math.rint(y) || x == width || y == height) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Reads a shape.
   *
   * @param pixel how wide a vertex is: 1 where it is a pixel, 0 where it is a point
   */
  private static void readShape(
      AnnotatedPhotoBuilder photo, String place, String label, JsonValue object, double pixel)
      throws MalformedShapeException {
    String type = object.get("geometryType").text().or(object.get("shape")::text).orElse("");
    JsonValue points = object.get("points");
    switch (type) {
      case "polygon" -> photo.polygon(place, label, "", rings(points, pixel));
      case "multipolygon" -> {
        List<JsonValue> parts = object.get("parts").items();
        if (parts.isEmpty()) {
          throw new MalformedShapeException(
              "a list of parts expected, it is " + object.get("parts").kind());
        }
        for (int i = 0; i < parts.size(); i++) {
          String part = place + ".parts[" + i + "]";
          photo.polygon(part, label, place, rings(parts.get(i), pixel));
        }
      }
      case "rectangle" ->
          photo.ring(
              place, label, rectangle(CoordinateArray.pairs(points.get("exterior")), pixel, 0));
      case "oriented_bbox" ->
          photo.ring(
              place,
              label,
              rectangle(
                  CoordinateArray.pairs(points),
                  pixel,
                  object.members().containsKey("angle") ? object.get("angle").number() : 0));
      case "bitmap" -> {
        JsonValue origin = object.get("bitmap").get("origin");
        byte[] png = unpacked(MaskImage.base64(object.get("bitmap").get("data").plain()));
        photo.mask(
            place,
            label,
            "",
            MaskImage.read(
                png, true, Math.floor(origin.get(0).number()), Math.floor(origin.get(1).number())));
      }
      default ->
          photo.report(
              Kind.UNSUPPORTED,
              place,
              label,
              "polygon, multipolygon, rectangle, oriented_bbox and bitmap are read, not '"
                  + type
                  + "'");
    }
  }

  private static List<double[]> rings(JsonValue points, double pixel)
      throws MalformedShapeException {
    List<double[]> rings = new ArrayList<>();
    rings.add(
        CoordinateArray.move(CoordinateArray.pairs(points.get("exterior")), pixel / 2, pixel / 2));
    for (JsonValue hole : points.get("interior").items()) {
      rings.add(CoordinateArray.move(CoordinateArray.pairs(hole), pixel / 2, pixel / 2));
    }
    return rings;
  }

  /** Two corners, turned about their middle by radians, clockwise to the eye. */
  private static double[] rectangle(double[] corners, double pixel, double radians)
      throws MalformedShapeException {
    if (corners.length != 4) {
      throw new MalformedShapeException("two corners expected, there are " + corners.length / 2);
    }
    double x0 = Math.min(corners[0], corners[2]);
    double y0 = Math.min(corners[1], corners[3]);
    double x1 = Math.max(corners[0], corners[2]) + pixel;
    double y1 = Math.max(corners[1], corners[3]) + pixel;
    return CoordinateArray.turn(
        CoordinateArray.rectangle(x0, y0, x1, y1),
        (x0 + x1) / 2,
        (y0 + y1) / 2,
        Math.toDegrees(radians));
  }

  /** A PNG, with or without zlib compression around it. */
  private static byte[] unpacked(byte[] data) throws MalformedShapeException {
    return unpacked(data, MAX_PNG);
  }

  static byte[] unpacked(byte[] data, int most) throws MalformedShapeException {
    if (data.length > 1 && (data[0] & 0xFF) == 0x89 && data[1] == 'P') {
      return data;
    }
    try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(data))) {
      byte[] png = in.readNBytes(most + 1);
      if (png.length > most) {
        throw new MalformedShapeException("the mask's PNG has more than " + most + " bytes");
      }
      return png;
    } catch (IOException e) {
      throw new MalformedShapeException(
          "the mask is neither a PNG nor one compressed by zlib: " + e.getMessage());
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;
import uk.ac.bgs.corescore.mask.PieceMark;

/**
 * labelme from version 4 on. Shapes of one label and {@code group_id} are the parts of one; a mask
 * is a PNG whose first pixel lies at the first point, of which version 7.1 rounds a fraction and
 * those before it cut it off. Flags of the photo are attributes. The description of a shape, or a
 * flag, marks it as rubble.
 */
final class LabelmeReader implements FormatReader {
  private static final Pattern VERSION = Pattern.compile("([0-9]{1,6})\\.([0-9]{1,6}).*");

  @Override
  public AnnotationFormat format() {
    return AnnotationFormat.LABELME;
  }

  @Override
  public String expected() {
    return "an object with \"shapes\" and \"version\", \"imageHeight\" or \"imageWidth\"";
  }

  @Override
  public boolean recognises(SourceFile source) {
    return isRecord(source.json());
  }

  static boolean isRecord(JsonValue record) {
    return record.get("shapes").isList()
        && (record.members().containsKey("version")
            || record.members().containsKey("imageHeight")
            || record.members().containsKey("imageWidth"));
  }

  @Override
  public void read(SourceFile source, AnnotationCollector findings) {
    JsonValue record = source.json();
    if (!record.isObject()) {
      return;
    }
    AnnotatedPhotoBuilder photo =
        findings.photo(
            "",
            source.photoName(record.get("imagePath").text().orElse(source.stem())),
            AnnotationCollector.size(
                record.get("imageWidth").number(), record.get("imageHeight").number()));
    photo.annotated(); // labelme makes a file for a photo when it is saved
    record.get("flags").members().forEach((name, flag) -> photo.attribute(name, flag.plain()));
    List<JsonValue> shapes = record.get("shapes").items();
    for (int i = 0; i < shapes.size(); i++) {
      String place = "shapes[" + i + "]";
      try {
        readShape(photo, place, shapes.get(i), isRounding(record.get("version").plain()));
      } catch (MalformedShapeException e) {
        photo.report(Kind.MALFORMED, place, shapes.get(i).get("label").plain(), e.reason());
      }
    }
    photo.finish();
  }

  /** Whether a version rounds the position of a mask; without a version, as the latest. */
  private static boolean isRounding(String version) {
    Matcher numbers = VERSION.matcher(version);
    if (!numbers.matches()) {
      return true;
    }
    int major = Integer.parseInt(numbers.group(1));
    return major > 7 || (major == 7 && Integer.parseInt(numbers.group(2)) >= 1);
  }

  private static void readShape(
      AnnotatedPhotoBuilder photo, String place, JsonValue shape, boolean isRounding)
      throws MalformedShapeException {
    String label = shape.get("label").plain();
    String group = shape.get("group_id").plain();
    String type = shape.get("shape_type").text().orElse("polygon");
    double[] xy = CoordinateArray.pairs(shape.get("points"));
    Set<PieceMark> marks = MarkKeywords.in(shape.get("description").plain());
    marks.addAll(MarkKeywords.in(shape.get("flags")));
    photo.marks(marks);
    switch (type) {
      case "polygon", "oriented_rectangle" -> photo.polygon(place, label, group, List.of(xy));
      case "rectangle" ->
          photo.polygon(
              place,
              label,
              group,
              List.of(xy.length == 4 ? CoordinateArray.rectangle(xy[0], xy[1], xy[2], xy[3]) : xy));
      case "circle" -> {
        if (xy.length != 4) {
          throw new MalformedShapeException("a circle has its centre and a point of it as points");
        }
        double radius = Math.hypot(xy[2] - xy[0], xy[3] - xy[1]);
        photo.polygon(
            place, label, group, List.of(CoordinateArray.ellipse(xy[0], xy[1], radius, radius)));
      }
      case "mask" -> {
        if (xy.length < 2) {
          throw new MalformedShapeException("a mask has the corners of its box as points");
        }
        byte[] png = MaskImage.base64(shape.get("mask").plain());
        photo.mask(
            place,
            label,
            group,
            MaskImage.read(png, false, pixel(xy[0], isRounding), pixel(xy[1], isRounding)));
      }
      default ->
          photo.report(
              Kind.UNSUPPORTED,
              place,
              label,
              "polygon, rectangle, oriented_rectangle, circle and mask are read, not " + type);
    }
  }

  private static double pixel(double at, boolean isRounding) {
    return isRounding ? Math.rint(at) : at < 0 ? Math.ceil(at) : Math.floor(at);
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.LabelledPolygon;

/** COCO instances: polygons, and run lengths as a list where there are holes. */
final class CocoWriter implements FormatWriter {
  @Override
  public AnnotationFormat format() {
    return AnnotationFormat.COCO;
  }

  @Override
  public boolean isSinglePhoto() {
    return false;
  }

  @Override
  public void write(JsonGenerator json, List<AnnotatedPhoto> photos, AnnotationCollector findings)
      throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("images");
    for (int i = 0; i < photos.size(); i++) {
      writeImage(json, i + 1, photos.get(i));
    }
    json.writeEndArray();
    Map<String, Integer> categories = categories(photos);
    json.writeArrayFieldStart("categories");
    for (Map.Entry<String, Integer> category : categories.entrySet()) {
      json.writeStartObject();
      json.writeNumberField("id", category.getValue());
      json.writeStringField("name", category.getKey());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("annotations");
    int id = 0;
    for (int i = 0; i < photos.size(); i++) {
      for (int p = 0; p < photos.get(i).polygons().size(); p++) {
        LabelledPolygon polygon = photos.get(i).polygons().get(p);
        json.writeStartObject();
        json.writeNumberField("id", ++id);
        json.writeNumberField("image_id", i + 1);
        json.writeNumberField("category_id", categories.getOrDefault(polygon.label(), 0));
        json.writeNumberField("iscrowd", 0);
        writeShape(json, photos.get(i), p, findings);
        if (!polygon.marks().isEmpty()) {
          json.writeObjectFieldStart("attributes");
          MarkKeywords.write(json, polygon);
          json.writeEndObject();
        }
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeImage(JsonGenerator json, int id, AnnotatedPhoto photo)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", id);
    json.writeStringField("file_name", photo.name());
    if (photo.size().isPresent()) {
      json.writeNumberField("width", photo.size().get().width());
      json.writeNumberField("height", photo.size().get().height());
    }
    json.writeBooleanField("annotated", photo.annotated());
    if (!photo.attributes().isEmpty()) {
      json.writeObjectFieldStart("attributes");
      for (Map.Entry<String, String> attribute : photo.attributes().entrySet()) {
        json.writeStringField(attribute.getKey(), attribute.getValue());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /** The labels of CoreScore by their index, others behind them in order of appearance. */
  private static Map<String, Integer> categories(List<AnnotatedPhoto> photos) {
    Map<String, Integer> categories = new LinkedHashMap<>();
    for (Label label : LabelSet.CORESCORE.labels()) {
      categories.put(label.name(), categories.size());
    }
    for (AnnotatedPhoto photo : photos) {
      for (LabelledPolygon polygon : photo.polygons()) {
        categories.putIfAbsent(polygon.label(), categories.size());
      }
    }
    return categories;
  }

  private static void writeShape(
      JsonGenerator json, AnnotatedPhoto photo, int index, AnnotationCollector findings)
      throws IOException {
    LabelledPolygon polygon = photo.polygons().get(index);
    Geometry outline = polygon.outline();
    if (OutlineGeometry.hasHoles(outline)) {
      String place = "polygons[" + index + "]";
      AnnotatedPhoto.Size size =
          photo
              .size()
              .orElseThrow(
                  () ->
                      new AnnotationException(
                          photo.name(),
                          place
                              + " ("
                              + polygon.label()
                              + "): COCO has holes in run lengths only, which need the size of the"
                              + " photo, and it is not known",
                          null));
      if (!OutlineGeometry.isOnPixels(outline)) {
        findings.report(
            Kind.SIMPLIFIED,
            photo.name(),
            place,
            polygon.label(),
            "COCO has holes in run lengths only: written as the pixels inside");
      }
      writeRuns(json, OutlineGeometry.pixels(photo.name() + ": " + place, outline, size), size);
      return;
    }
    json.writeArrayFieldStart("segmentation");
    for (Polygon part : OutlineGeometry.parts(outline)) {
      CoordinateSequence ring = part.getExteriorRing().getCoordinateSequence();
      json.writeStartArray();
      for (int i = 0; i < ring.size() - 1; i++) {
        DecimalText.write(json, ring.getX(i));
        DecimalText.write(json, ring.getY(i));
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    Envelope box = outline.getEnvelopeInternal();
    writeBox(json, box.getMinX(), box.getMinY(), box.getWidth(), box.getHeight());
    json.writeFieldName("area");
    DecimalText.write(json, outline.getArea());
  }

  private static void writeBox(
      JsonGenerator json, double left, double top, double width, double height) throws IOException {
    json.writeArrayFieldStart("bbox");
    for (double number : new double[] {left, top, width, height}) {
      DecimalText.write(json, number);
    }
    json.writeEndArray();
  }

  private static void writeRuns(
      JsonGenerator json, OutlineGeometry.Pixels pixels, AnnotatedPhoto.Size size)
      throws IOException {
    json.writeObjectFieldStart("segmentation");
    json.writeFieldName("size");
    json.writeArray(new int[] {size.height(), size.width()}, 0, 2);
    json.writeArrayFieldStart("counts");
    long begin = 0;
    long area = 0;
    boolean inside = false;
    for (int x = 0; x < pixels.width(); x++) {
      long column = (long) (pixels.left() + x) * size.height() + pixels.top();
      for (int y = 0; y <= pixels.height(); y++) {
        // behind the last row a run ends, unless the photo does and the next column continues
        boolean last = y == pixels.height();
        if (last && pixels.height() == size.height()) {
          break;
        }
        boolean next = !last && pixels.inside()[y * pixels.width() + x] != 0;
        if (next != inside) {
          json.writeNumber(column + y - begin);
          area += inside ? column + y - begin : 0;
          begin = column + y;
          inside = next;
        }
      }
    }
    long behind = (long) (pixels.left() + pixels.width()) * size.height();
    if (inside) {
      json.writeNumber(behind - begin);
      area += behind - begin;
      begin = behind;
    }
    long all = (long) size.width() * size.height();
    if (begin < all) {
      json.writeNumber(all - begin);
    }
    json.writeEndArray();
    json.writeEndObject();
    writeBox(json, pixels.left(), pixels.top(), pixels.width(), pixels.height());
    json.writeNumberField("area", area);
  }
}

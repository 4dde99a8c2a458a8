// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Polygon;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;
import uk.ac.bgs.corescore.mask.LabelledPolygon;

/** LabelTool: outer rings in whole pixels. */
final class LabelToolWriter implements FormatWriter {
  @Override
  public AnnotationFormat format() {
    return AnnotationFormat.LABELTOOL;
  }

  @Override
  public boolean isSinglePhoto() {
    return false;
  }

  @Override
  public void write(JsonGenerator json, List<AnnotatedPhoto> photos, AnnotationCollector findings)
      throws IOException {
    if (photos.size() != 1) {
      json.writeStartArray();
    }
    for (AnnotatedPhoto photo : photos) {
      writePhoto(json, photo, findings);
    }
    if (photos.size() != 1) {
      json.writeEndArray();
    }
  }

  private static void writePhoto(
      JsonGenerator json, AnnotatedPhoto photo, AnnotationCollector findings) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("flags");
    json.writeEndObject();
    json.writeArrayFieldStart("shapes");
    for (int i = 0; i < photo.polygons().size(); i++) {
      LabelledPolygon polygon = photo.polygons().get(i);
      Shape shape = new Shape(findings, photo.name(), "polygons[" + i + "]", polygon.label());
      List<Polygon> parts = OutlineGeometry.parts(polygon.outline());
      if (!polygon.marks().isEmpty()) {
        shape.simplified("LabelTool has no " + MarkKeywords.text(polygon) + ": written as a piece");
      }
      if (parts.size() > 1) {
        shape.simplified("LabelTool has no parts: written as " + parts.size() + " shapes");
      }
      if (OutlineGeometry.hasHoles(polygon.outline())) {
        shape.simplified("LabelTool has no holes: written filled");
      }
      for (Polygon part : parts) {
        writeRing(json, part, shape);
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("labels");
    json.writeEndArray();
    json.writeFieldName("lineColor");
    json.writeArray(new int[] {0, 255, 0, 128}, 0, 4);
    json.writeFieldName("fillColor");
    json.writeArray(new int[] {255, 0, 0, 128}, 0, 4);
    json.writeStringField("imagePath", photo.name());
    json.writeNullField("imageData");
    json.writeEndObject();
  }

  /** Where problems are reported. */
  private record Shape(AnnotationCollector findings, String photo, String place, String label) {
    void simplified(String reason) {
      findings.report(Kind.SIMPLIFIED, photo, place, label, reason);
    }
  }

  private static void writeRing(JsonGenerator json, Polygon part, Shape shape) throws IOException {
    CoordinateSequence ring = part.getExteriorRing().getCoordinateSequence();
    double[] whole = new double[2 * ring.size() - 2];
    boolean rounded = false;
    for (int i = 0; i < ring.size() - 1; i++) {
      whole[2 * i] = Math.rint(ring.getX(i));
      whole[2 * i + 1] = Math.rint(ring.getY(i));
      rounded |= whole[2 * i] != ring.getX(i) || whole[2 * i + 1] != ring.getY(i);
    }
    if (CoordinateArray.distinct(whole) < 3) {
      shape
          .findings()
          .report(
              Kind.TOO_FEW_POINTS,
              shape.photo(),
              shape.place(),
              shape.label(),
              "rounded to whole pixels the outline has fewer than 3 distinct vertices");
      return;
    }
    if (rounded) {
      shape.simplified("LabelTool has whole coordinates: rounded by up to half a pixel");
    }
    json.writeStartObject();
    json.writeStringField("label", shape.label());
    json.writeNullField("line_color");
    json.writeNullField("fill_color");
    json.writeArrayFieldStart("points");
    for (int i = 0; i < whole.length; i += 2) {
      json.writeArray(new int[] {(int) whole[i], (int) whole[i + 1]}, 0, 2);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}

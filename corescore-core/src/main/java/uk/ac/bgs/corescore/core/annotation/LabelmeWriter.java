// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import com.fasterxml.jackson.core.JsonGenerator;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;
import uk.ac.bgs.corescore.core.internal.draw.PlatformImages;
import uk.ac.bgs.corescore.mask.LabelledPolygon;

/** labelme 5: polygons, parts by group, holes by mask. */
final class LabelmeWriter implements FormatWriter {
  private static final String VERSION = "5.5.0";

  @Override
  public AnnotationFormat format() {
    return AnnotationFormat.LABELME;
  }

  @Override
  public boolean isSinglePhoto() {
    return true;
  }

  @Override
  public void write(JsonGenerator json, List<AnnotatedPhoto> photos, AnnotationCollector findings)
      throws IOException {
    AnnotatedPhoto photo = photos.get(0);
    json.writeStartObject();
    json.writeStringField("version", VERSION);
    json.writeObjectFieldStart("flags");
    json.writeEndObject();
    json.writeArrayFieldStart("shapes");
    int group = 0;
    for (int i = 0; i < photo.polygons().size(); i++) {
      LabelledPolygon polygon = photo.polygons().get(i);
      if (OutlineGeometry.hasHoles(polygon.outline())) {
        writeMask(json, photo, i, findings);
        continue;
      }
      List<Polygon> parts = OutlineGeometry.parts(polygon.outline());
      group += parts.size() > 1 ? 1 : 0;
      for (Polygon part : parts) {
        json.writeStartObject();
        json.writeStringField("label", polygon.label());
        json.writeFieldName("points");
        OutlineGeometry.writeOpen(json, part.getExteriorRing());
        if (parts.size() > 1) {
          json.writeNumberField("group_id", group);
        } else {
          json.writeNullField("group_id");
        }
        endShape(json, "polygon", polygon);
      }
    }
    json.writeEndArray();
    json.writeStringField("imagePath", photo.name());
    json.writeNullField("imageData");
    writeSide(json, "imageHeight", photo.size().map(AnnotatedPhoto.Size::height).orElse(0));
    writeSide(json, "imageWidth", photo.size().map(AnnotatedPhoto.Size::width).orElse(0));
    json.writeEndObject();
  }

  private static void writeSide(JsonGenerator json, String name, int side) throws IOException {
    if (side > 0) {
      json.writeNumberField(name, side);
    } else {
      json.writeNullField(name);
    }
  }

  private static void endShape(JsonGenerator json, String type, LabelledPolygon polygon)
      throws IOException {
    json.writeStringField("description", MarkKeywords.text(polygon));
    json.writeStringField("shape_type", type);
    json.writeObjectFieldStart("flags");
    json.writeEndObject();
    if (!type.equals("mask")) {
      json.writeNullField("mask");
    }
    json.writeEndObject();
  }

  private static void writeMask(
      JsonGenerator json, AnnotatedPhoto photo, int index, AnnotationCollector findings)
      throws IOException {
    LabelledPolygon polygon = photo.polygons().get(index);
    String place = "polygons[" + index + "]";
    Geometry outline = polygon.outline();
    AnnotatedPhoto.Size size =
        photo
            .size()
            .orElse(new AnnotatedPhoto.Size(CoordinateArray.FARTHEST, CoordinateArray.FARTHEST));
    OutlineGeometry.Pixels pixels =
        OutlineGeometry.pixels(photo.name() + ": " + place, outline, size);
    Kind kind = Kind.SIMPLIFIED;
    String reason = "labelme has holes in masks only: written as the pixels inside";
    boolean empty = true;
    for (byte inside : pixels.inside()) {
      empty &= inside == 0;
    }
    if (empty) {
      kind = Kind.TOO_FEW_POINTS;
      reason = "labelme has holes in masks only, and no pixel's centre is inside";
    }
    if (empty || !OutlineGeometry.isOnPixels(outline)) {
      findings.report(kind, photo.name(), place, polygon.label(), reason);
    }
    if (empty) {
      return;
    }
    json.writeStartObject();
    json.writeStringField("label", polygon.label());
    json.writeArrayFieldStart("points");
    json.writeArray(new int[] {pixels.left(), pixels.top()}, 0, 2);
    json.writeArray(
        new int[] {pixels.left() + pixels.width() - 1, pixels.top() + pixels.height() - 1}, 0, 2);
    json.writeEndArray();
    json.writeNullField("group_id");
    json.writeStringField("mask", Base64.getEncoder().encodeToString(png(pixels)));
    endShape(json, "mask", polygon);
  }

  private static byte[] png(OutlineGeometry.Pixels pixels) throws IOException {
    BufferedImage image =
        new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, pixels.width(), pixels.height(), pixels.inside());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = PlatformImages.writer("png");
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(stream);
      writer.write(image);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import uk.ac.bgs.corescore.core.internal.draw.LabelPalette;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.LabelledPolygon;

/** GeoJSON in photo pixels, with the properties that QuPath reads. */
final class GeoJsonWriter implements FormatWriter {
  @Override
  public AnnotationFormat format() {
    return AnnotationFormat.GEOJSON;
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
    json.writeStringField("type", "FeatureCollection");
    json.writeStringField(
        "coordinateSystem",
        "photo pixels: origin at the outer corner of the top left pixel, x right, y down");
    json.writeObjectFieldStart("photo");
    json.writeStringField("name", photo.name());
    if (photo.size().isPresent()) {
      json.writeNumberField("width", photo.size().get().width());
      json.writeNumberField("height", photo.size().get().height());
    }
    json.writeBooleanField("annotated", photo.annotated());
    json.writeObjectFieldStart("attributes");
    for (Map.Entry<String, String> attribute : photo.attributes().entrySet()) {
      json.writeStringField(attribute.getKey(), attribute.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
    json.writeArrayFieldStart("features");
    for (LabelledPolygon polygon : photo.polygons()) {
      writeFeature(json, polygon);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeFeature(JsonGenerator json, LabelledPolygon polygon) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "Feature");
    json.writeObjectFieldStart("geometry");
    List<Polygon> parts = OutlineGeometry.parts(polygon.outline());
    json.writeStringField("type", parts.size() == 1 ? "Polygon" : "MultiPolygon");
    json.writeFieldName("coordinates");
    if (parts.size() != 1) {
      json.writeStartArray();
    }
    for (Polygon part : parts) {
      json.writeStartArray();
      boolean outer = true;
      for (LinearRing ring : OutlineGeometry.rings(part)) {
        OutlineGeometry.writeTurned(json, ring, outer);
        outer = false;
      }
      json.writeEndArray();
    }
    if (parts.size() != 1) {
      json.writeEndArray();
    }
    json.writeEndObject();
    json.writeObjectFieldStart("properties");
    json.writeStringField("objectType", "annotation");
    json.writeStringField("label", polygon.label());
    MarkKeywords.write(json, polygon);
    json.writeObjectFieldStart("classification");
    json.writeStringField("name", polygon.label());
    // QuPath from 0.4 on reads no class without a colour
    int rgb = LabelPalette.rgb(LabelSet.CORESCORE, polygon.label());
    json.writeFieldName("color");
    json.writeArray(new int[] {rgb >> 16, rgb >> 8 & 0xFF, rgb & 0xFF}, 0, 3);
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import uk.ac.bgs.corescore.core.internal.NumberText;

/**
 * Outlines of fragments as GeoJSON (RFC 7946, 2016), in photo pixels. The right-hand rule is kept
 * as the numbers go: the area of an outer ring is positive by the shoelace formula, that of a hole
 * negative. Because y points down, outer rings run clockwise to the eye.
 */
public final class GeoJsonGeometry {
  /** What the coordinates are, for a foreign member of a collection. */
  public static final String COORDINATES =
      "photo pixels: origin at the outer corner of the top left pixel, x right, y down";

  private GeoJsonGeometry() {}

  /** Writes a polygon, or polygons of which one outline consists. */
  public static void write(JsonGenerator json, Geometry outline) throws IOException {
    json.writeStartObject();
    if (outline instanceof Polygon polygon) {
      json.writeStringField("type", "Polygon");
      json.writeFieldName("coordinates");
      polygon(json, polygon);
    } else {
      json.writeStringField("type", "MultiPolygon");
      json.writeArrayFieldStart("coordinates");
      for (int i = 0; i < outline.getNumGeometries(); i++) {
        polygon(json, (Polygon) outline.getGeometryN(i));
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void polygon(JsonGenerator json, Polygon polygon) throws IOException {
    json.writeStartArray();
    if (!polygon.isEmpty()) {
      ring(json, polygon.getExteriorRing(), true);
    }
    for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
      ring(json, polygon.getInteriorRingN(i), false);
    }
    json.writeEndArray();
  }

  private static void ring(JsonGenerator json, LinearRing ring, boolean positive)
      throws IOException {
    CoordinateSequence points = ring.getCoordinateSequence();
    boolean forward = Orientation.isCCW(points) == positive;
    json.writeStartArray();
    for (int i = 0; i < points.size(); i++) {
      int at = forward ? i : points.size() - 1 - i;
      json.writeStartArray();
      json.writeNumber(NumberText.exact(points.getX(at)));
      json.writeNumber(NumberText.exact(points.getY(at)));
      json.writeEndArray();
    }
    json.writeEndArray();
  }
}

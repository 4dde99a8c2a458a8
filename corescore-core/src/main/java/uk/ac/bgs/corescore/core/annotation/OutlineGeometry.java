// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.trace.PolygonRasterizer;

/** Outlines as the writers need them. */
final class OutlineGeometry {
  private static final int MAX_PIXELS = 1 << 28;

  private OutlineGeometry() {}

  static List<Polygon> parts(Geometry outline) {
    List<Polygon> parts = new ArrayList<>();
    for (int i = 0; i < outline.getNumGeometries(); i++) {
      if (outline.getGeometryN(i) instanceof Polygon polygon && !polygon.isEmpty()) {
        parts.add(polygon);
      }
    }
    return parts;
  }

  static boolean hasHoles(Geometry outline) {
    return parts(outline).stream().anyMatch(part -> part.getNumInteriorRing() > 0);
  }

  /** Whether all edges run along pixels, so that a raster holds the outline exactly. */
  static boolean isOnPixels(Geometry outline) {
    for (Polygon part : parts(outline)) {
      for (LinearRing ring : rings(part)) {
        CoordinateSequence points = ring.getCoordinateSequence();
        for (int i = 1; i < points.size(); i++) {
          double x = points.getX(i);
          double y = points.getY(i);
          boolean straight = x == points.getX(i - 1) || y == points.getY(i - 1);
          if (!straight || x != Math.rint(x) || y != Math.rint(y)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  static List<LinearRing> rings(Polygon part) {
    List<LinearRing> rings = new ArrayList<>();
    rings.add(part.getExteriorRing());
    for (int i = 0; i < part.getNumInteriorRing(); i++) {
      rings.add(part.getInteriorRingN(i));
    }
    return rings;
  }

  /** Writes a ring as {@code [[x, y], ...]} without the vertex that closes it. */
  static void writeOpen(JsonGenerator json, LinearRing ring) throws IOException {
    writePairs(json, ring, false, true);
  }

  /**
   * Writes a ring as {@code [[x, y], ...]}, closed and running so that the shoelace area is
   * positive, or negative.
   */
  static void writeTurned(JsonGenerator json, LinearRing ring, boolean positive)
      throws IOException {
    writePairs(json, ring, true, Orientation.isCCW(ring.getCoordinateSequence()) == positive);
  }

  private static void writePairs(
      JsonGenerator json, LinearRing ring, boolean closed, boolean forward) throws IOException {
    CoordinateSequence points = ring.getCoordinateSequence();
    json.writeStartArray();
    for (int i = 0; i < points.size() - (closed ? 0 : 1); i++) {
      int at = forward ? i : points.size() - 1 - i;
      json.writeStartArray();
      DecimalText.write(json, points.getX(at));
      DecimalText.write(json, points.getY(at));
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  /** The pixels of a shape in its box, which lies in the photo. */
  static final class Pixels {
    private final int left;
    private final int top;
    private final int width;
    private final byte[] inside;

    Pixels(int left, int top, int width, byte[] inside) {
      this.left = left;
      this.top = top;
      this.width = width;
      this.inside = inside;
    }

    int left() {
      return left;
    }

    int top() {
      return top;
    }

    int width() {
      return width;
    }

    int height() {
      return inside.length / width;
    }

    /** Row by row 1 inside, 0 outside. */
    byte[] inside() {
      return inside;
    }
  }

  /** The pixels whose centres are inside, in the box of the outline where it lies in the photo. */
  static Pixels pixels(String record, Geometry outline, AnnotatedPhoto.Size size) {
    Envelope box = outline.getEnvelopeInternal();
    int left = (int) Math.max(0, Math.min(size.width() - 1, Math.floor(box.getMinX())));
    int top = (int) Math.max(0, Math.min(size.height() - 1, Math.floor(box.getMinY())));
    int right = (int) Math.max(left + 1, Math.min(size.width(), Math.ceil(box.getMaxX())));
    int bottom = (int) Math.max(top + 1, Math.min(size.height(), Math.ceil(box.getMaxY())));
    long count = (long) (right - left) * (bottom - top);
    if (count > MAX_PIXELS) {
      throw new AnnotationException(
          FailureKind.TOO_LARGE,
          record,
          "a mask of " + count + " pixels, at most " + MAX_PIXELS + " are written",
          null);
    }
    int width = right - left;
    byte[] inside = new byte[(int) count];
    Geometry moved = AffineTransformation.translationInstance(-left, -top).transform(outline);
    PolygonRasterizer.rasterize(
        moved,
        width,
        bottom - top,
        (y, start, end) -> Arrays.fill(inside, y * width + start, y * width + end, (byte) 1));
    return new Pixels(left, top, width, inside);
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;
import uk.ac.bgs.corescore.mask.LabelledPolygon;
import uk.ac.bgs.corescore.mask.PieceMark;

/** A photo while its record is read: checks each shape, and joins the parts of one. */
final class AnnotatedPhotoBuilder {
  private final AnnotationCollector findings;
  private final String record;
  private final boolean named;
  private final Optional<AnnotatedPhoto.Size> size;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final Map<PartKey, List<Geometry>> shapes = new LinkedHashMap<>();
  private final Map<PartKey, String> places = new HashMap<>();
  private final Map<PartKey, Double> levels = new HashMap<>();
  private final Map<PartKey, Set<PieceMark>> marks = new HashMap<>();
  private double level;
  private Set<PieceMark> next = Set.of();
  private @Nullable PartKey last;
  private int leftOut;
  private boolean stated;

  /** What the parts of one shape share. */
  private record PartKey(String label, String group) {}

  AnnotatedPhotoBuilder(
      AnnotationCollector findings,
      String record,
      boolean named,
      Optional<AnnotatedPhoto.Size> size) {
    this.findings = findings;
    this.record = record;
    this.named = named;
    this.size = size;
  }

  boolean isKnown(String label) {
    return findings.isKnown(label);
  }

  Optional<AnnotatedPhoto.Size> size() {
    return size;
  }

  void attribute(String name, String value) {
    if (!value.isEmpty()) {
      attributes.put(name, value);
    }
  }

  /** The file states that a person annotated the photo. */
  void annotated() {
    stated = true;
  }

  /** What comes next is drawn above what has a lower level, and below what has a higher one. */
  void level(double order) {
    level = order;
  }

  /** The marks of the next polygon; a shape has the marks of all its parts. */
  void marks(Set<PieceMark> said) {
    next = said;
  }

  /** Ends the last shape: later marks do not apply to it. */
  void endShape() {
    last = null;
  }

  /** Adds marks to the last shape, unless it was left out. */
  void lastHas(Set<PieceMark> said) {
    if (last != null) {
      marks.computeIfAbsent(last, none -> EnumSet.noneOf(PieceMark.class)).addAll(said);
    }
  }

  void report(Kind kind, String shape, String label, String reason) {
    leftOut += kind.isKept() ? 0 : 1;
    findings.report(kind, record, shape, label, reason);
  }

  /** Adds a polygon without holes as a separate shape. */
  void ring(String shape, String label, double[] xy) {
    polygon(shape, label, "", List.of(xy));
  }

  /**
   * Adds a polygon.
   *
   * @param group the key that the parts of one shape share besides the label; empty for a separate
   *     shape
   * @param rings x, y, x, y of the outer ring and of the holes, open or closed
   */
  void polygon(String shape, String label, String group, List<double[]> rings) {
    if (!isUsable(shape, label)) {
      return;
    }
    Optional<LinearRing> shell = rings.isEmpty() ? Optional.empty() : ring(rings.get(0));
    if (shell.isEmpty()) {
      reportRing(shape, label, "", rings.isEmpty() ? new double[0] : rings.get(0));
      return;
    }
    List<LinearRing> holes = new ArrayList<>();
    for (int i = 1; i < rings.size(); i++) {
      Optional<LinearRing> hole = ring(rings.get(i));
      if (hole.isPresent()) {
        holes.add(hole.get());
      } else {
        reportRing(shape, label, "hole " + i + ": ", rings.get(i));
      }
    }
    Polygon polygon =
        CoordinateArray.FACTORY.createPolygon(shell.get(), holes.toArray(new LinearRing[0]));
    TopologyValidationError error = new IsValidOp(polygon).getValidationError();
    if (error != null) {
      Coordinate at = error.getCoordinate();
      report(
          Kind.SELF_CROSSING,
          shape,
          label,
          "the outline crosses or touches itself"
              + (at == null ? "" : " at (" + at.x + ", " + at.y + ")"));
    }
    keep(shape, label, group, polygon);
  }

  /** Adds a raster. */
  void mask(String shape, String label, String group, RunLengthMask mask) {
    if (!isUsable(shape, label)) {
      return;
    }
    Geometry outline = mask.outline();
    if (outline.isEmpty()) {
      report(Kind.TOO_FEW_POINTS, shape, label, "the mask has no pixel");
    } else {
      keep(shape, label, group, outline);
    }
  }

  /** Ends the photo. */
  void finish() {
    List<LabelledPolygon> polygons = new ArrayList<>();
    List<String> at = new ArrayList<>();
    shapes.keySet().stream()
        .sorted(Comparator.comparingDouble(key -> levels.getOrDefault(key, 0.0)))
        .forEach(
            key -> {
              polygons.add(
                  new LabelledPolygon(
                      key.label(),
                      join(shapes.getOrDefault(key, List.of())),
                      marks.getOrDefault(key, Set.of())));
              at.add(places.getOrDefault(key, ""));
            });
    if (named) {
      boolean annotated = stated || leftOut > 0 || !polygons.isEmpty();
      findings.add(new AnnotatedPhoto(record, size, polygons, attributes, at, leftOut, annotated));
    }
  }

  private void keep(String shape, String label, String group, Geometry outline) {
    // a separate shape gets a key that no group has
    String key = group.isEmpty() ? "\0" + shapes.size() + shape : group;
    PartKey part = new PartKey(label, key);
    last = part;
    lastHas(next);
    levels.putIfAbsent(part, level);
    shapes.computeIfAbsent(part, k -> new ArrayList<>()).add(outline);
    // A polygon of several rings may come ring by ring under one place.
    places.merge(part, shape, (all, one) -> isListed(all, one) ? all : all + " + " + one);
  }

  private static boolean isListed(String all, String one) {
    return all.equals(one) || all.endsWith(" + " + one);
  }

  /** One geometry of all parts; parts that overlap are united, as fills are by parity. */
  private static Geometry join(List<Geometry> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    List<Polygon> polygons = new ArrayList<>();
    for (Geometry part : parts) {
      for (int i = 0; i < part.getNumGeometries(); i++) {
        polygons.add((Polygon) part.getGeometryN(i));
      }
    }
    return CoordinateArray.union(polygons);
  }

  private boolean isUsable(String shape, String label) {
    last = null;
    if (label.isBlank()) {
      report(Kind.MALFORMED, shape, "", "the shape has no label");
      return false;
    }
    if (!findings.isKnown(label)) {
      report(Kind.UNKNOWN_LABEL, shape, label, "the label set has no '" + label + "'");
      return false;
    }
    return true;
  }

  private static Optional<LinearRing> ring(double[] xy) {
    return CoordinateArray.isSound(xy) && CoordinateArray.distinct(xy) >= 3
        ? Optional.of(CoordinateArray.ring(xy))
        : Optional.empty();
  }

  private void reportRing(String shape, String label, String part, double[] xy) {
    if (!CoordinateArray.isSound(xy)) {
      report(
          Kind.BAD_COORDINATES,
          shape,
          label,
          part + "a coordinate is no number or beyond " + CoordinateArray.FARTHEST + " px");
    } else {
      report(
          Kind.TOO_FEW_POINTS,
          shape,
          label,
          part
              + "at least 3 distinct vertices expected, there are "
              + CoordinateArray.distinct(xy));
    }
  }
}

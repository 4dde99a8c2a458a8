// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.table;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.measure.Fragment;
import uk.ac.bgs.corescore.measure.FragmentMeasures;

/**
 * The reported properties of a fragment, with the same names in the table, in JSON and in GeoJSON.
 * Stateless; safe for use by many threads.
 */
public enum FragmentColumn {
  /** Area without holes. */
  AREA_PX2(Column.Type.REAL, "px^2", "Area without holes."),
  /** Perimeter of the outer outlines and the holes. */
  PERIMETER_PX(Column.Type.REAL, "px", "Perimeter of the outer outlines and the holes."),
  /** Area of the holes. */
  HOLE_AREA_PX2(Column.Type.REAL, "px^2", "Area of the holes."),
  /** Column of the centroid, from the left edge of the photo. */
  CENTROID_X(Column.Type.REAL, "px", "Column of the centroid, from the left edge of the photo."),
  /** Row of the centroid, from the upper edge of the photo. */
  CENTROID_Y(Column.Type.REAL, "px", "Row of the centroid, from the upper edge of the photo."),
  /** First column of the bounding box. */
  BBOX_X(Column.Type.INTEGER, "px", "First column of the bounding box."),
  /** First row of the bounding box. */
  BBOX_Y(Column.Type.INTEGER, "px", "First row of the bounding box."),
  /** Columns of the bounding box. */
  BBOX_WIDTH(Column.Type.INTEGER, "px", "Columns of the bounding box."),
  /** Rows of the bounding box. */
  BBOX_HEIGHT(Column.Type.INTEGER, "px", "Rows of the bounding box."),
  /** Longer side of the smallest rectangle around the fragment. */
  LENGTH_PX(Column.Type.REAL, "px", "Longer side of the smallest rectangle around the fragment."),
  /** Shorter side of the smallest rectangle around the fragment. */
  WIDTH_PX(Column.Type.REAL, "px", "Shorter side of the smallest rectangle around the fragment."),
  /** Diameter of the circle of the same area. */
  EQUIVALENT_DIAMETER_PX(Column.Type.REAL, "px", "Diameter of the circle of the same area."),
  /** 4 pi area / perimeter^2; null for a single pixel. */
  CIRCULARITY(Column.Type.REAL, "1", "4 pi area / perimeter^2; null for a single pixel."),
  /** Area / area of the convex hull. */
  SOLIDITY(Column.Type.REAL, "1", "Area / area of the convex hull."),
  /** Area without holes, on the core. */
  AREA_MM2(Column.Type.REAL, "mm^2", "Area without holes, on the core."),
  /** Longer side of the smallest rectangle, on the core. */
  LENGTH_MM(Column.Type.REAL, "mm", "Longer side of the smallest rectangle, on the core."),
  /** Shorter side of the smallest rectangle, on the core. */
  WIDTH_MM(Column.Type.REAL, "mm", "Shorter side of the smallest rectangle, on the core."),
  /** Perimeter, on the core. */
  PERIMETER_MM(Column.Type.REAL, "mm", "Perimeter, on the core."),
  /** Area of the holes, on the core. */
  HOLE_AREA_MM2(Column.Type.REAL, "mm^2", "Area of the holes, on the core."),
  /** Diameter of the circle of the same area, on the core. */
  EQUIVALENT_DIAMETER_MM(
      Column.Type.REAL, "mm", "Diameter of the circle of the same area, on the core."),
  /** Mean probability of the label over the fragment's pixels, 0 to 1. */
  CONFIDENCE(
      Column.Type.REAL, "1", "Mean probability of the label over the fragment's pixels, 0 to 1.");

  private final String id;
  private final Column.Type type;
  private final String unit;
  private final String description;

  FragmentColumn(Column.Type type, String unit, String description) {
    this.id = name().toLowerCase(Locale.ROOT);
    this.type = type;
    this.unit = unit;
    this.description = description;
  }

  /**
   * The column in tables.
   *
   * @return its name, type, unit and meaning
   */
  public Column column() {
    return new Column(id, type, unit, description);
  }

  /**
   * The column's name.
   *
   * @return in tables, JSON and GeoJSON
   */
  public String id() {
    return id;
  }

  Column.Type type() {
    return type;
  }

  /**
   * The fragment's value.
   *
   * @param fragment the fragment
   * @param scale size of a photo pixel on the core
   * @return in the column's unit; empty where it is not defined or the scale is not known
   */
  public OptionalDouble value(Fragment fragment, Optional<PixelScale> scale) {
    return this == CONFIDENCE
        ? fragment.confidence()
        : NumberText.finite(read(fragment.measures(), scale));
  }

  private double read(FragmentMeasures m, Optional<PixelScale> scale) {
    return switch (this) {
      case AREA_PX2 -> m.area().squarePixels();
      case PERIMETER_PX -> m.perimeter().pixels();
      case HOLE_AREA_PX2 -> m.holeArea().squarePixels();
      case CENTROID_X -> m.centroidX();
      case CENTROID_Y -> m.centroidY();
      case BBOX_X -> m.bounds().x();
      case BBOX_Y -> m.bounds().y();
      case BBOX_WIDTH -> m.bounds().width();
      case BBOX_HEIGHT -> m.bounds().height();
      case LENGTH_PX -> m.length().pixels();
      case WIDTH_PX -> m.width().pixels();
      case EQUIVALENT_DIAMETER_PX -> m.equivalentDiameter().pixels();
      case CIRCULARITY -> m.circularity();
      case SOLIDITY -> m.solidity();
      case AREA_MM2 -> scale.map(s -> m.area().squareMillimetres(s)).orElse(Double.NaN);
      case LENGTH_MM -> scale.map(s -> m.length().millimetres(s)).orElse(Double.NaN);
      case WIDTH_MM -> scale.map(s -> m.width().millimetres(s)).orElse(Double.NaN);
      case PERIMETER_MM -> scale.map(s -> m.perimeter().millimetres(s)).orElse(Double.NaN);
      case HOLE_AREA_MM2 -> scale.map(s -> m.holeArea().squareMillimetres(s)).orElse(Double.NaN);
      case EQUIVALENT_DIAMETER_MM ->
          scale.map(s -> m.equivalentDiameter().millimetres(s)).orElse(Double.NaN);
      case CONFIDENCE -> Double.NaN;
    };
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.measure.Fragment;
import uk.ac.bgs.corescore.measure.FragmentMeasures;

/**
 * The reported properties of a fragment, with the same names in the table, in JSON and in GeoJSON.
 */
enum FragmentColumn {
  AREA_PX2,
  PERIMETER_PX,
  HOLE_AREA_PX2,
  CENTROID_X,
  CENTROID_Y,
  BBOX_X,
  BBOX_Y,
  BBOX_WIDTH,
  BBOX_HEIGHT,
  LENGTH_PX,
  WIDTH_PX,
  EQUIVALENT_DIAMETER_PX,
  CIRCULARITY,
  SOLIDITY,
  AREA_MM2,
  LENGTH_MM,
  WIDTH_MM,
  PERIMETER_MM,
  HOLE_AREA_MM2,
  EQUIVALENT_DIAMETER_MM,
  CONFIDENCE;

  /** The column's name. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The fragment's value; empty where it is not defined or the scale is not known. */
  OptionalDouble value(Fragment fragment, Optional<PixelScale> scale) {
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

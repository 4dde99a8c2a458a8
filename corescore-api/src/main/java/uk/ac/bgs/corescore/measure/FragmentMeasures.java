// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.measure;

import uk.ac.bgs.corescore.image.PixelRect;

/**
 * The measures of one fragment, in photo pixels.
 *
 * @param area number of its pixels, A; holes do not count
 * @param perimeter P: its border pixels (with a 4-neighbour outside) weighted by the pattern of
 *     their neighbours on the border: 1 straight, √2 diagonal, (1 + √2)/2 mixed; the estimator of
 *     Benkrid and Crookes (2000) in the form of scikit-image's {@code perimeter}. Borders of holes
 *     count
 * @param holeArea number of the pixels that its outline encloses without being its own; a pocket
 *     that is closed by a corner only, where two parts of the fragment meet, is not enclosed
 * @param centroidX mean of its pixels' centres, px from the photo's left edge
 * @param centroidY mean of its pixels' centres, px from the photo's top edge
 * @param bounds the smallest box of whole pixels around it
 * @param length longer side of the smallest rectangle, in any direction, around its outline
 * @param width shorter side of that rectangle
 * @param convexArea area of the convex hull of its outline
 */
public record FragmentMeasures(
    Area area,
    Length perimeter,
    Area holeArea,
    double centroidX,
    double centroidY,
    PixelRect bounds,
    Length length,
    Length width,
    Area convexArea) {

  /**
   * Checks that a fragment has an area, no more than its convex hull, and a finite centroid, and
   * that length and width have their names right.
   *
   * @param area number of its pixels
   * @param perimeter P
   * @param holeArea number of the pixels that its outline encloses without being its own
   * @param centroidX mean of its pixels' centres
   * @param centroidY mean of its pixels' centres
   * @param bounds the smallest box of whole pixels around it
   * @param length longer side of the smallest rectangle
   * @param width shorter side of that rectangle
   * @param convexArea area of the convex hull of its outline
   */
  public FragmentMeasures {
    if (!(area.squarePixels() > 0)) {
      throw new IllegalArgumentException("a fragment has an area above 0, not " + area);
    }
    if (area.squarePixels() > convexArea.squarePixels() * (1 + 1e-9)) {
      throw new IllegalArgumentException(area + " is more than that of its hull, " + convexArea);
    }
    if (!Double.isFinite(centroidX) || !Double.isFinite(centroidY)) {
      throw new IllegalArgumentException(
          "a centroid is finite, not (" + centroidX + ", " + centroidY + ")");
    }
    if (width.pixels() > length.pixels()) {
      throw new IllegalArgumentException("width " + width + " is more than length " + length);
    }
  }

  /**
   * Diameter of the circle of the same area: 2 √(A/π).
   *
   * @return px
   */
  public Length equivalentDiameter() {
    return new Length(2 * Math.sqrt(area.squarePixels() / Math.PI));
  }

  /**
   * Circularity 4πA/P² (Cox 1927): 1 for a large disc, less for anything else. The estimated
   * perimeter of a fragment of few pixels can be short of its outline, and the value then above 1;
   * that of a single pixel is 0 and has no circularity.
   *
   * @return the circularity, not a number where the perimeter is 0
   */
  public double circularity() {
    double perimeterPixels = perimeter.pixels();
    return perimeterPixels == 0
        ? Double.NaN
        : 4 * Math.PI * area.squarePixels() / (perimeterPixels * perimeterPixels);
  }

  /**
   * Solidity: the area's share of its convex hull.
   *
   * @return above 0, at most 1 (within rounding)
   */
  public double solidity() {
    return area.squarePixels() / convexArea.squarePixels();
  }
}

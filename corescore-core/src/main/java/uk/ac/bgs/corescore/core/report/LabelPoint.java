// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.measure.Fragment;

/** The label point of a fragment, with room for its number: the centroid, else a point inside. */
final class LabelPoint {
  private final FragmentMap map;
  private final int id;
  private final List<Coordinate> anchors;

  /** A fragment of the photo, and where it is on the grid of the photo's image. */
  LabelPoint(FragmentMap map, Fragment fragment, Photo photo) {
    this.map = map;
    this.id = fragment.id();
    double across = (double) map.width() / photo.width();
    double down = (double) map.height() / photo.height();
    Coordinate inside = fragment.outline().getInteriorPoint().getCoordinate();
    this.anchors =
        List.of(
            new Coordinate(
                across * fragment.measures().centroidX(), down * fragment.measures().centroidY()),
            new Coordinate(across * inside.x, down * inside.y));
  }

  /** The middle of a box of that size within the fragment, pixels of the image. */
  Optional<Coordinate> room(double width, double height) {
    return anchors.stream().filter(anchor -> fits(anchor, width, height)).findFirst();
  }

  /** Tests fifteen points of the box: along its top, middle and bottom. */
  private boolean fits(Coordinate anchor, double width, double height) {
    for (int i = -2; i <= 2; i++) {
      for (int j = -1; j <= 1; j++) {
        int x = (int) Math.floor(anchor.x + i * width / 4);
        int y = (int) Math.floor(anchor.y + j * height / 2);
        if (x < 0 || y < 0 || x >= map.width() || y >= map.height() || map.id(x, y) != id) {
          return false;
        }
      }
    }
    return true;
  }
}

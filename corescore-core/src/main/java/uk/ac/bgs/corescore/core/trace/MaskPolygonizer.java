// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.trace;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.impl.PackedCoordinateSequence;
import org.locationtech.jts.geom.impl.PackedCoordinateSequenceFactory;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;

/**
 * Traces rasters into polygons on the corners of their cells.
 *
 * <p>Input is a grid; output are JTS geometries in grid coordinates: cells are 1 wide, cell (0, 0)
 * covers the square from (0, 0) to (1, 1), y down. Guaranteed, and tested:
 *
 * <ul>
 *   <li>the area of a polygon is its number of cells, holes taken off, exactly;
 *   <li>{@link PolygonRasterizer} turns the polygons back into the raster;
 *   <li>polygons are valid by OGC Simple Features (2011): a region whose cells are connected by
 *       their sides is one {@code Polygon}; regions that meet in corners only, or not at all, are
 *       the parts of a {@code MultiPolygon};
 *   <li>every vertex is a turn of the outline, and has whole-numbered coordinates.
 * </ul>
 *
 * Cost: linear in the runs of the raster. Stateless; safe for use by many threads.
 */
public final class MaskPolygonizer {
  private static final GeometryFactory FACTORY =
      new GeometryFactory(PackedCoordinateSequenceFactory.DOUBLE_FACTORY);

  private MaskPolygonizer() {}

  /**
   * Traces the fragments.
   *
   * @param fragments the fragments
   * @return for each fragment, in the order of their ids from 1, its polygon or multi-polygon
   */
  public static List<Geometry> polygonize(FragmentMap fragments) {
    return polygonize(RunLengthRaster.of(fragments), fragments.count());
  }

  /**
   * Traces the labels.
   *
   * @param mask the mask
   * @return for each index of the mask's label set the polygon or multi-polygon of its cells, an
   *     empty polygon where it has none; together they tile the grid
   */
  public static List<Geometry> polygonize(LabelMask mask) {
    int[] idOfLabel = new int[256];
    for (int index = 0; index < mask.labels().size(); index++) {
      idOfLabel[index] = index + 1;
    }
    return polygonize(RunLengthRaster.of(mask, idOfLabel), mask.labels().size());
  }

  private static List<Geometry> polygonize(RunLengthRaster runs, int count) {
    int[] part = runs.components(false);
    int parts = part[runs.size()];
    int[] idOfPart = new int[parts + 1];
    for (int run = runs.size() - 1; run >= 0; run--) {
      idOfPart[part[run]] = runs.ids[run];
    }
    LinearRing[] shells = new LinearRing[parts + 1];
    List<List<LinearRing>> holes = new ArrayList<>(parts + 1);
    for (int i = 0; i <= parts; i++) {
      holes.add(List.of());
    }
    new RingTracer(runs, part)
        .trace(
            (owner, shell, xs, ys, vertices) -> {
              LinearRing ring = ring(xs, ys, vertices);
              if (shell) {
                shells[owner] = ring;
              } else {
                if (holes.get(owner).isEmpty()) {
                  holes.set(owner, new ArrayList<>());
                }
                holes.get(owner).add(ring);
              }
            });
    List<List<Polygon>> polygons = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      polygons.add(new ArrayList<>(1));
    }
    for (int owner = 1; owner <= parts; owner++) {
      polygons
          .get(idOfPart[owner] - 1)
          .add(FACTORY.createPolygon(shells[owner], holes.get(owner).toArray(new LinearRing[0])));
    }
    return polygons.stream().map(MaskPolygonizer::geometry).toList();
  }

  private static Geometry geometry(List<Polygon> polygons) {
    return switch (polygons.size()) {
      case 0 -> FACTORY.createPolygon();
      case 1 -> polygons.get(0);
      default -> FACTORY.createMultiPolygon(polygons.toArray(new Polygon[0]));
    };
  }

  private static LinearRing ring(int[] xs, int[] ys, int vertices) {
    double[] coordinates = new double[2 * vertices + 2];
    for (int i = 0; i < vertices; i++) {
      coordinates[2 * i] = xs[i];
      coordinates[2 * i + 1] = ys[i];
    }
    coordinates[2 * vertices] = xs[0];
    coordinates[2 * vertices + 1] = ys[0];
    return FACTORY.createLinearRing(new PackedCoordinateSequence.Double(coordinates, 2, 0));
  }
}

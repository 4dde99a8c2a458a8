// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.valid.IsValidOp;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;

class MaskPolygonizerTest {
  static Stream<Masks.Named> masks() {
    return Masks.all();
  }

  @ParameterizedTest
  @MethodSource("masks")
  void areaIsPixelCountForEveryLabel(Masks.Named named) {
    List<Geometry> polygons = MaskPolygonizer.polygonize(named.mask());
    long[] cells = named.mask().histogram();
    assertEquals(cells.length, polygons.size());
    for (int label = 0; label < cells.length; label++) {
      assertEquals((double) cells[label], polygons.get(label).getArea(), "label " + label);
    }
  }

  @ParameterizedTest
  @MethodSource("masks")
  void polygonsAreValid(Masks.Named named) {
    for (Geometry polygon : MaskPolygonizer.polygonize(named.mask())) {
      IsValidOp check = new IsValidOp(polygon);
      assertTrue(check.isValid(), () -> check.getValidationError() + " in " + polygon);
    }
  }

  @ParameterizedTest
  @MethodSource("masks")
  void rasterisingGivesTheMaskBack(Masks.Named named) {
    LabelMask mask = named.mask();
    List<Geometry> polygons = MaskPolygonizer.polygonize(mask);
    byte[] values = new byte[mask.width() * mask.height()];
    int[] drawn = {0};
    for (int label = 0; label < polygons.size(); label++) {
      byte value = (byte) label;
      PolygonRasterizer.rasterize(
          polygons.get(label),
          mask.width(),
          mask.height(),
          (y, start, end) -> {
            for (int x = start; x < end; x++) {
              values[y * mask.width() + x] = value;
              drawn[0]++;
            }
          });
    }
    assertEquals(mask, LabelMask.wrap(mask.width(), mask.height(), values, mask.labels()));
    assertEquals(values.length, drawn[0], "each cell is drawn once");
  }

  @ParameterizedTest
  @MethodSource("masks")
  void scalingByThreeGivesNineTimesTheArea(Masks.Named named) {
    LabelMask mask = named.mask();
    int width = 3 * mask.width();
    int height = 3 * mask.height();
    byte[] values = new byte[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) mask.index(i % width / 3, i / width / 3);
    }
    List<Geometry> small = MaskPolygonizer.polygonize(mask);
    List<Geometry> large =
        MaskPolygonizer.polygonize(LabelMask.wrap(width, height, values, mask.labels()));
    for (int label = 0; label < small.size(); label++) {
      assertEquals(9 * small.get(label).getArea(), large.get(label).getArea());
      assertEquals(3 * small.get(label).getLength(), large.get(label).getLength());
      assertEquals(small.get(label).getNumPoints(), large.get(label).getNumPoints());
    }
  }

  @ParameterizedTest
  @MethodSource("masks")
  void verticesAreTurnsOnPixelCorners(Masks.Named named) {
    for (Geometry polygon : MaskPolygonizer.polygonize(named.mask())) {
      for (var point : polygon.getCoordinates()) {
        assertEquals(Math.rint(point.x), point.x);
        assertEquals(Math.rint(point.y), point.y);
      }
      // A ring of pixel corners turns at each vertex, so every second edge is horizontal.
      forEachRing(
          polygon,
          ring -> {
            for (int i = 0; i + 2 < ring.length; i++) {
              boolean first = ring[i].x == ring[i + 1].x;
              boolean second = ring[i + 1].x == ring[i + 2].x;
              assertTrue(first != second, "no turn at " + ring[i + 1]);
            }
          });
    }
  }

  private static void forEachRing(
      Geometry geometry, java.util.function.Consumer<org.locationtech.jts.geom.Coordinate[]> sink) {
    for (int i = 0; i < geometry.getNumGeometries(); i++) {
      Polygon polygon = (Polygon) geometry.getGeometryN(i);
      if (!polygon.isEmpty()) {
        sink.accept(polygon.getExteriorRing().getCoordinates());
        for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
          sink.accept(polygon.getInteriorRingN(hole).getCoordinates());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("masks")
  void fragmentsTraceLikeTheirCells(Masks.Named named) {
    FragmentMap fragments = FragmentFinder.find(named.mask());
    checkFragments(fragments);
  }

  @Test
  void touchingFragmentsKeepTheirOwnOutlines() {
    for (int seed = 0; seed < 60; seed++) {
      checkFragments(
          Masks.randomFragments(
              seed, 1 + seed * 13 % 50, 1 + seed * 5 % 41, 1 + seed % 9, 1 + seed % 3));
    }
  }

  private static void checkFragments(FragmentMap fragments) {
    List<Geometry> polygons = MaskPolygonizer.polygonize(fragments);
    long[] areas = fragments.areas();
    assertEquals(fragments.count(), polygons.size());
    int[] ids = new int[fragments.width() * fragments.height()];
    for (int id = 1; id <= fragments.count(); id++) {
      Geometry polygon = polygons.get(id - 1);
      assertEquals((double) areas[id], polygon.getArea());
      assertTrue(polygon.isValid(), polygon::toText);
      int value = id;
      PolygonRasterizer.rasterize(
          polygon,
          fragments.width(),
          fragments.height(),
          (y, start, end) ->
              java.util.Arrays.fill(
                  ids, y * fragments.width() + start, y * fragments.width() + end, value));
    }
    assertEquals(fragments, FragmentMap.ofIds(fragments.width(), fragments.height(), ids));
  }

  @Test
  void connectedCellsAreOnePolygonAndCornersMakeParts() {
    Geometry ring = MaskPolygonizer.polygonize(Masks.of("111", "1.1", "111")).get(1);
    assertEquals(1, ((Polygon) ring).getNumInteriorRing());
    Geometry diagonal = MaskPolygonizer.polygonize(Masks.of("1.", ".1")).get(1);
    assertEquals(2, ((MultiPolygon) diagonal).getNumGeometries());
    Geometry corner = MaskPolygonizer.polygonize(Masks.of("111", "1.1", "11.")).get(1);
    assertEquals(
        1, ((Polygon) corner).getNumInteriorRing(), "the hole meets the outside in a point");
  }
}

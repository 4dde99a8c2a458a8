// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import uk.ac.bgs.corescore.mask.FragmentMap;

class OutlineSimplifierTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void neighboursStayTogetherAndOutlinesValid(int seed) {
    List<Geometry> outlines =
        MaskPolygonizer.polygonize(Masks.randomFragments(seed, 60, 40, 1 + seed, 5));
    List<Geometry> simple = OutlineSimplifier.simplify(outlines, 3);
    assertEquals(outlines.size(), simple.size());
    assertTrue(CoverageValidator.isValid(simple.toArray(new Geometry[0])));
    for (Geometry outline : simple) {
      assertTrue(outline.isValid(), outline::toText);
    }
  }

  /** A hole of a pixel, a part of a pixel, and a piece of a pixel in a hole of another. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 5, 40})
  void holesAndPartsStayHoweverSmall(double tolerance) {
    int[] ids = new int[40 * 40];
    for (int y = 5; y < 35; y++) {
      for (int x = 5; x < 35; x++) {
        ids[y * 40 + x] = 1;
      }
    }
    ids[10 * 40 + 10] = 0;
    ids[20 * 40 + 20] = 2;
    ids[35 * 40 + 35] = 1;
    List<Geometry> outlines = MaskPolygonizer.polygonize(FragmentMap.ofIds(40, 40, ids));
    assertEquals(2, outlines.get(0).getNumGeometries());
    List<Geometry> simple = OutlineSimplifier.simplify(outlines, tolerance);
    assertEquals(2, simple.get(0).getNumGeometries(), () -> simple.get(0).toText());
    assertEquals(2, holes(simple.get(0)), () -> simple.get(0).toText());
    assertTrue(simple.get(0).isValid());
    assertTrue(simple.get(1).getArea() > 0);
    assertTrue(CoverageValidator.isValid(simple.toArray(new Geometry[0])));
  }

  private static int holes(Geometry outline) {
    int holes = 0;
    for (int i = 0; i < outline.getNumGeometries(); i++) {
      holes += ((Polygon) outline.getGeometryN(i)).getNumInteriorRing();
    }
    return holes;
  }

  @Test
  void toleranceZeroKeepsTheAreas() {
    List<Geometry> outlines = MaskPolygonizer.polygonize(Masks.randomFragments(9, 50, 50, 6, 3));
    List<Geometry> simple = OutlineSimplifier.simplify(outlines, 0);
    for (int i = 0; i < outlines.size(); i++) {
      assertEquals(outlines.get(i).getArea(), simple.get(i).getArea());
    }
  }

  @Test
  void staircaseBecomesASlope() {
    int[] ids = new int[100 * 100];
    for (int y = 0; y < 100; y++) {
      for (int x = 0; x < 100; x++) {
        ids[y * 100 + x] = x > y ? 1 : 2;
      }
    }
    List<Geometry> outlines = MaskPolygonizer.polygonize(FragmentMap.ofIds(100, 100, ids));
    List<Geometry> simple = OutlineSimplifier.simplify(outlines, 2);
    assertTrue(outlines.get(0).getNumPoints() > 190);
    assertTrue(simple.get(0).getNumPoints() < 12, () -> simple.get(0).toText());
    assertEquals(10000, simple.get(0).getArea() + simple.get(1).getArea(), 1e-9);
  }

  @Test
  void nothingInNothingOut() {
    assertEquals(List.of(), OutlineSimplifier.simplify(List.of(), 1));
  }
}

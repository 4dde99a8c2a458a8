// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import uk.ac.bgs.corescore.image.PixelRect;
import uk.ac.bgs.corescore.image.PixelScale;

class MeasuresTest {
  private static final GeometryFactory GEOMETRY = new GeometryFactory();

  private static FragmentMeasures measures(
      double area, double perimeter, double length, double width, double hull) {
    return new FragmentMeasures(
        new Area(area),
        new Length(perimeter),
        new Area(0),
        1,
        1,
        new PixelRect(0, 0, 2, 2),
        new Length(length),
        new Length(width),
        new Area(hull));
  }

  private static Fragment fragment(int id) {
    return new Fragment(
        id,
        "Rock_Fragment",
        GEOMETRY.toGeometry(new Envelope(0, 2, 0, 2)),
        measures(4, 4, 2, 2, 4));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, -1e-300, Double.NaN, Double.POSITIVE_INFINITY})
  void areasAndLengthsAreFiniteAndNotNegative(double bad) {
    assertThrows(IllegalArgumentException.class, () -> new Area(bad));
    assertThrows(IllegalArgumentException.class, () -> new Length(bad));
  }

  @Test
  void millimetresGoWithTheScaleAndItsSquare() {
    PixelScale scale = new PixelScale(0.25);
    assertEquals(25, new Length(100).millimetres(scale));
    assertEquals(6.25, new Area(100).squareMillimetres(scale));
    assertEquals(0, new Area(0).squareMillimetres(scale));
  }

  @Test
  void shapeFollowsFromTheMeasures() {
    double r = 50;
    FragmentMeasures disc =
        measures(Math.PI * r * r, 2 * Math.PI * r, 2 * r, 2 * r, Math.PI * r * r);
    assertEquals(2 * r, disc.equivalentDiameter().pixels(), 1e-9);
    assertEquals(1, disc.circularity(), 1e-12);
    assertEquals(1, disc.solidity(), 1e-12);
    assertEquals(0.5, measures(2, 8, 2, 2, 4).solidity());
    assertTrue(measures(4, 8, 4, 1, 4).circularity() < 1);
    assertTrue(Double.isNaN(measures(1, 0, 1, 1, 1).circularity()), "a pixel has no perimeter");
  }

  @Test
  void measuresAgreeWithEachOther() {
    assertThrows(IllegalArgumentException.class, () -> measures(0, 4, 2, 2, 4), "no area");
    assertThrows(IllegalArgumentException.class, () -> measures(4, 4, 2, 3, 4), "width > length");
    assertThrows(IllegalArgumentException.class, () -> measures(4, 4, 2, 2, 3), "area > hull");
    FragmentMeasures good = measures(4, 4, 2, 2, 4);
    for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
      assertThrows(IllegalArgumentException.class, () -> withCentroid(good, bad, 1));
      assertThrows(IllegalArgumentException.class, () -> withCentroid(good, 1, bad));
    }
  }

  private static FragmentMeasures withCentroid(FragmentMeasures m, double x, double y) {
    return new FragmentMeasures(
        m.area(),
        m.perimeter(),
        m.holeArea(),
        x,
        y,
        m.bounds(),
        m.length(),
        m.width(),
        m.convexArea());
  }

  @Test
  void fragmentIsNumberedLabelledAndPolygonal() {
    Fragment good = fragment(1);
    FragmentMeasures m = good.measures();
    assertThrows(IllegalArgumentException.class, () -> fragment(0));
    assertThrows(
        IllegalArgumentException.class, () -> new Fragment(1, " ", good.outline(), m), "label");
    assertThrows(
        IllegalArgumentException.class,
        () -> new Fragment(1, "Rock_Fragment", GEOMETRY.createPoint(new Coordinate(1, 1)), m));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Fragment(1, "Rock_Fragment", GEOMETRY.createPolygon(), m));
  }

  @Test
  void idsRiseAndMayHaveGaps() {
    List<Fragment> list = new ArrayList<>(List.of(fragment(2), fragment(5)));
    FragmentSet set = new FragmentSet(10, 10, list);
    list.clear();
    assertEquals(2, set.fragments().size(), "the list is copied");
    assertThrows(
        IllegalArgumentException.class,
        () -> new FragmentSet(10, 10, List.of(fragment(2), fragment(2))));
    assertThrows(
        IllegalArgumentException.class,
        () -> new FragmentSet(10, 10, List.of(fragment(3), fragment(2))));
    assertThrows(IllegalArgumentException.class, () -> new FragmentSet(0, 10, List.of()));
    assertThrows(IllegalArgumentException.class, () -> new FragmentSet(10, -1, List.of()));
  }
}

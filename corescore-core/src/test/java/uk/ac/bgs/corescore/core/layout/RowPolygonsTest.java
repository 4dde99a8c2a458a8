// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.layout.RowOrientation;

class RowPolygonsTest {
  private static Geometry wkt(String text) {
    try {
      return new WKTReader().read(text);
    } catch (ParseException e) {
      throw new AssertionError(e);
    }
  }

  private static Geometry box(int left, int top, int right, int bottom) {
    return wkt(
        String.format(
            java.util.Locale.ROOT,
            "POLYGON((%1$d %2$d, %3$d %2$d, %3$d %4$d, %1$d %4$d, %1$d %2$d))",
            left,
            top,
            right,
            bottom));
  }

  @Test
  void rowsOfABoxAreReadFromTopToBottom() {
    Layout layout =
        RowPolygons.layout(
            1000,
            500,
            List.of(box(10, 210, 900, 300), box(10, 10, 900, 100), box(10, 110, 900, 200)));
    assertEquals(1, layout.boxes());
    assertEquals(
        List.of(10.0, 110.0, 210.0), layout.rows().stream().map(row -> row.topLeft().y()).toList());
    assertEquals(Layout.GIVEN, layout.foundBy());
  }

  @Test
  void uprightRowsAreReadFromLeftToRightAndEachFromTheTop() {
    Layout layout =
        RowPolygons.layout(500, 1000, List.of(box(210, 10, 300, 900), box(10, 10, 100, 900)));
    CoreRow first = layout.rows().get(0);
    assertEquals(RowOrientation.VERTICAL, first.orientation());
    assertEquals(new PhotoPoint(100, 10), first.topLeft());
    assertEquals(new PhotoPoint(100, 900), first.topRight());
    assertEquals(210, layout.rows().get(1).bottomLeft().x());
  }

  @Test
  void boxesBesideEachOtherAreReadOneAfterTheOther() {
    Layout layout =
        RowPolygons.layout(
            2000,
            1000,
            List.of(
                box(1100, 10, 1900, 100),
                box(10, 110, 900, 200),
                box(1100, 110, 1900, 200),
                box(10, 10, 900, 100),
                box(10, 600, 900, 700)));
    assertEquals(3, layout.boxes());
    assertEquals(
        List.of(10.0, 10.0, 1100.0, 1100.0, 10.0),
        layout.rows().stream().map(row -> row.topLeft().x()).toList());
    assertEquals(List.of(1, 1, 2, 2, 3), layout.rows().stream().map(CoreRow::box).toList());
  }

  @Test
  void outlineOfManyCornersBecomesItsFourSides() {
    Layout layout =
        RowPolygons.layout(
            1000,
            200,
            List.of(
                wkt(
                    "POLYGON((20 10, 500 9, 980 12, 984 20, 985 90, 979 101, 500 102, 22 100, 12"
                        + " 95, 14 16, 20 10))")));
    CoreRow row = layout.rows().get(0);
    double area = row.outline().getArea();
    assertTrue(area > 970 * 91 && area < 975 * 96, row.corners() + " area " + area);
    assertTrue(row.topLeft().distance(new PhotoPoint(13, 10)) < 4, row.topLeft().toString());
    assertTrue(row.bottomRight().distance(new PhotoPoint(985, 103)) < 4);
  }

  @Test
  void whatIsNoRowIsRefused() {
    for (Geometry bad :
        List.of(
            wkt("LINESTRING(0 0, 10 10)"),
            wkt("POLYGON((0 0, 10 0, 10 10, 0 0))"),
            box(2000, 10, 2100, 20))) {
      CoreScoreException e =
          assertThrows(CoreScoreException.class, () -> RowPolygons.layout(1000, 200, List.of(bad)));
      assertTrue(String.valueOf(e.getMessage()).contains("row 1"), e.getMessage());
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.layout.RowOrientation;

class RowReadingTest {
  private static Geometry box(double left, double top, double right, double bottom) {
    return new GeometryFactory().toGeometry(new Envelope(left, right, top, bottom));
  }

  private static RowReading order(RowOrder... orders) {
    return new RowReading(Set.of(orders), Optional.empty());
  }

  private static RowReading runs(RowOrientation orientation) {
    return new RowReading(Set.of(), Optional.of(orientation));
  }

  private static List<Double> tops(Layout layout) {
    return layout.rows().stream()
        .map(row -> row.outline().getEnvelopeInternal().getMinY())
        .toList();
  }

  private static List<Double> lefts(Layout layout) {
    return layout.rows().stream()
        .map(row -> row.outline().getEnvelopeInternal().getMinX())
        .toList();
  }

  /** Two boxes, one below the other, and a box of upright rows beside them. */
  private static Layout threeBoxes() {
    return RowPolygons.layout(
        2000,
        1000,
        List.of(
            box(10, 10, 900, 100),
            box(10, 110, 900, 200),
            box(10, 600, 900, 690),
            box(10, 700, 900, 790),
            box(1200, 10, 1290, 500),
            box(1300, 10, 1390, 500)));
  }

  @Test
  void rowsComeInTheOrderThatIsSaidWithinTheirBoxes() {
    Layout layout = threeBoxes();
    assertEquals(List.of(1, 1, 2, 2, 3, 3), layout.rows().stream().map(CoreRow::box).toList());
    Layout up = order(RowOrder.BOTTOM_TO_TOP).applied(layout);
    assertEquals(List.of(110.0, 10.0, 10.0, 10.0, 700.0, 600.0), tops(up));
    assertEquals(List.of(10.0, 10.0, 1200.0, 1300.0, 10.0, 10.0), lefts(up));
    assertEquals(List.of(1, 2, 3, 4, 5, 6), up.rows().stream().map(CoreRow::number).toList());
    Layout left = order(RowOrder.RIGHT_TO_LEFT).applied(layout);
    assertEquals(List.of(10.0, 110.0, 10.0, 10.0, 600.0, 700.0), tops(left));
    assertEquals(List.of(10.0, 10.0, 1300.0, 1200.0, 10.0, 10.0), lefts(left));
    Layout both = order(RowOrder.BOTTOM_TO_TOP, RowOrder.RIGHT_TO_LEFT).applied(layout);
    assertEquals(tops(up), tops(both));
    assertEquals(lefts(left), lefts(both));
    assertEquals(layout, order(RowOrder.TOP_TO_BOTTOM, RowOrder.LEFT_TO_RIGHT).applied(both));
    assertSame(layout, RowReading.AS_IT_IS.applied(layout));
  }

  @Test
  void theNearlySquareIsReadAsIsSaid() {
    Layout layout =
        RowPolygons.layout(
            500,
            300,
            List.of(box(10, 10, 130, 110), box(140, 10, 260, 110), box(270, 10, 390, 110)));
    assertEquals(RowOrientation.HORIZONTAL, layout.rows().get(0).orientation());
    Layout upright = runs(RowOrientation.VERTICAL).applied(layout);
    assertEquals(List.of(10.0, 140.0, 270.0), lefts(upright));
    assertEquals(1, upright.boxes(), "side by side, upright rows are of one box");
    for (CoreRow row : upright.rows()) {
      assertEquals(RowOrientation.VERTICAL, row.orientation());
      assertEquals(10, row.topLeft().y(), "from the top");
      assertTrue(row.topLeft().x() > row.bottomLeft().x(), "not mirrored");
    }
    assertEquals(Layout.GIVEN, upright.foundBy());
    assertSame(layout, runs(RowOrientation.HORIZONTAL).applied(layout));
  }

  @Test
  void aPhotoThatIsItsOnlyRowIsReadAsIsSaid() {
    Layout down = runs(RowOrientation.VERTICAL).applied(Layout.whole(400, 100));
    assertEquals(new PhotoPoint(400, 0), down.rows().get(0).topLeft());
    assertEquals(new PhotoPoint(400, 100), down.rows().get(0).topRight());
    assertEquals(Layout.GIVEN, down.foundBy());
    Layout along = runs(RowOrientation.HORIZONTAL).applied(Layout.whole(100, 400));
    assertEquals(new PhotoPoint(0, 0), along.rows().get(0).topLeft());
    assertEquals(new PhotoPoint(100, 0), along.rows().get(0).topRight());
    Layout upright = runs(RowOrientation.VERTICAL).applied(Layout.whole(100, 400));
    assertEquals(Layout.whole(100, 400).rows(), upright.rows());
    assertEquals(Layout.GIVEN, upright.foundBy(), "it is not segmented as it is, but turned");
  }

  @Test
  void whatContradictsIsRefused() {
    CoreScoreException e =
        assertThrows(
            CoreScoreException.class, () -> runs(RowOrientation.VERTICAL).applied(threeBoxes()));
    assertEquals(
        "row 1: expected a vertical row, but it is 890 px long and 90 px wide, and horizontal",
        e.getMessage());
    IllegalArgumentException two =
        assertThrows(
            IllegalArgumentException.class,
            () -> order(RowOrder.TOP_TO_BOTTOM, RowOrder.BOTTOM_TO_TOP));
    assertEquals(
        "rows come in one order, not in bottom-to-top and top-to-bottom", two.getMessage());
    for (RowOrder order : RowOrder.values()) {
      assertEquals(order, RowOrder.of(order.id()));
    }
    CoreScoreException unknown =
        assertThrows(CoreScoreException.class, () -> RowOrder.of("upwards"));
    assertEquals(
        "expected one of top-to-bottom, bottom-to-top, left-to-right, right-to-left, got 'upwards'",
        unknown.getMessage());
  }
}

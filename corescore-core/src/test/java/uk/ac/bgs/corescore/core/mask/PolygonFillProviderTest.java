// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.mask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import uk.ac.bgs.corescore.contract.MaskCreatorContract;
import uk.ac.bgs.corescore.mask.LabelledPolygon;
import uk.ac.bgs.corescore.mask.MaskCreator;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.spi.MaskCreatorProvider;
import uk.ac.bgs.corescore.spi.OptionException;
import uk.ac.bgs.corescore.spi.Options;

class PolygonFillProviderTest extends MaskCreatorContract {
  private static final GeometryFactory JTS = new GeometryFactory();

  @Override
  protected MaskCreatorProvider provider() {
    return new PolygonFillProvider();
  }

  private MaskCreator creator(String order) {
    return provider()
        .create(Options.defaults(provider().options()).with(PolygonFillProvider.ORDER, order));
  }

  private static LabelledPolygon box(String label, double x0, double y0, double x1, double y1) {
    return new LabelledPolygon(label, (Polygon) JTS.toGeometry(new Envelope(x0, x1, y0, y1)));
  }

  @Test
  void boxLiesUnderRockAndPaperOnIt() {
    Segmentation drawn =
        creator(PolygonFillProvider.ORDER.defaultValue())
            .create(
                List.of(
                    box("Paper", 4, 1, 6, 3),
                    box("Rock_Fragment", 1, 1, 9, 4),
                    box("Box", 0, 0, 10, 5)),
                10,
                5);
    assertEquals(6, drawn.mask().index(0, 0));
    assertEquals(1, drawn.mask().index(2, 2));
    assertEquals(3, drawn.mask().index(4, 2));
    assertEquals(20, drawn.fragments().areas()[1]);
  }

  @Test
  void anotherOrderCoversTheRock() {
    Segmentation drawn =
        creator("Rock_Fragment,Box")
            .create(List.of(box("Box", 0, 0, 10, 5), box("Rock_Fragment", 1, 1, 9, 4)), 10, 5);
    assertEquals(0, drawn.fragments().count());
    assertEquals(50, drawn.mask().histogram()[6]);
  }

  @Test
  void coveredFragmentsLeaveNoGapInTheNumbers() {
    Segmentation drawn =
        creator("Rock_Fragment")
            .create(
                List.of(
                    box("Rock_Fragment", 0, 0, 3, 3),
                    box("Rock_Fragment", 0, 0, 4, 4),
                    box("Rock_Fragment", 6, 0, 8, 2)),
                10,
                5);
    assertEquals(2, drawn.fragments().count());
    assertEquals(16, drawn.fragments().areas()[1]);
    assertEquals(4, drawn.fragments().areas()[2]);
  }

  @Test
  void aPolygonThatCrossesItselfIsFilledWhereItsWindingIsOdd() {
    Polygon bow =
        JTS.createPolygon(
            new Coordinate[] {
              new Coordinate(0, 0),
              new Coordinate(8, 8),
              new Coordinate(8, 0),
              new Coordinate(0, 8),
              new Coordinate(0, 0)
            });
    Segmentation drawn =
        creator("Rock_Fragment").create(List.of(new LabelledPolygon("Rock_Fragment", bow)), 8, 8);
    assertEquals(0, drawn.mask().index(4, 0));
    assertEquals(1, drawn.mask().index(0, 4));
    assertEquals(1, drawn.mask().index(7, 4));
    // Two triangles of 16 px²; centres on slanted sides are the right one's: 12 cells and 20.
    assertEquals(32, drawn.fragments().areas()[1]);
  }

  @Test
  void ordersThatMeanNothingAreRefused() {
    assertTrue(
        String.valueOf(
                assertThrows(OptionException.class, () -> creator("Rock_Fragment,Rock"))
                    .getMessage())
            .contains("'Rock'"));
    assertThrows(OptionException.class, () -> creator("Box,Box"));
    assertThrows(OptionException.class, () -> creator(""));
  }
}

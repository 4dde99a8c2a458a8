// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.mask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.LabelledPolygon;
import uk.ac.bgs.corescore.spi.OptionException;
import uk.ac.bgs.corescore.spi.Options;

class PolygonFillTest {
  private static final GeometryFactory JTS = new GeometryFactory();
  private static final PolygonFill FILL =
      PolygonFill.of(LabelSet.CORESCORE, PolygonFill.DEFAULT_ORDER);

  private static LabelledPolygon box(String label, double x0, double y0, double x1, double y1) {
    return new LabelledPolygon(label, JTS.toGeometry(new Envelope(x0, x1, y0, y1)));
  }

  @Test
  void whatBecameOfEachPolygonIsTold() {
    FilledMask mask =
        FILL.fill(
            List.of(
                box("Rock_Fragment", 0, 0, 4, 4),
                box("Rock_Fragment", 2, 0, 6, 4),
                box("Paper", 0, 0, 1, 4),
                box("Rock_Fragment", 50, 50, 60, 60)),
            10,
            5);
    FilledMask.Shape under = mask.shapes().get(0);
    assertEquals(16, under.drawn());
    assertEquals(4, under.visible(), "half under the next rock, a column under the paper");
    assertEquals(1, under.fragment());
    assertEquals(16, mask.shapes().get(1).visible());
    assertEquals(0, mask.shapes().get(2).fragment());
    assertEquals(0, mask.shapes().get(3).drawn(), "outside the photo");
    assertEquals(0, mask.shapes().get(3).fragment());
    assertEquals(12, mask.overlap());
    assertEquals(2, mask.segmentation().fragments().count());
  }

  @Test
  void labelsAreMergedOrLeftOut() {
    List<LabelledPolygon> polygons =
        List.of(
            box("Rock_Fragment_2", 0, 0, 2, 2),
            box("Box", 0, 0, 9, 3),
            box("Core piece", 4, 0, 6, 2));
    PolygonFill fill =
        PolygonFill.of(LabelSet.CORESCORE, List.of("Rock_Fragment"))
            .withMerges(Map.of("Rock_Fragment_2", "Rock_Fragment", "Core piece", "Rock_Fragment"));
    FilledMask mask = fill.fill(polygons, 9, 3);
    assertEquals(8, mask.segmentation().mask().histogram()[1]);
    assertEquals(0, mask.segmentation().mask().histogram()[6]);
    assertEquals("", mask.shapes().get(1).label());
    assertEquals("Rock_Fragment", mask.shapes().get(2).label());
    assertThrows(CoreScoreException.class, () -> FILL.fill(polygons, 9, 3), "an unknown label");
    assertThrows(IllegalArgumentException.class, () -> FILL.withMerges(Map.of("Rock", "Granite")));
  }

  /** A triangle whose base is far outside covers whole rows, whichever way round it is drawn. */
  @ParameterizedTest
  @EnumSource(FillRule.class)
  void cornersFarOutsideAreCutOff(FillRule rule) {
    for (double far : new double[] {1e6, 3e9, -3e9, 1e300, -1e300}) {
      Coordinate tip = new Coordinate(5, 0);
      Coordinate[] corners = {tip, new Coordinate(far, 9), new Coordinate(-far, 9), tip};
      LabelledPolygon triangle = new LabelledPolygon("Rock_Fragment", JTS.createPolygon(corners));
      var mask = FILL.withRule(rule).fill(List.of(triangle), 10, 10).segmentation().mask();
      for (int y = 1; y < 9; y++) {
        assertEquals(1, mask.index(0, y), far + ", row " + y);
        assertEquals(10, mask.runEnd(0, y), far + ", row " + y);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void coordinatesThatAreNotFiniteAreRefused(double value) {
    Coordinate first = new Coordinate(2, 2);
    Coordinate[] corners = {first, new Coordinate(8, value), new Coordinate(8, 8), first};
    var outline = JTS.createPolygon(corners);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> new LabelledPolygon("Rock_Fragment", outline));
    assertEquals(
        "the coordinates of a Rock_Fragment are finite, not (8.0, " + value + ")", e.getMessage());
  }

  @Test
  void optionsAreRead() {
    PolygonFillProvider provider = new PolygonFillProvider();
    var options =
        Options.parse(
            provider.options(),
            Map.of(
                "order",
                "Rock_Fragment",
                "rule",
                "published",
                "merge",
                "Rock_Fragment_2 = Rock_Fragment"));
    var drawn = provider.create(options).create(List.of(box("Rock_Fragment_2", 1, 1, 3, 3)), 9, 9);
    assertEquals(9, drawn.fragments().areas()[0], "the published rule takes the far rim too");
    for (String wrong : List.of("Rock", "Rock_Fragment=", "a=Rock", "a=Paper,a=Box")) {
      assertThrows(
          OptionException.class,
          () -> provider.create(Options.parse(provider.options(), Map.of("merge", wrong))),
          wrong);
    }
  }

  /** Strokes over strokes give what painting cell by cell gives. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void rowsOfPaintAreWhatCellsWouldBe(long seed) {
    Random random = new Random(seed);
    int width = 40;
    int[] cells = new int[width];
    long[] covered = new long[31];
    long[] expected = new long[31];
    SpanBuffer row = new SpanBuffer();
    for (int paint = 1; paint <= 30; paint++) {
      int start = random.nextInt(width);
      int end = start + 1 + random.nextInt(width - start);
      for (int x = start; x < end; x++) {
        expected[cells[x]] += cells[x] > 0 ? 1 : 0;
        cells[x] = paint;
      }
      row.paint(start, end, paint, covered);
      int[] painted = new int[width];
      for (int i = 0; i < row.size(); i++) {
        assertTrue(row.start(i) < row.end(i));
        assertTrue(i == 0 || row.end(i - 1) <= row.start(i));
        for (int x = row.start(i); x < row.end(i); x++) {
          painted[x] = row.paint(i);
        }
      }
      assertArrayEquals(cells, painted);
    }
    assertArrayEquals(expected, covered);
  }

  /** Whatever is drawn: what is visible adds up, and each fragment is a visible rock polygon. */
  @ParameterizedTest
  @EnumSource(FillRule.class)
  void sumsHold(FillRule rule) {
    for (long seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      List<LabelledPolygon> polygons = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        Coordinate[] ring = new Coordinate[4 + random.nextInt(6)];
        for (int k = 0; k < ring.length - 1; k++) {
          ring[k] = new Coordinate(random.nextInt(80) - 10, random.nextInt(60) - 10);
        }
        ring[ring.length - 1] = ring[0].copy();
        String label = PolygonFill.DEFAULT_ORDER.get(random.nextInt(6));
        polygons.add(new LabelledPolygon(label, JTS.createPolygon(ring)));
      }
      FilledMask mask = FILL.withRule(rule).fill(polygons, 60, 40);
      long[] histogram = mask.segmentation().mask().histogram();
      long visible = mask.shapes().stream().mapToLong(FilledMask.Shape::visible).sum();
      assertEquals(60 * 40 - histogram[0], visible, "seed " + seed);
      long[] areas = mask.segmentation().fragments().areas();
      for (FilledMask.Shape shape : mask.shapes()) {
        assertTrue(shape.visible() >= 0 && shape.visible() <= shape.drawn());
        if (shape.fragment() > 0) {
          assertEquals(areas[shape.fragment()], shape.visible());
        }
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.locationtech.jts.algorithm.ConvexHull;
import org.locationtech.jts.algorithm.MinimumAreaRectangle;
import org.locationtech.jts.geom.Geometry;
import uk.ac.bgs.corescore.core.trace.FragmentFinder;
import uk.ac.bgs.corescore.core.trace.Masks;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.PixelRect;
import uk.ac.bgs.corescore.mask.ConfidenceMap;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.Fragment;
import uk.ac.bgs.corescore.measure.FragmentMeasures;
import uk.ac.bgs.corescore.measure.FragmentSet;
import uk.ac.bgs.corescore.score.AreaScore;

class FragmentMeasurerTest {
  private static final double ROOT = Math.sqrt(2);

  private static FragmentSet measure(LabelMask mask) {
    return FragmentMeasurer.measure(
        Segmentation.of(mask, FragmentFinder.find(mask), PixelFrame.PHOTO));
  }

  private static FragmentMeasures only(String... rows) {
    List<Fragment> fragments = measure(Masks.of(rows)).fragments();
    assertEquals(1, fragments.size());
    return fragments.get(0).measures();
  }

  /** Perimeters worked out by hand from the definition in {@link PerimeterEstimator}. */
  @Test
  void perimetersByHand() {
    assertEquals(0, only("1").perimeter().pixels(), "a single cell has no neighbour on the border");
    assertEquals(0, only("11").perimeter().pixels(), "one straight neighbour is no pattern");
    assertEquals(1, only("111").perimeter().pixels(), "the middle one of three");
    assertEquals(4, only("11", "11").perimeter().pixels(), "each has two straight and a diagonal");
    assertEquals(8, only("111", "111", "111").perimeter().pixels(), "the centre is no border");
    assertEquals(12, only("1111", "1111", "1111", "1111").perimeter().pixels());
    assertEquals(
        4 * ROOT,
        only(".1.", "111", ".1.").perimeter().pixels(),
        1e-12,
        "a diamond, the centre inside");
    assertEquals(2 * ROOT, only("1...", ".1..", "..1.", "...1").perimeter().pixels(), 1e-12);
    // Corner cells count 1; cells beside the diagonal see one straight and one diagonal neighbour.
    assertEquals(
        8 * (1 + ROOT) / 2,
        only(".11.", "1111", "1111", ".11.").perimeter().pixels(),
        1e-12,
        "an octagon: one straight and one diagonal neighbour each");
  }

  @Test
  void bordersOfHolesCount() {
    FragmentMeasures ring = only("11111", "11111", "11.11", "11111", "11111");
    assertEquals(24, ring.area().squarePixels());
    assertEquals(1, ring.holeArea().squarePixels());
    // The 16 cells of the rim count 1 each. The 4 around the hole are border too, but with one
    // straight and four
    // diagonal neighbours on the border they have none of the patterns.
    assertEquals(16, ring.perimeter().pixels());
  }

  @Test
  void measuresByHand() {
    FragmentMeasures box = only(".....", ".111.", ".111.", ".....");
    assertEquals(6, box.area().squarePixels());
    assertEquals(0, box.holeArea().squarePixels());
    assertEquals(2.5, box.centroidX());
    assertEquals(2, box.centroidY());
    assertEquals(new PixelRect(1, 1, 3, 2), box.bounds());
    assertEquals(3, box.length().pixels());
    assertEquals(2, box.width().pixels());
    assertEquals(6, box.convexArea().squarePixels());
    assertEquals(1, box.solidity());
    assertEquals(2 * Math.sqrt(6 / Math.PI), box.equivalentDiameter().pixels());
    assertEquals(4 * Math.PI * 6 / (6.0 * 6.0), box.circularity());
  }

  @Test
  void enclosedAreaDoesNotCountTheFragmentsOwnParts() {
    int[] ids = {
      1, 1, 1, 1, 1, 1, 1,
      1, 0, 0, 0, 0, 0, 1,
      1, 0, 1, 1, 1, 0, 1,
      1, 0, 1, 0, 1, 0, 1,
      1, 0, 1, 1, 1, 0, 1,
      1, 0, 0, 0, 0, 0, 1,
      1, 1, 1, 1, 1, 1, 1
    };
    byte[] values = new byte[ids.length];
    for (int i = 0; i < ids.length; i++) {
      values[i] = (byte) ids[i];
    }
    LabelMask mask = LabelMask.wrap(7, 7, values, Masks.of("1").labels());
    Fragment both =
        FragmentMeasurer.measure(
                Segmentation.of(mask, FragmentMap.ofIds(7, 7, ids), PixelFrame.PHOTO))
            .fragments()
            .get(0);
    assertEquals(32, both.measures().area().squarePixels());
    assertEquals(17, both.measures().holeArea().squarePixels());
  }

  /** A shape that crosses itself falls into as many parts; each with each would take minutes. */
  @Test
  void aFragmentOfVeryManyPartsIsMeasured() {
    int side = 701;
    int[] ids = new int[side * side];
    byte[] values = new byte[ids.length];
    int dots = 0;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        boolean rim = x == 0 || y == 0 || x == side - 1 || y == side - 1;
        boolean dot = !rim && x % 2 == 0 && y % 2 == 0;
        ids[y * side + x] = rim || dot ? 1 : 0;
        values[y * side + x] = (byte) ids[y * side + x];
        dots += dot ? 1 : 0;
      }
    }
    Fragment all =
        FragmentMeasurer.measure(
                Segmentation.of(
                    LabelMask.wrap(side, side, values, Masks.of("1").labels()),
                    FragmentMap.ofIds(side, side, ids),
                    PixelFrame.PHOTO))
            .fragments()
            .get(0);
    assertEquals(1 + dots, all.outline().getNumGeometries());
    assertEquals((side - 2.0) * (side - 2.0) - dots, all.measures().holeArea().squarePixels());
  }

  static Stream<Masks.Named> masks() {
    return Masks.all();
  }

  @ParameterizedTest
  @MethodSource("masks")
  void figuresAgreeWithTheOutlines(Masks.Named named) {
    FragmentSet set = measure(named.mask());
    double sum = 0;
    for (Fragment fragment : set.fragments()) {
      FragmentMeasures measures = fragment.measures();
      Geometry outline = fragment.outline();
      assertEquals(outline.getArea(), measures.area().squarePixels());
      assertEquals(outline.getCentroid().getX(), measures.centroidX(), 1e-9);
      assertEquals(outline.getCentroid().getY(), measures.centroidY(), 1e-9);
      assertEquals(outline.getEnvelopeInternal().getMinX(), measures.bounds().x());
      assertEquals(outline.getEnvelopeInternal().getHeight(), measures.bounds().height());
      Geometry hull = new ConvexHull(outline).getConvexHull();
      assertEquals(hull.getArea(), measures.convexArea().squarePixels(), 1e-9);
      assertEquals(
          MinimumAreaRectangle.getMinimumRectangle(outline).getArea(),
          measures.length().pixels() * measures.width().pixels(),
          1e-6);
      assertTrue(measures.solidity() <= 1);
      sum += measures.area().squarePixels();
    }
    assertEquals(rockCells(named.mask()), sum);
  }

  private static double rockCells(LabelMask mask) {
    long[] histogram = mask.histogram();
    double rock = 0;
    for (int i = 0; i < histogram.length; i++) {
      rock += mask.labels().isRock(i) ? histogram[i] : 0;
    }
    return rock;
  }

  @Test
  void touchingFragmentsAreMeasuredAsIfAlone() {
    LabelMask mask = Masks.of("111111", "111111", "111111");
    int[] ids = {1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2};
    FragmentSet set =
        FragmentMeasurer.measure(
            Segmentation.of(mask, FragmentMap.ofIds(6, 3, ids), PixelFrame.PHOTO));
    for (Fragment fragment : set.fragments()) {
      assertEquals(8, fragment.measures().perimeter().pixels());
    }
  }

  @Test
  void labelsOfFragments() {
    FragmentSet set = measure(Masks.of("1.2", "1.2"));
    assertEquals("Rock_Fragment", set.fragments().get(0).label());
    assertEquals("Rock_Fragment_2", set.fragments().get(1).label());
  }

  @Test
  void noRockHasAbsentMeans() {
    AreaScore score = AreaScore.of(measure(Masks.of("...", "333")));
    assertEquals(0, score.absoluteArea().squarePixels());
    assertEquals(0, score.totalFragments());
    assertTrue(score.averagePerimeter().isEmpty());
    assertTrue(score.perimeterComplexity().isEmpty());
  }

  @Test
  void anotherGridIsRefused() {
    LabelMask mask = Masks.of("1");
    Segmentation coarse =
        Segmentation.of(mask, FragmentFinder.find(mask), PixelFrame.covering(4, 4, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> FragmentMeasurer.measure(coarse));
  }

  @Test
  void minimumAreaIsExclusiveAndClearsTheMask() {
    LabelMask mask = Masks.of("11..1", "11...", "...11");
    Segmentation all = Segmentation.of(mask, FragmentFinder.find(mask), PixelFrame.PHOTO);
    assertEquals(3, SmallFragments.leaveOut(all, 0).fragments().count());
    assertEquals(2, SmallFragments.leaveOut(all, 1).fragments().count());
    Segmentation large = SmallFragments.leaveOut(all, 2);
    assertEquals(1, large.fragments().count());
    assertEquals(4, large.mask().histogram()[1]);
    assertEquals(0, SmallFragments.leaveOut(all, 4).fragments().count());
    assertThrows(IllegalArgumentException.class, () -> SmallFragments.leaveOut(all, -1));
    assertThrows(IllegalArgumentException.class, () -> SmallFragments.leaveOut(all, Double.NaN));
    assertThrows(
        IllegalArgumentException.class,
        () -> SmallFragments.leaveOut(all, Double.POSITIVE_INFINITY));
  }

  @Test
  void confidenceOfAFragmentIsTheMeanOverItsPixels() {
    byte[] labels = {1, 1, 0, 1, 0, 0, 0, 1};
    Segmentation plain =
        Segmentation.of(
            LabelMask.of(4, 2, labels, LabelSet.CORESCORE),
            FragmentMap.ofIds(4, 2, new int[] {1, 1, 0, 2, 0, 0, 0, 2}),
            PixelFrame.PHOTO);
    byte[] values = {(byte) 200, 100, 7, (byte) 255, 9, 9, 9, 5};
    Segmentation sure = plain.withConfidence(ConfidenceMap.of(4, 2, values));
    List<Fragment> fragments = FragmentMeasurer.measure(sure).fragments();
    assertEquals(150 / 255.0, fragments.get(0).confidence().orElseThrow(), 1e-12);
    assertEquals(130 / 255.0, fragments.get(1).confidence().orElseThrow(), 1e-12);
    assertTrue(
        FragmentMeasurer.measure(plain).fragments().get(0).confidence().isEmpty(), "none, none");
  }

  @Test
  void whatIsLeftOutKeepsWhatItsRockLacked() {
    Segmentation found =
        Segmentation.of(
                LabelMask.of(4, 1, new byte[] {1, 0, 1, 1}, LabelSet.CORESCORE),
                FragmentMap.ofIds(4, 1, new int[] {1, 0, 2, 2}),
                PixelFrame.PHOTO)
            .withConfidence(
                ConfidenceMap.of(4, 1, new byte[] {(byte) 200, 90, (byte) 210, (byte) 220}));
    Segmentation kept = SmallFragments.leaveOut(found, 1);
    assertEquals(
        ConfidenceMap.of(4, 1, new byte[] {55, 90, (byte) 210, (byte) 220}),
        kept.confidence().orElseThrow());
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.core.measure.FragmentMeasurer;
import uk.ac.bgs.corescore.core.trace.FragmentFinder;
import uk.ac.bgs.corescore.core.trace.Masks;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.mask.ConfidenceMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.Fragment;
import uk.ac.bgs.corescore.measure.FragmentSet;

class RowFragmentsTest {
  /** Two rows of four columns' height; by the scan the order is another one. */
  private static final LabelMask MASK =
      Masks.of(
          "....1...1.", //
          ".1..1...1.",
          ".1........",
          "..........",
          ".1...1..1.",
          ".1...1..1.",
          "......1...");

  private static Segmentation segmentation() {
    byte[] sure = new byte[MASK.width() * MASK.height()];
    for (int i = 0; i < sure.length; i++) {
      sure[i] = (byte) i;
    }
    return Segmentation.of(MASK, FragmentFinder.find(MASK), PixelFrame.PHOTO)
        .withConfidence(ConfidenceMap.wrap(MASK.width(), MASK.height(), sure));
  }

  private static CoreRow row(int number, double top, double base) {
    return new CoreRow(
        number,
        1,
        new PhotoPoint(0, top),
        new PhotoPoint(10, top),
        new PhotoPoint(10, base),
        new PhotoPoint(0, base),
        OptionalDouble.empty());
  }

  private static RowFragments.Ordered ordered(Layout layout) {
    Segmentation segmentation = segmentation();
    return RowFragments.ordered(
        segmentation,
        RowFragments.numbered(
            FragmentMeasurer.measure(segmentation), segmentation.fragments(), layout),
        layout);
  }

  private static List<Double> centres(FragmentSet fragments) {
    return fragments.fragments().stream().map(one -> one.measures().centroidX()).toList();
  }

  @Test
  void fragmentsAreNumberedByRowAndAlongIt() {
    Layout layout = new Layout(10, 7, List.of(row(1, 0, 3), row(2, 4, 7)), Layout.GIVEN);
    RowFragments.Ordered ordered = ordered(layout);

    assertEquals(List.of(1.5, 4.5, 8.5, 1.5, 5.833, 8.5), rounded(ordered.fragments()));
    assertEquals(
        List.of(1, 2, 3, 4, 5, 6),
        ordered.fragments().fragments().stream().map(Fragment::id).toList());
    assertEquals(1, ordered.segmentation().fragments().toIds()[10 + 1]);
    assertEquals(2, ordered.segmentation().fragments().toIds()[4]);
    assertEquals(4, ordered.segmentation().fragments().toIds()[41]);
    assertEquals(segmentation().confidence(), ordered.segmentation().confidence());
    assertEquals(MASK, ordered.segmentation().mask());
  }

  private static List<Double> rounded(FragmentSet fragments) {
    return centres(fragments).stream().map(x -> Math.rint(x * 1000) / 1000).toList();
  }

  @Test
  void aRowThatIsReadFromItsOtherEndIsNumberedFromThere() {
    Layout layout =
        new Layout(
            10,
            7,
            List.of(row(2, 4, 7).turned().numbered(1, 1), row(1, 0, 3).numbered(2, 1)),
            Layout.GIVEN);
    RowFragments.Ordered ordered = ordered(layout);

    assertEquals(List.of(8.5, 5.833, 1.5, 1.5, 4.5, 8.5), rounded(ordered.fragments()));
    assertEquals(OptionalInt.of(1), ordered.fragments().fragments().get(0).row());
  }

  @Test
  void whatLiesBesideAllRowsComesLast() {
    Layout layout = new Layout(10, 7, List.of(row(1, 4, 7)), Layout.GIVEN);
    RowFragments.Ordered ordered = ordered(layout);

    assertEquals(List.of(1.5, 5.833, 8.5, 1.5, 4.5, 8.5), rounded(ordered.fragments()));
    assertEquals(OptionalInt.empty(), ordered.fragments().fragments().get(3).row());
  }

  @Test
  void orderedTwiceIsTheSame() {
    Layout layout = new Layout(10, 7, List.of(row(1, 0, 3), row(2, 4, 7)), Layout.GIVEN);
    RowFragments.Ordered once = ordered(layout);
    RowFragments.Ordered twice =
        RowFragments.ordered(once.segmentation(), once.fragments(), layout);

    assertSame(once.segmentation(), twice.segmentation());
    assertSame(once.fragments(), twice.fragments());
    assertArrayEquals(
        once.segmentation().fragments().toIds(), twice.segmentation().fragments().toIds());
  }

  @Test
  void fragmentsOfAnotherPhotoAreRefused() {
    Layout layout = Layout.whole(10, 7);
    FragmentSet some =
        new FragmentSet(10, 7, FragmentMeasurer.measure(segmentation()).fragments().subList(0, 2));

    assertThrows(
        IllegalArgumentException.class, () -> RowFragments.ordered(segmentation(), some, layout));
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.mask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.image.PixelFrame;

class SegmentationBuilderTest {
  private static final int PAPER = 3;

  private static SegmentationBuilder builder() {
    return new SegmentationBuilder(6, 3, LabelSet.CORESCORE);
  }

  private static String refused(SegmentationBuilder builder, int... run) {
    return String.valueOf(
        assertThrows(
                IllegalArgumentException.class,
                () -> builder.add(run[0], run[1], run[2], run[3], run[4]))
            .getMessage());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatIsBuiltIsWhatTheCheckedFactoryMakes(long seed) {
    Random dice = new Random(seed);
    int width = 40;
    int height = 9;
    byte[] values = new byte[width * height];
    int[] ids = new int[width * height];
    SegmentationBuilder builder = new SegmentationBuilder(width, height, LabelSet.CORESCORE);
    int last = 0;
    for (int y = 0; y < height; y++) {
      for (int x = dice.nextInt(3); x < width - 8; x += dice.nextInt(3)) {
        int end = x + 1 + dice.nextInt(7);
        int label = dice.nextInt(LabelSet.CORESCORE.size());
        // Fragments of odd number are of label 1, the others of label 2.
        int id = 0;
        if (LabelSet.CORESCORE.isRock(label)) {
          id = last < 8 ? ++last : 1 + dice.nextInt(last);
          label = id % 2 == 1 ? 1 : 2;
        }
        builder.add(y, x, end, label, id);
        Arrays.fill(values, y * width + x, y * width + end, (byte) label);
        Arrays.fill(ids, y * width + x, y * width + end, id);
        x = end;
      }
    }
    Segmentation built = builder.build(PixelFrame.PHOTO);
    assertEquals(
        Segmentation.of(
            LabelMask.of(width, height, values, LabelSet.CORESCORE),
            FragmentMap.ofIds(width, height, ids),
            PixelFrame.PHOTO),
        built);
    assertTrue(built.fragments().count() > 2);
  }

  @Test
  void nothingAddedIsTheFirstLabel() {
    Segmentation empty = builder().build(PixelFrame.PHOTO);
    assertEquals(18, empty.mask().histogram()[0]);
    assertEquals(0, empty.fragments().count());
  }

  @Test
  void runsOutOfOrderOrOutsideAreRefused() {
    assertTrue(refused(builder(), 0, -1, 2, PAPER, 0).contains("not within 6 x 3"));
    assertTrue(refused(builder(), 0, 2, 2, PAPER, 0).contains("not within"));
    assertTrue(refused(builder(), 0, 2, 7, PAPER, 0).contains("not within"));
    assertTrue(refused(builder(), 3, 0, 1, PAPER, 0).contains("not within"));
    assertTrue(refused(builder(), -1, 0, 1, PAPER, 0).contains("not within"));
    SegmentationBuilder begun = builder().add(1, 2, 4, 1, 1);
    assertTrue(refused(begun, 1, 3, 5, PAPER, 0).contains("behind column 4 of row 1"));
    assertTrue(refused(begun, 0, 5, 6, PAPER, 0).contains("behind column 4 of row 1"));
  }

  @Test
  void labelAndFragmentSayTheSame() {
    assertTrue(refused(builder(), 0, 0, 1, 1, 0).contains("Rock_Fragment in fragment 0"));
    assertTrue(refused(builder(), 0, 0, 1, PAPER, 1).contains("Paper in fragment 1"));
    assertTrue(refused(builder(), 0, 0, 1, 7, 0).contains("0 to 6, not 7"));
    assertTrue(refused(builder(), 0, 0, 1, -1, 0).contains("not -1"));
  }

  @Test
  void aFragmentHasOneLabel() {
    SegmentationBuilder joined = builder().add(0, 0, 2, 1, 1);
    assertTrue(refused(joined, 0, 2, 4, 2, 1).contains("fragment 1 is of Rock_Fragment, but"));
    SegmentationBuilder apart = builder().add(0, 0, 2, 1, 1).add(0, 3, 4, 1, 2).add(2, 0, 1, 2, 1);
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> apart.build(PixelFrame.PHOTO))
                .getMessage());
    assertEquals(
        "fragment 1 is of Rock_Fragment, but in row 2 of Rock_Fragment_2; a fragment has one label",
        message);
  }

  @Test
  void fragmentsAreNumberedWithoutGapsAndTheFirstLabelIsNoRock() {
    SegmentationBuilder gap = builder().add(0, 0, 2, 1, 2);
    assertThrows(IllegalArgumentException.class, () -> gap.build(PixelFrame.PHOTO));
    LabelSet rock = new LabelSet(List.of(new Label("Core", true), new Label("Void", false)));
    assertThrows(IllegalArgumentException.class, () -> new SegmentationBuilder(2, 2, rock));
    assertThrows(
        IllegalArgumentException.class, () -> new SegmentationBuilder(0, 2, LabelSet.CORESCORE));
  }

  @Test
  void whatIsBuiltDoesNotChange() {
    SegmentationBuilder builder = builder().add(0, 0, 2, 1, 1);
    Segmentation built = builder.build(PixelFrame.PHOTO);
    assertThrows(IllegalStateException.class, () -> builder.add(1, 0, 2, PAPER, 0));
    assertThrows(IllegalStateException.class, () -> builder.build(PixelFrame.PHOTO));
    assertEquals(0, built.mask().index(0, 1));
  }

  @Test
  void rubbleIsMarkedInAnyOrder() {
    SegmentationBuilder builder =
        new SegmentationBuilder(4, 1, LabelSet.CORESCORE).mark(2, PieceMark.RUBBLE);
    Segmentation built =
        builder
            .add(0, 0, 1, 1, 1)
            .add(0, 1, 3, 1, 2)
            .build(uk.ac.bgs.corescore.image.PixelFrame.PHOTO);
    assertEquals(1, built.fragments().rubbleCount());
    assertTrue(built.fragments().isRubble(2));
    assertThrows(IllegalStateException.class, () -> builder.mark(1, PieceMark.RUBBLE));
    SegmentationBuilder other = new SegmentationBuilder(4, 1, LabelSet.CORESCORE);
    assertThrows(IllegalArgumentException.class, () -> other.mark(0, PieceMark.RUBBLE));
    other.add(0, 0, 1, 1, 1).mark(2, PieceMark.RUBBLE);
    assertThrows(
        IllegalArgumentException.class,
        () -> other.build(uk.ac.bgs.corescore.image.PixelFrame.PHOTO),
        "what has no cell is no rubble");
  }
}

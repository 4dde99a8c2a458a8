// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout.find;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.core.layout.RowSegmenter;
import uk.ac.bgs.corescore.core.training.evaluate.Evaluator;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.layout.RowOrientation;
import uk.ac.bgs.corescore.mask.ConfidenceMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.Segmenter;

/** Which of several layouts is taken, and for what. */
class LayoutSelectorTest {
  private static final int WIDTH = 120;
  private static final int HEIGHT = 80;

  /**
   * Calls bright pixels rock; is as sure of rock and of ground as it is reported, of core with
   * joints across what it is shown, and of other core.
   */
  private static final class Judge implements Segmenter {
    private final double[] rock;
    private final double[] ground;
    private final boolean says;
    private int looks;

    Judge(double lyingRock, double lyingGround, double otherRock, double otherGround) {
      this(true, lyingRock, lyingGround, otherRock, otherGround);
    }

    Judge(boolean says, double lyingRock, double lyingGround, double otherRock, double ground) {
      this.says = says;
      this.rock = new double[] {lyingRock, otherRock};
      this.ground = new double[] {lyingGround, ground};
    }

    @Override
    public Segmentation segment(RgbImage photo) {
      looks++;
      int w = photo.width();
      byte[] labels = new byte[w * photo.height()];
      long along = 0;
      long down = 0;
      for (int i = 0; i < labels.length; i++) {
        labels[i] = (byte) (level(photo, i) > 100 ? 1 : 0);
        along += i % w > 0 ? Math.abs(level(photo, i) - level(photo, i - 1)) : 0;
        down += i >= w ? Math.abs(level(photo, i) - level(photo, i - w)) : 0;
      }
      Segmentation found =
          Evaluator.connected(LabelMask.wrap(w, photo.height(), labels, LabelSet.CORESCORE));
      if (!says) {
        return found;
      }
      int which = along > down ? 0 : 1;
      float[] sure = new float[labels.length];
      for (int i = 0; i < sure.length; i++) {
        sure[i] = (float) (labels[i] == 1 ? rock[which] : ground[which]);
      }
      return found.withConfidence(ConfidenceMap.ofProbabilities(w, photo.height(), sure));
    }

    private static int level(RgbImage photo, int i) {
      return photo.pixels().get(i) & 0xff;
    }

    @Override
    public void close() {}
  }

  /** Bright core that fills the photo, with dark joints across it. */
  private static RgbImage core(boolean lying) {
    int[] pixels = new int[WIDTH * HEIGHT];
    for (int i = 0; i < pixels.length; i++) {
      int at = lying ? i % WIDTH : Math.floorDiv(i, WIDTH);
      pixels[i] = at % 10 < 5 ? 0xC0C0C0 : 0x202020;
    }
    return RgbImage.wrap(WIDTH, HEIGHT, pixels);
  }

  private static Layout whole(RowOrientation orientation) {
    return Layout.whole(WIDTH, HEIGHT, orientation, "told");
  }

  private static final List<Layout> BOTH =
      List.of(whole(RowOrientation.HORIZONTAL), whole(RowOrientation.VERTICAL));

  @Test
  void oneLayoutIsNotLookedAt() {
    Judge judge = new Judge(0.9, 0.9, 0.9, 0.9);
    LayoutSelector trial = LayoutSelector.of(core(true), BOTH.subList(1, 2), judge);
    assertEquals(BOTH.get(1), trial.taken());
    assertEquals(Optional.empty(), trial.segmentation());
    assertEquals(List.of(), trial.tried());
    assertEquals(0, judge.looks);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theOrientationOfWhichTheSegmenterIsSurerIsTaken(boolean lying) {
    Judge judge = new Judge(0.95, 0.9, 0.7, 0.6);
    RgbImage photo = core(lying);
    LayoutSelector trial = LayoutSelector.of(photo, BOTH, judge);
    Layout right = BOTH.get(lying ? 0 : 1);
    assertEquals(right, trial.taken());
    assertEquals(RowSegmenter.segment(photo, right, judge), trial.segmentation().orElseThrow());
    assertEquals(BOTH, trial.tried().stream().map(LayoutSelector.Tried::layout).toList());
    // Half of the photo is rock.
    assertEquals(0.925, trial.tried().get(lying ? 0 : 1).confidence(), 0.01);
    assertEquals(0.65, trial.tried().get(lying ? 1 : 0).confidence(), 0.01);
  }

  @Test
  void aSmallGainDoesNotTurnAPhoto() {
    RgbImage upright = core(false);
    Judge hardly = new Judge(0.92, 0.92, 0.9, 0.9);
    assertEquals(BOTH.get(0), LayoutSelector.of(upright, BOTH, hardly).taken());
    Judge clearly = new Judge(0.94, 0.94, 0.9, 0.9);
    assertEquals(BOTH.get(1), LayoutSelector.of(upright, BOTH, clearly).taken());
  }

  /** It may be sure of the ground alone. */
  @Test
  void whatIsLessSureOfRockIsNotTaken() {
    Judge judge = new Judge(0.8, 1, 0.85, 0.6);
    assertEquals(BOTH.get(0), LayoutSelector.of(core(false), BOTH, judge).taken());
  }

  /** A strip of a row from the top of the photo on. */
  private static Layout strip(double height) {
    CoreRow strip =
        new CoreRow(
            1,
            1,
            new PhotoPoint(0, 0),
            new PhotoPoint(WIDTH, 0),
            new PhotoPoint(WIDTH, height),
            new PhotoPoint(0, height),
            OptionalDouble.of(0.8));
    return new Layout(WIDTH, HEIGHT, List.of(strip), "told");
  }

  /** A quarter of a row may be surer rock than the whole, two thirds of it are a choice. */
  @Test
  void whatMissesHalfOfTheRockIsNotKept() {
    Judge judge = new Judge(0.92, 0.92, 0.95, 0.9);
    for (int quarters = 1; quarters < 4; quarters++) {
      Layout first = strip(HEIGHT * quarters / 4.0);
      LayoutSelector trial = LayoutSelector.of(core(false), List.of(first, BOTH.get(1)), judge);
      // Areas are as one to four, two and one and a third; each pixel counts 0.45 and 0.42.
      assertEquals(quarters < 2 ? BOTH.get(1) : first, trial.taken(), quarters + " quarters");
      assertEquals(0.92, trial.tried().get(1).confidence(), 0.01);
    }
    // More rock of which it is not sure may be what lies beside the box.
    Judge unsure = new Judge(0.88, 0.88, 0.95, 0.9);
    Layout first = strip(HEIGHT / 4.0);
    LayoutSelector trial = LayoutSelector.of(core(false), List.of(first, BOTH.get(1)), unsure);
    assertEquals(first, trial.taken());
  }

  /** A strip that is surely rock does not outweigh the photo. */
  @Test
  void besideTheRowsNothingIsKnown() {
    Layout narrow = strip(HEIGHT / 4.0);
    Layout none = new Layout(WIDTH, HEIGHT, List.of(), "told");
    Judge judge = new Judge(0.9, 0.9, 0.5, 0.5);
    LayoutSelector trial = LayoutSelector.of(core(true), List.of(narrow, BOTH.get(0), none), judge);
    assertEquals(0.6, trial.tried().get(0).confidence(), 0.01);
    assertEquals(0.9, trial.tried().get(1).confidence(), 0.01);
    assertEquals(0.5, trial.tried().get(2).confidence());
    assertEquals(BOTH.get(0), trial.taken());
  }

  @Test
  void aSegmenterWithoutConfidenceLeavesTheFindersChoice() {
    Judge silent = new Judge(false, 1, 1, 0, 0);
    LayoutSelector trial = LayoutSelector.of(core(false), BOTH, silent);
    assertSame(BOTH.get(0), trial.taken());
    assertEquals(List.of(), trial.tried());
    assertEquals(1, silent.looks, "the answer is there already");
    assertEquals(
        RowSegmenter.segment(core(false), BOTH.get(0), silent), trial.segmentation().orElseThrow());
  }

  @Test
  void layoutsOfAPhotoAreTriedOnItsCopy() {
    Judge judge = new Judge(0.95, 0.9, 0.7, 0.6);
    List<Layout> large =
        Arrays.stream(RowOrientation.values())
            .map(way -> Layout.whole(10 * WIDTH, 10 * HEIGHT, way, "told"))
            .toList();
    LayoutSelector trial = LayoutSelector.of(core(false), large, judge);
    assertEquals(large.get(1), trial.taken());
    assertEquals(WIDTH, trial.segmentation().orElseThrow().mask().width());
  }
}

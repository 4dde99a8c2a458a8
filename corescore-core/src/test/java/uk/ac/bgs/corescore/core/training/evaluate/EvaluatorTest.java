// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static uk.ac.bgs.corescore.core.training.evaluate.Pictures.judge;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;

class EvaluatorTest {
  private static double figure(PhotoEvaluation photo, Metric metric) {
    return photo.figure(metric).orElseThrow();
  }

  @Test
  void handWorkedPixels() {
    // TP 3, FP 1, FN 2, TN 6; one Paper is predicted as Void.
    PhotoEvaluation result =
        judge(Pictures.labels("1110", "1103", "0000"), Pictures.labels("1111", "0000", "0000"));
    assertEquals(3.0 / 6, figure(result, Metric.ROCK_IOU));
    assertEquals(3.0 / 4, figure(result, Metric.ROCK_PRECISION));
    assertEquals(3.0 / 5, figure(result, Metric.ROCK_RECALL));
    assertEquals(6.0 / 9, figure(result, Metric.ROCK_F1));
    assertEquals(9.0 / 12, figure(result, Metric.ROCK_ACCURACY));
    assertEquals(8.0 / 12, figure(result, Metric.PIXEL_ACCURACY));
    assertEquals(3.0 / 6, figure(result, Metric.ACC_ROCK));
    assertEquals(1.0 / 7, figure(result, Metric.FALSE_POSITIVE_RATE));
    assertEquals(2.0 / 5, figure(result, Metric.FALSE_NEGATIVE_RATE));
    assertEquals(-1.0 / 5, figure(result, Metric.AREA_ERROR));
    assertEquals(1.0 / 5, figure(result, Metric.AREA_ERROR_MAGNITUDE));
    ConfusionMatrix.LabelScore paper = result.confusion().scores().get(2);
    assertEquals("Paper", paper.label());
    assertEquals(0, paper.iou().orElseThrow());
    assertTrue(paper.precision().isEmpty());
    assertEquals(0, paper.recall().orElseThrow());
  }

  @Test
  void rockOnTheFirstLabelIsUnseenByAccRockOnly() {
    PhotoEvaluation result = judge(Pictures.labels("1000"), Pictures.labels("1111"));
    assertEquals(1, figure(result, Metric.ACC_ROCK));
    assertEquals(0.25, figure(result, Metric.ROCK_IOU));
  }

  @Test
  void handWorkedFragments() {
    // Fragment 1 of ten is found with nine; 2 of six is split in two; 3 and 4 are joined.
    Segmentation truth = Pictures.fragments("11111111110222222033330444");
    Segmentation found = Pictures.fragments("11111111100222333044444444");
    PhotoEvaluation result = judge(truth, found);
    // The join takes 4 + 3 of its 8 pixels from two: 4/8 is not above one half.
    assertEquals(2 * 0.9 / (4 + 4), figure(result, Metric.PANOPTIC_QUALITY));
    assertEquals(0.9, figure(result, Metric.SEGMENTATION_QUALITY));
    assertEquals(2.0 / 8, figure(result, Metric.RECOGNITION_QUALITY));
    // At 0.5 three match: the first, one of the two halves (3/6), one of the joined (4/8); from
    // 0.55
    // to 0.9, at which it is, the first alone: eight thresholds.
    assertEquals((3.0 / 5 + 8.0 / 7) / 10, figure(result, Metric.AVERAGE_PRECISION), 1e-15);
    assertEquals(3.0 / 5, figure(result, Metric.AVERAGE_PRECISION_50));
    assertEquals(1.0 / 7, figure(result, Metric.AVERAGE_PRECISION_75));
    assertEquals(1, figure(result, Metric.SPLIT_COUNT));
    assertEquals(1, figure(result, Metric.MERGE_COUNT));
    assertEquals(0, figure(result, Metric.COUNT_ERROR));
  }

  @Test
  void theImageBorderIsNoBoundary() {
    PhotoEvaluation result = judge(Pictures.labels("111", "111"), Pictures.labels("111", "111"));
    assertEquals(0, result.counts().truthBoundary());
    assertTrue(result.figure(Metric.BOUNDARY_F1).isEmpty());
    assertEquals(1, judge(Pictures.labels("110"), Pictures.labels("110")).counts().truthBoundary());
  }

  @Test
  void theBoundaryMatchesWithinAEuclideanDistance() {
    // Single pixels 2 across and 2 down from each other: the distance is 2.83.
    Segmentation truth = Pictures.labels("00000", "01000", "00000", "00000", "00000");
    Segmentation found = Pictures.labels("00000", "00000", "00000", "00010", "00000");
    OptionalDouble time = OptionalDouble.empty();
    Evaluator two = new Evaluator(2, Map.of());
    assertEquals(0, figure(two.evaluate("p", truth, found, time), Metric.BOUNDARY_F1));
    assertEquals(1, figure(judge(truth, found), Metric.BOUNDARY_F1));
  }

  /** Figures of numpy 1.24.2, scipy 1.10.1 and scikit-image 0.19.3 for the same discs. */
  @Test
  void figuresOfScikitImage() {
    Pictures.Dice dice = new Pictures.Dice();
    boolean[] rock = dice.discs(9, 61, 47);
    boolean[] change = dice.discs(3, 61, 47);
    boolean[] found = new boolean[rock.length];
    for (int i = 0; i < rock.length; i++) {
      found[i] = rock[i / 61 * 61 + (i % 61 + 60) % 61] ^ change[i];
    }
    Segmentation truth = Pictures.rock(61, 47, rock);
    Segmentation prediction = Pictures.rock(61, 47, found);
    int[][] near = {{0, 36, 36}, {1, 155, 157}, {2, 156, 158}, {3, 159, 160}, {5, 159, 166}};
    for (int[] row : near) {
      PhotoEvaluation.Counts counts =
          new Evaluator(row[0], Map.of())
              .evaluate("p", truth, prediction, OptionalDouble.empty())
              .counts();
      assertEquals(159, counts.truthBoundary());
      assertEquals(236, counts.predictedBoundary());
      assertEquals(row[1], counts.truthBoundaryNear());
      assertEquals(row[2], counts.predictedBoundaryNear());
    }
    PhotoEvaluation.Counts counts = judge(truth, prediction).counts();
    assertEquals(395, counts.truePositives());
    assertEquals(337, counts.falsePositives());
    assertEquals(70, counts.falseNegatives());
    assertEquals(2065, counts.trueNegatives());
    assertEquals(7, counts.truthFragments());
    assertEquals(10, counts.predictedFragments());
    assertEquals(List.of(7L, 6L, 6L, 5L, 4L, 3L, 1L, 0L, 0L, 0L), counts.matches());
    assertEquals(7, counts.matched());
    assertEquals(4.903356879511726, counts.matchedIou(), 1e-14);
    assertEquals(211.5512985522207, counts.truthPerimeter(), 1e-9);
    assertEquals(317.63455967290594, counts.predictedPerimeter(), 1e-9);
  }

  @Test
  void aPerfectPredictionHasEveryFigureAtItsBest() {
    Pictures.Dice dice = new Pictures.Dice();
    for (int round = 0; round < 20; round++) {
      Segmentation rock = Pictures.rock(70, 40, dice.discs(2 + round % 7, 70, 40));
      // Of several fragments one is rubble.
      boolean several = rock.fragments().count() > 1;
      Segmentation truth = Pictures.withRubble(rock, several ? 1 : 0);
      PhotoEvaluation result =
          judge(truth, truth).withRows(Layout.whole(70, 40), Layout.whole(70, 40));
      for (Metric metric : Metric.values()) {
        if (!several && metric.key().startsWith("rubble")) {
          assertTrue(result.figure(metric).isEmpty(), metric.key());
        } else if (metric.higherIsBetter()) {
          assertEquals(1, figure(result, metric), metric.key());
        } else if (!metric.key().endsWith("_count") || metric.ranks()) {
          assertEquals(0, figure(result, metric), metric.key());
        }
      }
    }
  }

  @Test
  void exchangingTheSidesExchangesPrecisionAndRecall() {
    Pictures.Dice dice = new Pictures.Dice();
    for (int round = 0; round < 20; round++) {
      Segmentation a = Pictures.rock(66, 31, dice.discs(6, 66, 31));
      Segmentation b = Pictures.rock(66, 31, dice.discs(6, 66, 31));
      PhotoEvaluation one = judge(a, b);
      PhotoEvaluation two = judge(b, a);
      assertEquals(one.figure(Metric.ROCK_PRECISION), two.figure(Metric.ROCK_RECALL));
      assertEquals(one.figure(Metric.BOUNDARY_PRECISION), two.figure(Metric.BOUNDARY_RECALL));
      assertEquals(one.figure(Metric.SPLIT_COUNT), two.figure(Metric.MERGE_COUNT));
      for (Metric same :
          List.of(Metric.ROCK_IOU, Metric.ROCK_F1, Metric.BOUNDARY_F1, Metric.AVERAGE_PRECISION)) {
        assertEquals(one.figure(same), two.figure(same));
      }
      assertEquals(
          figure(one, Metric.PANOPTIC_QUALITY), figure(two, Metric.PANOPTIC_QUALITY), 1e-12);
    }
  }

  @Test
  void withoutRockFiguresAreAbsentNotNaN() {
    Segmentation empty = Pictures.labels("000", "000");
    Segmentation full = Pictures.labels("111", "111");
    PhotoEvaluation neither = judge(empty, empty);
    assertTrue(neither.figure(Metric.ROCK_IOU).isEmpty());
    assertTrue(neither.figure(Metric.PANOPTIC_QUALITY).isEmpty());
    assertTrue(neither.figure(Metric.AREA_ERROR).isEmpty());
    assertTrue(neither.figure(Metric.ACC_ROCK).isEmpty());
    assertEquals(1, figure(neither, Metric.PIXEL_ACCURACY));
    PhotoEvaluation invented = judge(empty, full);
    assertEquals(0, figure(invented, Metric.ROCK_IOU));
    assertTrue(invented.figure(Metric.ROCK_RECALL).isEmpty());
    assertEquals(1, figure(invented, Metric.FALSE_POSITIVE_RATE));
    assertEquals(0, figure(judge(full, empty), Metric.ROCK_RECALL));
    assertEquals(-1, figure(judge(full, empty), Metric.AREA_ERROR));
    assertFalse(invented.figures().values().stream().anyMatch(value -> Double.isNaN(value)));
  }

  @Test
  void aPredictionOfAnotherSizeIsBroughtToTheTruthsGrid() {
    Segmentation truth = Pictures.labels("0011", "0011", "0000");
    PhotoEvaluation result = judge(truth, Pictures.labels("01", "00"));
    // Rows 0, 1, 2 take rows floor(0.33), floor(1), floor(1.67): rock is in row 0 alone.
    assertEquals(0.5, figure(result, Metric.ROCK_IOU));
    assertEquals(2, result.predictionWidth());
    assertEquals(4, result.width());
    for (int source = 1; source < 40; source++) {
      for (int target = 1; target < 40; target++) {
        for (int i = 0; i < target; i++) {
          int expected = (int) Math.floor((2 * i + 1) * source / (2.0 * target));
          assertEquals(expected, NearestResampler.index(i, source, target));
        }
      }
    }
  }

  @Test
  void aFragmentThatTheGridMissesIsNotCounted() {
    Segmentation found = Pictures.fragments("102220", "000000", "000000", "000000");
    Segmentation carried = NearestResampler.of(found, 3, 4);
    assertEquals(0, carried.mask().index(0, 0));
    assertEquals(1, carried.mask().index(1, 0));
    assertEquals(1, carried.fragments().count());
  }

  @Test
  void labelsAreMatchedByNameAndMayBeMerged() {
    // 2019: 2 is Paper. Rock_Fragment_2 counts as Rock_Fragment by default.
    Segmentation truth = Pictures.labels("12300");
    Segmentation found = Pictures.labels(LabelSet.CORESCORE_2019, "11200");
    assertEquals(3.0 / 5, figure(judge(truth, found), Metric.PIXEL_ACCURACY));
    assertEquals(1, figure(judge(truth, found), Metric.ACC_ROCK));
    PhotoEvaluation merged =
        new Evaluator(3, Map.of("Rock_Fragment_2", "Rock_Fragment", "Box", "Void"))
            .evaluate("p", truth, found, OptionalDouble.empty());
    assertEquals(1, figure(merged, Metric.PIXEL_ACCURACY));
    PhotoEvaluation apart =
        new Evaluator(3, Map.of()).evaluate("p", truth, found, OptionalDouble.empty());
    assertEquals(2.0 / 3, figure(apart, Metric.ACC_ROCK));
    assertEquals(1, figure(apart, Metric.ROCK_IOU));
  }

  @Test
  void wrongSettingsAndGridsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Evaluator(-1, Map.of()));
    assertThrows(
        IllegalArgumentException.class, () -> new Evaluator(3, Map.of("a", "b", "b", "c")));
    Segmentation truth = Pictures.labels("110");
    Segmentation beside =
        Segmentation.of(truth.mask(), truth.fragments(), new PixelFrame(5, 0, 1, 1));
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> judge(truth, beside)).getMessage());
    assertTrue(message.contains("prediction"), message);
  }

  @Test
  void handWorkedRubble() {
    // True rubble of ten, in which the prediction has pieces of four and of three and two of the
    // three cells of rubble; a true piece of eight is found with six, one of six is called rubble.
    Segmentation truth =
        Pictures.withRubble(Pictures.fragments("1111111100222222000033333333330"), 3);
    Segmentation found =
        Pictures.withRubble(Pictures.fragments("1111110000222222000033334440555"), 2, 5);
    PhotoEvaluation result = judge(truth, found);
    assertEquals(2, figure(result, Metric.TRUTH_COUNT), "rubble is no piece");
    assertEquals(1, figure(result, Metric.PREDICTED_COUNT), "what lies in true rubble is none");
    assertEquals(2 * 0.75 / 3, figure(result, Metric.PANOPTIC_QUALITY));
    assertEquals(0, figure(result, Metric.MERGE_COUNT));
    assertEquals(0, figure(result, Metric.SPLIT_COUNT));
    assertEquals(2.0 / (2 + 7 + 8), figure(result, Metric.RUBBLE_IOU));
    assertEquals(2.0 / 9, figure(result, Metric.RUBBLE_PRECISION));
    assertEquals(2.0 / 10, figure(result, Metric.RUBBLE_RECALL));
    // The measure counts all fragments: five for three.
    assertEquals(2.0 / 3, figure(result, Metric.TOTAL_FRAGMENTS_ERROR));
  }

  @Test
  void whatAPieceCoversOfTrueRubbleCountsForNothing() {
    // A piece found with its five cells and three of rubble beside it.
    Segmentation truth = Pictures.withRubble(Pictures.fragments("11111222222"), 2);
    Segmentation found = Pictures.fragments("11111111000");
    assertEquals(1, figure(judge(truth, found), Metric.PANOPTIC_QUALITY));
    // Most of it in rubble, and yet the true piece is found.
    Segmentation most = Pictures.fragments("11111111111");
    assertEquals(1, figure(judge(truth, most), Metric.PANOPTIC_QUALITY));
    // Rubble over a true piece is a piece missed, and no piece found too much.
    PhotoEvaluation missed =
        judge(
            Pictures.fragments("11111022222"),
            Pictures.withRubble(Pictures.fragments("11111022222"), 2));
    assertEquals(2.0 / 3, figure(missed, Metric.PANOPTIC_QUALITY));
    assertEquals(0, figure(missed, Metric.RUBBLE_PRECISION));
    assertTrue(missed.figure(Metric.RUBBLE_RECALL).isEmpty());
  }

  /** On a grid of another size rubble stays rubble. */
  @Test
  void rubbleIsCarriedToTheGridOfTheTruth() {
    Segmentation truth = Pictures.withRubble(Pictures.fragments("11112222", "11112222"), 2);
    PhotoEvaluation result = judge(truth, Pictures.withRubble(Pictures.fragments("1122"), 2));
    assertEquals(1, figure(result, Metric.RUBBLE_IOU));
    assertEquals(1, figure(result, Metric.PANOPTIC_QUALITY));
  }
}

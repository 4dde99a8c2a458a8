// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCore;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreGenerator;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.score.AreaScore;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Providers;

/** A segmentation from elsewhere is measured as the pipeline measures that of its segmenter. */
class SegmentationScorerTest {
  private static final String HASH = "0".repeat(64);

  private final SyntheticCore core =
      new SyntheticCoreGenerator(SyntheticCoreSettings.builder().size(401, 117).build()).draw(5);
  private final Photo photo = new Photo("drawn.png", HASH, core.photo());
  private final SegmentationScorer scorer = SegmentationScorer.create();

  /** Gives one result to every photo. */
  private record Fixed(Segmentation answer) implements Segmenter {
    @Override
    public Segmentation segment(RgbImage image) {
      return answer;
    }

    @Override
    public void close() {}
  }

  @Test
  void theFiguresAreThoseOfThePipeline() {
    PixelScale scale = new PixelScale(0.2);
    ScoredPhoto measured =
        scorer.withMinArea(40).withScale(scale).score(photo, "their-model", core.truth());
    try (ScoringPipeline pipeline =
        ScoringPipeline.builder(Providers.of(), "theirs", new Fixed(core.truth()))
            .minArea(40)
            .scale(scale)
            .build()) {
      ScoredPhoto scored = pipeline.score(photo);
      assertEquals(scored.fragments(), measured.fragments());
      assertEquals(scored.segmentation(), measured.segmentation());
      assertEquals(scored.score(), measured.score());
      assertEquals(scored.doubt(), measured.doubt());
      assertEquals(scored.layout(), measured.layout());
    }
    assertTrue(measured.fragments().fragments().size() > 3);
    assertEquals(Optional.of(scale), measured.scale());
    Provenance from = measured.provenance();
    assertEquals("their-model", from.segmenterId());
    assertEquals(Map.of(), from.segmenterOptions());
    assertEquals(Optional.empty(), from.layoutFinder());
    assertEquals(40, from.minArea());
  }

  @Test
  void aMaskOfLabelsAndInstancesAreMeasuredInOneCall() {
    Photo small = new Photo("small.png", HASH, RgbImage.wrap(4, 2, new int[8]));
    LabelMask mask = LabelMask.wrap(4, 2, new byte[] {1, 1, 0, 2, 1, 0, 0, 2}, LabelSet.CORESCORE);
    ScoredPhoto ofMask = scorer.score(small, "a mask", mask);
    assertEquals(2, ofMask.score().totalFragments());
    assertEquals(5, ofMask.score().absoluteArea().squarePixels());
    // Two fragments that touch are two where they come as instances.
    FragmentMap instances = FragmentMap.ofIds(4, 2, new int[] {1, 1, 2, 2, 1, 1, 2, 2});
    ScoredPhoto ofInstances = scorer.score(small, "instances", instances);
    assertEquals(2, ofInstances.score().totalFragments());
    assertEquals(8, ofInstances.score().absoluteArea().squarePixels());
    assertEquals("Rock_Fragment", ofInstances.fragments().fragments().get(0).label());
  }

  @Test
  void aCoarserGridOfThePhotosShapeIsCarriedToItsPixels() {
    Photo whole = new Photo("w.png", HASH, RgbImage.wrap(9, 6, new int[54]));
    byte[] labels = {1, 1, 1, 0, 0, 0};
    ScoredPhoto scored =
        scorer.score(whole, "coarse", LabelMask.wrap(3, 2, labels, LabelSet.CORESCORE));
    assertEquals(27, scored.score().absoluteArea().squarePixels());
    assertEquals(9, scored.segmentation().mask().width());
    // Sides are rounded to whole cells: 9 x 6 in cells of 4 is 3 x 2 or 2 x 2.
    assertEquals(
        54,
        scorer
            .score(
                whole, "rounded", LabelMask.wrap(2, 2, new byte[] {1, 1, 1, 1}, LabelSet.CORESCORE))
            .score()
            .absoluteArea()
            .squarePixels());
  }

  @Test
  void aMaskOfAnotherPhotoIsRefused() {
    LabelMask turned = LabelMask.wrap(117, 401, new byte[117 * 401], LabelSet.CORESCORE);
    CoreScoreException shape =
        assertThrows(CoreScoreException.class, () -> scorer.score(photo, "theirs", turned));
    assertEquals(
        "drawn.png: theirs: expected a grid of the shape of its 401 x 117 px, got one of 117 x 401",
        shape.getMessage());
    assertEquals(FailureKind.BAD_INPUT, shape.kind());
    Segmentation part =
        Segmentation.of(
            LabelMask.wrap(3, 2, new byte[6], LabelSet.CORESCORE),
            FragmentMap.ofIds(3, 2, new int[6]),
            PixelFrame.PHOTO);
    CoreScoreException corners =
        assertThrows(CoreScoreException.class, () -> scorer.score(photo, "theirs", part));
    assertTrue(String.valueOf(corners.getMessage()).startsWith("drawn.png: theirs: "));
    assertEquals(FailureKind.BAD_INPUT, corners.kind());
    CoreScoreException rows =
        assertThrows(
            CoreScoreException.class,
            () -> scorer.score(photo, "theirs", core.truth(), Layout.whole(3, 2)));
    assertEquals(FailureKind.BAD_INPUT, rows.kind());
    assertThrows(IllegalArgumentException.class, () -> scorer.score(photo, " ", core.truth()));
  }

  @Test
  void anotherAreaScorerIsAskedAndNamed() {
    ScoredPhoto scored =
        scorer.withScorer("ours", AreaScore::of).score(photo, "theirs", core.truth());
    assertEquals("ours", scored.provenance().scorerId());
    CoreScoreException failure =
        assertThrows(
            CoreScoreException.class,
            () ->
                scorer
                    .withScorer(
                        "broken",
                        fragments -> {
                          throw new IllegalStateException("no");
                        })
                    .score(photo, "theirs", core.truth()));
    assertEquals(FailureKind.PLUGIN, failure.kind());
    assertTrue(String.valueOf(failure.getMessage()).contains("drawn.png: area scorer broken"));
    assertThrows(IllegalArgumentException.class, () -> scorer.withMinArea(-1));
    assertThrows(IllegalArgumentException.class, () -> scorer.withScorer("", AreaScore::of));
  }
}

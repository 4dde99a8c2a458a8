// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.contract.SegmenterContract;
import uk.ac.bgs.corescore.djl.DjlUnetProvider;
import uk.ac.bgs.corescore.djl.TinyTraining;
import uk.ac.bgs.corescore.djl.internal.network.Heads;
import uk.ac.bgs.corescore.djl.internal.network.Prediction;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.ConfidenceMap;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

class UnetSegmenterContractTest extends SegmenterContract {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets the field
  Path folder;

  @BeforeEach
  void writeModel() throws IOException {
    TinyTraining.model(folder.resolve("m.corescore"));
  }

  @Override
  protected SegmenterProvider provider() {
    return new DjlUnetProvider();
  }

  @Override
  protected Options options() {
    return options("0.006");
  }

  private Options options(String smallest) {
    return Options.parse(
        provider().options(),
        Map.of(
            "model",
            folder.resolve("m.corescore").toString(),
            "rock",
            "0.3",
            "smallest",
            smallest,
            "sure",
            "0"));
  }

  /** A photo one pixel wide is reduced to the maximum input side too. */
  @Test
  void aThinPhotoIsReducedToo() {
    try (Segmenter segmenter = provider().create(options())) {
      int longerSide = segmenter.maxInputSide().orElseThrow();
      RgbImage upright = RgbImage.wrap(1, 50 * longerSide, new int[50 * longerSide]);
      Segmentation found = segmenter.segment(upright);
      assertEquals(1, found.mask().width());
      assertEquals(longerSide, found.mask().height());
      RgbImage lying = RgbImage.wrap(50 * longerSide, 1, new int[50 * longerSide]);
      assertEquals(longerSide, segmenter.segment(lying).mask().width());
    }
  }

  /** A running call gets its result; a later call gets an error. */
  @Test
  void closingWaitsForRunningCalls() throws Exception {
    RgbImage photo = TinyTraining.drawn(9).photo();
    for (int round = 0; round < 5; round++) {
      Segmenter segmenter = provider().create(options());
      Segmentation expected = segmenter.segment(photo);
      CountDownLatch looking = new CountDownLatch(2);
      List<CompletableFuture<String>> ends = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        ends.add(
            CompletableFuture.supplyAsync(
                () -> {
                  looking.countDown();
                  while (true) {
                    try {
                      assertEquals(expected, segmenter.segment(photo));
                    } catch (IllegalStateException e) {
                      return String.valueOf(e.getMessage());
                    }
                  }
                }));
      }
      looking.await();
      segmenter.close();
      for (CompletableFuture<String> end : ends) {
        assertEquals("segmenter djl-unet is closed", end.get(60, TimeUnit.SECONDS));
      }
    }
  }

  @Test
  void confidenceIsTheLikelihoodOfTheLabel() {
    try (Segmenter segmenter = provider().create(options())) {
      Segmentation found = segmenter.segment(TinyTraining.drawn(9).photo());
      ConfidenceMap confidence = found.confidence().orElseThrow();
      int labels = Heads.standard().labels().size();
      boolean varies = false;
      for (int y = 0; y < confidence.height(); y++) {
        for (int x = 0; x < confidence.width(); x++) {
          double sure = confidence.probability(x, y);
          // The most likely of n labels has at least 1/n; only Void may replace rock.
          boolean mostLikely = sure >= 1.0 / labels - 1.0 / 255;
          assertTrue(mostLikely || found.mask().index(x, y) == 0, sure + " at " + x + ", " + y);
          varies |= sure != confidence.probability(0, 0);
        }
      }
      assertTrue(varies, "an untrained network is not equally unsure everywhere");
    }
  }

  /**
   * Rock, as the most likely label or above the threshold, is Rock_Fragment in a piece and Void
   * elsewhere; all other cells have the most likely label.
   */
  @Test
  void cellsFollowTheirPrediction() {
    int width = 67;
    int height = 31;
    Heads heads = Heads.standard();
    byte[][] planes = new byte[heads.outputs()][width * height];
    SplittableRandom random = new SplittableRandom(2);
    int likely = 0;
    for (int i = 0; i < width * height; i++) {
      likely = random.nextInt(40) == 0 ? random.nextInt(heads.labels().size()) : likely;
      for (int k = 0; k < planes.length; k++) {
        planes[k][i] = (byte) random.nextInt(k == likely ? 100 : 0, k == likely ? 256 : 100);
      }
    }
    RgbImage photo = RgbImage.wrap(width, height, new int[width * height]);
    try (Segmenter segmenter = provider().create(options("0.3"))) {
      Segmentation found =
          ((UnetSegmenter) segmenter)
              .segmentation(new Prediction(width, height, planes), photo, 10);
      Set<String> seen = new HashSet<>();
      for (int i = 0; i < width * height; i++) {
        int x = i % width;
        int y = Math.floorDiv(i, width);
        int best = 0;
        int rock = 0;
        for (int k = 0; k < heads.labels().size(); k++) {
          best = (planes[k][i] & 0xff) > (planes[best][i] & 0xff) ? k : best;
          rock = Math.min(255, rock + (heads.labels().isRock(k) ? planes[k][i] & 0xff : 0));
        }
        boolean piece = found.fragments().id(x, y) != 0;
        boolean isRock = heads.labels().isRock(best) || rock >= 0.3 * 255;
        int shown = isRock ? heads.rock() : best;
        String label = !isRock || piece ? heads.labels().get(shown).name() : "Void";
        int sure = !isRock ? planes[best][i] & 0xff : piece ? rock : 255 - rock;
        String where = "most likely is " + best + " at " + x + ", " + y;
        assertEquals(label, found.mask().labels().get(found.mask().index(x, y)).name(), where);
        assertEquals(sure / 255.0, found.confidence().orElseThrow().probability(x, y), 1e-6);
        assertTrue(isRock || !piece);
        seen.add(isRock + " " + piece);
      }
      assertEquals(Set.of("true true", "true false", "false false"), seen);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.mask.MaskPng;
import uk.ac.bgs.corescore.core.photo.PhotoPairing;
import uk.ac.bgs.corescore.core.pipeline.WorkListener;
import uk.ac.bgs.corescore.core.training.evaluate.Evaluation;
import uk.ac.bgs.corescore.core.training.evaluate.EvaluationFile;
import uk.ac.bgs.corescore.core.training.evaluate.Metric;
import uk.ac.bgs.corescore.core.training.groundtruth.GroundTruth;
import uk.ac.bgs.corescore.core.training.groundtruth.GroundTruthReader;
import uk.ac.bgs.corescore.core.training.groundtruth.LabelReading;
import uk.ac.bgs.corescore.core.training.groundtruth.LabelledPhoto;
import uk.ac.bgs.corescore.core.training.groundtruth.MaskFolder;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;

/** A host evaluates masks from elsewhere against the ground truth of photos. */
class ComparisonTest {
  private static final int WIDTH = 40;
  private static final int HEIGHT = 20;
  private static final byte ROCK = 1;

  @TempDir Path folder = Path.of(".");

  @BeforeEach
  void drawPhotos() throws IOException {
    for (String kind : List.of("photos", "truth", "right", "half", "out")) {
      Files.createDirectory(folder.resolve(kind));
    }
    for (String name : List.of("a", "b")) {
      assertTrue(
          ImageIO.write(
              new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB),
              "png",
              folder.resolve("photos/" + name + ".png").toFile()));
      mask("truth", name, 20);
      mask("right", name, 20);
    }
    mask("half", "a", 10);
  }

  /** Rock in the first so many columns. */
  private void mask(String kind, String name, int columns) throws IOException {
    byte[] values = new byte[WIDTH * HEIGHT];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % WIDTH < columns ? ROCK : 0;
    }
    MaskPng.write(
        LabelMask.wrap(WIDTH, HEIGHT, values, LabelSet.CORESCORE),
        folder.resolve(kind).resolve(name + MaskFolder.MASK),
        false);
  }

  private GroundTruth truth() throws IOException {
    return new GroundTruthReader(
            Optional.of(PhotoPairing.of(MaskFolder.photos(folder.resolve("photos"), true))),
            LabelReading.DEFAULT,
            line -> {})
        .masks(folder.resolve("truth"), true, LabelSet.CORESCORE, true);
  }

  private Candidate candidate(String name) {
    return Candidate.of(name, MaskFolder.masks(folder.resolve(name), true), LabelSet.CORESCORE);
  }

  private static Comparison comparison(Candidates candidates, GroundTruth truth) {
    return new Comparison(
        candidates, Comparison.evaluator(Comparison.BOUNDARY), LabelSet.CORESCORE, truth);
  }

  @Test
  void figuresAreThoseOfTheMasks() throws IOException {
    try (Candidates candidates = Candidates.of(List.of(candidate("right")))) {
      Comparison comparison = comparison(candidates, truth());
      ComparisonResult result = comparison.run(WorkListener.SILENT).requireWhole();
      Evaluation right = result.evaluations().values().iterator().next();
      assertEquals(2, right.photos().size());
      assertEquals(1.0, right.mean().get(Metric.ROCK_IOU));
      assertTrue(Comparison.summary(right).startsWith("right, mean of 2: rock_iou 1.0000"));
      Comparison.write(right, folder.resolve("out/new"), false);
      assertEquals(
          right.mean(), EvaluationFile.readJson(folder.resolve("out/new/evaluation.json")).mean());
      assertThrows(
          IOException.class, () -> Comparison.write(right, folder.resolve("out/new"), false));
      comparison.writePage(result, folder.resolve("out/page.html"), false);
      assertTrue(Files.size(folder.resolve("out/page.html")) > 0);
    }
  }

  /** A photo without a mask of one candidate is left out for all, and reported. */
  @Test
  void aPhotoCountsForAllOrForNone() throws IOException {
    List<String> told = new ArrayList<>();
    WorkListener listener =
        new WorkListener() {
          @Override
          public void start(int items) {
            told.add("start " + items);
          }

          @Override
          public void done(String item, String figures) {
            told.add("done " + item);
          }

          @Override
          public void failed(String item, Throwable problem) {
            told.add("failed " + item);
          }
        };
    try (Candidates candidates = Candidates.of(List.of(candidate("right"), candidate("half")))) {
      ComparisonResult result = comparison(candidates, truth()).run(listener);
      assertEquals(List.of("start 2", "done a", "failed b"), told);
      assertEquals(List.of("b: half has no answer"), result.failures());
      assertEquals(List.of("right", "half"), List.copyOf(result.evaluations().keySet()));
      for (Evaluation evaluation : result.evaluations().values()) {
        assertEquals(1, evaluation.photos().size());
      }
      Evaluation half = Objects.requireNonNull(result.evaluations().get("half"));
      assertEquals(0.5, half.mean().get(Metric.ROCK_IOU));
      assertThrows(CoreScoreException.class, result::requireWhole);
    }
  }

  @Test
  void candidatesHaveNamesOfTheirOwn() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Candidates.of(List.of(candidate("right"), candidate("right"))));
  }

  /** Masks without a photo are a failure where photos are there, and enough by themselves. */
  @Test
  void masksNeedPhotosOnlyWhereTheyAreAskedFor() throws IOException {
    Files.delete(folder.resolve("photos/b.png"));
    GroundTruth found = truth();
    assertEquals(List.of("a"), found.photos().stream().map(LabelledPhoto::name).toList());
    assertEquals(1, found.failures().size());
    GroundTruth alone =
        new GroundTruthReader(Optional.empty(), LabelReading.DEFAULT, line -> {})
            .masks(folder.resolve("truth"), true, LabelSet.CORESCORE, false);
    assertEquals(List.of(), alone.failures());
    assertEquals(2, alone.photos().size());
    assertEquals(1, alone.photos().get(0).draw().fragments().count());
    assertEquals(alone.photos().get(0).sha256(), alone.photos().get(1).sha256(), "same bytes");
    assertThrows(CoreScoreException.class, () -> alone.photos().get(0).requirePhoto());
    CoreScoreException none =
        assertThrows(
            CoreScoreException.class,
            () -> new GroundTruth(List.of(), List.of("x: y")).requireSome("photos"));
    assertEquals("no photo in photos has ground truth: 1 (x: y)", none.getMessage());
  }
}

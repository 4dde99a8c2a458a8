// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoReducer;
import uk.ac.bgs.corescore.core.pipeline.Doubt.Kind;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCore;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreGenerator;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.ConfidenceMap;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;

class DoubtTest {
  private static final int SIDE = 100;

  @ParameterizedTest
  @CsvSource({
    // rows of a hundred that are rock, of these unsure, kind
    "0, 0, NO_ROCK",
    "1, 0, ",
    "93, 0, ",
    "94, 0, ALL_ROCK",
    "94, 94, ALL_ROCK",
    "50, 0, ",
    "50, 6, ",
    "50, 7, UNCERTAIN",
    "50, 50, UNCERTAIN",
  })
  void theFigureBeyondItsThresholdIsADoubt(int rock, int unsure, Kind kind) {
    Photo photo = photo(SIDE, SIDE, DoubtTest::noise);
    Segmentation found = rows(SIDE, SIDE, rock);
    byte[] sure = new byte[SIDE * SIDE];
    Arrays.fill(sure, (byte) 0xFF);
    Arrays.fill(sure, 0, unsure * SIDE, (byte) 203);
    Optional<Doubt> doubt =
        Doubt.of(photo, found.withConfidence(ConfidenceMap.of(SIDE, SIDE, sure)));
    assertEquals(Optional.ofNullable(kind), doubt.map(Doubt::kind));
    doubt.ifPresent(
        d -> {
          double figure = d.kind() == Kind.UNCERTAIN ? unsure / (double) rock : rock / 100.0;
          assertEquals(figure, d.figure(), 1e-12);
          assertEquals(d.kind() == Kind.NO_ROCK, d.figure() < d.threshold());
          boolean number = d.kind() == Kind.NO_ROCK || d.reason().contains(" %");
          assertTrue(number, d.reason());
        });
  }

  @Test
  void lessThanAHundredthIsHardlyAnyRock() {
    Doubt doubt = Doubt.of(photo(50, 300, DoubtTest::noise), rows(50, 300, 2)).orElseThrow();
    assertEquals(Kind.NO_ROCK, doubt.kind());
    assertTrue(doubt.reason().startsWith("hardly any rock was found, 0.67 % of the photo"));
  }

  @Test
  void aPhotoMuchHigherThanWideIsADoubtOfASegmenterThatHasAConfidence() {
    Segmentation found = rows(50, 101, 40);
    Photo high = photo(50, 101, DoubtTest::noise);
    assertEquals(Optional.empty(), Doubt.of(high, found));
    Doubt doubt = Doubt.of(high, sure(found)).orElseThrow();
    assertEquals(Kind.UPRIGHT, doubt.kind());
    assertEquals(2.02, doubt.figure());
    assertEquals(
        Optional.empty(), Doubt.of(photo(50, 100, DoubtTest::noise), sure(rows(50, 100, 40))));
  }

  @Test
  void sharpnessIsOneForNoiseAndAQuarterForASlopeWhateverTheContrast() {
    FragmentMap all = rows(400, 40, 40).fragments();
    assertEquals(1, sharpness(image(400, 40, DoubtTest::noise), all), 0.02);
    IntBinaryOperator slope = (x, y) -> 0x010101 * (x / 2);
    assertEquals(0.25, sharpness(image(400, 40, slope), all), 0.01);
    IntBinaryOperator faint = (x, y) -> 0x010101 * (100 + (hash(x, y) & 3));
    assertEquals(1, sharpness(image(400, 40, faint), all), 0.05);
    assertEquals(OptionalDouble.empty(), Sharpness.of(image(400, 40, (x, y) -> 0x808080), all));
    assertEquals(
        OptionalDouble.empty(),
        Sharpness.of(image(400, 40, DoubtTest::noise), rows(400, 40, 2).fragments()));
  }

  @Test
  void onlyTheRockIsLookedAt() {
    IntBinaryOperator half = (x, y) -> y < 20 ? noise(x, y) : 0x010101 * (x / 2);
    RgbImage image = image(400, 40, half);
    assertEquals(1, sharpness(image, rows(400, 40, 20).fragments()), 0.02);
    int[] below = new int[400 * 40];
    Arrays.fill(below, 400 * 20, below.length, 1);
    assertEquals(0.25, sharpness(image, FragmentMap.ofIds(400, 40, below)), 0.02);
  }

  @Test
  void aDrawnPhotoIsSharpAndItsBlurredCopyIsNot() {
    for (long seed = 31; seed < 35; seed++) {
      SyntheticCore core =
          new SyntheticCoreGenerator(SyntheticCoreSettings.builder().size(2000, 282).build())
              .draw(seed);
      Segmentation truth = core.truth();
      assertEquals(Optional.empty(), Doubt.of(photo(core.photo()), truth));
      Doubt doubt = Doubt.of(photo(blurred(core.photo(), 5)), truth).orElseThrow();
      assertEquals(Kind.BLURRED, doubt.kind());
      assertTrue(doubt.figure() < doubt.threshold() && doubt.figure() > 0.2, doubt.toString());
    }
  }

  @Test
  void blurThatReducingTakesAwayIsNone() {
    FragmentMap all = rows(4000, 20, 20).fragments();
    RgbImage wide = image(4000, 20, (x, y) -> noise(x / 2, y / 2));
    assertEquals(1, sharpness(wide, all), 0.05);
    FragmentMap small = rows(2000, 10, 10).fragments();
    assertEquals(sharpness(PhotoReducer.reduceToFit(wide, 2000), small), sharpness(wide, all));
  }

  @Test
  void anotherGridIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Doubt.of(photo(50, 50, DoubtTest::noise), rows(50, 49, 20)));
  }

  private static double sharpness(RgbImage image, FragmentMap rock) {
    return Sharpness.of(image, rock).orElseThrow();
  }

  private static int noise(int x, int y) {
    return 0x010101 * (hash(x, y) & 0xFF);
  }

  /** Well-mixed bits of a place (the finalizer of MurmurHash3, Appleby 2011). */
  private static int hash(int x, int y) {
    int bits = 0x9E3779B9 * (x + 65537 * y);
    bits = (bits ^ bits >>> 16) * 0x85EBCA6B;
    bits = (bits ^ bits >>> 13) * 0xC2B2AE35;
    return bits ^ bits >>> 16;
  }

  private static RgbImage image(int width, int height, IntBinaryOperator colour) {
    int[] pixels = new int[width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = colour.applyAsInt(i % width, i / width);
    }
    return RgbImage.of(width, height, pixels);
  }

  private static RgbImage blurred(RgbImage sharp, int radius) {
    int[] pixels = new int[sharp.width() * sharp.height()];
    for (int i = 0; i < pixels.length; i++) {
      int x = i % sharp.width();
      int y = i / sharp.width();
      int[] sums = new int[3];
      int count = 0;
      for (int u = Math.max(0, x - radius); u <= Math.min(sharp.width() - 1, x + radius); u++) {
        for (int v = Math.max(0, y - radius); v <= Math.min(sharp.height() - 1, y + radius); v++) {
          int rgb = sharp.rgb(u, v);
          for (int c = 0; c < 3; c++) {
            sums[c] += (rgb >> (8 * c)) & 0xFF;
          }
          count++;
        }
      }
      for (int c = 0; c < 3; c++) {
        pixels[i] |= (sums[c] / count) << (8 * c);
      }
    }
    return RgbImage.of(sharp.width(), sharp.height(), pixels);
  }

  private static Photo photo(int width, int height, IntBinaryOperator colour) {
    return photo(image(width, height, colour));
  }

  private static Photo photo(RgbImage image) {
    return new Photo("a.png", "0123456789abcdef".repeat(4), image);
  }

  private static Segmentation sure(Segmentation found) {
    byte[] sure = new byte[found.mask().width() * found.mask().height()];
    Arrays.fill(sure, (byte) 0xFF);
    return found.withConfidence(
        ConfidenceMap.of(found.mask().width(), found.mask().height(), sure));
  }

  /** The uppermost rows are rock. */
  private static Segmentation rows(int width, int height, int rows) {
    int[] ids = new int[width * height];
    byte[] labels = new byte[ids.length];
    Arrays.fill(ids, 0, rows * width, 1);
    Arrays.fill(labels, 0, rows * width, (byte) 1);
    return Segmentation.of(
        LabelMask.of(width, height, labels, LabelSet.CORESCORE),
        FragmentMap.ofIds(width, height, ids),
        PixelFrame.PHOTO);
  }
}

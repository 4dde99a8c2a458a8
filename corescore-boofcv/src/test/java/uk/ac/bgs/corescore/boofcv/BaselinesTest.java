// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import boofcv.concurrency.BoofConcurrency;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.OptionException;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.Providers;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

class BaselinesTest {
  private static final Shape[] APART = {
    new Rectangle(60, 40, 120, 110),
    new Rectangle(220, 40, 150, 110),
    new Rectangle(420, 50, 90, 90)
  };

  static List<SegmenterProvider> providers() {
    return List.of(new EdgeSegmenterProvider(), new WatershedSegmenterProvider());
  }

  @Test
  void bothAreFoundByTheirIds() {
    Providers providers = Providers.discover(BaselinesTest.class.getClassLoader());
    for (SegmenterProvider provider : providers()) {
      try (Segmenter segmenter = providers.createSegmenter(provider.id(), Map.of())) {
        assertEquals(BaselineSegmenter.class, segmenter.getClass().getSuperclass());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void findsSeparatePiecesWithTheirAreas(SegmenterProvider provider) {
    for (int tray : new int[] {TestPhotos.DARK_TRAY, TestPhotos.CARDBOARD}) {
      Segmentation found = segment(provider, Map.of(), TestPhotos.of(600, 190, tray, APART));
      assertEquals(APART.length, found.fragments().count(), "on " + Integer.toHexString(tray));
      long[] areas = found.fragments().areas();
      for (int i = 0; i < APART.length; i++) {
        Rectangle box = APART[i].getBounds();
        int id = found.fragments().id((int) box.getCenterX(), (int) box.getCenterY());
        assertTrue(id > 0, "rock in the middle of " + box);
        assertEquals(1, (double) areas[id] / TestPhotos.pixels(box), 0.1, "area");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void labelsAreVoidAndRockOfCoreScore(SegmenterProvider provider) {
    Segmentation found =
        segment(provider, Map.of(), TestPhotos.of(600, 190, TestPhotos.CARDBOARD, APART));
    assertEquals(LabelSet.CORESCORE, found.mask().labels());
    long[] histogram = found.mask().histogram();
    assertTrue(histogram[0] > 0 && histogram[1] > 0);
    assertEquals(0, Arrays.stream(histogram).skip(2).sum());
  }

  @Test
  void watershedPartsTwoDiscsThatTouch() {
    Area discs = new Area(new Ellipse2D.Double(60, 40, 110, 110));
    discs.add(new Area(new Ellipse2D.Double(160, 40, 110, 110)));
    RgbImage photo = TestPhotos.of(400, 190, TestPhotos.CARDBOARD, discs);
    SegmenterProvider provider = new WatershedSegmenterProvider();
    Segmentation parted = segment(provider, Map.of(), photo);
    assertEquals(2, parted.fragments().count());
    long[] areas = parted.fragments().areas();
    assertEquals(1, (double) areas[1] / areas[2], 0.05);
    Segmentation whole = segment(provider, Map.of("neck", "0"), photo);
    assertEquals(1, whole.fragments().count());
    assertEquals(parted.mask(), whole.mask());
  }

  @Test
  void watershedLeavesALongPieceWhole() {
    Rectangle piece = new Rectangle(40, 50, 700, 80);
    RgbImage photo = TestPhotos.of(800, 180, TestPhotos.CARDBOARD, piece);
    Segmentation found = segment(new WatershedSegmenterProvider(), Map.of(), photo);
    assertEquals(1, found.fragments().count());
  }

  @Test
  void watershedTakesOtherChannels() {
    RgbImage dark = TestPhotos.of(600, 190, 0xE8E8E8, APART);
    Map<String, String> darkness = Map.of("channel", "darkness");
    assertEquals(3, segment(new WatershedSegmenterProvider(), darkness, dark).fragments().count());
    RgbImage pale = TestPhotos.of(600, 190, 0x383838, APART);
    Map<String, String> lightness = Map.of("channel", "lightness");
    assertEquals(3, segment(new WatershedSegmenterProvider(), lightness, pale).fragments().count());
    RgbImage blue = TestPhotos.of(600, 190, 0x3050A0, APART);
    Map<String, String> greyness = Map.of("channel", "greyness");
    assertEquals(3, segment(new WatershedSegmenterProvider(), greyness, blue).fragments().count());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void everyThresholdModeFindsRockOnADarkTray(SegmenterProvider provider) {
    RgbImage photo = TestPhotos.of(600, 190, TestPhotos.DARK_TRAY, APART);
    for (ThresholdMode mode : ThresholdMode.values()) {
      Map<String, String> options =
          Map.of("threshold-mode", mode.name().toLowerCase(java.util.Locale.ROOT));
      long rock = segment(provider, options, photo).fragments().areas()[0];
      assertTrue(rock > 0, mode + " finds rock");
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 300", "300, 1", "2, 2", "5, 3", "2000, 1", "1, 3000", "19, 19"})
  void answersOnPhotosOfAnySize(int width, int height) {
    for (SegmenterProvider provider : providers()) {
      for (int colour : new int[] {0x000000, TestPhotos.CARDBOARD, TestPhotos.ROCK, 0xFFFFFF}) {
        RgbImage photo = TestPhotos.uniform(width, height, colour);
        Segmentation found = segment(provider, Map.of(), photo);
        int longer = Math.max(found.mask().width(), found.mask().height());
        assertEquals(Math.min(1200, Math.max(width, height)), longer);
        assertEquals(
            PixelFrame.covering(width, height, found.mask().width(), found.mask().height()),
            found.frame());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void cardboardAloneHoldsNoRock(SegmenterProvider provider) {
    RgbImage photo = TestPhotos.uniform(640, 120, TestPhotos.CARDBOARD);
    assertEquals(0, segment(provider, Map.of(), photo).fragments().count());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void workingSizeReducesTheGridAndNotTheAnswer(SegmenterProvider provider) {
    RgbImage photo = TestPhotos.of(600, 190, TestPhotos.CARDBOARD, APART);
    Segmentation full = segment(provider, Map.of(), photo);
    Segmentation half = segment(provider, Map.of("working-size", "301"), photo);
    assertEquals(301, half.mask().width());
    assertEquals(full.fragments().count(), half.fragments().count());
    double cell = half.frame().scaleX() * half.frame().scaleY();
    long area = full.fragments().areas()[0];
    assertEquals(1, cell * half.fragments().areas()[0] / area, 0.05);
  }

  @ParameterizedTest
  @MethodSource("providers")
  void smallFragmentsAreDropped(SegmenterProvider provider) {
    RgbImage photo = TestPhotos.of(600, 190, TestPhotos.CARDBOARD, APART);
    int large = 12_000;
    Segmentation found = segment(provider, Map.of("min-area", "" + large), photo);
    assertEquals(2, found.fragments().count());
    assertTrue(Arrays.stream(found.fragments().areas()).allMatch(area -> area >= large));
  }

  @ParameterizedTest
  @MethodSource("providers")
  void valuesOutOfRangeAreRefused(SegmenterProvider provider) {
    for (OptionKey<?> key : provider.options()) {
      for (String text : List.of("-1001", "1e12", "none", "NaN")) {
        assertThrows(
            OptionException.class,
            () -> Options.parse(provider.options(), Map.of(key.name(), text)),
            key + " = " + text);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void readmeListsEveryOptionWithItsDefault(SegmenterProvider provider) throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    Options.defaults(provider.options())
        .toTexts()
        .forEach(
            (name, value) -> {
              String row = "| `" + name + "` | " + value.replaceFirst("\\.0$", "") + " |";
              assertTrue(readme.contains(row), "README.md lists " + row);
            });
  }

  @ParameterizedTest
  @MethodSource("providers")
  void hostsSwitchForThreadsIsLeftAloneAndChangesNothing(SegmenterProvider provider) {
    RgbImage photo = TestPhotos.of(600, 190, TestPhotos.CARDBOARD, APART);
    boolean before = BoofConcurrency.USE_CONCURRENT;
    Segmentation found = segment(provider, Map.of(), photo);
    assertEquals(before, BoofConcurrency.USE_CONCURRENT);
    try {
      BoofConcurrency.USE_CONCURRENT = !before;
      assertEquals(found, segment(provider, Map.of(), photo));
      assertEquals(!before, BoofConcurrency.USE_CONCURRENT);
    } finally {
      BoofConcurrency.USE_CONCURRENT = before;
    }
  }

  private static Segmentation segment(
      SegmenterProvider provider, Map<String, String> options, RgbImage photo) {
    try (Segmenter segmenter = provider.create(Options.parse(provider.options(), options))) {
      return segmenter.segment(photo);
    }
  }
}

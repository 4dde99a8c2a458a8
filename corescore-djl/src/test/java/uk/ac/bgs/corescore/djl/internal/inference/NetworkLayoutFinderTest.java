// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCore;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreGenerator;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;
import uk.ac.bgs.corescore.djl.DjlLayoutProvider;
import uk.ac.bgs.corescore.djl.TinyTraining;
import uk.ac.bgs.corescore.image.PixelRect;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.LayoutFinder;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.layout.RowOrientation;
import uk.ac.bgs.corescore.spi.LayoutFinderProvider;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.Providers;

/** The bundled layout model, on synthetic boxes. */
class NetworkLayoutFinderTest {
  private static LayoutFinder finder() {
    LayoutFinderProvider provider = new DjlLayoutProvider();
    return provider.create(Options.defaults(provider.options()));
  }

  private static SyntheticCore box(int rows, long seed) {
    return new SyntheticCoreGenerator(
            SyntheticCoreSettings.builder().size(1200, 220 * rows).rows(rows).build())
        .draw(seed);
  }

  private static List<CoreRow> rows(SyntheticCore drawn) {
    return drawn.rows().stream().map(row -> row(row.index() + 1, row.area())).toList();
  }

  private static CoreRow row(int number, PixelRect area) {
    double right = area.x() + area.width();
    double bottom = area.y() + area.height();
    return new CoreRow(
        number,
        1,
        new PhotoPoint(area.x(), area.y()),
        new PhotoPoint(right, area.y()),
        new PhotoPoint(right, bottom),
        new PhotoPoint(area.x(), bottom),
        OptionalDouble.empty());
  }

  private static double iou(CoreRow a, CoreRow b) {
    double both = a.outline().intersection(b.outline()).getArea();
    return both / (a.outline().getArea() + b.outline().getArea() - both);
  }

  /** A quarter turn to the right. */
  private static RgbImage turned(RgbImage photo) {
    int columns = photo.height();
    int rows = photo.width();
    int[] pixels = new int[columns * rows];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        pixels[y * columns + x] = photo.pixels().get((columns - 1 - x) * rows + y);
      }
    }
    return RgbImage.wrap(columns, rows, pixels);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void rowsOfADrawnBoxAreFound(int rows) {
    SyntheticCore drawn = box(rows, 7L * rows);
    try (LayoutFinder finder = finder()) {
      Layout found = finder.find(drawn.photo());
      assertEquals(rows, found.rows().size(), () -> "rows: " + found.rows());
      List<CoreRow> truth = rows(drawn);
      for (int i = 0; i < rows; i++) {
        double iou = iou(truth.get(i), found.rows().get(i));
        assertTrue(iou > 0.8, "row " + (i + 1) + ": " + iou);
        assertTrue(found.rows().get(i).confidence().orElseThrow() > 0.5);
      }
      assertEquals("djl-layout", found.foundBy());
    }
  }

  @Test
  void aBoxOnItsSideHasVerticalRows() {
    SyntheticCore drawn = box(3, 21);
    try (LayoutFinder finder = finder()) {
      List<CoreRow> found = finder.find(turned(drawn.photo())).rows();
      assertEquals(3, found.size(), () -> "rows: " + found);
      assertTrue(found.stream().allMatch(row -> row.orientation() == RowOrientation.VERTICAL));
      assertTrue(found.get(0).topLeft().x() < found.get(2).topLeft().x());
    }
  }

  /** A photo as slender as one row is one row; the network does not run. */
  @Test
  void aLongPhotoIsOneRow() {
    int[] noise = new SplittableRandom(1).ints(600 * 100, 0, 1 << 24).toArray();
    try (LayoutFinder finder = finder()) {
      Layout wide = finder.find(RgbImage.wrap(600, 100, noise));
      assertTrue(wide.isPhoto());
      Layout tall = finder.find(RgbImage.wrap(100, 600, noise));
      assertTrue(tall.isWhole());
      assertEquals(RowOrientation.VERTICAL, tall.rows().get(0).orientation());
      assertEquals("djl-layout", tall.foundBy());
    }
  }

  /** A short row that fills the photo is not recognised, and both orientations are candidates. */
  @Test
  void uncertainLayoutsHaveCandidatesInBothDirections() {
    RgbImage photo =
        new SyntheticCoreGenerator(SyntheticCoreSettings.builder().size(484, 220).rows(1).build())
            .draw(11)
            .photo();
    try (LayoutFinder finder = finder()) {
      List<Layout> candidates = finder.candidates(photo);
      assertEquals(finder.find(photo), candidates.get(0));
      for (RowOrientation way : RowOrientation.values()) {
        assertTrue(candidates.contains(Layout.whole(484, 220, way, "djl-layout")), way.id());
      }
      // A box that is seen surely, and a photo as long as one row is.
      assertEquals(1, finder.candidates(box(4, 28).photo()).size());
      assertEquals(1, finder.candidates(RgbImage.wrap(600, 100, new int[60_000])).size());
    }
  }

  /** Single rows that fill photos of 1.3 and 2.2 times as long as wide, lying and upright. */
  @ParameterizedTest
  @CsvSource({"11, 286", "14, 484"})
  void aShortRowThatFillsThePhotoIsReadAlongIt(long seed, int length) {
    SyntheticCore drawn =
        new SyntheticCoreGenerator(
                SyntheticCoreSettings.builder().size(length, 220).rows(1).build())
            .draw(seed);
    Providers providers = Providers.discover(NetworkLayoutFinderTest.class.getClassLoader());
    try (ScoringPipeline pipeline =
        ScoringPipeline.builder(providers, "djl-unet").segmenterOption("flips", "false").build()) {
      double lying = rockArea(pipeline, drawn.photo(), RowOrientation.HORIZONTAL);
      double upright = rockArea(pipeline, turned(drawn.photo()), RowOrientation.VERTICAL);
      double truth = drawn.truth().fragments().areas()[0];
      assertEquals(1, lying / truth, 0.15);
      assertEquals(1, upright / truth, 0.15);
    }
  }

  private static double rockArea(ScoringPipeline pipeline, RgbImage photo, RowOrientation way) {
    ScoredPhoto scored = pipeline.score(new Photo("drawn.png", "0".repeat(64), photo));
    assertEquals(1, scored.layout().rows().size(), () -> scored.photo().remarks().toString());
    assertEquals(way, scored.layout().rows().get(0).orientation());
    return scored.score().absoluteArea().squarePixels();
  }

  @Test
  void plainBackgroundHasNoRow() {
    int[] grey = new int[400 * 300];
    Arrays.fill(grey, 0x808080);
    try (LayoutFinder finder = finder()) {
      assertEquals(List.of(), finder.find(RgbImage.wrap(400, 300, grey)).rows());
    }
  }

  @Test
  void segmentationModelIsRefused(@TempDir Path folder) throws Exception {
    Path model = folder.resolve("m.corescore");
    TinyTraining.model(model);
    LayoutFinderProvider provider = new DjlLayoutProvider();
    CoreScoreException e =
        assertThrows(
            CoreScoreException.class,
            () ->
                provider.create(
                    Options.parse(provider.options(), Map.of("model", model.toString()))));
    assertEquals(
        model + ": djl-layout expected a model of the task layout, got one of the task segment",
        e.getMessage());
  }
}

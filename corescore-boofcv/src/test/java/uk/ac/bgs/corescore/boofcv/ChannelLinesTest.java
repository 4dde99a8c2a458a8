// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Shape;
import java.awt.geom.Path2D;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.boofcv.DrawnBox.Make;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreGenerator;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.LayoutFinder;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.layout.RowOrientation;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.Providers;

/** Rows of drawn boxes are found where they were drawn. */
class ChannelLinesTest {
  private static Layout find(RgbImage photo, Map<String, String> options) {
    try (LayoutFinder finder =
        Providers.of(new ChannelLinesProvider())
            .createLayoutFinder(ChannelLinesProvider.ID, options)) {
      return finder.find(photo);
    }
  }

  private static Layout find(RgbImage photo) {
    return find(photo, Map.of());
  }

  private static Path2D outline(CoreRow row) {
    Path2D path = new Path2D.Double();
    List<PhotoPoint> corners = row.corners();
    path.moveTo(corners.get(0).x(), corners.get(0).y());
    corners.subList(1, 4).forEach(corner -> path.lineTo(corner.x(), corner.y()));
    path.closePath();
    return path;
  }

  private static double overlap(Shape a, Shape b, RgbImage photo) {
    long both = 0;
    long either = 0;
    for (int y = 1; y < photo.height(); y += 2) {
      for (int x = 1; x < photo.width(); x += 2) {
        boolean inA = a.contains(x, y);
        boolean inB = b.contains(x, y);
        both += inA && inB ? 1 : 0;
        either += inA || inB ? 1 : 0;
      }
    }
    return both / (double) either;
  }

  @ParameterizedTest(name = "{0} rows, {1}, {2} degrees, {3} px")
  @CsvSource({
    "1, WOOD, 0, 800",
    "2, DARK, 4, 800",
    "3, PLASTIC, 20, 800",
    "4, CARD, -19, 800",
    "3, WOOD, 2.5, 1600",
    "5, DARK, -7, 560",
    "1, DARK, 90, 800",
    "3, CARD, 83, 800",
    "4, PLASTIC, 104, 800",
    "5, WOOD, 92, 640"
  })
  void rowsAreFoundWhereTheyAre(int count, Make make, double degrees, int size) {
    DrawnBox box = DrawnBox.of(count, make, degrees, size, 40 + count);
    Layout layout = find(box.photo());
    assertEquals(count, layout.rows().size(), layout.toString());
    assertEquals("channel-lines", layout.foundBy());
    assertEquals(1, layout.boxes());
    boolean upright = degrees > 45;
    for (CoreRow row : layout.rows()) {
      assertEquals(
          upright ? RowOrientation.VERTICAL : RowOrientation.HORIZONTAL, row.orientation());
      // Of a box that was turned clockwise by a quarter the row that was first is the rightmost.
      int drawn = upright ? count - row.number() : row.number() - 1;
      double overlap = overlap(box.rows().get(drawn), outline(row), box.photo());
      assertTrue(overlap >= 0.8, "row " + row.number() + ": " + overlap + ", " + row);
      assertTrue(row.confidence().orElseThrow() > 0, row.toString());
      PhotoPoint begin = row.topLeft();
      PhotoPoint end = row.topRight();
      assertTrue(upright ? end.y() > begin.y() : end.x() > begin.x(), row.toString());
    }
  }

  @ParameterizedTest(name = "row {0} x {1}")
  @CsvSource({"1572, 222", "222, 1572", "900, 199", "40, 8", "1, 60"})
  void aPhotoMuchLongerThanWideIsOneRowAndIsNotLookedAt(int width, int height) {
    int[] pixels = new Random(5).ints((long) width * height, 0, 1 << 24).toArray();
    Layout layout = find(RgbImage.wrap(width, height, pixels));
    assertEquals(
        Layout.whole(width, height).rows().get(0).corners(), layout.rows().get(0).corners());
    assertTrue(layout.isWhole());
    assertEquals(OptionalDouble.of(0.9), layout.rows().get(0).confidence());
  }

  @Test
  void aDrawnRowIsOneRow() {
    SyntheticCoreSettings settings = SyntheticCoreSettings.builder().size(600, 120).build();
    for (int seed = 1; seed <= 3; seed++) {
      assertTrue(find(new SyntheticCoreGenerator(settings).draw(seed).photo()).isPhoto());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void whereThereAreNoWallsThePhotoIsOneRowOfLittleConfidence(int kind) {
    int[] pixels = new int[640 * 480];
    Random random = new Random(kind);
    for (int i = 0; i < pixels.length; i++) {
      int x = i % 640;
      int y = Math.floorDiv(i, 640);
      int grey =
          switch (kind) {
            case 0 -> 128;
            case 1 -> random.nextInt(256);
            case 2 ->
                (int) (100 + 60 * Math.sin(x / 23.0) * Math.cos(y / 31.0)) + random.nextInt(9);
            default -> Math.hypot(x - 320, y - 240) < 150 ? 220 - random.nextInt(30) : 60;
          };
      pixels[i] = grey * 0x010101;
    }
    Layout layout = find(RgbImage.wrap(640, 480, pixels));
    assertTrue(layout.isPhoto(), layout.toString());
    assertTrue(layout.rows().get(0).confidence().orElseThrow() <= 0.25, layout.toString());
  }

  @Test
  void optionsChangeWhatIsLookedAt() {
    RgbImage photo = DrawnBox.of(3, Make.WOOD, 0, 800, 43).photo();
    assertEquals(3, find(photo, Map.of("working-size", "400")).rows().size());
    assertTrue(find(photo, Map.of("row-aspect", "1.2")).isPhoto());
  }

  @Test
  void aPhotoOfOnePixelHasARow() {
    int[] pixels = new int[1];
    Arrays.fill(pixels, 0x123456);
    assertTrue(find(RgbImage.wrap(1, 1, pixels)).isPhoto());
    assertEquals(
        2, Options.defaults(new ChannelLinesProvider().options()).toTexts().size(), "both options");
  }

  /** What has no walls may be one row either way; where walls are seen there is no doubt. */
  @Test
  void withoutWallsAPhotoMayBeARowEitherWay() {
    int[] grey = new int[300 * 300];
    Arrays.fill(grey, 0x808080);
    try (LayoutFinder finder =
        Providers.of(new ChannelLinesProvider())
            .createLayoutFinder(ChannelLinesProvider.ID, Map.of())) {
      List<Layout> candidates = finder.candidates(RgbImage.wrap(300, 300, grey));
      assertEquals(
          List.of(RowOrientation.HORIZONTAL, RowOrientation.VERTICAL),
          candidates.stream().map(layout -> layout.rows().get(0).orientation()).toList());
      assertEquals(finder.find(RgbImage.wrap(300, 300, grey)), candidates.get(0));
      assertEquals(1, finder.candidates(RgbImage.wrap(900, 100, new int[90_000])).size());
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.core.trace.FragmentFinder;
import uk.ac.bgs.corescore.image.RgbImage;

class SyntheticCoreGeneratorTest {
  private static final long GOLDEN_PHOTO = 483741386L;
  private static final long GOLDEN_ROWS = 1884040180L;

  private static SyntheticCore draw(long seed, int width, int height, int rows) {
    return new SyntheticCoreGenerator(
            SyntheticCoreSettings.builder().size(width, height).rows(rows).build())
        .draw(seed);
  }

  @Test
  void aSeedGivesOnePhotograph() {
    SyntheticCore one = draw(4, 500, 71, 1);
    assertEquals(one, draw(4, 500, 71, 1));
    assertNotEquals(one.photo(), draw(5, 500, 71, 1).photo());
  }

  @Test
  void thePhotographIsTheSameOnEveryMachine() {
    assertEquals(GOLDEN_PHOTO, checksum(draw(4, 500, 71, 1).photo()));
    assertEquals(GOLDEN_ROWS, checksum(draw(5, 320, 240, 4).photo()));
  }

  private static long checksum(RgbImage photo) {
    CRC32 crc = new CRC32();
    IntBuffer pixels = photo.pixels();
    while (pixels.hasRemaining()) {
      int rgb = pixels.get();
      crc.update(rgb >> 16);
      crc.update(rgb >> 8);
      crc.update(rgb);
    }
    return crc.getValue();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, -1, Long.MAX_VALUE})
  void truthHoldsTogether(long seed) {
    SyntheticCore core = draw(seed, 900, 127, 1);
    assertEquals(seed, core.seed());
    assertEquals(core.truth().fragments().count(), core.pieces().size());
    List<SyntheticCore.Piece> solid = new ArrayList<>();
    int fragment = 0;
    for (SyntheticCore.Piece piece : core.pieces()) {
      assertEquals(++fragment, piece.fragment());
      assertTrue(piece.depthBase() > piece.depthTop(), piece::toString);
      assertEquals(
          1000 * (piece.depthBase() - piece.depthTop()),
          piece.length().millimetres(core.scale()),
          1e-6);
      SyntheticCore.Row row = core.rows().get(piece.row());
      assertTrue(piece.depthTop() >= row.depthTop() - 1e-9, piece::toString);
      assertTrue(piece.depthBase() <= row.depthBase() + 1e-9, piece::toString);
      if (!piece.rubble()) {
        solid.add(piece);
      }
    }
    solid.sort(Comparator.comparingDouble(SyntheticCore.Piece::depthTop));
    for (int i = 1; i < solid.size(); i++) {
      assertTrue(
          solid.get(i).depthTop() >= solid.get(i - 1).depthBase() - 1e-9,
          "pieces of full diameter do not overlap in depth");
    }
  }

  @Test
  void rowsFollowEachOtherInDepth() {
    SyntheticCore core = draw(2, 700, 400, 4);
    assertEquals(4, core.rows().size());
    for (int i = 1; i < 4; i++) {
      assertEquals(core.rows().get(i - 1).depthBase(), core.rows().get(i).depthTop(), 1e-9);
      assertTrue(core.rows().get(i).area().y() > core.rows().get(i - 1).area().y());
    }
  }

  @Test
  void overSomeSeedsThereIsEverythingThatIsHard() {
    long[] labels = new long[7];
    boolean touching = false;
    boolean rubble = false;
    for (long seed = 0; seed < 12; seed++) {
      SyntheticCore core = draw(seed, 900, 127, 1);
      long[] histogram = core.truth().mask().histogram();
      for (int i = 0; i < labels.length; i++) {
        labels[i] += histogram[i];
      }
      touching |=
          FragmentFinder.find(core.truth().mask()).count() < core.truth().fragments().count();
      rubble |= core.pieces().stream().anyMatch(SyntheticCore.Piece::rubble);
    }
    for (int i = 0; i < labels.length; i++) {
      if (i != 2) {
        assertTrue(labels[i] > 0, "label " + i);
      }
    }
    assertTrue(touching);
    assertTrue(rubble);
  }

  @ParameterizedTest
  @CsvSource({"24, 24", "97, 61", "61, 97", "2000, 24", "24, 300"})
  void oddSizesAreDrawn(int width, int height) {
    SyntheticCore core = draw(1, width, height, 1);
    assertEquals(width, core.photo().width());
    assertEquals(height, core.photo().height());
  }

  @Test
  void wishesAreHeard() {
    SyntheticCoreSettings.Builder size = SyntheticCoreSettings.builder().size(900, 127);
    int few =
        new SyntheticCoreGenerator(size.fracturesPerMetre(1).rubbleShare(0).build())
            .draw(3)
            .pieces()
            .size();
    int many =
        new SyntheticCoreGenerator(size.fracturesPerMetre(30).rubbleShare(0).build())
            .draw(3)
            .pieces()
            .size();
    assertTrue(few < many, few + " and " + many + " pieces");
    SyntheticCore broken = new SyntheticCoreGenerator(size.rubbleShare(0.8).build()).draw(3);
    assertTrue(broken.pieces().stream().anyMatch(SyntheticCore.Piece::rubble));
  }

  @Test
  void settingsThatCannotBeDrawnAreRefused() {
    refused(SyntheticCoreSettings.builder().size(1, 1), "24");
    refused(SyntheticCoreSettings.builder().size(40_000, 40_000), "100000000");
    refused(SyntheticCoreSettings.builder().rows(0), "rows");
    refused(SyntheticCoreSettings.builder().jpegQuality(0), "quality");
    refused(SyntheticCoreSettings.builder().fracturesPerMetre(0), "fractures");
    refused(SyntheticCoreSettings.builder().fracturesPerMetre(Double.NaN), "fractures");
    refused(SyntheticCoreSettings.builder().rubbleShare(1.5), "rubble");
  }

  private static void refused(SyntheticCoreSettings.Builder builder, String word) {
    String message =
        String.valueOf(assertThrows(IllegalArgumentException.class, builder::build).getMessage());
    assertTrue(message.contains(word), message);
  }
}

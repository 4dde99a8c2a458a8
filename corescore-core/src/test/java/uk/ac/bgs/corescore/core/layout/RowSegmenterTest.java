// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.training.evaluate.Evaluator;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.mask.ConfidenceMap;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.Segmenter;

/** What is bright in a row is found where it lies in the photo, however the row runs there. */
class RowSegmenterTest {
  private static final int SIZE = 400;

  /** Calls bright pixels rock; fragments are connected regions. */
  private record Brightness(int across) implements Segmenter {
    @Override
    public Segmentation segment(RgbImage photo) {
      byte[] labels = new byte[photo.width() * photo.height()];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = (byte) ((photo.pixels().get(i) & 0xff) > 127 ? 1 : 0);
      }
      byte[] sure = new byte[labels.length];
      Arrays.fill(sure, (byte) 200);
      return Evaluator.connected(
              LabelMask.wrap(photo.width(), photo.height(), labels, LabelSet.CORESCORE))
          .withConfidence(ConfidenceMap.wrap(photo.width(), photo.height(), sure));
    }

    @Override
    public OptionalInt pixelsAcrossRow() {
      return across > 0 ? OptionalInt.of(across) : OptionalInt.empty();
    }

    @Override
    public void close() {}
  }

  /** A photo with a bright rectangle of 100 x 40 in the middle, turned by some degrees. */
  private static RgbImage photo(double degrees) {
    int[] pixels = new int[SIZE * SIZE];
    for (int i = 0; i < pixels.length; i++) {
      PhotoPoint p = turned(i % SIZE + 0.5, Math.floorDiv(i, SIZE) + 0.5, -degrees);
      pixels[i] = Math.abs(p.x() - 200) < 50 && Math.abs(p.y() - 200) < 20 ? 0xFFFFFF : 0x202020;
    }
    return RgbImage.wrap(SIZE, SIZE, pixels);
  }

  private static PhotoPoint turned(double x, double y, double degrees) {
    double c = Math.cos(Math.toRadians(degrees));
    double s = Math.sin(Math.toRadians(degrees));
    return new PhotoPoint(200 + c * (x - 200) - s * (y - 200), 200 + s * (x - 200) + c * (y - 200));
  }

  /** A row of 240 x 80 around the middle, turned by some degrees. */
  private static CoreRow row(double degrees) {
    return new CoreRow(
        1,
        1,
        turned(80, 160, degrees),
        turned(320, 160, degrees),
        turned(320, 240, degrees),
        turned(80, 240, degrees),
        OptionalDouble.empty());
  }

  @ParameterizedTest(name = "{0} degrees")
  @ValueSource(ints = {0, 7, 20, 45, 90, 135, 180, 270, 340})
  void fragmentIsFoundWhereItLies(int degrees) {
    RgbImage photo = photo(degrees);
    Segmentation whole = new Brightness(0).segment(photo);
    for (int across : new int[] {0, 40, 160}) {
      Segmentation rows =
          RowSegmenter.segment(
              photo, new Layout(SIZE, SIZE, List.of(row(degrees)), "x"), new Brightness(across));
      assertEquals(1, rows.fragments().count());
      long both = 0;
      long either = 0;
      for (int i = 0; i < SIZE * SIZE; i++) {
        boolean a = whole.mask().index(i % SIZE, i / SIZE) == 1;
        boolean b = rows.mask().index(i % SIZE, i / SIZE) == 1;
        both += a && b ? 1 : 0;
        either += a || b ? 1 : 0;
      }
      // Half a pixel of edge all round is 140 of 4,000; at half the scale an edge moves no further.
      assertTrue(
          both > 0.965 * either, degrees + " degrees, " + across + ": " + both + " of " + either);
    }
  }

  @Test
  void answerAtThePhotosScaleIsExact() {
    RgbImage photo = photo(0);
    Segmentation rows =
        RowSegmenter.segment(
            photo, new Layout(SIZE, SIZE, List.of(row(0)), "x"), new Brightness(80));
    Segmentation whole = new Brightness(0).segment(photo);
    assertEquals(whole.mask(), rows.mask());
    assertEquals(whole.fragments(), rows.fragments());
    assertEquals(PixelFrame.PHOTO, rows.frame());
    ConfidenceMap sure = rows.confidence().orElseThrow();
    assertEquals(200 / 255.0, sure.probability(200, 200), 1e-6);
    assertEquals(1, sure.probability(5, 5), "nothing is doubted beyond the rows");
  }

  @Test
  void fragmentThatReachesBeyondItsRowIsCutAtItsSideAndNumbersCloseUp() {
    int[] pixels = new int[100 * 60];
    Arrays.fill(pixels, 0xFFFFFF);
    RgbImage photo = RgbImage.wrap(100, 60, pixels);
    CoreRow upper = flat(1, 0, 0, 100, 30);
    CoreRow lower = flat(2, 0, 30, 100, 60);
    Segmentation rows =
        RowSegmenter.segment(
            photo, new Layout(100, 60, List.of(upper, lower), "x"), new Brightness(0));
    assertEquals(2, rows.fragments().count());
    assertEquals(3000, rows.fragments().areas()[1]);
    assertEquals(3000, rows.fragments().areas()[2]);
  }

  /** The cut shows 5 px of what is beside a row: a wall there is no piece, a piece at it is. */
  @ParameterizedTest(name = "from {0} to {1}")
  @CsvSource({"238, 260, 0", "236, 244, 200", "230, 243, 500"})
  void whatLiesMostlyBesideTheRowIsLeftOut(int top, int bottom, int expected) {
    int[] pixels = new int[SIZE * SIZE];
    for (int y = top; y < bottom; y++) {
      Arrays.fill(pixels, y * SIZE + 150, y * SIZE + 200, 0xFFFFFF);
    }
    Segmentation rows =
        RowSegmenter.segment(
            RgbImage.wrap(SIZE, SIZE, pixels),
            new Layout(SIZE, SIZE, List.of(row(0)), "x"),
            new Brightness(80));
    assertEquals(expected, rows.fragments().areas()[0]);
    assertEquals(expected, rows.mask().histogram()[1]);
    double sure = rows.confidence().orElseThrow().probability(170, 239);
    assertEquals((expected > 0 ? 200 : 55) / 255.0, sure, 1e-6, "what is left out is doubted so");
  }

  /** The right row comes first and has what both show; the left one's runs lie before its own. */
  @Test
  void rowsSideBySideThatAreReadFromTheRightKeepTheirFragments() {
    int[] pixels = new int[SIZE * SIZE];
    for (int i = 0; i < pixels.length; i++) {
      int x = i % SIZE;
      int y = Math.floorDiv(i, SIZE);
      boolean block = (x >= 100 && x < 140) || (x >= 190 && x < 210) || (x >= 240 && x < 280);
      pixels[i] = block && y >= 180 && y < 220 ? 0xFFFFFF : 0x202020;
    }
    List<CoreRow> rows = List.of(upright(1, 200, 320), upright(2, 80, 220));
    Segmentation found =
        RowSegmenter.segment(
            RgbImage.wrap(SIZE, SIZE, pixels),
            new Layout(SIZE, SIZE, rows, "x"),
            new Brightness(80));
    assertEquals(4, found.fragments().count());
    int[] ids = new int[SIZE * SIZE];
    for (int y = 180; y < 220; y++) {
      Arrays.fill(ids, y * SIZE + 200, y * SIZE + 210, 1);
      Arrays.fill(ids, y * SIZE + 240, y * SIZE + 280, 2);
      Arrays.fill(ids, y * SIZE + 100, y * SIZE + 140, 3);
      Arrays.fill(ids, y * SIZE + 190, y * SIZE + 200, 4);
    }
    assertEquals(FragmentMap.ofIds(SIZE, SIZE, ids), found.fragments());
  }

  private static CoreRow upright(int number, int left, int right) {
    return new CoreRow(
        number,
        1,
        new PhotoPoint(left, 160),
        new PhotoPoint(right, 160),
        new PhotoPoint(right, 240),
        new PhotoPoint(left, 240),
        OptionalDouble.empty());
  }

  @Test
  void photoWithoutRowsHasNothing() {
    Segmentation rows =
        RowSegmenter.segment(photo(0), new Layout(SIZE, SIZE, List.of(), "x"), new Brightness(0));
    assertEquals(0, rows.fragments().count());
    assertThrows(
        IllegalArgumentException.class,
        () -> RowSegmenter.segment(photo(0), Layout.whole(10, 10), new Brightness(0)));
  }

  @Test
  void aRowTooLargeToBeCutOutIsLookedAtSmaller() {
    CoreRow large = flat(1, 0, 0, 5000, 4000);
    int across = RowSegmenter.pixelsAcross(large, OptionalInt.empty());
    double pixels = (across * 1.25 + 0.12 * across) * across * 1.12;
    assertTrue(pixels > 0.9 * 16e6 && pixels < 16e6, across + " px across");
    assertEquals(3000, RowSegmenter.pixelsAcross(flat(1, 0, 0, 4000, 3000), OptionalInt.empty()));
    assertEquals(4000, RowSegmenter.pixelsAcross(large, OptionalInt.of(4000)), "as asked for");
    Layout layout = new Layout(SIZE, SIZE, List.of(large), "x");
    CoreScoreException refused =
        assertThrows(
            CoreScoreException.class,
            () -> RowSegmenter.segment(photo(0), layout, new Brightness(4000)));
    assertEquals(FailureKind.TOO_LARGE, refused.kind());
    assertTrue(
        String.valueOf(refused.getMessage()).startsWith("row 1 is 5000 px long"),
        refused.getMessage());
  }

  @Test
  void perspectiveIsTakenOut() {
    CoreRow row =
        new CoreRow(
            1,
            1,
            new PhotoPoint(40, 150),
            new PhotoPoint(360, 100),
            new PhotoPoint(360, 300),
            new PhotoPoint(40, 250),
            OptionalDouble.empty());
    RowTransform transform = RowTransform.of(row, 300, 100);
    assertEquals(row.topLeft(), transform.toPhoto(0, 0));
    assertNear(row.bottomRight(), transform.toPhoto(300, 100));
    assertNear(
        new PhotoPoint(123, 45),
        transform.toRow(transform.toPhoto(123, 45).x(), transform.toPhoto(123, 45).y()));
    // Straight lines stay straight: the middle line of the row is the photo's.
    assertEquals(200, transform.toPhoto(77, 50).y(), 1e-9);
  }

  private static void assertNear(PhotoPoint expected, PhotoPoint actual) {
    assertEquals(0, expected.distance(actual), 1e-9);
  }

  private static CoreRow flat(int number, double left, double top, double right, double bottom) {
    return new CoreRow(
        number,
        1,
        new PhotoPoint(left, top),
        new PhotoPoint(right, top),
        new PhotoPoint(right, bottom),
        new PhotoPoint(left, bottom),
        OptionalDouble.empty());
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.LayoutFinder;
import uk.ac.bgs.corescore.spi.LayoutFinderProvider;

/**
 * What every {@link LayoutFinder} and its provider must do. A plugin's author extends it and gives
 * the provider, as with {@link SegmenterContract}.
 *
 * <p>It requests no particular rows, only that the layout is of the photo that was shown and is the
 * same each time. It shows photos from 1 x 1; a finder for which these are too small returns with
 * the whole photo, or with no row.
 */
public abstract class LayoutFinderContract extends ProviderContract<LayoutFinder> {
  /** For the suite of a finder. */
  protected LayoutFinderContract() {}

  @Override
  protected abstract LayoutFinderProvider provider();

  /**
   * The photos to test with. Drawn; small, so that a slow finder is tested too.
   *
   * @return photos from 1 x 1 to odd sizes: noise, one colour, and boxes of rows lying and upright
   */
  protected List<RgbImage> photos() {
    List<RgbImage> photos = new ArrayList<>();
    photos.add(uniform(1, 1));
    photos.add(noise(1, 9, 1));
    photos.add(noise(7, 1, 2));
    photos.add(uniform(31, 17));
    photos.add(noise(61, 83, 3));
    photos.add(box(200, 151, false));
    photos.add(box(149, 203, true));
    return photos;
  }

  /** The layout is of the size of the photo, and says what found it. */
  @Test
  void layoutIsOfThePhoto() {
    try (LayoutFinder finder = make()) {
      for (RgbImage photo : photos()) {
        Layout layout = find(finder, photo);
        assertEquals(photo.width(), layout.photoWidth(), "columns of " + photo);
        assertEquals(photo.height(), layout.photoHeight(), "rows of " + photo);
        assertTrue(
            layout.foundBy().equals(provider().id()) || layout.isWhole(),
            "rows are found by the provider's id, not by '" + layout.foundBy() + "'");
      }
    }
  }

  /** Where a finder is in doubt its result is the first, and each other is of the photo too. */
  @Test
  void candidatesBeginWithTheAnswer() {
    try (LayoutFinder finder = make()) {
      for (RgbImage photo : photos()) {
        List<Layout> candidates = finder.candidates(photo);
        assertEquals(find(finder, photo), candidates.get(0), "the first of " + photo);
        assertEquals(candidates.stream().distinct().toList(), candidates, "no two are equal");
        for (Layout layout : candidates) {
          assertEquals(photo.width(), layout.photoWidth(), "columns of " + photo);
          assertEquals(photo.height(), layout.photoHeight(), "rows of " + photo);
        }
        assertEquals(candidates, finder.candidates(copy(photo)), "again, on " + photo);
      }
    }
  }

  /** The result depends on the photo alone, and not on earlier photos. */
  @Test
  void samePhotoGivesTheSameAnswer() {
    try (LayoutFinder finder = make()) {
      List<RgbImage> photos = photos();
      List<Layout> first = photos.stream().map(photo -> find(finder, photo)).toList();
      for (int i = photos.size() - 1; i >= 0; i--) {
        assertEquals(first.get(i), find(finder, photos.get(i)), "again, on " + photos.get(i));
        assertEquals(first.get(i), find(finder, copy(photos.get(i))), "on a copy");
      }
    }
  }

  /** The photo is as it was. */
  @Test
  void photoIsNotChanged() {
    try (LayoutFinder finder = make()) {
      for (RgbImage photo : photos()) {
        RgbImage before = copy(photo);
        find(finder, photo);
        assertEquals(before, photo, "a photo is not changed");
      }
    }
  }

  /** Two finders of one provider work side by side; a shareable one alone does. */
  @Test
  void severalThreadsDoNotDisturbEachOther() {
    List<RgbImage> photos = photos();
    try (LayoutFinder one = make();
        LayoutFinder two = make()) {
      assertNotSame(one, two, "create returns a new instance each time");
      List<Layout> expected = photos.stream().map(photo -> find(one, photo)).toList();
      LayoutFinder other = one.shareable() ? one : two;
      Callable<List<Layout>> first = () -> photos.stream().map(p -> find(one, p)).toList();
      Callable<List<Layout>> second = () -> photos.stream().map(p -> find(other, p)).toList();
      for (List<Layout> found : inParallel(List.of(first, second))) {
        assertEquals(expected, found, "beside another thread");
      }
      assertEquals(one.shareable(), two.shareable(), "one provider, one thread rule");
    }
  }

  /** Closing twice does nothing more, and another finder continues. */
  @Test
  void closingTwiceDoesNothingAndLeavesTheOther() {
    RgbImage photo = box(160, 120, false);
    try (LayoutFinder other = make()) {
      Layout before = find(other, photo);
      LayoutFinder one = make();
      one.close();
      one.close();
      assertEquals(before, find(other, photo), "after another finder was closed");
    }
  }

  /** Finding after closing is an error that says so. */
  @Test
  void useAfterCloseIsRefused() {
    LayoutFinder finder = make();
    finder.close();
    try {
      finder.find(box(160, 120, false));
    } catch (IllegalStateException | CoreScoreException refused) {
      assertFalse(String.valueOf(refused.getMessage()).isBlank(), "the error says what is wrong");
      return;
    } catch (RuntimeException other) {
      throw new AssertionError(
          "a closed finder throws an IllegalStateException or a CoreScoreException, not " + other,
          other);
    }
    throw new AssertionError("a closed finder refuses to look");
  }

  /** The model's hash is a SHA-256, or there is none. */
  @Test
  void modelIsNamedByItsHash() {
    try (LayoutFinder finder = make();
        LayoutFinder other = make()) {
      finder
          .modelSha256()
          .ifPresent(
              hash -> assertTrue(hash.matches("[0-9a-f]{64}"), "not a SHA-256: '" + hash + "'"));
      assertEquals(finder.modelSha256(), other.modelSha256(), "one provider, one model");
    }
  }

  private static Layout find(LayoutFinder finder, RgbImage photo) {
    Layout layout = finder.find(photo);
    assertNotNull(layout, "find returns a layout, never null: " + photo);
    return layout;
  }

  private static RgbImage copy(RgbImage photo) {
    int[] pixels = new int[photo.width() * photo.height()];
    photo.pixels().get(pixels);
    return RgbImage.wrap(photo.width(), photo.height(), pixels);
  }

  private static RgbImage uniform(int width, int height) {
    int[] pixels = new int[width * height];
    Arrays.fill(pixels, 0x909488);
    return RgbImage.wrap(width, height, pixels);
  }

  private static RgbImage noise(int width, int height, long seed) {
    return RgbImage.wrap(
        width, height, new Random(seed).ints((long) width * height, 0, 1 << 24).toArray());
  }

  /** Three grainy rows with light walls between them, on a grey ground. */
  private static RgbImage box(int width, int height, boolean upright) {
    Random random = new Random(4);
    int[] pixels = new int[width * height];
    for (int i = 0; i < pixels.length; i++) {
      double along = upright ? (Math.floorDiv(i, width) + 0.5) / height : (i % width + 0.5) / width;
      double across =
          upright ? (i % width + 0.5) / width : (Math.floorDiv(i, width) + 0.5) / height;
      boolean inBox = along > 0.08 && along < 0.92 && across > 0.2 && across < 0.8;
      boolean inRow = inBox && (across - 0.2) % 0.2 > 0.02 && (across - 0.2) % 0.2 < 0.18;
      pixels[i] = inRow ? 0x303030 + 0x010101 * random.nextInt(90) : inBox ? 0xC0A870 : 0x8C8C8C;
    }
    return RgbImage.wrap(width, height, pixels);
  }
}

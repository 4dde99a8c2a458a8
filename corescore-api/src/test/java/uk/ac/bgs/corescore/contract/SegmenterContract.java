// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

/**
 * What every {@link Segmenter} and its provider must do. A plugin's author extends it and gives the
 * provider:
 *
 * <pre>{@code
 * class MySegmenterTest extends SegmenterContract {
 *   @Override protected SegmenterProvider provider() { return new MySegmenterProvider(); }
 * }
 * }</pre>
 *
 * <p>It requests no particular result, only that the result is well formed, covers the photo, and
 * is the same each time. It takes photos from 1 x 1; a segmenter for which these are too small
 * returns that nothing is rock.
 */
public abstract class SegmenterContract extends ProviderContract<Segmenter> {
  private static final double RELATIVE = 1e-9;

  /** For the suite of a segmenter. */
  protected SegmenterContract() {}

  @Override
  protected abstract SegmenterProvider provider();

  /**
   * The photos to test with. Drawn; small, so that a slow segmenter is tested too.
   *
   * @return photos from 1 x 1 to odd sizes, noisy and uniform and with bright blocks
   */
  protected List<RgbImage> photos() {
    List<RgbImage> photos = new ArrayList<>();
    photos.add(uniform(1, 1, 0x808080));
    photos.add(noise(1, 7, 1));
    photos.add(noise(9, 1, 2));
    photos.add(noise(2, 2, 3));
    photos.add(noise(3, 5, 4));
    photos.add(uniform(16, 16, 0x000000));
    photos.add(uniform(31, 17, 0xFFFFFF));
    photos.add(uniform(13, 33, 0xC0A080));
    photos.add(noise(61, 47, 5));
    photos.add(blocks(64, 48, 6));
    photos.add(blocks(127, 83, 7));
    return photos;
  }

  /** The frame has no offset and the grid's last corner is the photo's. */
  @Test
  void gridCoversThePhotoExactly() {
    try (Segmenter segmenter = make()) {
      for (RgbImage photo : photos()) {
        Segmentation found = segment(segmenter, photo);
        PixelFrame frame = found.frame();
        int columns = found.mask().width();
        int rows = found.mask().height();
        assertEquals(0, frame.offsetX(), "offset in x on " + photo);
        assertEquals(0, frame.offsetY(), "offset in y on " + photo);
        assertEquals(
            photo.width(), frame.scaleX() * columns, RELATIVE * photo.width(), "width of " + photo);
        assertEquals(
            photo.height(), frame.scaleY() * rows, RELATIVE * photo.height(), "height of " + photo);
        assertTrue(
            columns <= photo.width() && rows <= photo.height(),
            "the grid may be coarser than the photo but not finer: " + found + " on " + photo);
      }
    }
  }

  /** A cell is of a fragment if and only if its label is rock. */
  @Test
  void fragmentsAreTheRockCells() {
    try (Segmenter segmenter = make()) {
      for (RgbImage photo : photos()) {
        Segmentation found = segment(segmenter, photo);
        LabelMask mask = found.mask();
        FragmentMap fragments = found.fragments();
        assertEquals(mask.width(), fragments.width(), "columns on " + photo);
        assertEquals(mask.height(), fragments.height(), "rows on " + photo);
        for (int y = 0; y < mask.height(); y++) {
          for (int x = 0; x < mask.width(); x++) {
            assertEquals(
                mask.labels().isRock(mask.index(x, y)),
                fragments.id(x, y) != 0,
                "cell (" + x + ", " + y + ") on " + photo);
          }
        }
      }
    }
  }

  /** A segmenter has a confidence for every photo or for none, of each cell of its grid. */
  @Test
  void confidenceCoversTheGridOrThereIsNone() {
    try (Segmenter segmenter = make()) {
      List<Segmentation> found = segmentAll(segmenter, photos());
      boolean tells = found.get(0).confidence().isPresent();
      for (Segmentation one : found) {
        assertEquals(tells, one.confidence().isPresent(), "confidence of " + one);
        one.confidence()
            .ifPresent(
                confidence -> {
                  assertEquals(one.mask().width(), confidence.width(), "columns of " + one);
                  assertEquals(one.mask().height(), confidence.height(), "rows of " + one);
                });
      }
    }
  }

  /** The result depends on the photo alone, and not on what was segmented before. */
  @Test
  void samePhotoGivesTheSameAnswer() {
    try (Segmenter segmenter = make()) {
      List<RgbImage> photos = photos();
      List<Segmentation> first = segmentAll(segmenter, photos);
      for (int i = photos.size() - 1; i >= 0; i--) {
        RgbImage photo = photos.get(i);
        assertEquals(first.get(i), segment(segmenter, photo), "again, on " + photo);
        assertEquals(first.get(i), segment(segmenter, copy(photo)), "on a copy of " + photo);
      }
    }
  }

  /** The photo is as it was. */
  @Test
  void photoIsNotChanged() {
    try (Segmenter segmenter = make()) {
      for (RgbImage photo : photos()) {
        RgbImage before = copy(photo);
        segment(segmenter, photo);
        assertEquals(before, photo, "a photo is not changed");
      }
    }
  }

  /** Two segmenters, each in a thread of its own, return the same as one alone. */
  @Test
  void twoInstancesDoNotDisturbEachOther() {
    List<RgbImage> photos = photos();
    List<RgbImage> backwards = new ArrayList<>(photos);
    Collections.reverse(backwards);
    try (Segmenter alone = make();
        Segmenter one = make();
        Segmenter other = make()) {
      assertNotSame(one, other, "create makes a new segmenter each time");
      List<Segmentation> expected = segmentAll(alone, photos);
      List<Callable<List<Segmentation>>> tasks =
          List.of(() -> segmentAll(one, photos), () -> segmentAll(other, backwards));
      List<List<Segmentation>> found = inParallel(tasks);
      List<Segmentation> turned = new ArrayList<>(found.get(1));
      Collections.reverse(turned);
      assertEquals(expected, found.get(0), "beside another segmenter");
      assertEquals(expected, turned, "beside another segmenter, in the other order");
    }
  }

  /** Closing twice does nothing. */
  @Test
  void closingTwiceDoesNothing() {
    Segmenter segmenter = make();
    segmenter.close();
    segmenter.close();
  }

  /** Closing one segmenter leaves another one working. */
  @Test
  void closingOneLeavesTheOther() {
    RgbImage photo = blocks(40, 30, 8);
    try (Segmenter other = make()) {
      Segmenter one = make();
      Segmentation before = segment(other, photo);
      one.close();
      assertEquals(before, segment(other, photo), "after another segmenter was closed");
    }
  }

  /** Segmenting after closing is an error that says so. */
  @Test
  void useAfterCloseIsRefused() {
    Segmenter segmenter = make();
    segmenter.close();
    try {
      segmenter.segment(blocks(40, 30, 9));
    } catch (IllegalStateException | CoreScoreException refused) {
      assertFalse(String.valueOf(refused.getMessage()).isBlank(), "the error says what is wrong");
      return;
    } catch (RuntimeException other) {
      throw new AssertionError(
          "a closed segmenter throws an IllegalStateException or a CoreScoreException, not "
              + other,
          other);
    }
    throw new AssertionError("a closed segmenter refuses to segment");
  }

  /** The model's hash is a SHA-256, or there is none. */
  @Test
  void modelIsNamedByItsHash() {
    try (Segmenter segmenter = make();
        Segmenter other = make()) {
      segmenter
          .modelSha256()
          .ifPresent(
              hash -> assertTrue(hash.matches("[0-9a-f]{64}"), "not a SHA-256: '" + hash + "'"));
      assertEquals(segmenter.modelSha256(), other.modelSha256(), "one provider, one model");
    }
  }

  private static List<Segmentation> segmentAll(Segmenter segmenter, List<RgbImage> photos) {
    return photos.stream().map(photo -> segment(segmenter, photo)).toList();
  }

  private static Segmentation segment(Segmenter segmenter, RgbImage photo) {
    Segmentation found = segmenter.segment(photo);
    assertNotNull(found, "segment returns a segmentation, never null: " + photo);
    return found;
  }

  private static RgbImage copy(RgbImage photo) {
    int[] pixels = new int[photo.width() * photo.height()];
    photo.pixels().get(pixels);
    return RgbImage.wrap(photo.width(), photo.height(), pixels);
  }

  private static RgbImage uniform(int width, int height, int rgb) {
    int[] pixels = new int[width * height];
    Arrays.fill(pixels, rgb);
    return RgbImage.wrap(width, height, pixels);
  }

  private static RgbImage noise(int width, int height, long seed) {
    return RgbImage.wrap(
        width, height, new Random(seed).ints((long) width * height, 0, 1 << 24).toArray());
  }

  /** Bright blocks, some of which touch, on a dark ground. */
  private static RgbImage blocks(int width, int height, long seed) {
    Random random = new Random(seed);
    int[] pixels = new int[width * height];
    Arrays.fill(pixels, 0x302820);
    for (int block = 0; block < 6; block++) {
      int x0 = random.nextInt(width * 3 / 4);
      int y0 = random.nextInt(height * 3 / 4);
      int shade = 0x90 + random.nextInt(0x60);
      for (int y = y0; y < Math.min(height, y0 + height / 4); y++) {
        for (int x = x0; x < Math.min(width, x0 + width / 4); x++) {
          pixels[y * width + x] = shade * 0x010101 + random.nextInt(8);
        }
      }
    }
    return RgbImage.wrap(width, height, pixels);
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.rank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.trace.FragmentFinder;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.LayoutFinder;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.mask.ConfidenceMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.FragmentSet;
import uk.ac.bgs.corescore.score.AreaScore;
import uk.ac.bgs.corescore.score.AreaScorer;
import uk.ac.bgs.corescore.score.ExtraMeasure;
import uk.ac.bgs.corescore.segment.Segmenter;

class PhotoRankerTest {
  @TempDir Path folder = Path.of(".");

  private static Segmenter segmenter(Function<RgbImage, Segmentation> how) {
    return new Segmenter() {
      @Override
      public Segmentation segment(RgbImage photo) {
        return how.apply(photo);
      }

      @Override
      public void close() {}
    };
  }

  /** Each pixel by its own brightness; left of a column nothing is rock. */
  private static Segmentation bright(RgbImage photo, int blindColumns) {
    byte[] labels = new byte[photo.width() * photo.height()];
    for (int i = 0; i < labels.length; i++) {
      int x = i % photo.width();
      boolean rock = (photo.rgb(x, i / photo.width()) & 0xFF) > 128 && x >= blindColumns;
      labels[i] = (byte) (rock ? 1 : 0);
    }
    LabelMask mask = LabelMask.wrap(photo.width(), photo.height(), labels, LabelSet.CORESCORE);
    return Segmentation.of(mask, FragmentFinder.find(mask), PixelFrame.PHOTO);
  }

  private static Segmentation sure(Segmentation found, int value) {
    int width = found.mask().width();
    int height = found.mask().height();
    byte[] values = new byte[width * height];
    java.util.Arrays.fill(values, (byte) value);
    return found.withConfidence(ConfidenceMap.wrap(width, height, values));
  }

  private static Photo blocks(String name) {
    Random random = new Random(4);
    int[] pixels = new int[80 * 30];
    for (int block = 0; block < 5; block++) {
      int left = block * 16 + random.nextInt(4);
      int top = random.nextInt(6);
      for (int y = top; y < top + 15; y++) {
        for (int x = left; x < left + 10; x++) {
          pixels[y * 80 + x] = 0xC0C0C0;
        }
      }
    }
    return new Photo(name, "0123456789abcdef".repeat(4), RgbImage.wrap(80, 30, pixels));
  }

  private static CoreRow row(int number, double left, double top, double right, double bottom) {
    return new CoreRow(
        number,
        1,
        new PhotoPoint(left, top),
        new PhotoPoint(right, top),
        new PhotoPoint(right, bottom),
        new PhotoPoint(left, bottom),
        OptionalDouble.empty());
  }

  /** A scorer gets the photo without flips, with its rows; its place does not change. */
  @Test
  void whatAnAreaScorerAddsIsToldAndMovesNothing() throws IOException {
    Photo photo = blocks("a.png");
    Layout layout =
        new Layout(80, 30, List.of(row(1, 2, 1, 70, 12), row(2, 2, 13, 70, 27)), "test");
    AreaScorer scorer =
        new AreaScorer() {
          @Override
          public AreaScore score(FragmentSet fragments) {
            throw new AssertionError("rows are known");
          }

          @Override
          public AreaScore score(FragmentSet fragments, Layout rows) {
            assertEquals(layout, rows);
            long second =
                fragments.fragments().stream().filter(one -> one.row().orElse(0) == 2).count();
            return AreaScore.of(fragments)
                .withExtras(
                    List.of(
                        ExtraMeasure.word("condition", Optional.of("=poor")),
                        new ExtraMeasure("second", "1", OptionalDouble.of((double) second))));
          }
        };
    LayoutFinder finder =
        new LayoutFinder() {
          @Override
          public Layout find(RgbImage seen) {
            return layout;
          }

          @Override
          public void close() {}
        };
    PhotoRanker ranker =
        PhotoRanker.of(segmenter(cut -> bright(cut, 0)), 3).withLayoutFinder(finder);
    RankedPhoto plain = ranker.rank(photo);
    RankedPhoto scored = ranker.withAreaScorer(scorer).rank(photo);
    assertEquals(List.of(), plain.extras());
    assertEquals(plain.score(), scored.score());
    assertEquals(plain.fragments(), scored.fragments());
    Ranking ranking = new Ranking(1);
    ranking.add(scored);
    ranking.writeCsv(folder.resolve("r.csv"), false);
    List<String> lines = Files.readAllLines(folder.resolve("r.csv"));
    assertTrue(lines.get(0).endsWith(",height,condition,second"), lines.get(0));
    double second = scored.extras().get(1).value().orElseThrow();
    assertTrue(second > 0);
    assertTrue(lines.get(1).endsWith(",30,'=poor," + (int) second), lines.get(1));
    ranking.writePage("x", folder.resolve("r.html"), false);
    assertTrue(Files.readString(folder.resolve("r.html")).contains("=poor"));
    Ranking taken = new Ranking(1);
    taken.add(
        new RankedPhoto(
            "a.png",
            1,
            1,
            OptionalDouble.empty(),
            0,
            0,
            List.of(0),
            List.of(ExtraMeasure.word("score", Optional.of("x"))),
            Optional.empty()));
    CoreScoreException refused =
        assertThrows(
            CoreScoreException.class, () -> taken.writeCsv(folder.resolve("t.csv"), false));
    assertTrue(String.valueOf(refused.getMessage()).contains("'score'"));
    assertFalse(Files.exists(folder.resolve("t.csv")));
  }

  /** The photo as a whole is not segmented, and rows lie in each flipped image where they do. */
  @Test
  void rowsAreSegmentedByThemselvesInEveryMirror() {
    Photo photo = blocks("a.png");
    Layout layout =
        new Layout(80, 30, List.of(row(1, 2, 1, 70, 12), row(2, 2, 13, 70, 27)), "test");
    List<RgbImage> cuts = new ArrayList<>();
    Segmenter asked =
        segmenter(
            cut -> {
              cuts.add(cut);
              return bright(cut, 0);
            });
    LayoutFinder finder =
        new LayoutFinder() {
          @Override
          public Layout find(RgbImage seen) {
            assertEquals(photo.image(), seen);
            return layout;
          }

          @Override
          public void close() {}
        };
    RankedPhoto ranked = PhotoRanker.of(asked, 0).withLayoutFinder(finder).rank(photo);
    assertEquals(0, ranked.boundaryDisagreement(), 1e-9);
    assertEquals(0, ranked.regionDisagreement(), 1e-9);
    assertEquals(8, cuts.size());
    Iterator<RgbImage> seen = cuts.iterator();
    for (Flip mirror : Flip.values()) {
      // Each cut is the flipped image of that of the photo as it is.
      assertEquals(cuts.get(0), mirror.of(seen.next()), mirror.name());
      assertEquals(cuts.get(1), mirror.of(seen.next()), mirror.name());
    }
    for (Flip mirror : Flip.values()) {
      assertEquals(layout, mirror.of(mirror.of(layout)), mirror.name());
    }
  }

  private static LayoutFinder finder(Layout... candidates) {
    return new LayoutFinder() {
      @Override
      public Layout find(RgbImage seen) {
        return candidates[0];
      }

      @Override
      public List<Layout> candidates(RgbImage seen) {
        return List.of(candidates);
      }

      @Override
      public void close() {}
    };
  }

  /** The result by which a layout was chosen is that to the photo as it is. */
  @Test
  void rowsInDoubtAreSegmentedOnce() {
    Photo photo = blocks("a.png");
    Layout two = new Layout(80, 30, List.of(row(1, 2, 1, 70, 12), row(2, 2, 13, 70, 27)), "test");
    Layout one = new Layout(80, 30, List.of(row(1, 2, 1, 70, 12)), "test");
    int[] looks = new int[1];
    Segmenter asked =
        segmenter(
            cut -> {
              looks[0]++;
              return sure(bright(cut, 0), 255);
            });
    RankedPhoto doubted = PhotoRanker.of(asked, 0).withLayoutFinder(finder(two, one)).rank(photo);
    // Three rows to choose by, and the two of the choice in three flipped images.
    assertEquals(3 + 2 * 3, looks[0]);
    RankedPhoto plain = PhotoRanker.of(asked, 0).withLayoutFinder(finder(two)).rank(photo);
    assertEquals(plain.fragments(), doubted.fragments());
    assertEquals(plain.entropy(), doubted.entropy());
    assertEquals(plain.score(), doubted.score());
    assertEquals(plain.picture(), doubted.picture());
  }

  /** What a finder gives is checked as it is where photos are scored. */
  @Test
  void aLayoutOfAnotherPhotoIsRefused() {
    PhotoRanker ranker = PhotoRanker.of(segmenter(cut -> bright(cut, 0)), 0);
    Layout other = new Layout(40, 30, List.of(row(1, 2, 1, 30, 12)), "test");
    String message =
        String.valueOf(
            assertThrows(
                    CoreScoreException.class,
                    () -> ranker.withLayoutFinder(finder(other)).rank(blocks("a.png")))
                .getMessage());
    assertEquals(
        "a.png: the layout finder was shown 80 x 30 px and gave a layout of 40 x 30", message);
    String none =
        String.valueOf(
            assertThrows(
                    CoreScoreException.class,
                    () -> ranker.withLayoutFinder(finder()).rank(blocks("a.png")))
                .getMessage());
    assertEquals("a.png: the layout finder gave no layout", none);
  }

  @Test
  void aMirrorIsItsOwnWayBack() {
    Photo photo = blocks("a.png");
    Segmentation found = sure(bright(photo.image(), 0), 9);
    for (Flip mirror : Flip.values()) {
      assertEquals(photo.image(), mirror.of(mirror.of(photo.image())), mirror.name());
      assertEquals(found.mask(), mirror.of(mirror.of(found)).mask(), mirror.name());
      assertEquals(
          mirror.of(bright(photo.image(), 0)).mask(),
          bright(mirror.of(photo.image()), 0).mask(),
          "a segmenter of single pixels sees the mirror image mirrored");
    }
    assertFalse(photo.image().equals(Flip.SIDEWAYS.of(photo.image())), "they differ");
    assertFalse(photo.image().equals(Flip.UP_DOWN.of(photo.image())), "they differ");
  }

  @Test
  void aSegmenterThatMirrorsWithThePhotoHasNoDisagreement() {
    RankedPhoto ranked =
        PhotoRanker.of(segmenter(photo -> bright(photo, 0)), 0).rank(blocks("a.png"));
    assertEquals(0, ranked.boundaryDisagreement());
    assertEquals(0, ranked.regionDisagreement());
    assertEquals(List.of(5, 5, 5, 5), ranked.fragments());
    assertEquals(OptionalDouble.empty(), ranked.entropy());
    assertEquals(0, ranked.score());
    RgbImage picture = ranked.picture().orElseThrow();
    assertEquals(80, picture.width());
    assertEquals(0, count(picture, DisagreementPainter.DISPUTED));
    assertTrue(count(picture, DisagreementPainter.AGREED) > 100, "borders are drawn");
  }

  @Test
  void whatIsSeenFromOneSideOnlyIsDisagreement() {
    Segmenter halfBlind = segmenter(photo -> bright(photo, 16));
    RankedPhoto ranked = PhotoRanker.of(halfBlind, 1).rank(blocks("a.png"));
    // The photo as it is and upside down lack the first block, the others the last: 3 of 5 are in
    // all, and two of the three comparisons see that.
    assertEquals(2 * (1 - 3 / 5.0) / 3, ranked.regionDisagreement(), 1e-12);
    assertEquals(2 * (1 - 3 / 4.0) / 3, ranked.boundaryDisagreement(), 1e-12);
    assertEquals(0, ranked.countSpread());
    assertTrue(count(ranked.picture().orElseThrow(), DisagreementPainter.DISPUTED) > 20, "marked");
  }

  @Test
  void entropyIsThatOfTheConfidence() {
    Photo photo = blocks("a.png");
    for (int value : new int[] {0, 255}) {
      RankedPhoto certain =
          PhotoRanker.of(segmenter(p -> sure(bright(p, 0), value)), 1).rank(photo);
      assertEquals(0, certain.entropy().orElseThrow());
    }
    RankedPhoto unsure = PhotoRanker.of(segmenter(p -> sure(bright(p, 0), 51)), 1).rank(photo);
    double bits = -(0.2 * Math.log(0.2) + 0.8 * Math.log(0.8)) / Math.log(2);
    assertEquals(bits, unsure.entropy().orElseThrow(), 1e-9);
    assertEquals(bits / 4, unsure.score(), 1e-9);
  }

  @Test
  void aPhotoWithoutRockIsAllNear() {
    RankedPhoto ranked =
        PhotoRanker.of(segmenter(p -> sure(bright(p, 80), 128)), 1).rank(blocks("a.png"));
    assertEquals(0, ranked.boundaryDisagreement());
    assertEquals(0, ranked.countSpread());
    assertTrue(ranked.entropy().orElseThrow() > 0.99);
  }

  @Test
  void aFailureNamesThePhoto() {
    Segmenter broken =
        segmenter(
            photo -> {
              throw new IllegalStateException("out of order");
            });
    String message =
        String.valueOf(
            assertThrows(
                    CoreScoreException.class, () -> PhotoRanker.of(broken, 1).rank(blocks("a.png")))
                .getMessage());
    assertTrue(message.startsWith("a.png: ") && message.contains("out of order"), message);
    assertThrows(IllegalArgumentException.class, () -> PhotoRanker.of(broken, -1));
  }

  private static RankedPhoto scored(String name, double figure) {
    return new RankedPhoto(
        name,
        4,
        3,
        OptionalDouble.empty(),
        figure,
        0,
        List.of(2, 2, 2, 2),
        Optional.of(RgbImage.wrap(2, 1, new int[2])));
  }

  @Test
  void figuresAreShares() {
    assertThrows(IllegalArgumentException.class, () -> scored("a", 1.1));
    assertThrows(IllegalArgumentException.class, () -> scored("a", Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> scored(" ", 0));
    assertThrows(IllegalArgumentException.class, () -> new Ranking(0));
    RankedPhoto photo =
        new RankedPhoto(
            "a", 4, 3, OptionalDouble.of(0.5), 0.25, 0.125, List.of(4, 2, 3), Optional.empty());
    assertEquals(0.5, photo.countSpread());
    assertEquals((0.5 + 0.25 + 0.125 + 0.5) / 4, photo.score());
  }

  @Test
  void aRankingIsInOrderAndKeepsTheFirstPictures() throws IOException {
    Ranking ranking = new Ranking(2);
    for (String name : List.of("c", "a", "e", "b", "d")) {
      ranking.add(scored(name, name.equals("d") ? 0.9 : name.equals("e") ? 0.1 : 0.4));
    }
    List<RankedPhoto> order = ranking.photos();
    assertEquals(List.of("d", "a", "b", "c", "e"), order.stream().map(RankedPhoto::name).toList());
    assertEquals(
        List.of(true, true, false, false, false),
        order.stream().map(photo -> photo.picture().isPresent()).toList());

    Path table = folder.resolve("ranking.csv");
    ranking.writeCsv(table, false);
    List<String> lines = Files.readAllLines(table);
    assertEquals(
        "rank,photo,score,entropy,boundary_disagreement,region_disagreement,count_spread,fragments,"
            + "fragments_sideways,fragments_upside_down,fragments_both,width,height",
        lines.get(0));
    assertEquals("1,d,0.225,,0.9,0,0,2,2,2,2,4,3", lines.get(1));
    assertEquals(6, lines.size());
    assertThrows(FileAlreadyExistsException.class, () -> ranking.writeCsv(table, false));
    ranking.writeCsv(table, true);

    Path page = folder.resolve("ranking.html");
    ranking.writePage("by <hand>", page, false);
    String html = Files.readString(page);
    assertTrue(html.contains("the first 2 of 5 photos") && html.contains("by &lt;hand&gt;"), html);
    assertEquals(3, html.split("data:image/jpeg;base64,", -1).length, "two pictures");
    assertFalse(html.contains("://"), "nothing from outside");
    assertThrows(FileAlreadyExistsException.class, () -> ranking.writePage("x", page, false));
    ranking.writePage("x", page, true);
  }

  private static int count(RgbImage picture, int rgb) {
    int count = 0;
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        count += picture.rgb(x, y) == rgb ? 1 : 0;
      }
    }
    return count;
  }
}

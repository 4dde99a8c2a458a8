// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.layout.RowPolygons;
import uk.ac.bgs.corescore.core.mask.InstancesPng;
import uk.ac.bgs.corescore.core.measure.LargePhotoMeasurer;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.report.ReportFormat;
import uk.ac.bgs.corescore.core.report.ReportWriter;
import uk.ac.bgs.corescore.core.score.SixMeasuresProvider;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.PieceMark;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.Fragment;
import uk.ac.bgs.corescore.spi.Providers;

/** What a segmenter calls rubble arrives as rubble, whichever way it takes. */
class RubblePipelineTest {
  private static final int GREEN = 0x00FF00;
  private static final int RED = 0xFF0000;
  private static final int WIDTH = 200;
  private static final int HEIGHT = 120;

  /** Calls green pixels pieces and red ones rubble, on a grid of a half or the whole. */
  private record Colours(int step) implements OneSegmenter {
    @Override
    public String id() {
      return "colours";
    }

    @Override
    public String description() {
      return "Calls green pixels pieces and red ones rubble.";
    }

    @Override
    public Segmentation segment(RgbImage photo) {
      int width = photo.width() / step;
      int height = photo.height() / step;
      byte[] labels = new byte[width * height];
      int[] ids = new int[labels.length];
      List<Integer> colours = new ArrayList<>();
      int count = 0;
      for (int i = 0; i < labels.length; i++) {
        int x = i % width;
        int rgb = photo.rgb(x * step, i / width * step);
        boolean red = (rgb >> 16 & 0xFF) > 150;
        if (red || (rgb >> 8 & 0xFF) > 150) {
          labels[i] = 1;
          // The test's fragments are upright blocks, each of one colour, with gaps between.
          int left = x > 0 ? ids[i - 1] : 0;
          int above = i >= width ? ids[i - width] : 0;
          ids[i] = above > 0 ? above : left > 0 ? left : ++count;
          if (ids[i] > colours.size()) {
            colours.add(red ? RED : GREEN);
          }
        }
      }
      return Segmentation.of(
          LabelMask.wrap(width, height, labels, LabelSet.CORESCORE),
          FragmentMap.ofIds(width, height, ids).withRubble(id -> colours.get(id - 1) == RED),
          PixelFrame.covering(photo.width(), photo.height(), width, height));
    }
  }

  /** Two rows: a piece, rubble, a speck; rubble, a piece. */
  private static Photo photo() {
    int[] pixels = new int[WIDTH * HEIGHT];
    fill(pixels, 20, 20, 60, 30, GREEN);
    fill(pixels, 90, 20, 50, 30, RED);
    fill(pixels, 150, 30, 2, 2, GREEN);
    fill(pixels, 20, 74, 40, 30, RED);
    fill(pixels, 80, 74, 90, 30, GREEN);
    return new Photo("a.png", "0".repeat(64), RgbImage.wrap(WIDTH, HEIGHT, pixels));
  }

  private static void fill(int[] pixels, int left, int top, int width, int height, int rgb) {
    for (int i = 0; i < width * height; i++) {
      pixels[(top + i / width) * WIDTH + left + i % width] = rgb;
    }
  }

  private static ScoringPipeline.Builder pipeline(int step) {
    Providers providers = Providers.of(new Colours(step), new SixMeasuresProvider());
    return ScoringPipeline.builder(providers, "colours").minArea(10);
  }

  private static Geometry box(double left, double top, double right, double bottom) {
    return new GeometryFactory().toGeometry(new Envelope(left, right, top, bottom));
  }

  private static void assertRubble(List<Double> rubble, List<Double> pieces, ScoredPhoto scored) {
    assertEquals(rubble, areas(scored, true), "rubble");
    assertEquals(pieces, areas(scored, false), "pieces");
    for (Fragment fragment : scored.fragments().fragments()) {
      assertEquals(fragment.rubble(), scored.segmentation().fragments().isRubble(fragment.id()));
    }
  }

  private static List<Double> areas(ScoredPhoto scored, boolean rubble) {
    return scored.fragments().fragments().stream()
        .filter(fragment -> fragment.rubble() == rubble)
        .map(fragment -> fragment.measures().area().squarePixels())
        .toList();
  }

  @Test
  void onThePhotosOwnGridAndOnACoarserOne() {
    try (ScoringPipeline own = pipeline(1).build();
        ScoringPipeline coarse = pipeline(2).build()) {
      // Numbered along the one row: from left to right; the speck is left out.
      ScoredPhoto scored = own.score(photo());
      assertRubble(List.of(1200.0, 1500.0), List.of(1800.0, 2700.0), scored);
      assertEquals(2, coarse.score(photo()).segmentation().fragments().rubbleCount());
      assertEquals(4, coarse.score(photo()).fragments().fragments().size());
    }
  }

  @Test
  void inRowsReadTheOtherWayRound() {
    Layout layout =
        RowPolygons.layout(WIDTH, HEIGHT, List.of(box(10, 10, 190, 55), box(10, 70, 190, 110)));
    try (ScoringPipeline pipeline = pipeline(1).build()) {
      ScoredPhoto scored = pipeline.score(photo(), layout);
      assertEquals(
          List.of(false, true, true, false),
          scored.fragments().fragments().stream().map(Fragment::rubble).toList());
      assertEquals(
          List.of(1, 1, 2, 2),
          scored.fragments().fragments().stream().map(f -> f.row().orElse(0)).toList());
    }
  }

  @Test
  void onAPhotoTooLargeToBeHeld() {
    Segmentation coarse = new Colours(1).segment(photo().image());
    LargePhotoMeasurer.Measured measured =
        LargePhotoMeasurer.measure(coarse, 4 * WIDTH, 4 * HEIGHT, 16 * 10);
    assertEquals(4, measured.fragments().fragments().size());
    for (Fragment fragment : measured.fragments().fragments()) {
      assertEquals(fragment.rubble(), measured.segmentation().fragments().isRubble(fragment.id()));
    }
    assertEquals(2, measured.fragments().fragments().stream().filter(Fragment::rubble).count());
  }

  @Test
  void everyReportSaysIt(@TempDir Path folder) throws IOException {
    ScoredPhoto scored;
    try (ScoringPipeline pipeline = pipeline(1).build()) {
      scored = pipeline.score(photo());
    }
    try (ReportWriter writer =
        ReportWriter.open(folder, EnumSet.allOf(ReportFormat.class), false)) {
      writer.write(scored);
    }
    List<String> table = Files.readAllLines(folder.resolve("fragments.csv"));
    assertTrue(table.get(0).endsWith(",row,rubble"), table.get(0));
    assertEquals(
        scored.fragments().fragments().stream().map(f -> "" + f.rubble()).toList(),
        table.stream().skip(1).map(row -> row.substring(row.lastIndexOf(',') + 1)).toList());
    assertEquals(2, count(text(folder, "a.json"), "\"rubble\" : true"));
    assertEquals(2, count(text(folder, "a.json"), "\"rubble\" : false"));
    assertEquals(2, count(text(folder, "a.geojson"), "\"rubble\" : true"));
    String page = text(folder, "a.html");
    assertEquals(2, count(page, "<small>rubble</small>"));
    assertEquals(2, count(page, "class=\"f c") - count(page, "class=\"f c[0-9]\""), page);
    Path instances = folder.resolve("a.instances.png");
    assertEquals(scored.segmentation().fragments(), InstancesPng.read(instances));
  }

  @Test
  void instancesWithoutRubbleAreAsTheyWereAndWrongOnesAreRefused(@TempDir Path folder)
      throws IOException {
    FragmentMap map = FragmentMap.ofIds(3, 1, new int[] {1, 2, 0});
    Path plain = folder.resolve("plain.png");
    InstancesPng.write(map, plain, false);
    assertEquals(0, count(latin(plain), InstancesPng.KEYWORD));
    Path marked = folder.resolve("marked.png");
    InstancesPng.write(map.withRubble(id -> id == 2), marked, false);
    assertEquals(map.withRubble(id -> id == 2), InstancesPng.read(marked));
    FragmentMap said =
        map.withMark(PieceMark.UNSOUND, id -> true)
            .withMark(PieceMark.INDUCED_BELOW, id -> id == 1)
            .withRubble(id -> id == 2);
    Path several = folder.resolve("several.png");
    InstancesPng.write(said, several, false);
    assertEquals(said, InstancesPng.read(several));
    assertEquals(
        Set.of(PieceMark.UNSOUND, PieceMark.INDUCED_BELOW), InstancesPng.read(several).marks(1));
    byte[] bytes = Files.readAllBytes(marked);
    String keyword = InstancesPng.KEYWORD + "rubble";
    int at = latin(marked).indexOf(keyword);
    // Keyword, a zero, two flags, two empty texts with their zeros, then the number.
    bytes[at + keyword.length() + 5] = '7';
    Path wrong = folder.resolve("wrong.png");
    Files.write(wrong, bytes);
    String message =
        String.valueOf(
            assertThrows(CoreScoreException.class, () -> InstancesPng.read(wrong)).getMessage());
    assertTrue(message.contains("wrong.png") && message.contains("'7'"), message);
  }

  private static String latin(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }

  private static String text(Path folder, String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private static int count(String text, String what) {
    return (int) java.util.regex.Pattern.compile(what).matcher(text).results().count();
  }
}

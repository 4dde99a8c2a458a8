// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.hole.Fracture;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LogInterval;
import uk.ac.bgs.corescore.core.corelog.hole.LogZone;
import uk.ac.bgs.corescore.core.corelog.piece.StatedScale;
import uk.ac.bgs.corescore.core.corelog.strip.StripExtras;
import uk.ac.bgs.corescore.core.corelog.strip.StripImage;
import uk.ac.bgs.corescore.core.corelog.strip.StripLog;
import uk.ac.bgs.corescore.core.corelog.strip.StripPage;
import uk.ac.bgs.corescore.core.corelog.strip.StripPhotos;
import uk.ac.bgs.corescore.core.corelog.strip.StripSettings;
import uk.ac.bgs.corescore.core.corelog.table.BasePosition;
import uk.ac.bgs.corescore.core.corelog.table.BoxRow;
import uk.ac.bgs.corescore.core.corelog.table.CoreRun;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.PhotoPoint;

class StripLogTest {
  private static final double EXACT = 2e-4;

  /** Millimetres of paper for a percent. */
  private static final double PERCENT = 0.2;

  private static CoreRun run(double top, double base) {
    return new CoreRun(
        "BH1", DepthInterval.of(top, base), OptionalDouble.empty(), Optional.empty());
  }

  private static CoreRun lossy(double top, double base, double lossTop, double lossBase) {
    return new CoreRun(
        "BH1",
        DepthInterval.of(top, base),
        OptionalDouble.empty(),
        Optional.of(DepthInterval.of(lossTop, lossBase)));
  }

  private static HoleLog log(LogPhoto photo, CoreRun... runs) {
    return CoreLogger.log(List.of(photo), Arrays.asList(runs), List.of(), LogSettings.DEFAULT)
        .holes()
        .get(0);
  }

  private static StripLog strip(HoleLog hole, StripSettings settings) {
    return StripLog.of(hole, LogSettings.DEFAULT, settings);
  }

  private static Page page(StripPage page) {
    try {
      String svg = page.svg();
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return new Page(
          page.depths(),
          svg,
          factory
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(svg)))
              .getDocumentElement());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static List<Page> pages(StripLog strip) {
    return strip.pages(StripExtras.NONE).stream().map(StripLogTest::page).toList();
  }

  /** A rectangle, mm of paper. */
  private record Rect(double x, double y, double width, double height, String title) {
    double lower() {
      return y + height;
    }
  }

  /** A page and what is drawn on it. */
  private record Page(DepthInterval depths, String svg, Element root) {
    List<Element> of(String element, String kind) {
      List<Element> found = new ArrayList<>();
      NodeList all = root.getElementsByTagName(element);
      for (int i = 0; i < all.getLength(); i++) {
        Element one = (Element) all.item(i);
        if (List.of(one.getAttribute("class").split(" ")).containsAll(List.of(kind.split(" ")))) {
          found.add(one);
        }
      }
      return found;
    }

    List<Rect> rects(String kind) {
      return of("rect", kind).stream()
          .map(
              one ->
                  new Rect(
                      number(one, "x"),
                      number(one, "y"),
                      number(one, "width"),
                      number(one, "height"),
                      one.getTextContent()))
          .toList();
    }

    static double number(Element one, String name) {
      return Double.parseDouble(one.getAttribute(name));
    }

    /** Each line as x1, y1, x2, y2. */
    List<double[]> lines(String kind) {
      List<double[]> lines = new ArrayList<>();
      for (Element one : of("path", kind)) {
        for (String line : one.getAttribute("d").substring(1).split("M", -1)) {
          lines.add(Arrays.stream(line.split("[ L]")).mapToDouble(Double::parseDouble).toArray());
        }
      }
      return lines;
    }

    /** Where its upper depth lies. */
    double top() {
      return lines("log-labelled").get(0)[1];
    }

    double y(double depth, int scale) {
      return top() + (depth - depths.top().metres()) * 1000 / scale;
    }

    List<String> texts() {
      List<String> texts = new ArrayList<>();
      NodeList all = root.getElementsByTagName("text");
      for (int i = 0; i < all.getLength(); i++) {
        texts.add(all.item(i).getTextContent());
      }
      return texts;
    }
  }

  private static DrawnCore jointed(Random random, int rows) {
    DrawnCore core = new DrawnCore(1000, rows);
    for (int row = 1; row <= rows; row++) {
      double at = 0;
      while (at < 990) {
        double end = Math.min(1000, at + 15 + random.nextInt(300));
        core.piece(row, at, end - 1);
        at = end + (random.nextInt(8) == 0 ? 70 : 0);
      }
    }
    return core;
  }

  @Test
  void eachBarLiesAtTheDepthsOfItsIntervalAndIsAsWideAsItsFigure() {
    HoleLog hole =
        log(
            jointed(new Random(5), 6).photo(10),
            run(10, 11.5),
            run(11.5, 13),
            run(13, 13.2),
            lossy(13.2, 16, 15.5, 15.8));
    for (int scale : new int[] {5, 10, 25, 50, 200}) {
      double[] drawn = new double[4];
      for (Page page : pages(strip(hole, StripSettings.DEFAULT.withScale(scale)))) {
        for (LogInterval one : hole.intervals()) {
          double top = Math.max(one.depths().top().metres(), page.depths.top().metres());
          double base = Math.min(one.depths().base().metres(), page.depths.base().metres());
          if (one.kind() != LogInterval.Kind.RUN || top >= base) {
            continue;
          }
          List<Rect> bars = new ArrayList<>();
          page.rects("log-bar").stream()
              .filter(bar -> bar.title.contains(one.depths().toString()))
              .filter(bar -> !bar.title.startsWith("FI"))
              .forEach(bars::add);
          List<Double> figures =
              List.of(
                  one.figures().get(0).tcr(),
                  one.figures().get(0).scr().orElseThrow(),
                  one.figures().get(0).rqd().orElseThrow(),
                  one.figures().get(1).rqd().orElseThrow());
          assertEquals(4, bars.size());
          for (int i = 0; i < 4; i++) {
            assertEquals(page.y(top, scale), bars.get(i).y, EXACT);
            assertEquals(page.y(base, scale), bars.get(i).lower(), EXACT);
            assertEquals(PERCENT * figures.get(i), bars.get(i).width, EXACT);
            drawn[i] += bars.get(i).height;
          }
        }
      }
      for (double one : drawn) {
        assertEquals(6000.0 / scale, one, 0.01, "all of the hole has a bar at 1:" + scale);
      }
    }
  }

  @Test
  void ticksAreStepsOfOneTwoOrFiveAndLieAtTheirDepths() {
    HoleLog hole = log(jointed(new Random(3), 2).photo(10.37));
    for (int scale : new int[] {1, 4, 10, 15, 25, 50, 75, 100, 250, 1000}) {
      Page page = pages(strip(hole, StripSettings.DEFAULT.withScale(scale))).get(0);
      List<double[]> labelled = page.lines("log-labelled");
      List<double[]> all = new ArrayList<>(page.lines("log-tick"));
      all.removeAll(labelled);
      double step = step(labelled, scale);
      double small = step(all.subList(0, all.size() - labelled.size()), scale);
      assertTrue(step * 1000 / scale >= 10 - EXACT, "numbers have room");
      assertTrue(small * 1000 / scale >= 2 - EXACT, "ticks have room");
      List<String> numbers =
          page.texts().stream().filter(text -> text.matches("-?\\d+\\.?\\d*")).toList();
      for (int i = 0; i < labelled.size(); i++) {
        double depth = page.depths.top().metres() + i * step;
        assertEquals(page.y(depth, scale), labelled.get(i)[1], EXACT);
        assertTrue(
            numbers.stream()
                .anyMatch(text -> Math.abs(Double.parseDouble(text) - depth) < 1e-3 * step),
            depth + " of " + numbers + " at 1:" + scale);
      }
    }
  }

  private static double step(List<double[]> ticks, int scale) {
    double step = (ticks.get(1)[1] - ticks.get(0)[1]) * scale / 1000;
    for (int i = 1; i < ticks.size(); i++) {
      assertEquals(step, (ticks.get(i)[1] - ticks.get(i - 1)[1]) * scale / 1000, EXACT * scale);
    }
    double power = Math.pow(10, Math.floor(Math.log10(step * 1.001)));
    assertTrue(Set.of(1L, 2L, 5L).contains(Math.round(step / power)), step + " m at 1:" + scale);
    assertEquals(Math.rint(step / power), step / power, 0.05);
    return Math.rint(step / power) * power;
  }

  @Test
  void pagesCoverTheHoleWithoutOverlapAndSkipWhatIsInNoPhoto() {
    Random random = new Random(11);
    for (int round = 0; round < 4; round++) {
      List<BoxRow> table = new ArrayList<>();
      double depth = random.nextInt(300) / 10.0;
      for (int row = 1; row <= 12; row++) {
        double top = Math.rint(depth * 100) / 100;
        table.add(DrawnCore.row("box.jpg", row, top, top + 1));
        depth += 1 + (random.nextInt(3) == 0 ? random.nextInt(2000) / 100.0 : 0);
      }
      HoleLog hole =
          CoreLogger.log(
                  List.of(jointed(random, 12).photo(table)),
                  List.of(),
                  List.of(),
                  LogSettings.DEFAULT)
              .holes()
              .get(0);
      // Boxes would span the gaps.
      StripLog strip =
          strip(
              hole,
              StripSettings.DEFAULT
                  .withBarsPer(LogInterval.Kind.NAMED)
                  .withScale(List.of(10, 20, 50, 37).get(round)));
      List<DepthInterval> pages = strip.depths();
      for (int i = 1; i < pages.size(); i++) {
        assertTrue(
            pages.get(i).top().metres() >= pages.get(i - 1).base().metres() - 1e-9,
            pages::toString);
      }
      for (var row : hole.rows()) {
        double shown = pages.stream().mapToDouble(page -> page.overlap(row.depths())).sum();
        assertEquals(row.depths().metres(), shown, 1e-6);
      }
      for (DepthInterval page : pages) {
        assertTrue(
            hole.rows().stream().anyMatch(row -> row.depths().overlap(page) > 0),
            "a page without core: " + page);
        assertTrue(page.metres() * 1000 / strip.scale() <= 200 + EXACT, "a page is not too high");
      }
      List<Page> drawn = pages(strip);
      List<Fracture> on =
          hole.fractures().stream()
              .filter(
                  one ->
                      pages.stream()
                          .anyMatch(
                              page ->
                                  page.top().compareTo(one.depth()) <= 0
                                      && page.base().compareTo(one.depth()) >= 0))
              .toList();
      assertTrue(on.containsAll(hole.fractures().stream().filter(Fracture::counted).toList()));
      assertEquals(
          on.size(),
          drawn.stream().mapToInt(page -> page.lines("log-break").size()).sum(),
          "each break is drawn once");
      for (Page page : drawn) {
        assertTrue(page.texts().contains("Hole BH1"), "the header is on each page");
        double pieces = page.rects("log-piece").stream().mapToDouble(Rect::height).sum();
        double wanted =
            hole.pieces().stream()
                .flatMap(piece -> piece.parts().stream())
                .mapToDouble(
                    part ->
                        page.depths.overlap(
                            part.counted().top().metres(), part.counted().base().metres()))
                .sum();
        assertEquals(wanted * 1000 / strip.scale(), pieces, 0.02);
      }
    }
  }

  @Test
  void theScaleIsChosenByTheLengthOfTheHoleAndSaid() {
    HoleLog one = log(jointed(new Random(1), 1).photo(0));
    assertEquals(10, strip(one, StripSettings.DEFAULT).scale());
    DrawnCore core = new DrawnCore(1000, 60);
    for (int row = 1; row <= 60; row++) {
      core.piece(row, 0, 1000);
    }
    HoleLog long60 = log(core.photo(0));
    StripLog strip = strip(long60, StripSettings.DEFAULT);
    assertEquals(50, strip.scale());
    assertEquals(6, strip.depths().size());
    Page page = page(strip.pages(StripExtras.NONE).get(5));
    assertTrue(page.texts().get(2).contains("1:50"), page.texts().toString());
    assertTrue(page.texts().contains("page 6 of 6, 50.0 to 60.0 m"), page.texts().toString());
    assertTrue(page.texts().contains("50 mm on paper, 2.5 m of the hole"));

    HoleLog deep = log(jointed(new Random(1), 1).photo(0), run(0, 1000));
    assertEquals(1000, strip(deep, StripSettings.DEFAULT).scale());
    CoreScoreException large =
        assertThrows(
            CoreScoreException.class, () -> strip(deep, StripSettings.DEFAULT.withScale(1)));
    assertTrue(String.valueOf(large.getMessage()).contains("hole BH1"), large.getMessage());
    assertTrue(String.valueOf(large.getMessage()).contains("1:1000"), large.getMessage());
    assertThrows(IllegalArgumentException.class, () -> StripSettings.DEFAULT.withScale(0));
    assertThrows(IllegalArgumentException.class, () -> StripSettings.DEFAULT.withScale(1_000_001));
  }

  /** Rubble of many small pieces, a stated loss, and an empty end of the tray. */
  @Test
  void nonIntactCoreAndLossAreHatchedAndAnEmptyTrayIsBlank() {
    DrawnCore core = new DrawnCore(1000, 1).piece(1, 0, 300);
    for (int i = 0; i < 8; i++) {
      core.outline(1, 305 + i * 25, 10, 323 + i * 25, 8, 325 + i * 25, 40, 307 + i * 25, 44);
    }
    core.piece(1, 600, 800);
    HoleLog hole = log(core.photo(10), lossy(10, 11, 10.52, 10.58));
    StripLog strip = strip(hole, StripSettings.DEFAULT);
    Page page = pages(strip).get(0);

    LogZone broken =
        hole.zones().stream()
            .filter(zone -> zone.kind() == LogZone.Kind.NON_INTACT)
            .findFirst()
            .orElseThrow();
    Rect rect = page.rects("log-NI").get(0);
    assertEquals(page.y(broken.depths().top().metres(), 10), rect.y, EXACT);
    assertEquals(page.y(broken.depths().base().metres(), 10), rect.lower(), EXACT);
    hatched(page, "log-hatch log-NI", rect);
    Rect loss = page.rects("log-loss").get(0);
    assertEquals(page.y(10.52, 10), loss.y, EXACT);
    assertEquals(page.y(10.58, 10), loss.lower(), EXACT);
    hatched(page, "log-hatch log-loss", loss);
    assertTrue(page.texts().contains("loss"));
    assertTrue(page.texts().contains("NI"));
    assertTrue(page.texts().contains("NR"));

    double empty = page.y(10.8, 10);
    for (String kind : List.of("log-piece", "log-FI", "log-NI", "log-loss", "log-rubble")) {
      for (Rect one : page.rects(kind)) {
        assertTrue(one.lower() <= empty + EXACT, kind + " is drawn in an empty tray");
      }
    }
    assertEquals(
        hole.zones().stream().filter(zone -> zone.kind() == LogZone.Kind.INTACT).count(),
        page.rects("log-FI").size());
  }

  private static void hatched(Page page, String kind, Rect rect) {
    List<double[]> lines = page.lines(kind);
    double length = 0;
    for (double[] line : lines) {
      assertEquals(Math.abs(line[0] - line[2]), Math.abs(line[1] - line[3]), EXACT, "45 degrees");
      for (int end : new int[] {0, 2}) {
        assertTrue(line[end] >= rect.x - EXACT && line[end] <= rect.x + rect.width + EXACT);
        assertTrue(line[end + 1] >= rect.y - EXACT && line[end + 1] <= rect.lower() + EXACT);
      }
      length += Math.hypot(line[0] - line[2], line[1] - line[3]);
    }
    double even = rect.width * rect.height * Math.sqrt(2) / 1.2;
    assertEquals(even, length, 0.25 * even, "lines lie over all of it");
  }

  /** At twice the true scale there is more core than depth. */
  @Test
  void moreThanAHundredPercentIsDrawnAsItIsAndCutOffAtTheEdgeOnly() {
    LogPhoto photo = new DrawnCore(1000, 1).piece(1, 0, 1000).photo(0);
    for (double share : new double[] {1.15, 1.4}) {
      LogSettings settings =
          LogSettings.DEFAULT.withScale(
              StatedScale.pixel(share / DrawnCore.PX, share / DrawnCore.PX));
      HoleLog hole =
          CoreLogger.log(List.of(photo), List.of(run(0, 1)), List.of(), settings).holes().get(0);
      assertEquals(100 * share, hole.intervals().get(0).figures().get(0).tcr(), 0.5);
      Page page = pages(strip(hole, StripSettings.DEFAULT)).get(0);
      double drawn = page.rects("log-bar log-TCR").get(0).width;
      assertEquals(Math.min(24, PERCENT * 100 * share), drawn, 0.1);
      assertTrue(
          page.texts().contains(Long.toString(Math.round(100 * share))), page.texts().toString());
    }
  }

  @Test
  void namesAreEscapedAndNothingIsFetched() throws IOException {
    String name = "BH-1 \"A\" <x> & ]]> \u0007\uFFFF " + "long".repeat(60);
    BoxRow row =
        new BoxRow(
            "box.jpg",
            name,
            "<b>",
            OptionalInt.of(1),
            DepthInterval.of(0, 1),
            BasePosition.TRAY,
            OptionalDouble.empty());
    HoleLog hole =
        log(new DrawnCore(1000, 1).piece(1, 0, 500).piece(1, 501, 1000).photo(List.of(row)));
    StripExtras extras =
        new StripExtras(List.of(new StripImage(DepthInterval.of(0, 1), halves())), List.of());
    StripPage only = strip(hole, StripSettings.DEFAULT).pages(extras).get(0);
    Page page = page(only);
    assertTrue(page.texts().get(0).startsWith("Hole BH-1 \"A\" <x> & ]]> "), page.texts().get(0));
    assertTrue(page.texts().get(0).endsWith("..."));
    assertTrue(page.root.getElementsByTagName("title").item(0).getTextContent().endsWith("long"));
    NodeList all = page.root.getElementsByTagName("*");
    Set<String> drawn = Set.of("svg", "title", "rect", "path", "text", "image");
    for (int i = 0; i < all.getLength(); i++) {
      Element one = (Element) all.item(i);
      assertTrue(drawn.contains(one.getTagName()), one.getTagName());
      String link = one.getAttribute("href");
      assertTrue(link.isEmpty() || link.startsWith("data:image/jpeg;base64,"), link);
      for (int k = 0; k < one.getAttributes().getLength(); k++) {
        assertFalse(one.getAttributes().item(k).getNodeValue().contains("url("));
      }
    }
    assertEquals(1, page.svg.split("http", -1).length - 1, "the name space alone");
    only.png(new ByteArrayOutputStream());
  }

  private static RgbImage halves() {
    int[] pixels = new int[40 * 100];
    Arrays.fill(pixels, 0, 2000, 0xd02020);
    Arrays.fill(pixels, 2000, 4000, 0x2020d0);
    return RgbImage.wrap(40, 100, pixels);
  }

  /** The image says on its own how large it is printed, and its photo lies at its depths. */
  @Test
  void pngHasTheStatedScaleAndPhotosLieAtTheirDepths() throws IOException {
    HoleLog hole = log(new DrawnCore(1000, 4).piece(1, 0, 1000).piece(2, 0, 1000).photo(10));
    StripLog strip = strip(hole, StripSettings.DEFAULT);
    StripExtras extras =
        new StripExtras(List.of(new StripImage(DepthInterval.of(11, 13), halves())), List.of());
    List<StripPage> drawn = strip.pages(extras);
    Map<Integer, Integer> colours = Map.of(0, 0xd02020, 1, 0x2020d0);
    for (int i = 0; i < drawn.size(); i++) {
      Page page = page(drawn.get(i));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      drawn.get(i).png(bytes);
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
      String width = page.root.getAttribute("width");
      assertTrue(width.endsWith("mm"));
      assertEquals(Math.ceil(8 * Double.parseDouble(width.replace("mm", ""))), image.getWidth());
      assertEquals(List.of(8000, 8000, 1), physicalSize(bytes.toByteArray()));
      Element photo = page.of("image", "log-photo").get(0);
      double top = i == 0 ? 11 : 12;
      assertEquals(page.y(top, 10), Page.number(photo, "y"), EXACT);
      assertEquals(100, Page.number(photo, "height"), EXACT);
      int x = (int) (8 * (Page.number(photo, "x") + Page.number(photo, "width") / 2));
      for (double depth : new double[] {top + 0.02, top + 0.5, top + 0.98}) {
        assertEquals(
            colours.get(i),
            image.getRGB(x, (int) (8 * page.y(depth, 10))) & 0xffffff,
            "at " + depth);
      }
      double blank = i == 0 ? 10.5 : 13.5;
      assertEquals(0xffffff, image.getRGB(x, (int) (8 * page.y(blank, 10))) & 0xffffff);
    }
  }

  /** Pixels a metre across and down, and 1 for metres. */
  private static List<Integer> physicalSize(byte[] png) {
    for (int at = 8; at < png.length; ) {
      java.nio.ByteBuffer chunk = java.nio.ByteBuffer.wrap(png, at, png.length - at);
      int length = chunk.getInt();
      if (chunk.getInt() == 0x70485973) {
        return List.of(chunk.getInt(), chunk.getInt(), (int) chunk.get());
      }
      at += 12 + length;
    }
    return List.of();
  }

  @Test
  void withoutAScaleThereIsNoRqdAndTheTrackSaysSo() {
    HoleLog hole =
        CoreLogger.log(
                List.of(new DrawnCore(1000, 1).piece(1, 0, 1000).photo(0)),
                List.of(),
                List.of(),
                LogSettings.DEFAULT.withoutDepthsAsScale())
            .holes()
            .get(0);
    Page page = pages(strip(hole, StripSettings.DEFAULT)).get(0);
    assertEquals(List.of(), page.rects("log-bar log-RQD"));
    assertEquals(1, page.rects("log-bar log-TCR").size());
    assertEquals(2, page.texts().stream().filter("\u2013"::equals).count());
    assertTrue(page.texts().toString().contains("as no runs are known"));
    Page none = pages(strip(hole, StripSettings.DEFAULT.withBarsPer(LogInterval.Kind.RUN))).get(0);
    assertTrue(none.texts().toString().contains("No bars: no run is known"));
  }

  @Test
  void anEmptyBoxHasNoRock() {
    HoleLog hole = log(new DrawnCore(1000, 2).photo(5));
    Page page = pages(strip(hole, StripSettings.DEFAULT)).get(0);
    for (String kind : List.of("log-piece", "log-rubble", "log-break", "log-FI", "log-NI")) {
      assertEquals(List.of(), page.rects(kind), kind);
    }
    assertEquals(0, page.rects("log-bar log-TCR").get(0).width);
    assertTrue(page.texts().contains("NR"));
  }

  /** A row that runs to the left, red in its first half of depth and blue in its second. */
  @Test
  void rowsAreCutOutUprightAndAPhotoThatCannotBeReadIsTold() throws IOException {
    int[] pixels = new int[600 * 80];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i % 600 < 300 ? 0x2020d0 : 0xd02020;
    }
    Photo photo = new Photo("box.jpg", "0".repeat(64), RgbImage.wrap(600, 80, pixels));
    CoreRow row =
        new CoreRow(
            1,
            1,
            new PhotoPoint(550, 70),
            new PhotoPoint(50, 70),
            new PhotoPoint(50, 10),
            new PhotoPoint(550, 10),
            OptionalDouble.empty());
    Layout layout = new Layout(600, 80, List.of(row), Layout.GIVEN);
    LogPhoto seen =
        new LogPhoto("box.jpg", layout, List.of(), List.of(DrawnCore.row("box.jpg", 1, 10, 11)));
    LogPhoto gone =
        new LogPhoto("gone.jpg", layout, List.of(), List.of(DrawnCore.row("gone.jpg", 1, 11, 12)));
    HoleLog hole =
        CoreLogger.log(List.of(seen, gone), List.of(), List.of(), LogSettings.DEFAULT)
            .holes()
            .get(0);
    StripLog strip = strip(hole, StripSettings.DEFAULT);
    StripExtras extras =
        StripPhotos.of(
            strip,
            List.of(seen, gone),
            name -> {
              if (name.equals("gone.jpg")) {
                throw new IOException("it is gone");
              }
              return photo;
            });

    assertEquals(1, extras.problems().size());
    assertTrue(extras.problems().get(0).contains("BH1"), extras.problems().toString());
    assertTrue(extras.problems().get(0).contains("gone.jpg"), extras.problems().toString());
    assertTrue(extras.problems().get(0).contains("it is gone"), extras.problems().toString());
    assertEquals(1, extras.pictures().size());
    StripImage picture = extras.pictures().get(0);
    assertEquals(10, picture.depths().top().metres(), 1e-9);
    assertEquals(11, picture.depths().base().metres(), 1e-9);
    int high = picture.image().height();
    assertTrue(high <= strip.pixelsPerMetre() + 1, "no finer than it is drawn");
    int middle = picture.image().width() / 2;
    assertEquals(
        0xd02020, picture.image().pixels().get(high / 4 * picture.image().width() + middle));
    assertEquals(
        0x2020d0, picture.image().pixels().get(3 * high / 4 * picture.image().width() + middle));
  }

  @Test
  void theConditionIsThatOfTheIntervals() {
    HoleLog hole = log(jointed(new Random(2), 2).photo(0), run(0, 1), run(1, 2));
    Page page = pages(strip(hole, StripSettings.DEFAULT)).get(0);
    List<Rect> drawn = page.rects("log-condition");
    List<LogInterval> runs =
        hole.intervals().stream().filter(one -> one.kind() == LogInterval.Kind.RUN).toList();
    assertEquals(2, drawn.size());
    for (int i = 0; i < 2; i++) {
      String grade = runs.get(i).condition().orElseThrow().grade().id().replace('_', ' ');
      assertTrue(drawn.get(i).title.startsWith(grade + " with"), drawn.get(i).title);
      assertEquals(page.y(i, 10), drawn.get(i).y, EXACT);
      assertEquals(page.y(i + 1, 10), drawn.get(i).lower(), EXACT);
      assertTrue(page.texts().contains(grade));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.core.pipeline.Provenance;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.score.ExtraMeasure;

class HtmlPageTest {
  private static final String HOSTILE = "\"'><script>void 0</script><img src=x onerror=0>&\u0007";

  @Test
  void whatComesFromOutsideIsText() throws IOException {
    ExtraMeasure extra = new ExtraMeasure("x", HOSTILE, OptionalDouble.of(1));
    ScoredPhoto photo =
        Samples.box(HOSTILE, Samples.SCALED, extra, ExtraMeasure.word("y", Optional.of(HOSTILE)));
    Provenance from = photo.provenance();
    Provenance hostile =
        new Provenance(
            HOSTILE,
            HOSTILE,
            Map.of(HOSTILE, HOSTILE),
            Optional.of(HOSTILE),
            Optional.of(
                new Provenance.Finder(HOSTILE, Map.of(HOSTILE, HOSTILE), Optional.of(HOSTILE))),
            HOSTILE,
            3,
            from.time(),
            from.elapsed());
    String page =
        page(
            new ScoredPhoto(
                photo.photo(),
                photo.segmentation(),
                photo.fragments(),
                photo.score(),
                photo.scale(),
                hostile));
    assertFalse(page.contains("<script>void"), "no script but the page's own");
    assertFalse(page.contains("<img src=x"));
    assertEquals(2, page.split("<script", -1).length);
    assertEquals(2, page.split("<img ", -1).length);
    assertTrue(page.contains("&quot;&#39;&gt;&lt;script&gt;void 0"));
    assertFalse(page.contains("\u0007"));
  }

  @Test
  void asksForNothingFromOutside() throws IOException {
    String page = page(Samples.box("a.jpg", Samples.SCALED));
    Matcher link = Pattern.compile("\\b(?:src|href|srcset|action)=\"([^\"]{0,12})").matcher(page);
    int links = 0;
    while (link.find()) {
      assertTrue(link.group(1).matches("#[fr][0-9]+|data:image/j"), link.group(1));
      links++;
    }
    assertTrue(links > 6);
    assertFalse(page.contains("url("));
    assertFalse(page.contains("@import"));
    assertFalse(page.contains("://"));
    assertFalse(page.contains(" style="), "the policy would refuse it");
  }

  @Test
  void thePolicyAllowsItsOwnStyleAndScriptAlone() throws Exception {
    String page = page(Samples.box("a.jpg", Samples.UNSCALED));
    String policy = between(page, "Content-Security-Policy\" content=\"", "\"");
    assertTrue(policy.startsWith("default-src 'none'; img-src data:; "), policy);
    assertTrue(policy.contains("style-src '" + hash(between(page, "<style>", "</style>")) + "';"));
    assertTrue(
        policy.contains("script-src '" + hash(between(page, "<script>", "</script>")) + "';"));
    assertFalse(policy.contains("unsafe"));
  }

  @Test
  void outlinesAndRowsPointAtEachOther() throws IOException {
    ScoredPhoto photo = Samples.box("a.jpg", Samples.SCALED);
    String page = page(photo);
    Set<String> ids = new HashSet<>();
    Matcher id = Pattern.compile("\\bid=\"([^\"]+)\"").matcher(page);
    while (id.find()) {
      assertTrue(ids.add(id.group(1)), id.group(1) + " is there once");
    }
    for (int i = 1; i <= 3; i++) {
      assertTrue(ids.contains("f" + i) && ids.contains("r" + i));
      assertTrue(page.contains("href=\"#f" + i + "\"") && page.contains("href=\"#r" + i + "\""));
    }
    assertTrue(page.contains("data-v=\"1200\">1200<"), "area, px²");
    assertTrue(page.contains("data-v=\"75\">75.0<"), "area, mm²");
  }

  @Test
  void holdsThePhotoAndItsMeasures() throws IOException {
    String page = page(Samples.box("a.jpg", Samples.SCALED));
    byte[] jpeg = Base64.getDecoder().decode(between(page, "src=\"data:image/jpeg;base64,", "\""));
    assertEquals(120, ImageIO.read(new ByteArrayInputStream(jpeg)).getWidth());
    assertTrue(page.startsWith("<!DOCTYPE html>\n<html lang=\"en\">"));
    for (String measure :
        List.of(
            "absolute_area",
            "relative_area",
            "fragment_perimeter",
            "average_perimeter",
            "total_fragments",
            "perimeter_complexity")) {
      assertEquals(2, page.split("<code>" + measure + "</code>", -1).length, measure);
    }
    assertTrue(page.contains("3608 px²"));
    assertTrue(page.contains("<title>a.jpg"));
  }

  @Test
  void countsOfTheHistogramAddUp() throws IOException {
    String page = page(Samples.box("a.jpg", Samples.UNSCALED));
    Matcher bar = Pattern.compile("<title>[^<]* px²: ([0-9]+)</title></rect>").matcher(page);
    int fragments = 0;
    while (bar.find()) {
      fragments += Integer.parseInt(bar.group(1));
    }
    assertEquals(3, fragments);
  }

  @Test
  void pagesWithoutFragmentsOrWithThousandsAreWhole() throws IOException {
    String empty = page(Samples.empty("e.jpg", 1, 1));
    assertTrue(empty.contains("No rock was found") && empty.endsWith("</html>\n"));
    assertTrue(empty.contains("not defined"));
    assertFalse(empty.contains("NaN"));
    String one = page(Samples.of("dot.jpg", 1, 1, new int[] {1}));
    assertTrue(one.contains("there is one.") && !one.contains("NaN"));
    String many = page(Samples.squares("many.jpg", 5000));
    assertEquals(5001, many.split("<tr id=\"r", -1).length);
  }

  @Test
  void rowsOfCoreAreDrawnAndListed() throws IOException {
    String page = page(Samples.inRows("a.jpg"));
    assertEquals(3, page.split("<path id=\"s", -1).length, "an outline for each of two rows");
    assertTrue(page.contains("d=\"M5 5 75 5 75 60.5 5 60.5 z\""), "in photo pixels");
    assertTrue(page.contains(">row 1</text>") && page.contains(">row 2</text>"));
    assertTrue(page.contains("<label for=\"rows\">Rows</label>"));
    assertTrue(page.contains("2 rows, in reading order. They were given by"));
    // Two pieces of 30 x 40 in a strip of 70 lines, or columns, by 55.5, half of a line cut off.
    assertTrue(
        page.contains(
            "<td class=\"t\">horizontal</td><td class=\"t\">left to right</td>"
                + "<td class=\"n\">2</td><td class=\"n\">2400</td><td class=\"n\">"
                + String.format(Locale.ROOT, "%.1f", 100 * 2400.0 / (70 * 56))),
        between(page, "id=\"rows-of-core\"", "</table>"));
    String fragments = between(page, "<table id=\"fragments\">", "</table>");
    assertTrue(fragments.contains("<span>Row</span>"));
    assertTrue(fragments.contains("Rock_Fragment</bdi></td><td class=\"n\" data-v=\"1\">1</td>"));
    assertTrue(fragments.contains("Rock_Fragment</bdi></td><td class=\"n\">\u2013</td>"), "no row");
  }

  @Test
  void whatFoundTheRowsIsSaidAndHowSure() throws IOException {
    ScoredPhoto rows = Samples.inRows("a.jpg");
    CoreRow first = rows.layout().rows().get(0);
    CoreRow second = rows.layout().rows().get(1).turned().numbered(2, 2);
    Layout found =
        new Layout(120, 80, List.of(sure(first, 0.724), sure(second, 0.951)), "by<lines>");
    String page = page(Samples.withLayout(rows, found));
    assertTrue(
        page.contains(
            "2 rows in 2 boxes, in reading order. Found by <bdi>by&lt;lines&gt;</bdi>, which is 72"
                + " to 95 % sure."));
    assertTrue(page.contains(">Sure</span>") && page.contains("<td class=\"n\">95</td>"));
    assertTrue(page.contains("right to left"));
    String none = page(Samples.withLayout(rows, new Layout(120, 80, List.of(), "lines")));
    assertTrue(none.contains("No row. Found by <bdi>lines</bdi>."));
    assertFalse(none.contains("rows-of-core"));
  }

  private static CoreRow sure(CoreRow row, double confidence) {
    return new CoreRow(
        row.number(),
        row.box(),
        row.topLeft(),
        row.topRight(),
        row.bottomRight(),
        row.bottomLeft(),
        OptionalDouble.of(confidence));
  }

  @Test
  void aPhotoThatIsItsOnlyRowShowsNothingOfRows() throws IOException {
    ScoredPhoto box = Samples.box("a.jpg", Samples.UNSCALED);
    ScoredPhoto whole = Samples.withLayout(Samples.inRows("a.jpg"), Layout.whole(120, 80));
    assertEquals(page(box), page(whole));
    assertFalse(page(box).contains("Rows of core") || page(box).contains(">row 1<"));
  }

  @Test
  void largePhotosAreReduced() {
    ScoredPhoto large = Samples.empty("large.jpg", 5000, 700);
    PhotoPreview preview = PhotoPreview.of(large.photo());
    assertTrue(preview.image().width() <= 4000);
    assertTrue((long) preview.image().width() * preview.image().height() <= 2_210_000);
    assertEquals(preview.scale(), preview.image().width() / 5000.0, 1e-3);
    ScoredPhoto small = Samples.empty("small.jpg", 50, 7);
    assertEquals(small.photo().image(), PhotoPreview.of(small.photo()).image());
  }

  private static String page(ScoredPhoto photo) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlPage.write(photo, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String between(String text, String before, String after) {
    int from = text.indexOf(before) + before.length();
    return text.substring(from, text.indexOf(after, from));
  }

  private static String hash(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }
}

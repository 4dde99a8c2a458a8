// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.core.browser.Chromium;

/**
 * The page of 20,000 photos from a disk, in the machine's own Chromium; what the browser complains
 * of fails a test. Skipped where there is no Chromium; none is downloaded.
 */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class BatchPageBrowserTest {
  private static final int PHOTOS = 20_000;
  private static final String NASTY = "a#b?c%20\u00E4</script><img src=x onerror=hacked=1>'\".jpg";

  @TempDir static Path folder;

  private static final SampleBatch BATCH = new SampleBatch(true, 7);
  private static final List<List<@Nullable Object>> ROWS = rows();
  private static Chromium chromium;

  private final List<String> complaints = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private Page page;

  private static List<List<@Nullable Object>> rows() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < PHOTOS - 1; i++) {
      rows.add(BATCH.row(i));
    }
    rows.add(
        BATCH.scored(
            NASTY,
            Map.of("condition_grade", 4.0, "condition", "very_poor", "total_fragments", 9999L)));
    return rows;
  }

  @BeforeAll
  static void write() throws IOException {
    chromium = Chromium.launch();
    BatchPage.write(
        folder,
        BATCH.schema(),
        SampleBatch.rows(ROWS),
        SampleBatch.links(),
        SampleBatch.facts("twenty thousand"));
    for (int i = 0; i < 500; i++) {
      Path picture = folder.resolve("thumbnails/" + SampleBatch.stem(SampleBatch.name(i)) + ".jpg");
      Files.createDirectories(picture.getParent());
      ImageIO.write(
          new BufferedImage(24, 16, BufferedImage.TYPE_INT_RGB), "jpeg", picture.toFile());
    }
    Path report = Files.createDirectories(folder.resolve("BH1")).resolve("Box 1.html");
    Files.writeString(report, "<title>the report of box 1</title>");
  }

  @AfterAll
  static void close() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void open() {
    page = chromium.page(complaints);
    page.onRequest(request -> asked.add(request.url()));
    page.navigate(folder.resolve(BatchPage.FILE).toUri().toString());
    page.waitForSelector("#table tbody tr");
  }

  @AfterEach
  void nothingWasComplainedOfAndNothingAskedForElsewhere() {
    page.close();
    // Thumbnails are there of some photos only.
    complaints.removeIf(complaint -> complaint.contains("net::ERR_FILE_NOT_FOUND"));
    assertEquals(List.of(), complaints);
    assertEquals(List.of(), asked.stream().filter(url -> !url.startsWith("file:///")).toList());
  }

  @Test
  void opensWithPhotosInDoubtFirstThenTheWorst() {
    assertEquals("1 to 100 of 20\u202F000 photos", page.textContent("#found"));
    List<String> expected =
        ROWS.stream()
            .sorted(
                Comparator.<List<@Nullable Object>>comparingInt(
                        row ->
                            cell(row, "doubt") != null
                                ? 0
                                : "scored".equals(cell(row, "status")) ? 1 : 2)
                    .thenComparing(row -> sixDigits(cell(row, "condition_grade"), true)))
            .limit(100)
            .map(row -> String.valueOf(cell(row, "photo")))
            .toList();
    assertEquals(expected, firstCells());
    // Columns that are not shown are not read.
    assertTrue(asked.stream().noneMatch(url -> url.contains("column-average_perimeter")));
  }

  @Test
  void sortsAllRowsByAnyColumnWithPhotosWithoutTheFigureLast() {
    page.click("#table thead th:has-text('Fragments') button");
    waitForSort("Fragments", "descending");
    assertEquals(NASTY, firstCells().get(0), "the name is text");
    assertEquals(expected("total_fragments", true), firstCells());
    page.click("#table thead th:has-text('Fragments') button");
    waitForSort("Fragments", "ascending");
    assertEquals(expected("total_fragments", false), firstCells());
    page.click("#last");
    waitForPage("200");
    assertTrue(
        page.locator("#table tbody tr").last().textContent().contains("\u2013"), "none is last");
    page.selectOption("#sort", "column-condition");
    waitForPage("1");
    assertEquals("excellent", page.textContent("#table tbody tr:first-child td:nth-child(3)"));
    page.click("#direction");
    page.waitForCondition(
        () -> page.textContent("#table tbody tr:first-child td:nth-child(3)").equals("very poor"));
    page.click("#last");
    waitForPage("200");
    page.selectOption("#sort", "column-average_perimeter_mm");
    waitForPage("1");
    assertEquals(expected("average_perimeter_mm", true), firstCells(), "a column not shown");
  }

  @Test
  void filtersAndSearches() {
    long failed = ROWS.stream().filter(row -> "failed".equals(cell(row, "status"))).count();
    page.selectOption("#show", "failed");
    waitForCount(failed);
    page.fill("#search", "BH2/ pdf");
    waitForCount(
        ROWS.stream()
            .filter(row -> String.valueOf(cell(row, "photo")).startsWith("BH2/"))
            .filter(row -> String.valueOf(cell(row, "failure")).contains("PDF"))
            .count());
    page.fill("#search", "no such photo");
    page.waitForCondition(() -> page.textContent("#found").equals("No photo matches."));
    page.fill("#search", "");
    page.click("#doubts a[data-show='doubt:blurred']");
    waitForCount(ROWS.stream().filter(row -> "blurred".equals(cell(row, "doubt"))).count());
    assertTrue(page.url().endsWith("#show=doubt%3Ablurred"), page.url());
  }

  @Test
  void linksOpenReportsAndTheWayBackShowsTheSameRows() {
    long named =
        ROWS.stream()
            .map(row -> String.valueOf(cell(row, "photo")))
            .filter(name -> name.startsWith("BH1/Box") && name.endsWith("1.jpg"))
            .count();
    page.fill("#search", "bh1/box 1.jpg");
    page.selectOption("#sort", "column-photo");
    waitForCount(named);
    page.waitForCondition(() -> firstCells().get(0).equals(SampleBatch.name(0)));
    Locator link = page.locator("#table tbody th a").first();
    assertEquals("./BH1/Box%201.html", link.getAttribute("href"), "percent-encoded");
    link.click();
    page.waitForCondition(() -> page.title().equals("the report of box 1"));
    page.goBack();
    page.waitForSelector("#table tbody tr");
    waitForCount(named);
    page.fill("#search", "onerror");
    waitForCount(1);
    assertEquals(NASTY, firstCells().get(0));
    assertEquals(
        "./a%23b%3Fc%2520%C3%A4%3C/script%3E%3Cimg%20src%3Dx%20onerror%3Dhacked%3D1%3E'%22.html",
        page.locator("#table tbody th a").getAttribute("href"));
    assertEquals("undefined", page.evaluate("typeof window.hacked"));
  }

  @Test
  void everythingIsReachedByKeyboard() {
    page.focus("#search");
    page.keyboard().press("Tab");
    assertEquals("show", focused());
    page.keyboard().press("Tab");
    assertEquals("sort", focused());
    page.keyboard().press("Tab");
    assertEquals("direction", focused());
    page.keyboard().press("Tab");
    assertEquals("as-table", focused());
    page.keyboard().press("ArrowRight");
    page.waitForSelector("#sheet li");
    assertEquals("as-sheet", focused());
    page.keyboard().press("ArrowLeft");
    page.waitForSelector("#table tbody tr");
    page.focus("#table thead th:first-child button");
    page.keyboard().press("Enter");
    waitForSort("Photo", "ascending");
    assertEquals("Photo", page.evaluate("document.activeElement.textContent"), "the focus stays");
    assertEquals(SampleBatch.name(0), firstCells().get(0));
    page.focus("#next");
    page.keyboard().press("Enter");
    waitForPage("2");
    assertEquals("next", focused());
    assertEquals(SampleBatch.name(100), firstCells().get(0));
    page.fill("#page", "200");
    page.keyboard().press("Enter");
    waitForPage("200");
    assertEquals("true", page.getAttribute("#next", "aria-disabled"));
    assertEquals(NASTY, firstCells().get(99));
    List<?> nameless =
        (List<?>)
            page.evaluate(
                "Array.from(document.querySelectorAll('#browser button, #browser input, #browser"
                    + " select')).filter(e => !(e.labels && e.labels.length) && !e.textContent.trim()"
                    + " && !e.getAttribute('aria-label')).map(e => e.outerHTML)");
    assertEquals(List.of(), nameless, "every control has a name");
  }

  @Test
  void theContactSheetShowsPicturesOfTheSameRows() {
    page.selectOption("#sort", "column-photo");
    page.waitForCondition(() -> firstCells().get(0).equals(SampleBatch.name(0)));
    page.click("label[for=as-sheet]");
    page.waitForSelector("#sheet li");
    assertEquals(100, page.locator("#sheet li").count());
    assertEquals(SampleBatch.name(0), page.locator("#sheet li bdi").first().textContent());
    page.locator("#sheet img").first().scrollIntoViewIfNeeded();
    page.waitForCondition(
        () -> page.evaluate("document.querySelector('#sheet img').naturalWidth").equals(24));
    assertEquals("lazy", page.locator("#sheet img").first().getAttribute("loading"));
  }

  @Test
  void withoutScriptsTheOverviewIsThere() {
    try (BrowserContext context =
        chromium
            .browser()
            .newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
      Page plain = context.newPage();
      plain.navigate(folder.resolve(BatchPage.FILE).toUri().toString());
      assertTrue(plain.isVisible("#doubts li") && plain.isVisible("#distributions svg"));
      assertTrue(plain.isVisible("noscript p") || plain.isVisible("text=needs JavaScript"));
      assertFalse(plain.isVisible("#browser"));
    }
  }

  @Test
  void dataThatAreMissingAreNamed() throws IOException {
    Path copy = Files.createDirectories(folder.resolve("elsewhere")).resolve(BatchPage.FILE);
    Files.copy(folder.resolve(BatchPage.FILE), copy);
    page.navigate(copy.toUri().toString());
    page.waitForSelector("#trouble:visible");
    String data;
    try (Stream<Path> files = Files.list(folder)) {
      data =
          files
              .map(path -> path.getFileName().toString())
              .filter(name -> name.startsWith("page-"))
              .findFirst()
              .orElseThrow();
    }
    String trouble = page.textContent("#trouble");
    assertTrue(trouble.contains(data + " is part of this page and must lie beside it"), trouble);
  }

  @Test
  void aPhoneShowsAllWithoutScrollingSideways() {
    page.setViewportSize(390, 844);
    assertEquals(390, page.evaluate("document.documentElement.scrollWidth"));
    page.click("label[for=as-sheet]");
    page.waitForSelector("#sheet li");
    assertEquals(390, page.evaluate("document.documentElement.scrollWidth"));
  }

  private List<String> expected(String column, boolean down) {
    return ROWS.stream()
        .sorted(Comparator.comparing(row -> sixDigits(cell(row, column), down)))
        .limit(100)
        .map(row -> String.valueOf(cell(row, "photo")))
        .toList();
  }

  /** The figure as the page has it, as a key that rises. */
  private static double sixDigits(@Nullable Object figure, boolean down) {
    if (figure == null) {
      return Double.POSITIVE_INFINITY;
    }
    double value = Double.parseDouble(JsText.number(((Number) figure).doubleValue()));
    return down ? -value : value;
  }

  private static @Nullable Object cell(List<@Nullable Object> row, String column) {
    return row.get(BATCH.schema().indexOf(column));
  }

  private List<String> firstCells() {
    return page.locator("#table tbody th").allTextContents();
  }

  private Object focused() {
    return page.evaluate("document.activeElement.id");
  }

  private void waitForSort(String title, String direction) {
    page.waitForSelector("#table th[aria-sort=" + direction + "]:has-text('" + title + "')");
  }

  private void waitForPage(String number) {
    page.waitForCondition(() -> page.inputValue("#page").equals(number));
  }

  private void waitForCount(long count) {
    String end = " of " + PageText.whole(count) + (count == 1 ? " photo" : " photos");
    page.waitForCondition(() -> page.textContent("#found").endsWith(end));
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.core.internal.HtmlText;
import uk.ac.bgs.corescore.core.table.Column;
import uk.ac.bgs.corescore.core.table.TableSchema;

@SuppressWarnings("NullAway.Init") // JUnit sets the field
class BatchPageTest {
  @TempDir Path folder;

  private final SampleBatch batch = new SampleBatch(true, 7);

  @Test
  void countsAreThoseOfTheRows() throws IOException {
    int photos = 3000;
    String page = write(batch.schema(), batch.rows(photos));
    long failed = count(photos, "status", "failed");
    long doubt = photos - count(photos, "doubt", "null");
    assertTrue(doubt > 0 && failed > 0);
    assertCount(page, "Scored", photos - failed);
    assertCount(page, "In doubt", doubt);
    assertCount(page, "Failed", failed);
    Matcher sections = Pattern.compile("<h3>([^<]*) <small>([0-9]+) photos?</small>").matcher(page);
    long grouped = 0;
    while (sections.find()) {
      grouped += Long.parseLong(sections.group(2));
    }
    assertEquals(doubt, grouped, "each doubt is in one group");
    Matcher reasons =
        Pattern.compile("<details class=\"failure\"><summary><b>([0-9]+) photos?</b>")
            .matcher(page);
    long together = 0;
    int groups = 0;
    while (reasons.find()) {
      together += Long.parseLong(reasons.group(1));
      groups++;
    }
    assertEquals(failed, together, "each failure has one reason");
    assertEquals(3, groups, "messages that differ in names and numbers are one");
    assertTrue(page.contains("<bdi>the JPEG ends after \u2026 bytes</bdi>"), "numbers that differ");
    assertTrue(page.contains("<bdi>40000 x 30000 pixels, more than the limit of 500000000</bdi>"));
    assertFalse(page.contains("Not done yet"));
  }

  @Test
  void histogramsCountEachScoredPhotoOnce() throws IOException {
    int photos = 2000;
    String page = write(batch.schema(), batch.rows(photos));
    long scored = photos - count(photos, "status", "failed");
    Matcher charts =
        Pattern.compile("<summary>Counts</summary>.*?</details>", Pattern.DOTALL).matcher(page);
    List<Long> sums = new ArrayList<>();
    while (charts.find()) {
      Matcher bins = Pattern.compile("<td class=\"n\">([^<]*)</td>").matcher(charts.group());
      long sum = 0;
      while (bins.find()) {
        sum += Long.parseLong(bins.group(1).replace("\u202F", ""));
      }
      sums.add(sum);
    }
    long classed = scored - count(photos, "condition_missing", "no core was found");
    // Condition, grade, piece size, share, fragments, mean area, complexity, confidence.
    assertEquals(
        List.of(scored, classed, classed, scored, scored, scored, scored, scored),
        sums,
        "all photos, or those that have the figure");
    assertTrue(page.contains("Complexity, 1/mm"), "on the core where the scale is known");
    assertFalse(page.contains("Complexity, 1/px"));
  }

  @Test
  void worstAndBestAreInOrderWithTiesAsListedAndWithoutPhotosInDoubt() throws IOException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    rows.add(graded("a.jpg", 2.0));
    rows.add(graded("b.jpg", 3.5));
    rows.add(batch.scored("none.jpg", Map.of("condition_missing", "no core was found")));
    rows.add(graded("c.jpg", 3.5));
    rows.add(graded("d.jpg", 1.0));
    rows.add(graded("e.jpg", 1.0));
    rows.add(batch.failed("f.jpg", "bad_input", "f.jpg: damaged"));
    rows.add(
        batch.scored(
            "doubted.jpg",
            Map.of("condition_grade", 4.0, "doubt", "blurred", "doubt_reason", "not sharp")));
    String page = write(batch.schema(), SampleBatch.rows(rows));
    assertEquals(List.of("b.jpg", "c.jpg", "a.jpg"), names(page, "<h3>Worst</h3>"));
    assertEquals(List.of("d.jpg", "e.jpg"), names(page, "<h3>Best</h3>"));
    assertEquals(List.of("doubted.jpg"), names(page, "id=\"doubts\""));
  }

  @Test
  void noPhotoIsAmongWorstAndBest() throws IOException {
    for (int photos : new int[] {1, 2, 7, 24, 25, 60}) {
      List<List<@Nullable Object>> rows = new ArrayList<>();
      for (int i = 0; i < photos; i++) {
        rows.add(graded("box" + i + ".jpg", i % 2 == 0 ? 2 : 2.5));
      }
      String page = write(batch.schema(), SampleBatch.rows(rows));
      List<String> shown = names(page, "<h3>Worst</h3>");
      assertEquals(Math.min(12, (photos + 1) / 2), shown.size());
      if (photos > 1) {
        List<String> best = names(page, "<h3>Best</h3>");
        assertEquals(Math.min(12, photos / 2), best.size());
        shown.addAll(best);
      }
      assertEquals(shown.size(), Set.copyOf(shown).size(), "each once: " + shown);
    }
  }

  @Test
  void withoutConditionPhotosAreOrderedByComplexityAndThePageSaysSo() throws IOException {
    SampleBatch six = new SampleBatch(false, 7);
    String page =
        write(
            six.schema(),
            SampleBatch.rows(
                List.of(
                    six.scored("whole.jpg", Map.of("perimeter_complexity", 0.01)),
                    six.scored("broken.jpg", Map.of("perimeter_complexity", 0.4)))));
    assertEquals(List.of("broken.jpg"), names(page, "<h3>Worst</h3>"));
    assertEquals(List.of("whole.jpg"), names(page, "<h3>Best</h3>"));
    assertTrue(page.contains("The scorer gives no condition"));
    assertTrue(page.contains("only photos of one scale compare"), "1/px depends on the scale");
  }

  @Test
  void anEmptyBatchAndOneOfFailuresHaveAPage() throws IOException {
    String none = write(batch.schema(), SampleBatch.rows(List.of()));
    assertCount(none, "Scored", 0);
    assertFalse(none.contains("id=\"distributions\""));
    assertFalse(none.contains("id=\"worst\""));
    assertFalse(none.contains("id=\"failures\""));
    String failed =
        write(
            batch.schema(),
            SampleBatch.rows(
                List.of(
                    batch.failed("a/x.jpg", "bad_input", "a/x.jpg: damaged"),
                    batch.failed("b/x.jpg", "bad_input", "/photos/b/x.jpg: damaged"),
                    batch.failed("b/1 2.jpg", "bad_input", "photo /in/b/1 2.jpg (text): 9 of 10"),
                    batch.failed(
                        "c/3.jpg", "bad_input", "photo C:\\in\\c\\3.jpg (text): 9 of 10"))));
    assertCount(failed, "Failed", 4);
    assertTrue(
        failed.contains(
            "<b>2 photos</b> <span>Damaged file:</span> <bdi>photo \u2026 (text): 9 of 10</bdi>"));
    assertTrue(failed.contains("<b>2 photos</b> <span>Damaged file:</span> <bdi>damaged</bdi>"));
    assertFalse(failed.contains("id=\"distributions\""));
  }

  @Test
  void whatIsNotDoneYetIsSaid() throws IOException {
    BatchPage.Facts facts =
        new BatchPage.Facts(
            "half",
            Map.of(),
            List.of(),
            OptionalLong.of(25),
            Optional.empty(),
            Optional.of(Duration.ofSeconds(75)));
    BatchPage.write(folder, batch.schema(), batch.rows(10), BatchPage.Links.none(), facts);
    String page = Files.readString(folder.resolve(BatchPage.FILE));
    assertCount(page, "Not done yet", 15);
    assertTrue(page.contains("in 1 min 15 s"));
    assertFalse(page.contains("<img"));
    assertFalse(page.contains("Contact sheet"), "there are no pictures");
  }

  @Test
  void textFromOutsideIsEscapedAndLinksStayInTheFolder() throws IOException {
    String nasty = "a b#c?d%e\u00FC</script><img src=x onerror=alert(1)>\u2028'\"&.jpg";
    List<List<@Nullable Object>> rows =
        List.of(
            batch.scored(
                nasty,
                Map.of("condition_grade", 2.0, "doubt", "<b>", "doubt_reason", "</script><b>")),
            batch.scored("../../outside.jpg", Map.of("condition_grade", 4.0)),
            batch.scored("javascript:alert(1).jpg", Map.of("condition_grade", 1.0)),
            batch.scored("half \uD800.jpg", Map.of("condition_grade", 1.5)),
            batch.failed("<i>.jpg", "<i>", "<i>.jpg: </bdi><script>"));
    String page = write(batch.schema(), SampleBatch.rows(rows));
    String text = page.replaceAll("(?s)<script.*?</script>|<style.*?</style>", "");
    assertFalse(text.contains("onerror=alert(1)>"), "no tag of a name");
    assertFalse(text.contains("<b>") && text.contains("<i>"));
    assertEquals(2, page.split("</script>", -1).length - 1, "only the page's own scripts end");
    assertTrue(
        page.contains(
            "href=\"./a%20b%23c%3Fd%25e%C3%BC%3C/script%3E%3Cimg%20src%3Dx%20onerror%3Dalert%281%29"
                + "%3E%E2%80%A8%27%22%26.html\""),
        "percent-encoded");
    assertTrue(page.contains("href=\"./javascript%3Aalert%281%29.html\""));
    assertFalse(page.contains("outside.html"), "not out of the folder");
    for (Path file : dataFiles()) {
      String data = Files.readString(file);
      assertFalse(data.contains("<") || data.contains("\u2028"), file + " escapes");
    }
    String names = Files.readString(data().resolve("column-photo.js"));
    assertTrue(names.contains("\\u003c/script\\u003e"), names);
    assertTrue(names.contains("half \\ud800.jpg"), "half a character is kept");
  }

  @Test
  void thePolicyAllowsTheStyleAndTheScriptThatThePageHas() throws IOException {
    String page = write(batch.schema(), batch.rows(10));
    Matcher style = Pattern.compile("(?s)<style>(.*?)</style>").matcher(page);
    Matcher script = Pattern.compile("(?s)<script>(.*?)</script>").matcher(page);
    assertTrue(style.find() && script.find());
    assertTrue(
        page.contains(
            "default-src 'none'; img-src 'self' file:; style-src "
                + HtmlText.policyHash(style.group(1))
                + "; script-src 'strict-dynamic' "
                + HtmlText.policyHash(script.group(1))
                + "; base-uri 'none'; form-action 'none'"));
    assertFalse(page.contains("http://") || page.contains("https://"), "nothing from elsewhere");
    assertFalse(Pattern.compile("<[^>]* (style|on[a-z]+)=").matcher(page).find());
  }

  @Test
  void aNewPageReplacesTheOldOneWithItsDataAndLeavesOtherFiles() throws IOException {
    Path other = Files.createDirectory(folder.resolve("page-notes"));
    Path left = Files.createDirectory(folder.resolve(".page.0123456789abcdef.part"));
    write(batch.schema(), batch.rows(10));
    Path first = data();
    assertFalse(Files.exists(left), "what a killed writer left is deleted");
    write(batch.schema(), batch.rows(10));
    assertEquals(first, data(), "the same rows give the same data");
    write(batch.schema(), batch.rows(11));
    assertFalse(Files.exists(first));
    assertTrue(Files.exists(other));
  }

  @Test
  void rowsAreNotKept() throws IOException {
    int photos = 20_000;
    List<WeakReference<List<@Nullable Object>>> given = new ArrayList<>();
    AtomicLong most = new AtomicLong();
    write(
        batch.schema(),
        () ->
            LongStream.rangeClosed(1, photos)
                .mapToObj(
                    at -> {
                      List<@Nullable Object> row = batch.row(at);
                      given.add(new WeakReference<>(row));
                      if (at == photos) {
                        System.gc();
                        long kept = given.stream().filter(one -> one.get() != null).count();
                        most.accumulateAndGet(kept, Math::max);
                      }
                      return row;
                    }));
    assertEquals(2 * photos, given.size(), "read twice");
    // Six in doubt of each kind, and twelve at either end of three figures.
    assertTrue(most.get() > 0 && most.get() < 200, most + " rows were kept");
  }

  @Test
  void aRowThatDoesNotFitLeavesTheOldPage() throws IOException {
    write(batch.schema(), batch.rows(10));
    Path before = data();
    List<@Nullable Object> row = batch.row(0);
    batch.set(row, "status", "waiting");
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> write(batch.schema(), SampleBatch.rows(List.of(row))));
    assertEquals(
        SampleBatch.name(0) + ": expected the status scored or failed, got 'waiting'",
        thrown.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> write(batch.schema(), SampleBatch.rows(List.of(List.of("too short")))));
    IOException unread =
        assertThrows(
            IOException.class,
            () ->
                write(
                    batch.schema(),
                    () -> {
                      throw new IOException("the journal is gone");
                    }));
    assertEquals("the journal is gone", unread.getMessage());
    assertEquals(before, data());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(2, files.count(), "nothing is left of what was not completed");
    }
  }

  @Test
  void aTableFromElsewhereNeedsNoMoreThanNamesAndStatus() throws IOException {
    TableSchema least =
        new TableSchema(
            "photos",
            List.of(
                new Column("photo", Column.Type.TEXT, "", "Name."),
                new Column("status", Column.Type.TEXT, "", "Status."),
                new Column("sound", Column.Type.BOOLEAN, "", "Whether it is sound."),
                new Column("con", Column.Type.REAL, "K", "A figure of another scorer.")));
    String page =
        write(
            least,
            SampleBatch.rows(
                List.of(
                    java.util.Arrays.asList("a.jpg", "scored", true, 1.5),
                    java.util.Arrays.asList("b.jpg", "scored", false, -2.25))));
    assertCount(page, "Scored", 2);
    assertTrue(page.contains("\"title\":\"Con\",\"unit\":\"K\""));
    assertEquals(
        "corescore(\"column-con\",[\n1.5,-2.25],[]);\n",
        Files.readString(data().resolve("column-con.js")));
    assertEquals(
        "corescore(\"column-sound\",[\n1,2],[\"yes\",\"no\"]);\n",
        Files.readString(data().resolve("column-sound.js")));
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> write(new TableSchema("t", least.columns().subList(0, 1)), batch.rows(1)));
    assertEquals("table t has no column status", thrown.getMessage());
  }

  @Test
  void columnsThatAreTheSameForAllPhotosAreSaidOnce() throws IOException {
    String page = write(batch.schema(), batch.rows(200));
    assertTrue(page.contains("<bdi>6000 px</bdi>, the same for all photos"));
    assertTrue(page.contains("<dt>Segmenter</dt><dd><bdi>djl-unet</bdi></dd>"));
    assertEquals(2, page.split("<dt>Segmenter</dt>", -1).length, "what the settings say, once");
    assertTrue(page.contains("<dt>Scale</dt><dd><bdi>0.2 mm/px</bdi>, the same for all photos"));
    assertFalse(page.contains("\"column-segmenter\""));
    assertFalse(Files.exists(data().resolve("column-segmenter.js")));
    assertTrue(Files.exists(data().resolve("column-height.js")));
    assertFalse(page.contains("sha256-column") || Files.exists(data().resolve("column-sha256.js")));
  }

  private String write(TableSchema schema, BatchPage.Rows rows) throws IOException {
    Path page =
        BatchPage.write(folder, schema, rows, SampleBatch.links(), SampleBatch.facts("batch"));
    return Files.readString(page);
  }

  private List<@Nullable Object> graded(String name, double grade) {
    return batch.scored(name, Map.of("condition_grade", grade));
  }

  private long count(int photos, String column, String value) {
    long count = 0;
    for (int i = 0; i < photos; i++) {
      count += batch.text(batch.row(i), column).equals(value) ? 1 : 0;
    }
    return count;
  }

  private static void assertCount(String page, String title, long count) {
    assertTrue(
        page.contains("<h2>" + title + "</h2><p class=\"value\">" + PageText.whole(count) + "</p>"),
        title + " " + count);
  }

  /** The names of photos in the list behind a text. */
  private static List<String> names(String page, String before) {
    Matcher list =
        Pattern.compile(Pattern.quote(before) + ".*?</[ou]l>", Pattern.DOTALL).matcher(page);
    assertTrue(list.find(), before);
    Matcher names = Pattern.compile("class=\"to\".*?<bdi>(.*?)</bdi>").matcher(list.group());
    List<String> found = new ArrayList<>();
    while (names.find()) {
      found.add(names.group(1));
    }
    return found;
  }

  private Path data() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(path -> path.getFileName().toString().matches("page-[0-9a-f]{16}"))
          .findFirst()
          .orElseThrow();
    }
  }

  private List<Path> dataFiles() throws IOException {
    try (Stream<Path> files = Files.list(data())) {
      return files.toList();
    }
  }
}

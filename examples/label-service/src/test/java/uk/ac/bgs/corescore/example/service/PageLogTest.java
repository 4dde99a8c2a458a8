// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The core log on the page: depths entered, what is wrong said, breaks marked, undone, saved. */
class PageLogTest extends PageFixture {
  private static final String ROWS =
      "{\"rows\":[[[30,30],[830,30],[830,150],[30,150]],[[30,180],[830,180],[830,300],[30,300]]]}";

  private String id = "";

  @BeforeEach
  void openABox() throws Exception {
    RunningService.Answer scored =
        service.postForm(
            "/v1/score",
            "two rows.png",
            RunningService.encoded(RunningService.drawnBox(), "png"),
            "layout",
            ROWS,
            "minArea",
            "200");
    assertEquals(200, scored.status(), scored.text());
    id = scored.json().path("id").asText();
    show(id);
    page.waitForSelector("#log-rows tr:nth-child(2)");
  }

  private void show(String result) {
    page.evaluate("id => { location.hash = id; }", result);
    page.waitForFunction(
        "id => location.hash.slice(1) === id && document.title.startsWith('two rows')", result);
  }

  private Locator top(int row) {
    return page.locator("#log-rows input[aria-label='Top of row " + row + ", m']");
  }

  private Locator base(int row) {
    return page.locator("#log-rows input[aria-label='Base of row " + row + ", m']");
  }

  private JsonNode log() throws Exception {
    return service.get("/v1/results/" + id + "/log").json();
  }

  /** Enters depths by keyboard alone. */
  private void enter() {
    page.fill("#author", "Ann");
    page.focus("#log-hole");
    for (String typed : List.of("BH 1", "", "0.0", "1")) {
      page.keyboard().type(typed);
      page.keyboard().press("Tab");
    }
    // Past what the base is the end of, and the length; the top of row 2 is filled in.
    page.keyboard().press("Tab");
    page.keyboard().press("Tab");
    page.keyboard().press("Tab");
    page.keyboard().type("2");
    page.keyboard().press("Enter");
    page.waitForSelector("#log-list tr");
  }

  @Test
  void depthsAreEnteredByKeyboardAndFiguresShown() throws Exception {
    assertTrue(page.isDisabled("#log-go") && page.isHidden("#log-shown"));
    enter();
    assertEquals("1", top(2).inputValue());
    JsonNode log = log();
    assertEquals("BH 1", log.at("/entry/hole").asText());
    assertEquals(0, log.at("/log/holes/0/rows/0/from").asInt(), "0 is a depth");
    assertEquals("Ann", log.path("author").asText());
    assertTrue(page.textContent("#log-state").startsWith("Step 1 by Ann"));
    assertFalse(page.locator("#log-depths").evaluate("box => box.open").equals(true));
    assertEquals("log-depths", page.evaluate("document.activeElement.parentElement.id"));
    Locator figures = page.locator("#log-figures-body tr");
    assertEquals(log.at("/log/holes/0/intervals").size(), figures.count());
    assertTrue(figures.first().textContent().startsWith("0.000–2.000"), "the box");
    assertEquals(
        log.at("/log/holes/0/fractures").size(), page.locator("#log-list tr.break").count());
    // The strip log is a picture from the service, and is there.
    page.waitForFunction("() => document.querySelector('#log-strip img')?.naturalWidth > 100");
    assertTrue(page.getAttribute("#log-strip img", "alt").startsWith("Strip log, page 1 of 1"));
    // A piece in the list and the piece on the photo light up together.
    Locator first = page.locator("#log-list tr:not(.break)").first();
    first.hover();
    assertEquals(
        first.getAttribute("data-fragments").split(" ", -1)[0],
        page.getAttribute(".piece.lit", "data-id"));
    // Who comes back finds it, also the depths as they were entered.
    page.reload();
    page.waitForSelector("#log-list tr");
    page.click("#log-depths > summary");
    assertEquals("0", top(1).inputValue());
    assertEquals("2", base(2).inputValue());
  }

  @Test
  void whatIsWrongIsSaidBesideItsField() {
    page.fill("#log-hole", " ");
    top(1).fill("5");
    base(1).fill("4");
    base(2).fill("ten");
    page.click("#log-go");
    page.waitForSelector(".wrong");
    assertEquals("log-hole", page.evaluate("document.activeElement.id"));
    String said = wrong(top(1));
    assertEquals("Expected top above base, got 5 and 4.", said);
    assertEquals("Expected a number with a decimal point as base, got 'ten'.", wrong(base(2)));
    assertEquals("Expected the name of the hole.", wrong(page.locator("#log-hole")));
    assertTrue(page.isHidden("#log-shown"));
    // A field in a part that is closed is opened.
    page.fill("#log-hole", "BH 1");
    base(1).fill("6");
    base(2).fill("7");
    top(2).fill("6");
    turnParts();
    page.fill("#log-step", "0");
    page.selectOption("#log-scale-kind", "mm_per_pixel");
    page.fill("#log-scale", "wide");
    page.click("#log-add-run");
    page.keyboard().type("5");
    turnParts();
    page.click("#log-go");
    page.waitForFunction("() => document.querySelectorAll('.wrong').length === 3");
    assertTrue(page.isVisible("#log-step"));
    assertTrue(wrong(page.locator("#log-scale")).contains("got 'wide'"));
    assertTrue(wrong(page.locator("#log-step")).startsWith("Expected a number from 0.001"));
    assertEquals(
        "Base is empty.", wrong(page.locator("#log-runs input[aria-label='Base of run 1, m']")));
    page.click("#log-runs button");
    page.selectOption("#log-scale-kind", "");
    page.fill("#log-step", "0.5");
    page.click("#log-go");
    page.waitForSelector("#log-list tr");
    assertEquals(0, page.locator(".wrong").count());
    assertEquals(List.of(), complaints.stream().filter(text -> !text.contains("400")).toList());
    complaints.clear();
  }

  /** Opens the closed parts of the form, and closes the open ones. */
  private void turnParts() {
    for (Locator part : page.locator("#log-entry summary").all()) {
      part.click();
    }
  }

  private Locator labelled(String label) {
    return page.locator("#log-form [aria-label='" + label + "']");
  }

  private Locator member(String at) {
    return page.locator("#log-form [data-at='" + at + "']");
  }

  /**
   * What cannot be said with depths alone: known depths, intervals, rules, how files are written.
   */
  @Test
  void tiesIntervalsRulesAndFilesAreEntered() throws Exception {
    enter();
    page.click("#log-depths > summary");
    turnParts();
    page.click("#log-add-run");
    page.keyboard().type("0");
    labelled("Base of run 1, m").fill("2");
    labelled("Diameter of the core of run 1, mm").fill("76");
    page.click("#log-add-tie");
    page.keyboard().type("1");
    labelled("Share of the row of tie 1").fill("0.5");
    labelled("Depth of tie 1, m").fill("0.55");
    page.click("#log-add-interval");
    page.keyboard().type("0.25");
    labelled("Base of interval 1, m").fill("0.75");
    labelled("Name of interval 1").fill("7");
    member("/settings/rules").selectOption("BS5930");
    member("/settings/threshold_mm").fill("95");
    member("/settings/by_depth").check();
    member("/files/ags_edition").selectOption("4.2");
    member("/files/ags_photos").uncheck();
    member("/files/ags_project").fill("PROJ_ID = Q = 7\nPROJ_X = 1");
    page.click("#log-go");
    page.waitForSelector(".wrong");
    assertTrue(wrong(member("/files/ags_project")).contains("PROJ has no such heading"));
    member("/files/ags_project").fill("PROJ_ID = Q = 7\n\nLOCA_TYPE = RC");
    page.click("#log-go");
    page.waitForSelector("#log-state:has-text('Step 2')");
    JsonNode entry = log().get("entry");
    assertEquals("{\"top_m\":0,\"base_m\":2,\"diameter_mm\":76}", entry.at("/runs/0").toString());
    assertEquals("{\"row\":1,\"share\":0.5,\"depth_m\":0.55}", entry.at("/ties/0").toString());
    assertEquals("7", entry.at("/intervals/0/name").textValue(), "a name is a text");
    assertEquals(
        "{\"depth\":\"position\",\"rules\":[\"BS5930\"],\"threshold_mm\":95,\"by_depth\":true}",
        entry.get("settings").toString());
    assertEquals(
        "{\"ags_edition\":\"4.2\",\"ags_photos\":false,"
            + "\"ags_project\":{\"PROJ_ID\":\"Q = 7\",\"LOCA_TYPE\":\"RC\"}}",
        entry.get("files").toString());
    assertTrue(page.textContent("#log-figures-head").contains("RQD BS5930>95"));
    assertTrue(page.textContent("#log-figures-body").contains("0.250–0.7507"));
    page.click("#log-downloads summary");
    Download ags = page.waitForDownload(() -> page.click("#log-files a:text-is('log.ags')"));
    assertTrue(Files.readString(ags.path()).contains("\"Q = 7\""));
    // Who comes back finds all of it, and sends the same again.
    page.reload();
    page.waitForSelector("#log-list tr");
    page.click("#log-depths > summary");
    assertEquals("0.55", labelled("Depth of tie 1, m").inputValue());
    assertFalse(member("/files/ags_photos").isChecked());
    page.fill("#log-box", "8");
    page.click("#log-go");
    page.waitForSelector("#log-state:has-text('Step 3')");
    JsonNode again = log().get("entry");
    for (String part : List.of("runs", "ties", "intervals", "settings", "files")) {
      assertEquals(entry.get(part), again.get(part));
    }
    assertTrue(complaints.stream().allMatch(text -> text.contains("400")), complaints.toString());
    complaints.clear();
  }

  /** What a program entered and the form has no fields for is neither lost nor another. */
  @Test
  void anEntryOfAProgramStaysAsItIsWhereTheFormIsSent() throws Exception {
    String entry =
        "{\"hole\":\"BH 1\",\"rows\":[{\"row\":1,\"box\":\"7a\",\"top_m\":0,\"base_m\":1,"
            + "\"base\":\"rock end\",\"mm_per_pixel\":1.25},{\"row\":2,\"top_m\":1,\"base_m\":2}]}";
    service.send(
        service
            .request("/v1/results/" + id + "/log")
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(entry)));
    JsonNode before = log();
    assertEquals(1, before.path("state").asInt(), before.toString());
    page.reload();
    page.waitForSelector("#log-list tr");
    page.click("#log-depths > summary");
    page.fill("#log-hole", "BH 2");
    page.click("#log-go");
    page.waitForSelector("#log-state:has-text('Step 2')");
    JsonNode row = log().at("/entry/rows/0");
    assertEquals("7a", row.path("box").asText());
    assertEquals(1.25, row.path("mm_per_pixel").asDouble());
    assertEquals("rock", row.path("base").asText());
    assertEquals(before.at("/log/holes/0/pieces"), log().at("/log/holes/0/pieces"));
  }

  private String wrong(Locator input) {
    assertEquals("true", input.getAttribute("aria-invalid"));
    return page.textContent("#" + input.getAttribute("aria-describedby"));
  }

  @Test
  void aBreakAndAPieceAreMarkedAndUndone() throws Exception {
    enter();
    int counted = log().at("/log/holes/0/intervals/0/fractures").asInt();
    Locator induced = page.locator("#log-list tr.break:not(.passed) [data-mark=induced_below]");
    String key = induced.first().getAttribute("data-key");
    induced.first().focus();
    page.keyboard().press("Enter");
    String mark = "#log-list [data-key='" + key + "']";
    page.waitForSelector(mark + "[aria-pressed=true]");
    assertEquals(key, page.evaluate("document.activeElement.dataset.key"), "the focus stays");
    assertEquals(counted - 1, log().at("/log/holes/0/intervals/0/fractures").asInt());
    assertTrue(page.textContent("#log-state").startsWith("The mark is kept. Step 2 by Ann"));
    page.keyboard().press("Enter");
    page.waitForSelector(mark + "[aria-pressed=false]");
    assertEquals(counted, log().at("/log/holes/0/intervals/0/fractures").asInt());
    page.locator("#log-list [data-mark=unsound]").first().click();
    page.waitForSelector("#log-list [data-mark=unsound][aria-pressed=true]");
    page.click("#log-undo");
    page.waitForFunction("() => !document.querySelector('[data-mark=unsound][aria-pressed=true]')");
    page.click("#log-undo");
    page.waitForSelector(mark + "[aria-pressed=true]");
    assertEquals(1, log().at("/entry/marks").size());
    // What is said of the result leaves the log alone, and what is being typed.
    page.click("#log-depths > summary");
    page.fill("#log-box", "7");
    page.click("#accept");
    page.waitForSelector("#review-state:has-text('Accepted')");
    assertEquals("7", page.inputValue("#log-box"));
    assertEquals("true", page.getAttribute(mark, "aria-pressed"));
    List<String> asked = new ArrayList<>();
    page.onceDialog(
        dialog -> {
          asked.add(dialog.message());
          dialog.dismiss();
        });
    page.click("#home");
    assertEquals(List.of("Discard the depths that you have entered?"), asked);
    page.waitForFunction("id => location.hash.slice(1) === id", id);
    page.click("#log-go");
    page.waitForSelector("#log-state:has-text('Step 5')");
    assertEquals("7", log().at("/entry/box").asText());
    assertEquals(1, log().at("/entry/marks").size(), "marks stay when depths are changed");
  }

  @Test
  void aFileOfTheLogIsSaved() throws Exception {
    enter();
    page.click("#log-downloads summary");
    Locator names = page.locator("#log-files a");
    assertTrue(names.allTextContents().containsAll(List.of("Everything", "intervals.csv")));
    Download saved =
        page.waitForDownload(() -> page.click("#log-files a:has-text('intervals.csv')"));
    assertEquals("two rows.intervals.csv", saved.suggestedFilename());
    assertTrue(Files.readString(saved.path()).startsWith("HOLEID,FROM,TO,"));
    // Somebody else has changed it meanwhile: nothing is replaced that was not seen.
    service.postJson("/v1/results/" + id + "/log/undo", "");
    page.click("#log-depths > summary");
    page.fill("#log-box", "8");
    page.click("#log-go");
    page.waitForSelector("#log-problems:has-text('load it again')");
    assertEquals(0, log().path("state").asInt());
    assertTrue(complaints.stream().allMatch(text -> text.contains("409")), complaints.toString());
    complaints.clear();
  }

  @Test
  void aPhoneShowsItWithoutScrollingSideways() {
    enter();
    page.setViewportSize(390, 800);
    assertEquals(390, ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue());
    page.click("#log-depths > summary");
    assertEquals(390, ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue());
  }
}

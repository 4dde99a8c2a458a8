// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the page shows of rows of core, and how they are corrected there. */
class PageRowsTest extends PageFixture {
  private static final String ROWS =
      "{\"rows\":[[[30,30],[830,30],[830,150],[30,150]],[[30,180],[830,180],[830,300],[30,300]]]}";

  @BeforeEach
  void openABox() throws Exception {
    open(ROWS);
  }

  /** Shows the box of two rows as it was scored with a layout. */
  private void open(String layout) throws Exception {
    RunningService.Answer scored =
        service.postForm(
            "/v1/score",
            "two rows.png",
            RunningService.encoded(RunningService.drawnBox(), "png"),
            "layout",
            layout);
    assertEquals(200, scored.status(), scored.text());
    page.evaluate("id => { location.hash = id; }", scored.json().path("id").asText());
    page.waitForFunction(
        "id => location.hash.slice(1) === id && document.title.startsWith('two rows')",
        scored.json().path("id").asText());
    page.waitForSelector("#pieces-body tr");
  }

  private String id() {
    return String.valueOf(page.evaluate("location.hash.slice(1)"));
  }

  private JsonNode layout() throws Exception {
    return service.get("/v1/results/" + id() + ".json").json().path("layout");
  }

  private List<String> tags() {
    return page.locator(".row-number").allTextContents().stream()
        .map(tag -> tag.replace('\u2009', ' '))
        .toList();
  }

  private List<String> outlines() {
    return page.locator(".row").all().stream().map(row -> row.getAttribute("d")).toList();
  }

  private BoundingBox box(Locator locator) {
    page.evaluate("new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))");
    return locator.boundingBox();
  }

  private void click(double x, double y) {
    BoundingBox photo = box(page.locator(".viewer image"));
    page.mouse().click(photo.x + x / 860 * photo.width, photo.y + y / 330 * photo.height);
  }

  private void drag(Locator locator, double dx, double dy) {
    BoundingBox at = box(locator);
    page.mouse().move(at.x + at.width / 2, at.y + at.height / 2);
    page.mouse().down();
    page.mouse().move(at.x + at.width / 2 + dx / 2, at.y + at.height / 2 + dy / 2);
    page.mouse().move(at.x + at.width / 2 + dx, at.y + at.height / 2 + dy);
    page.mouse().up();
  }

  @Test
  void rowsAreDrawnWithTheirNumbersAndListed() throws Exception {
    assertEquals(List.of("1 →", "2 →"), tags());
    assertEquals("M30 30L830 30L830 150L30 150Z", outlines().get(0));
    assertEquals("2, given", page.textContent("#layout-sub"));
    assertEquals(2, page.locator("#layout-body tr").count());
    assertTrue(page.textContent("#layout-body tr:nth-child(2)").contains("left to right"));
    assertTrue(page.textContent("#pieces-head").contains("Row"));
    page.hover("#layout-body tr:nth-child(2)");
    assertEquals(1, page.locator(".row.lit").count());
    // The photo is the only row; none was given.
    open("{\"foundBy\":\"whole-photo\",\"rows\":[[[0,0],[860,0],[860,330],[0,330]]]}");
    page.waitForFunction("() => document.getElementById('layout').hidden");
    assertEquals(List.of(), tags());
    assertTrue(!page.textContent("#pieces-head").contains("Row"));
  }

  @Test
  void rowsAreCorrectedAndThePhotoIsScoredWithThem() throws Exception {
    page.click("#tool-rows");
    assertTrue(page.isDisabled("#row-score") && page.isDisabled("#row-delete"));
    click(400, 90);
    assertEquals(4, page.locator(".handle").count());
    List<String> before = outlines();
    drag(page.locator(".handle").nth(1), -40, 10);
    assertNotEquals(before.get(0), outlines().get(0));
    assertEquals(before.get(1), outlines().get(1));
    page.click("#row-undo");
    assertEquals(before, outlines());
    page.click("#row-redo");
    page.click("#row-turn");
    assertEquals(List.of("1 ←", "2 →"), tags());
    page.click("#row-later");
    assertEquals(List.of("1 →", "2 ←"), tags());
    assertEquals(before.get(1), outlines().get(0));
    assertTrue(page.isDisabled("#row-later") && page.isEnabled("#row-earlier"));
    // A row of its own below the others, deleted, and brought back.
    page.click("#row-add");
    click(100, 315);
    click(700, 315);
    click(400, 325);
    assertEquals(3, tags().size());
    page.focus("#viewer");
    page.keyboard().press("Delete");
    assertEquals(2, tags().size());
    page.keyboard().press("Control+z");
    List<String> corrected = outlines();
    assertEquals(3, corrected.size());
    String first = id();
    page.click("#row-score");
    page.waitForFunction("id => location.hash.slice(1) !== id", first);
    page.waitForSelector("#layout-sub:has-text('3, given')");
    assertEquals(corrected, outlines());
    JsonNode layout = layout();
    assertEquals("given", layout.path("foundBy").asText());
    assertEquals(3, layout.path("rows").size());
    page.reload();
    page.waitForSelector("#pieces-body tr");
    assertEquals(corrected, outlines());
    // Loaded again, the rows are the same.
    String second = id();
    page.click("#again-go");
    page.waitForFunction("id => location.hash.slice(1) !== id", second);
    page.waitForSelector("#pieces-body tr");
    assertEquals(
        layout.path("rows").findValues("corners"), layout().path("rows").findValues("corners"));
    page.click("#accept");
    page.waitForSelector("#review-state:has-text('Accepted')");
    assertEquals(corrected, outlines());
  }

  @Test
  void aRowIsDrawnAndMovedByKeyboard() {
    page.click("#tool-rows");
    page.click("#layout-body tr:nth-child(1) button");
    page.focus("#viewer");
    List<String> before = outlines();
    page.keyboard().press("]");
    page.keyboard().press("Shift+ArrowRight");
    assertEquals(before.get(0).replace("M30 30", "M40 30"), outlines().get(0));
    page.keyboard().press("Control+z");
    assertEquals(before, outlines());
    page.click("#row-delete");
    page.click("#row-add");
    page.keyboard().press("ArrowLeft");
    page.keyboard().press("Space");
    for (int i = 0; i < 10; i++) {
      page.keyboard().press("ArrowRight");
    }
    page.keyboard().press("Space");
    for (int i = 0; i < 3; i++) {
      page.keyboard().press("ArrowDown");
    }
    page.keyboard().press("Space");
    assertEquals(2, tags().size());
    assertTrue(tags().contains("1 →"));
    page.click("#row-add");
    page.focus("#viewer");
    page.keyboard().press("Escape");
    assertEquals(0, page.locator(".viewer.drawing").count());
  }

  /** A corner does not go where the row would be dented or turned inside out. */
  @Test
  void aRowStaysAQuadrilateral() {
    page.click("#tool-rows");
    click(400, 90);
    drag(page.locator(".handle").first(), 0, 400);
    Object sound =
        page.evaluate(
            "import('/rows.js').then(r => r.isSound([...document.querySelectorAll('.handle')]"
                + ".map(h => [Number(h.getAttribute('cx')), Number(h.getAttribute('cy'))])))");
    assertEquals(true, sound);
  }

  @Test
  void correctionsStayWhereTheServiceRefusesThem() throws Exception {
    page.click("#tool-rows");
    click(400, 90);
    page.click("#row-turn");
    List<String> corrected = outlines();
    page.route(
        "**/v1/score",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setStatus(400)
                    .setBody("{\"error\":\"layout: row 1: no good\",\"status\":400}")),
        new Page.RouteOptions().setTimes(1));
    page.click("#row-score");
    page.waitForSelector("#toast:has-text('Layout: row 1: no good.')");
    assertEquals(corrected, outlines());
    assertTrue(page.isEnabled("#row-score"));
    complaints.removeIf(complaint -> complaint.contains("400"));
    // They are asked for before they are lost.
    page.onceDialog(Dialog::dismiss);
    page.click("#tool-edit");
    assertTrue(page.isVisible("#row-tools"));
    assertEquals(corrected, outlines());
    page.onceDialog(Dialog::accept);
    page.click("#row-cancel");
    assertEquals(List.of("1 →", "2 →"), tags());
    assertTrue(page.isHidden("#row-tools"));
  }

  /** Where all rows are deleted they are looked for, as without any. */
  @Test
  void withoutRowsTheyAreLookedForAnew() throws Exception {
    page.click("#tool-rows");
    for (int i = 0; i < 2; i++) {
      page.click("#layout-body tr:nth-child(1) button");
      page.click("#row-delete");
    }
    assertEquals("Look for rows anew", page.textContent("#row-score"));
    String first = id();
    page.click("#row-score");
    page.waitForFunction("id => location.hash.slice(1) !== id", first);
    page.waitForSelector("#result:not([hidden])");
    assertNotEquals("given", layout().path("foundBy").asText());
  }

  @Test
  void theToolsFitAPhoneAndHaveNames() {
    page.setViewportSize(360, 740);
    page.click("#tool-rows");
    page.click("#layout-body tr:nth-child(2) button");
    assertEquals(
        360, page.evaluate("Math.max(document.documentElement.scrollWidth, window.innerWidth)"));
    Object beyond =
        page.evaluate(
            "[...document.querySelectorAll('#row-tools button, .tools button')].filter(e =>"
                + " e.offsetParent && e.getBoundingClientRect().right > 360).map(e => e.id)");
    assertEquals(List.of(), beyond);
    Object nameless =
        page.evaluate(
            "[...document.querySelectorAll('button')].filter(e => e.offsetParent &&"
                + " !e.textContent.trim() && !e.getAttribute('aria-label')).map(e => e.id)");
    assertEquals(List.of(), nameless);
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the page shows and lets one do. */
class PageTest extends PageFixture {
  /** Where something is, once the page has been laid out anew. */
  private BoundingBox box(Locator locator) {
    page.evaluate("new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))");
    return locator.boundingBox();
  }

  @Test
  void aPieceAndItsRowLightUpTogether() {
    assertEquals(PHOTO, page.textContent("#facts-title"));
    assertEquals(pieces(), page.locator(".piece").count());
    page.hover("#pieces-body tr:nth-child(2)");
    assertEquals("2", page.getAttribute(".piece.lit", "data-id"));
    BoundingBox piece = box(page.locator(".piece[data-id='1']"));
    page.mouse().move(piece.x + piece.width / 2, piece.y + piece.height / 2);
    assertEquals(
        page.getAttribute(".piece.lit", "data-id"),
        page.getAttribute("#pieces-body tr.lit", "data-id"));
  }

  @Test
  void thePhotoZoomsByWheelAndKeyboard() {
    double before = box(page.locator(".viewer image")).width;
    page.hover("#viewer");
    page.mouse().wheel(0, -400);
    double after = box(page.locator(".viewer image")).width;
    assertTrue(after > 1.3 * before, before + " to " + after);
    page.focus("#viewer");
    page.keyboard().press("0");
    assertEquals(before, box(page.locator(".viewer image")).width, 1);
    page.keyboard().press("+");
    assertTrue(box(page.locator(".viewer image")).width > before);
  }

  @Test
  void aPieceIsDrawnCutMergedAndDeleted() {
    int before = pieces();
    page.click("#tool-edit");
    page.click("#edit-add");
    BoundingBox photo = box(page.locator(".viewer image"));
    for (double[] at : new double[][] {{0.2, 0.2}, {0.6, 0.2}, {0.6, 0.8}, {0.2, 0.8}}) {
      page.mouse().click(photo.x + at[0] * photo.width, photo.y + at[1] * photo.height);
    }
    page.focus("#viewer");
    page.keyboard().press("Enter");
    assertEquals(before + 1, pieces());
    page.click("#edit-split");
    page.mouse().click(photo.x + 0.4 * photo.width, photo.y + 0.05 * photo.height);
    page.mouse().click(photo.x + 0.4 * photo.width, photo.y + 0.95 * photo.height);
    assertEquals(before + 2, pieces());
    page.click("#edit-merge");
    page.mouse().click(photo.x + 0.3 * photo.width, photo.y + 0.5 * photo.height);
    assertEquals(before + 1, pieces());
    page.click("#edit-undo");
    assertEquals(before + 2, pieces());
    page.focus("#viewer");
    page.keyboard().press("Delete");
    assertEquals(before + 1, pieces());
    page.fill("#author", "Ann");
    page.click("#edit-save");
    page.waitForSelector("#review-state:has-text('Ann')");
    assertTrue(page.textContent("#review-state").startsWith("Corrected by Ann"));
    page.click("#undo");
    page.waitForSelector("#review-state:has-text('Nobody')");
    assertTrue(page.isDisabled("#undo"));
    assertEquals(before, pieces());
  }

  @Test
  void aVertexMovesByPointerAndKeyboard() {
    page.click("#tool-edit");
    page.click("#pieces-body tr:nth-child(1)");
    Locator handle = page.locator(".handle").first();
    String before = page.getAttribute(".piece[data-id='1']", "d");
    BoundingBox at = box(handle);
    page.mouse().move(at.x + at.width / 2, at.y + at.height / 2);
    page.mouse().down();
    page.mouse().move(at.x + 30, at.y + 20);
    page.mouse().up();
    String moved = page.getAttribute(".piece[data-id='1']", "d");
    assertTrue(!moved.equals(before));
    page.focus("#viewer");
    int vertices = page.locator(".handle").count();
    page.keyboard().press("]");
    page.keyboard().press("Shift+ArrowDown");
    assertTrue(!page.getAttribute(".piece[data-id='1']", "d").equals(moved));
    page.keyboard().press("Insert");
    assertEquals(vertices + 1, page.locator(".handle").count());
    page.keyboard().press("Backspace");
    assertEquals(vertices, page.locator(".handle").count());
    for (int i = 0; i < 4; i++) {
      page.keyboard().press("Control+z");
    }
    assertEquals(before, page.getAttribute(".piece[data-id='1']", "d"));
  }

  /** On a phone there is no Backspace; what is only chosen is not changed. */
  @Test
  void aVertexIsDeletedByPointerAlone() {
    page.click("#tool-edit");
    page.click("#pieces-body tr:nth-child(1)");
    int vertices = page.locator(".handle").count();
    assertTrue(page.isDisabled("#edit-vertex"));
    BoundingBox at = box(page.locator(".handle").first());
    page.mouse().click(at.x + at.width / 2, at.y + at.height / 2);
    assertTrue(page.isEnabled("#edit-vertex"));
    assertTrue(page.isDisabled("#edit-undo"));
    page.click("#edit-vertex");
    assertEquals(vertices - 1, page.locator(".handle").count());
    page.click("#edit-undo");
    assertEquals(vertices, page.locator(".handle").count());
  }

  /** Each half of a square with a hole in its middle has half of what the square has. */
  @Test
  void aCutThroughAHoleTakesNoneOfItForRock() {
    Object halves =
        page.evaluate(
            "import('/geometry.js').then(g => {"
                + "const ring = (a, b) => [[a, a], [b, a], [b, b], [a, b]];"
                + "const holes = [ring(40, 60), ring(10, 20)];"
                + "return [holes, holes.map(h => h.toReversed())].map(h =>"
                + " g.split([[ring(0, 100), ...h]], [50, -5], [50, 105]).map(s => g.area(s))"
                + "  .toSorted()).join(); })");
    assertEquals("4700,4800,4700,4800", halves);
  }

  @Test
  void aKnownLengthSetsTheScale() {
    page.click("#tool-scale");
    BoundingBox photo = box(page.locator(".viewer image"));
    page.mouse().move(photo.x + 0.25 * photo.width, photo.y + 0.5 * photo.height);
    page.mouse().down();
    page.mouse().move(photo.x + 0.75 * photo.width, photo.y + 0.5 * photo.height);
    page.mouse().up();
    page.fill("#scale-mm", "200");
    page.click("#scale-dialog button.primary");
    page.waitForSelector("#bar-scale:not([hidden])");
    assertTrue(page.textContent("#facts-sub").contains("0.5 mm a pixel"));
    assertTrue(page.textContent("#pieces-head").contains("Area, mm"));
  }

  @Test
  void aKnownLengthIsDrawnByKeyboard() {
    page.focus("#tool-scale");
    page.keyboard().press("Enter");
    page.waitForSelector(".viewer.drawing");
    for (int i = 0; i < 10; i++) {
      page.keyboard().press("ArrowLeft");
    }
    page.keyboard().press("Space");
    for (int i = 0; i < 20; i++) {
      page.keyboard().press("ArrowRight");
    }
    page.keyboard().press("Space");
    page.waitForSelector("#scale-dialog[open]");
    page.keyboard().type("100");
    page.keyboard().press("Enter");
    page.waitForSelector("#bar-scale:not([hidden])");
    assertTrue(page.textContent("#pieces-head").contains("Length, mm"));
    // Given up, it takes no point.
    page.focus("#tool-scale");
    page.keyboard().press("Enter");
    page.keyboard().press("ArrowLeft");
    page.keyboard().press("Escape");
    assertEquals("tool-scale", page.evaluate("document.activeElement.id"));
    assertEquals(0, page.locator(".viewer.drawing").count());
  }

  @Test
  void aPieceIsMergedFromTheTableAndTheViewStaysAtItsMiddle() {
    page.setViewportSize(390, 844);
    page.click("#tool-edit");
    page.click("#pieces-body tr:nth-child(1) button");
    int before = pieces();
    page.click("#edit-merge");
    page.click("#pieces-body tr:nth-child(2) button");
    assertEquals(before - 1, pieces());
    double height = box(page.locator("#viewer")).height;
    double middle = middle();
    page.onceDialog(Dialog::accept);
    page.focus("#edit-cancel");
    page.keyboard().press("Enter");
    assertEquals(before, pieces());
    assertEquals("tool-edit", page.evaluate("document.activeElement.id"));
    // A phone gives more room to the photo while it is edited.
    assertTrue(box(page.locator("#viewer")).height < height - 50);
    assertEquals(middle, middle(), 1);
  }

  /** How far the middle of the photo is above or below the middle of what shows it. */
  private double middle() {
    BoundingBox photo = box(page.locator(".viewer image"));
    BoundingBox frame = box(page.locator("#viewer"));
    return photo.y + photo.height / 2 - frame.y - frame.height / 2;
  }

  @Test
  void twoSegmentersShareTheSlider() {
    page.click("#tool-compare");
    page.waitForSelector("#side-right:not([hidden])");
    assertTrue(page.textContent("#side-left").startsWith("boofcv-watershed: "));
    assertTrue(!page.textContent("#side-right").startsWith("boofcv-watershed"));
    page.focus("#split-at");
    page.keyboard().press("Home");
    assertEquals(
        "0%", page.evaluate("document.querySelector('#slider').style.cssText.slice(-3,-1)"));
  }

  @Test
  void everyControlHasANameAndThePhoneScrollsOneWayOnly() {
    Object nameless =
        page.evaluate(
            "[...document.querySelectorAll('button, input, select')].filter(e => e.offsetParent &&"
                + " !e.textContent.trim() && !e.labels?.length && !e.ariaLabel"
                + " && !e.getAttribute('aria-label')).map(e => e.id)");
    assertEquals(List.of(), nameless);
    page.setViewportSize(360, 740);
    assertEquals(
        360, page.evaluate("Math.max(document.documentElement.scrollWidth, window.innerWidth)"));
    page.click("#new-photo");
    page.waitForSelector("#recent-list a");
    assertEquals(
        360, page.evaluate("Math.max(document.documentElement.scrollWidth, window.innerWidth)"));
  }
}

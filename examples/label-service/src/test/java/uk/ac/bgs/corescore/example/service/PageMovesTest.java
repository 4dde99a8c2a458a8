// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Going from one photo to another while something is unsaved or under way. */
class PageMovesTest extends PageFixture {
  private String id() {
    return String.valueOf(page.evaluate("location.hash.slice(1)"));
  }

  @Test
  void correctionsAreNotLostUnasked() {
    int before = pieces();
    page.click("#tool-edit");
    page.click("#pieces-body tr:nth-child(1)");
    page.click("#edit-delete");
    List<String> asked = new ArrayList<>();
    page.onDialog(
        dialog -> {
          asked.add(dialog.message());
          dialog.dismiss();
        });
    String id = id();
    for (String button : List.of("#accept", "#again-go", "#new-photo", "#tool-scale")) {
      page.click(button);
      assertEquals(before - 1, pieces(), button);
      assertTrue(page.isVisible("#edit-tools"), button);
      assertEquals(id, id(), button);
    }
    assertEquals(4, asked.size());
    assertEquals("Nobody has looked at it yet.", page.textContent("#review-state"));
  }

  @Test
  void aVerdictLeavesTheEditor() {
    int before = pieces();
    page.click("#tool-edit");
    page.click("#pieces-body tr:nth-child(1)");
    page.click("#edit-delete");
    page.onceDialog(Dialog::accept);
    page.click("#accept");
    page.waitForSelector("#review-state:has-text('Accepted')");
    assertTrue(page.isHidden("#edit-tools"));
    assertEquals(before, pieces());
  }

  @Test
  void anUploadIsGivenUp() throws Exception {
    page.route("**/v1/score", route -> {});
    page.setInputFiles("#file", photo("second.jpg"));
    page.waitForSelector("#working:not([hidden])");
    page.click("#cancel");
    page.waitForSelector("#result:not([hidden])");
    assertEquals(PHOTO, page.textContent("#facts-title"));
  }

  /** A person who is quicker than the page. */
  @Test
  void aPhotoMayComeBeforeThePageKnowsTheSegmenters() throws Exception {
    List<Route> held = new ArrayList<>();
    page.route("**/v1/about", held::add);
    page.reload();
    page.evaluate("location.hash = ''");
    page.waitForCondition(() -> !held.isEmpty());
    page.route(
        "**/events",
        route -> {
          held.get(0).resume();
          route.resume();
        },
        new Page.RouteOptions().setTimes(1));
    page.setInputFiles("#file", photo("second.jpg"));
    page.waitForSelector("#facts-title:has-text('second.jpg')");
  }

  /** A link to a result that is still in work ends at the result. */
  @Test
  void aResultInWorkIsShownWhenItIsThere() throws Exception {
    String id = id();
    ObjectNode running = (ObjectNode) service.get("/v1/results/" + id).json();
    running.put("status", "running");
    page.click("#new-photo");
    page.waitForSelector("#start:not([hidden])");
    page.route(
        "**/v1/results/" + id,
        route -> route.fulfill(new Route.FulfillOptions().setBody(running.toString())),
        new Page.RouteOptions().setTimes(1));
    page.evaluate("id => { location.hash = id; }", id);
    page.waitForSelector("#result:not([hidden])");
    assertEquals(PHOTO, page.textContent("#facts-title"));
  }

  /** The service was started anew, and has not come to the photo yet. */
  @Test
  void eventsThatEndTooSoonAreNoFailure() throws Exception {
    List<Route> asked = new ArrayList<>();
    page.route(
        "**/events",
        route -> {
          asked.add(route);
          route.fulfill(
              asked.size() == 1
                  ? new Route.FulfillOptions().setStatus(503).setBody("{}")
                  : new Route.FulfillOptions().setBody("event: queued\ndata: {}\n\n"));
        });
    ObjectNode queued = (ObjectNode) service.get("/v1/results/" + id()).json();
    queued.put("status", "queued");
    page.route(
        url -> url.matches(".*/v1/results/[0-9a-f-]+"),
        route -> route.fulfill(new Route.FulfillOptions().setBody(queued.toString())),
        new Page.RouteOptions().setTimes(2));
    page.setInputFiles("#file", photo("second.jpg"));
    page.waitForSelector("#facts-title:has-text('second.jpg')");
    assertTrue(asked.size() > 1);
    complaints.removeIf(complaint -> complaint.contains("503"));
  }

  /** What was said of one result is answered when another one is shown. */
  @Test
  void aLateAnswerDoesNotChangeWhatIsShown() throws Exception {
    List<Route> held = new ArrayList<>();
    page.route("**/feedback", held::add);
    page.click("#accept");
    page.waitForCondition(() -> !held.isEmpty());
    page.setInputFiles("#file", photo("second.jpg"));
    page.waitForSelector("#facts-title:has-text('second.jpg')");
    held.get(0).resume();
    page.waitForSelector("#toast:has-text('Accepted')");
    assertEquals("second.jpg", page.textContent("#facts-title"));
    assertEquals("Nobody has looked at it yet.", page.textContent("#review-state"));
  }
}

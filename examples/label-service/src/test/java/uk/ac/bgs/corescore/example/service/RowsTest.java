// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationReader;
import uk.ac.bgs.corescore.core.layout.LayoutJson;
import uk.ac.bgs.corescore.core.layout.RowPolygons;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.LabelledPolygon;

/** Rows of core that come with a request: scored, kept, corrected, taught. */
@SuppressWarnings("NullAway.Init") // JUnit sets the field
class RowsTest {
  private static final String ROWS =
      "{\"rows\":[[[30,30],[830,30],[830,150],[30,150]],[[30,180],[830,180],[830,300],[30,300]]]}";

  @TempDir private Path data;

  private static byte[] box() throws IOException {
    return RunningService.encoded(RunningService.drawnBox(), "png");
  }

  private static JsonNode scored(RunningService service, String rows) throws Exception {
    RunningService.Answer answer =
        service.postForm("/v1/score", "box.png", box(), "layout", rows, "minArea", "60");
    assertEquals(200, answer.status(), answer.text());
    return answer.json();
  }

  private static JsonNode file(RunningService service, JsonNode result, String suffix)
      throws Exception {
    return service.get("/v1/results/" + result.path("id").asText() + suffix).json();
  }

  private static Set<Integer> rowsOfPieces(JsonNode json) {
    Set<Integer> rows = new TreeSet<>();
    json.path("fragments").forEach(fragment -> rows.add(fragment.path("row").asInt()));
    return rows;
  }

  @Test
  void rowsComeInEveryFormOfTheRequest() throws Exception {
    try (RunningService service = RunningService.start(data)) {
      JsonNode form = scored(service, ROWS);
      JsonNode raw =
          service
              .post(
                  "/v1/score?minArea=60&layout=" + URLEncoder.encode(ROWS, StandardCharsets.UTF_8),
                  "image/png",
                  box())
              .json();
      JsonNode whole = service.postForm("/v1/score", "box.png", box()).json();
      JsonNode again =
          service
              .postJson(
                  "/v1/score",
                  "{\"minArea\":60,\"layout\":" + ROWS + ",\"result\":" + whole.path("id") + "}")
              .json();
      JsonNode expected = file(service, form, ".json");
      assertEquals("given", expected.at("/layout/foundBy").asText());
      assertEquals("[830,180]", expected.at("/layout/rows/1/corners/1").toString());
      assertEquals(Set.of(1, 2), rowsOfPieces(expected));
      for (JsonNode result : List.of(raw, again)) {
        JsonNode json = file(service, result, ".json");
        assertEquals(expected.get("layout"), json.get("layout"));
        assertEquals(expected.get("fragments"), json.get("fragments"));
      }
      assertEquals(
          expected.get("layout"),
          file(service, again, ".geojson").get("layout"),
          "in outlines too");
      assertFalse(
          file(service, whole, ".json").at("/layout/foundBy").asText().equals("given"),
          "without rows they are looked for");
      // What a result says of its rows can be sent back as it is.
      JsonNode sent = scored(service, file(service, form, ".geojson").toString());
      assertEquals(
          expected.get("fragments"), file(service, sent, ".json").get("fragments"), "all of it");
    }
  }

  @Test
  void rowsThatAreWrongAre400AndNothingIsKept() throws Exception {
    try (RunningService service = RunningService.start(data)) {
      JsonNode whole = service.postForm("/v1/score", "box.png", box()).json();
      for (String[] bad :
          new String[][] {
            {"{\"rows\":[[[0,0],[9,0],[9,9]]]}", "layout: row 1: expected four corners, got 3"},
            {"{\"rows\":7}", "layout: expected {\\\"rows\\\": "},
            {"[]", "layout: expected {\\\"rows\\\": "},
            {"{", "layout: expected JSON, got '?'"},
            {"hello", "layout: expected JSON, got 'hello'"},
            {ROWS.replace("830,150", "830,1"), "layout: row 1: expected the corners of a convex"},
            {
              ROWS.replace("[830,30]", "[90000,30]"), "layout: row 1: expected corners on the photo"
            },
            {
              "{\"photo\":{\"width\":100,\"height\":50},\"layout\":" + ROWS + "}",
              "layout: expected rows of a photo of 860 x 330 px, got those of one of 100 x 50"
            },
          }) {
        RunningService.Answer form =
            service.postForm("/v1/score", "box.png", box(), "layout", bad[0]);
        assertEquals(400, form.status(), bad[0] + " " + form.text());
        assertTrue(form.text().contains(bad[1]), form.text());
        if (bad[0].startsWith("{\"")) {
          RunningService.Answer json =
              service.postJson(
                  "/v1/score", "{\"layout\":" + bad[0] + ",\"result\":" + whole.path("id") + "}");
          assertEquals(400, json.status(), json.text());
          assertTrue(json.text().contains(bad[1]), json.text());
        }
      }
      assertEquals(1, service.get("/v1/results").json().path("total").asInt());
    }
  }

  private AnnotatedPhoto taught() throws IOException {
    return AnnotationReader.create()
        .withAnyLabel()
        .read(FeedbackTest.only(data.resolve("feedback/labels")))
        .photos()
        .get(0);
  }

  private static List<LabelledPolygon> boxes(AnnotatedPhoto photo) {
    return photo.polygons().stream().filter(polygon -> polygon.label().equals("Box")).toList();
  }

  @Test
  void rowsStayThroughVerdictsAndAreTaughtAsBoxes() throws Exception {
    String beyond = ROWS.replace("[830,", "[870,");
    JsonNode result;
    String at;
    JsonNode before;
    try (RunningService service = RunningService.start(data)) {
      result = scored(service, beyond);
      at = "/v1/results/" + result.path("id").asText();
      before = file(service, result, ".json");
      assertEquals(200, service.postJson(at + "/feedback", "{\"verdict\":\"accept\"}").status());
      Layout taught =
          RowPolygons.layout(
              860, 330, boxes(taught()).stream().map(LabelledPolygon::outline).toList());
      assertEquals(
          List.of(30.0, 180.0), taught.rows().stream().map(row -> row.topLeft().y()).toList());
      assertEquals(860, taught.rows().get(0).topRight().x(), "as far as it is on the photo");
      assertTrue(taught().polygons().size() > 4, "and the pieces");
      assertEquals(200, service.postJson(at + "/scale", "{\"mmPerPixel\":0.5}").status());
      JsonNode scaled = file(service, result, ".json");
      assertEquals(before.get("layout"), scaled.get("layout"));
      assertEquals(rowsOfPieces(before), rowsOfPieces(scaled));
      JsonNode drawn = file(service, result, ".geojson");
      RunningService.Answer corrected = service.postJson(at + "/feedback", drawn.toString());
      assertEquals(200, corrected.status(), corrected.text());
    }
    try (RunningService service = RunningService.start(data)) {
      JsonNode corrected = file(service, result, ".json");
      assertEquals("corrected", corrected.at("/provenance/segmenter/id").asText());
      assertEquals(before.get("layout"), corrected.get("layout"));
      assertEquals(before.get("fragments").size(), corrected.get("fragments").size());
      assertEquals(rowsOfPieces(before), rowsOfPieces(corrected));
      assertEquals(2, boxes(taught()).size());
      for (int i = 0; i < 3; i++) {
        assertEquals(200, service.postJson(at + "/undo", "").status());
      }
      try (Stream<Path> labels = Files.list(data.resolve("feedback/labels"))) {
        assertEquals(0, labels.count());
      }
    }
  }

  /** The client speaks of full-size pixels; the copy that was sent is half as large. */
  @Test
  void rowsOfAReducedCopyAreInFullSizePixels() throws Exception {
    byte[] copy = RunningService.encoded(RunningService.drawnBox(), "jpeg");
    String rows =
        "{\"rows\":[[[60,60],[1660,60],[1660,300],[60,300]],[[60,360],[1660,360],[1660,600],[60,600]]]}";
    try (ImageServerDouble images = ImageServerDouble.start(copy, 1720, 660);
        RunningService service = RunningService.start(data, "--image-server", images.address())) {
      RunningService.Answer answer =
          service.postJson(
              "/v1/score", "{\"photo\":\"box.tif\",\"width\":860,\"layout\":" + rows + "}");
      assertEquals(200, answer.status(), answer.text());
      JsonNode json = file(service, answer.json(), ".json");
      Layout layout =
          LayoutJson.require("result", json.toString().getBytes(StandardCharsets.UTF_8))
              .layout(1720, 660);
      assertEquals(1660, layout.rows().get(0).topRight().x());
      for (JsonNode fragment : json.get("fragments")) {
        double y = fragment.get("centroid_y").asDouble();
        assertEquals(y < 330 ? 1 : 2, fragment.get("row").asInt(), "at " + y);
      }
      String at = "/v1/results/" + answer.json().path("id").asText();
      assertEquals(200, service.postJson(at + "/feedback", "{\"verdict\":\"accept\"}").status());
      CoreRow first =
          RowPolygons.layout(
                  860, 330, boxes(taught()).stream().map(LabelledPolygon::outline).toList())
              .rows()
              .get(0);
      assertEquals(830, first.topRight().x(), "labels are in the pixels of the copy beside them");
      RunningService.Answer bad =
          service.postJson(
              "/v1/score",
              "{\"photo\":\"box.tif\",\"layout\":" + rows.replace("[60,", "[-9999,") + "}");
      assertEquals(400, bad.status(), bad.text());
      assertTrue(
          bad.text().contains("row 1: expected corners on the photo of 1720 x 660"), bad.text());
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.core.annotation.AnnotationFile;
import uk.ac.bgs.corescore.core.annotation.AnnotationReader;

/** Scoring, what is kept of it, and what people say of it. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class ScoreTest {
  @TempDir private static Path data;

  private static RunningService service;
  private static byte[] jpeg;

  @BeforeAll
  static void start() throws IOException {
    Path photos = Files.createDirectories(data.resolve("photos"));
    jpeg = RunningService.encoded(RunningService.drawn(14).photo(), "jpeg");
    Files.write(photos.resolve("box 1.jpg"), jpeg);
    service = RunningService.start(data, "--photos", photos.toString());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static JsonNode scored() throws Exception {
    RunningService.Answer answer = service.postForm("/v1/score", "box.jpg", jpeg);
    assertEquals(200, answer.status(), answer.text());
    return answer.json();
  }

  @Test
  void threeWaysInOneResult() throws Exception {
    JsonNode form = service.postForm("/v1/score", "a/../b.jpg", jpeg, "minArea", "50").json();
    JsonNode raw = service.post("/v1/score?minArea=50&name=b", "image/jpeg", jpeg).json();
    JsonNode named =
        service.postJson("/v1/score", "{\"photo\":\"box 1.jpg\",\"minArea\":50}").json();
    JsonNode again =
        service
            .postJson(
                "/v1/score", "{\"result\":\"" + form.path("id").asText() + "\",\"minArea\":50}")
            .json();
    for (JsonNode result : List.of(form, raw, named, again)) {
      assertEquals("done", result.path("status").asText(), result.toString());
      assertEquals(form.path("measures"), result.path("measures"));
    }
    assertEquals("b.jpg", form.path("photo").path("name").asText());
    assertEquals("box 1.jpg", named.path("photo").path("name").asText());
    assertNotEquals(form.path("id"), again.path("id"));
  }

  @Test
  void everyFileSaysTheSame() throws Exception {
    JsonNode result = scored();
    String at = "/v1/results/" + result.path("id").asText();
    double area = result.path("measures").path("absolute_area").asDouble();
    assertTrue(area > 0);
    JsonNode json = service.get(at + ".json").json();
    assertEquals(area, json.path("measures").path("absolute_area").asDouble());
    double sum = 0;
    for (JsonNode feature : service.get(at + ".geojson").json().path("features")) {
      sum += feature.path("properties").path("measurements").path("area_px2").asDouble();
    }
    assertEquals(area, sum);
    assertTrue(service.get(at + ".csv").text().contains("box.jpg,800,120,boofcv-watershed,"));
    assertEquals(
        result.path("measures").path("total_fragments").asInt() + 1L,
        service.get(at + ".fragments.csv").text().lines().count());
    for (String picture : List.of(".mask.png", ".overlay.png", ".preview.jpg")) {
      RunningService.Answer answer = service.get(at + picture);
      assertEquals(800, ImageIO.read(new ByteArrayInputStream(answer.bytes())).getWidth());
      assertEquals(
          304,
          service
              .send(service.request(at + picture).header("If-None-Match", answer.header("ETag")))
              .status());
    }
    assertTrue(service.get(at + ".html").header("Content-Security-Policy").contains("sandbox"));
    Set<String> names = new HashSet<>();
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(service.get(at + ".zip").bytes()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    assertEquals(
        Set.of(
            "box.csv",
            "box.fragments.csv",
            "box.json",
            "box.geojson",
            "box.mask.png",
            "box.overlay.png",
            "box.html"),
        names);
    assertEquals(404, service.get(at + ".exe").status());
    assertEquals(404, service.get("/v1/results/20200101000000-000000000000.json").status());
  }

  @Test
  void progressComesAsEvents() throws Exception {
    RunningService.Answer begun = service.postForm("/v1/score", "x.jpg", jpeg, "wait", "0");
    String id = begun.json().path("id").asText();
    assertTrue(begun.status() == 202 || begun.status() == 200, begun.text());
    RunningService.Answer events = service.get("/v1/results/" + id + "/events");
    assertTrue(events.header("Content-Type").startsWith("text/event-stream"));
    assertTrue(events.text().contains("event: done\ndata: {\"id\":\"" + id), events.text());
  }

  @Test
  void theListHasPages() throws Exception {
    for (int i = 0; i < 3; i++) {
      scored();
    }
    Set<String> seen = new HashSet<>();
    String next = "/v1/results?limit=2";
    int total = service.get(next).json().path("total").asInt();
    while (!next.isEmpty()) {
      JsonNode page = service.get(next).json();
      page.path("results").forEach(result -> assertTrue(seen.add(result.path("id").asText())));
      next = page.path("next").asText("");
    }
    assertEquals(total, seen.size());
    assertEquals(400, service.get("/v1/results?limit=0").status());
    assertEquals(400, service.get("/v1/results?before=../x").status());
  }

  @Test
  void whatIsRemovedIsGone() throws Exception {
    String at = "/v1/results/" + scored().path("id").asText();
    assertEquals(204, service.send(service.request(at).DELETE()).status());
    assertEquals(404, service.get(at).status());
    assertEquals(404, service.get(at + ".json").status());
  }

  @Test
  void whatIsNoPhotoIsRefusedByItsContent() throws Exception {
    byte[] text = "no photo".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertEquals(415, service.postForm("/v1/score", "photo.jpg", text).status());
    byte[] half = java.util.Arrays.copyOf(jpeg, jpeg.length / 2);
    RunningService.Answer cut = service.postForm("/v1/score", "photo.jpg", half);
    assertEquals(422, cut.status());
    assertTrue(cut.json().path("error").asText().contains("cut short"), cut.text());
    assertFalse(cut.text().contains(data.toString()));
    byte[] png = RunningService.encoded(RunningService.drawn(3).photo(), "png");
    assertEquals(200, service.postForm("/v1/score", "named-wrongly.jpg", png).status());
  }

  /** A folder that was damaged from outside neither hides the others nor is a client's fault. */
  @Test
  void aDamagedResultIsPassedOver() throws Exception {
    String sound = scored().path("id").asText();
    String damaged = scored().path("id").asText();
    Files.writeString(data.resolve("results").resolve(damaged).resolve("current.json"), "{\"v");
    RunningService.Answer list = service.get("/v1/results?limit=500");
    assertEquals(200, list.status(), list.text());
    assertTrue(list.text().contains(sound), list.text());
    assertFalse(list.text().contains(damaged), list.text());
    RunningService.Answer answer = service.get("/v1/results/" + damaged);
    assertEquals(500, answer.status(), answer.text());
    assertFalse(answer.text().contains(data.toString()), answer.text());
    assertEquals(204, service.send(service.request("/v1/results/" + damaged).DELETE()).status());
  }

  private static HttpRequest.Builder head(String path) {
    return service.request(path).method("HEAD", HttpRequest.BodyPublishers.noBody());
  }

  @Test
  void headSaysWhatGetDoes() throws Exception {
    String result = "/v1/results/" + scored().path("id").asText();
    for (String path :
        List.of(
            "/", "/health/ready", "/v1/results", result, result + ".csv", result + ".mask.png")) {
      RunningService.Answer head = service.send(head(path));
      assertEquals(200, head.status(), path);
      assertEquals(service.get(path).header("Content-Type"), head.header("Content-Type"), path);
      assertEquals(0, head.bytes().length);
    }
    for (String path : List.of("", ".csv", "/versions", "/events")) {
      HttpRequest.Builder request = head("/v1/results/none" + path);
      assertEquals(404, service.send(request).status(), path);
    }
  }

  @Test
  void aRequestIsOfOnePhoto() throws Exception {
    RunningService.Answer both =
        service.postForm("/v1/score", "box.jpg", jpeg, "photo", "box 1.jpg");
    assertEquals(400, both.status(), both.text());
    assertTrue(both.text().contains("one photo"), both.text());
  }

  @Test
  void anAddressWithBrokenEscapesIsTheClientsFault() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.service().port())) {
      String request =
          "POST /v1/score?minArea=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + "Content-Length: 2\r\n\r\n{}";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
      assertTrue(answer.contains("minArea"), answer);
    }
  }

  @Test
  void correctionsChangeTheMeasuresAndTeach() throws Exception {
    JsonNode before = scored();
    String at = "/v1/results/" + before.path("id").asText();
    assertEquals(409, service.postJson(at + "/undo", "").status());
    JsonNode accepted =
        service.postJson(at + "/feedback", "{\"verdict\":\"accept\",\"author\":\"Ann\"}").json();
    assertEquals("accept", accepted.path("review").path("kind").asText());
    assertEquals("Ann", accepted.path("review").path("author").asText());
    assertEquals(before.path("measures"), accepted.path("measures"));
    String square =
        "{\"type\":\"FeatureCollection\",\"features\":["
            + "{\"type\":\"Feature\",\"properties\":{\"label\":\"Rock_Fragment\"},\"geometry\":"
            + "{\"type\":\"Polygon\",\"coordinates\":[[[10,10],[60,10],[60,50],[10,50],[10,10]]]}},"
            + "{\"type\":\"Feature\",\"properties\":{\"label\":\"Rock_Fragment\"},\"geometry\":null}]}";
    JsonNode corrected = service.postJson(at + "/feedback?author=Bob", square).json();
    assertEquals(2000, corrected.path("measures").path("absolute_area").asDouble());
    assertEquals(1, corrected.path("measures").path("total_fragments").asInt());
    assertEquals(1, corrected.path("problems").size());
    assertEquals(
        2000, service.get(at + ".json").json().path("measures").path("absolute_area").asDouble());
    assertEquals(
        before.path("measures").path("absolute_area").asDouble(),
        service
            .get(at + ".json?version=1")
            .json()
            .path("measures")
            .path("absolute_area")
            .asDouble());
    AnnotationFile labels =
        AnnotationReader.create().read(FeedbackTest.only(data.resolve("feedback/labels")));
    assertEquals(
        2000,
        labels.photos().stream()
            .flatMap(photo -> photo.polygons().stream())
            .filter(polygon -> polygon.label().equals("Rock_Fragment"))
            .mapToDouble(polygon -> polygon.outline().getArea())
            .sum());
    JsonNode scaled = service.postJson(at + "/scale", "{\"mmPerPixel\":0.5}").json();
    assertEquals(0.5, scaled.path("mmPerPixel").asDouble());
    assertTrue(service.get(at + ".fragments.csv").text().contains(",500,"), "mm\u00B2");
    service.postJson(at + "/undo", "");
    service.postJson(at + "/undo", "");
    JsonNode undone = service.postJson(at + "/undo", "").json();
    assertEquals("model", undone.path("review").path("kind").asText());
    assertEquals(before.path("measures"), undone.path("measures"));
    assertEquals(4, service.get(at + "/versions").json().path("versions").size());
    assertEquals(
        422,
        service.postJson(at + "/feedback", "{\"type\":\"Feature\",\"geometry\":null}").status());
    assertEquals(400, service.postJson(at + "/feedback", "{\"verdict\":\"maybe\"}").status());
  }
}

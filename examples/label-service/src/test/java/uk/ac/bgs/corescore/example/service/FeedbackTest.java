// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationReader;

/** What people say of results, and what becomes of it in the training labels. */
@SuppressWarnings("NullAway.Init") // JUnit sets the field
class FeedbackTest {
  @TempDir private Path data;

  private static String scored(RunningService service, String segmenter) throws Exception {
    byte[] photo = RunningService.encoded(RunningService.drawn(14).photo(), "jpeg");
    RunningService.Answer answer =
        service.postForm("/v1/score", "box.jpg", photo, "segmenter", segmenter);
    assertEquals(200, answer.status(), answer.text());
    return answer.json().path("id").asText();
  }

  private static void say(RunningService service, String id, String verdict) throws Exception {
    RunningService.Answer answer =
        service.postJson(
            "/v1/results/" + id + "/feedback",
            "{\"verdict\":\"" + verdict + "\",\"author\":\"Ann\"}");
    assertEquals(200, answer.status(), answer.text());
  }

  private static void undo(RunningService service, String id) throws Exception {
    RunningService.Answer answer = service.postJson("/v1/results/" + id + "/undo", "");
    assertEquals(200, answer.status(), answer.text());
  }

  private Path feedback(String name) {
    return data.resolve("feedback").resolve(name);
  }

  /** The results that the training labels come from. */
  private List<String> taught() throws IOException {
    List<String> results = new ArrayList<>();
    try (Stream<Path> files = Files.list(feedback("labels"))) {
      for (Path file : files.toList()) {
        for (AnnotatedPhoto photo : AnnotationReader.create().withAnyLabel().read(file).photos()) {
          results.add(photo.attributes().getOrDefault("result", ""));
          assertTrue(Files.exists(feedback("photos").resolve(photo.name())), photo.name());
        }
      }
    }
    return results;
  }

  static Path only(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertEquals(1, all.size());
      return all.get(0);
    }
  }

  /**
   * A photo that was scored twice has one truth: the last, and when that is undone the one before.
   */
  @Test
  void whatIsUndoneMakesTrueAgainWhatWasSaidOfAnotherResultOfThePhoto() throws Exception {
    try (RunningService service = RunningService.start(data)) {
      String first = scored(service, "boofcv-watershed");
      String second = scored(service, "boofcv-edges");
      say(service, first, "accept");
      assertEquals(List.of(first), taught());
      say(service, second, "accept");
      assertEquals(List.of(second), taught());
      undo(service, second);
      assertEquals(List.of(first), taught());
      say(service, second, "accept");
      undo(service, first);
      assertEquals(List.of(second), taught(), "what was set aside is undone, and nothing else");
      undo(service, second);
      assertEquals(List.of(), taught());
      say(service, first, "accept");
      assertEquals(
          200,
          service.postJson("/v1/results/" + first + "/scale", "{\"mmPerPixel\":0.5}").status());
      say(service, first, "reject");
      assertEquals(List.of(), taught());
      undo(service, first);
      assertEquals(List.of(first), taught(), "the scale says nothing of what is rock");
    }
  }

  /** Killed between the result and the labels, the service finishes what it was told. */
  @Test
  void whatWasBeingTakenWhenTheProcessWasKilledIsFinished() throws Exception {
    String id;
    try (RunningService service = RunningService.start(data)) {
      id = scored(service, "boofcv-watershed");
      say(service, id, "accept");
    }
    Files.delete(only(feedback("labels")));
    Files.delete(feedback("log.csv"));
    Files.writeString(
        data.resolve("reviews/open").resolve(id), "{\"version\":2,\"verdict\":\"accept\"}");
    Path upload = Files.writeString(data.resolve("uploads").resolve("polygons1.json"), "half");
    RunningService.start(data).close();
    assertEquals(List.of(id), taught());
    assertEquals(2, Files.readAllLines(feedback("log.csv")).size());
    assertFalse(Files.exists(data.resolve("reviews/open").resolve(id)));
    assertFalse(Files.exists(upload), "what was on its way when the process was killed");
    // Killed before the state was changed: no client had a response.
    Files.writeString(
        data.resolve("reviews/open").resolve(id), "{\"version\":3,\"verdict\":\"reject\"}");
    RunningService.start(data).close();
    assertEquals(List.of(id), taught());
    assertEquals(2, Files.readAllLines(feedback("log.csv")).size());
    assertFalse(Files.exists(data.resolve("reviews/open").resolve(id)));
  }

  /**
   * An image server sent a copy of half the size: its labels are in the pixels of the copy that
   * lies beside them, the result's areas in those of the full size.
   */
  @Test
  void labelsOfAReducedCopyAreInItsPixels() throws Exception {
    byte[] copy = RunningService.encoded(RunningService.drawn(14).photo(), "jpeg");
    try (ImageServerDouble images = ImageServerDouble.start(copy, 1600, 240);
        RunningService service = RunningService.start(data, "--image-server", images.address())) {
      RunningService.Answer scored =
          service.postJson("/v1/score", "{\"photo\":\"box.tif\",\"width\":800}");
      assertEquals(200, scored.status(), scored.text());
      assertEquals(1600, scored.json().path("photo").path("width").asInt());
      say(service, scored.json().path("id").asText(), "accept");
      AnnotatedPhoto labelled =
          AnnotationReader.create().withAnyLabel().read(only(feedback("labels"))).photos().get(0);
      assertEquals(800, labelled.size().orElseThrow().width());
      assertEquals(120, labelled.size().orElseThrow().height());
      assertArrayEquals(copy, Files.readAllBytes(feedback("photos").resolve(labelled.name())));
      double rock =
          labelled.polygons().stream()
              .filter(polygon -> polygon.label().equals("Rock_Fragment"))
              .mapToDouble(polygon -> polygon.outline().getArea())
              .sum();
      double full = scored.json().path("measures").path("absolute_area").asDouble();
      assertTrue(full > 0);
      assertEquals(full / 4, rock, full / 100);
    }
  }

  /** Else it would be measured as if it were as wide as the photo, and as high. */
  @Test
  void aCopyOfAnotherShapeIsNoneOfThePhoto() throws Exception {
    byte[] copy = RunningService.encoded(RunningService.drawn(14).photo(), "jpeg");
    try (ImageServerDouble images = ImageServerDouble.start(copy, 240, 1600);
        RunningService service = RunningService.start(data, "--image-server", images.address())) {
      RunningService.Answer answer =
          service.postJson("/v1/score", "{\"photo\":\"box.tif\",\"width\":800}");
      assertEquals(502, answer.status(), answer.text());
    }
  }

  /** A ring that crosses itself thousands of times is no piece, and is not drawn for minutes. */
  @Test
  void aShapeThatFallsIntoAThousandPartsIsRefused() throws Exception {
    try (RunningService service = RunningService.start(data)) {
      String id = scored(service, "boofcv-watershed");
      Random random = new Random(1);
      List<String> points = new ArrayList<>();
      for (int i = 0; i < 2000; i++) {
        points.add("[" + random.nextInt(800) + "," + random.nextInt(120) + "]");
      }
      points.add(points.get(0));
      RunningService.Answer answer =
          service.postJson(
              "/v1/results/" + id + "/feedback",
              "{\"type\":\"Feature\",\"properties\":{\"label\":\"Rock_Fragment\"},\"geometry\":"
                  + "{\"type\":\"Polygon\",\"coordinates\":["
                  + points
                  + "]}}");
      assertEquals(422, answer.status(), answer.text());
      assertTrue(answer.json().path("error").asText().contains("at most 1000"), answer.text());
      JsonNode result = service.get("/v1/results/" + id).json();
      assertEquals("model", result.path("review").path("kind").asText());
      assertFalse(Files.exists(data.resolve("reviews/open").resolve(id)));
    }
  }

  private static RunningService.Answer correct(RunningService service, String id, String file)
      throws Exception {
    return service.postJson("/v1/results/" + id + "/feedback?author=Ann", file);
  }

  /** A LabelTool file with a square of ten pixels a corner. */
  private static String squares(String more, int... corners) {
    List<String> shapes = new ArrayList<>();
    for (int x : corners) {
      shapes.add(
          "{\"label\":\"Rock_Fragment\",\"points\":[[%1$d,5],[%2$d,5],[%2$d,15],[%1$d,15]]}"
              .formatted(x, x + 10));
    }
    return "{\"imagePath\":\"box.jpg\"," + more + "\"shapes\":" + shapes + "}";
  }

  /** Else a photo would be taught to have no rock, or rock where there is none. */
  @Test
  void shapesThatWereNotDrawnOnThisPhotoAreRefused() throws Exception {
    try (RunningService service = RunningService.start(data)) {
      String id = scored(service, "boofcv-watershed");
      String high =
          squares("\"version\":\"5.0.1\",\"imageWidth\":120,\"imageHeight\":800,", 20, 40);
      RunningService.Answer answer = correct(service, id, high);
      assertEquals(422, answer.status(), answer.text());
      assertTrue(
          answer.text().contains("the labels are for 120 x 800, the photo is 800 x 120"),
          answer.text());
      answer = correct(service, id, squares("", 5000));
      assertEquals(422, answer.status(), answer.text());
      assertTrue(answer.text().contains("outside the photo of 800 x 120"), answer.text());
      String other = squares("", 20).replace("box.jpg", "other.jpg");
      answer = correct(service, id, "[" + squares("", 20) + "," + other + "]");
      assertEquals(422, answer.status(), answer.text());
      assertTrue(answer.text().contains("shapes of 2 photos"), answer.text());
      assertEquals(List.of(), taughtSoFar());
      answer = correct(service, id, squares("", 20, 5000, 795));
      assertEquals(200, answer.status(), answer.text());
      assertEquals(150, answer.json().path("measures").path("absolute_area").asInt());
      JsonNode problems = answer.json().path("problems");
      assertEquals(2, problems.size(), answer.text());
      assertFalse(problems.get(0).path("kept").asBoolean());
      assertTrue(problems.get(1).path("kept").asBoolean());
    }
  }

  @Test
  void shapesOfACopyAreScaledAndItIsSaid() throws Exception {
    try (RunningService service = RunningService.start(data)) {
      String id = scored(service, "boofcv-watershed");
      String half = squares("\"version\":\"5.0.1\",\"imageWidth\":400,\"imageHeight\":60,", 20, 40);
      RunningService.Answer answer = correct(service, id, half);
      assertEquals(200, answer.status(), answer.text());
      assertEquals(
          800, answer.json().path("measures").path("absolute_area").asInt(), "two of 20 x 20");
      JsonNode said = answer.json().path("problems").path(0);
      assertTrue(said.path("kept").asBoolean(), answer.text());
      assertTrue(said.path("reason").asText().contains("scaled by 2 across and 2 down"));
    }
  }

  /** A box that can be used says nothing of the rock that cannot. */
  @Test
  void rockThatCannotBeUsedIsNotTakenForNone() throws Exception {
    try (RunningService service = RunningService.start(data)) {
      String id = scored(service, "boofcv-watershed");
      String shapes = squares("", 20, 5000).replaceFirst("Rock_Fragment", "Box");
      RunningService.Answer answer = correct(service, id, shapes);
      assertEquals(422, answer.status(), answer.text());
      assertTrue(answer.text().contains("no rock can be used"), answer.text());
      assertEquals(List.of(), taughtSoFar());
    }
  }

  private List<String> taughtSoFar() throws IOException {
    return taught();
  }

  @Test
  void whatIsSaidInAnotherWayIsNotTakenForSomethingElse() throws Exception {
    try (RunningService service = RunningService.start(data)) {
      String id = scored(service, "boofcv-watershed");
      String address = "/v1/results/" + id + "/feedback";
      for (String body :
          List.of(
              "{\"verdict\":\"accept\",\"autor\":\"Ann\"}",
              "{\"verdict\":\"accept\",\"author\":{\"name\":\"Ann\"}}",
              "{\"verdict\":\"accept\",\"polygons\":" + squares("", 20) + "}")) {
        assertEquals(400, service.postJson(address, body).status(), body);
      }
      assertEquals(400, service.postJson(address + "?autor=Ann", squares("", 20)).status());
      assertEquals(
          400,
          service
              .postJson("/v1/results/" + id + "/scale", "{\"mmPerPixel\":1,\"autor\":\"Ann\"}")
              .status());
      assertEquals(
          1, service.get("/v1/results/" + id + "/versions").json().path("current").asInt());
    }
  }

  /** A correction was killed while it was written; what comes next has its number. */
  @Test
  void aVerdictHasNoneOfTheFilesOfAKilledCorrection() throws Exception {
    try (RunningService service = RunningService.start(data)) {
      String id = scored(service, "boofcv-watershed");
      Path versions = data.resolve("results").resolve(id).resolve("versions");
      Files.writeString(Files.createDirectory(versions.resolve(".2.part")).resolve("half"), "");
      say(service, id, "accept");
      assertEquals(versions.resolve("2").resolve("version.json"), only(versions.resolve("2")));
    }
  }
}

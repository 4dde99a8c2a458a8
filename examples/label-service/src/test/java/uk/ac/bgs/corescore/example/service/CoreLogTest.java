// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The core log of a result: depths in, figures out, marks, undo, what is wrong. */
@SuppressWarnings("NullAway.Init") // JUnit sets the field
class CoreLogTest {
  private static final String ROWS =
      "{\"rows\":[[[30,30],[830,30],[830,150],[30,150]],[[30,180],[830,180],[830,300],[30,300]]]}";
  static final String ENTRY =
      "{\"hole\":\"BH 1\",\"box\":\"7\",\"rows\":[{\"row\":1,\"top_m\":0.0,\"base_m\":1},"
          + "{\"row\":2,\"top_m\":1,\"base_m\":2}]}";

  @TempDir private static Path shared;

  private static RunningService service;

  @TempDir private Path data;

  @BeforeAll
  static void start() throws Exception {
    service = RunningService.start(shared);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static String scored(RunningService service) throws Exception {
    RunningService.Answer answer =
        service.postForm(
            "/v1/score",
            "box.png",
            RunningService.encoded(RunningService.drawnBox(), "png"),
            "layout",
            ROWS,
            "minArea",
            "200");
    assertEquals(200, answer.status(), answer.text());
    return "/v1/results/" + answer.json().path("id").asText();
  }

  private static String twice(String rows) {
    return Pattern.compile("\\d+")
        .matcher(rows)
        .replaceAll(number -> Integer.toString(2 * Integer.parseInt(number.group())));
  }

  private static RunningService.Answer put(RunningService service, String at, String entry)
      throws Exception {
    return service.send(
        service
            .request(at)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(entry)));
  }

  private static JsonNode entered(RunningService service, String at, String entry)
      throws Exception {
    RunningService.Answer answer = put(service, at + "/log", entry);
    assertEquals(200, answer.status(), answer.text());
    return answer.json();
  }

  private static JsonNode marked(RunningService service, String at, String mark) throws Exception {
    RunningService.Answer answer = service.postJson(at + "/log/marks?author=Ann", mark);
    assertEquals(200, answer.status(), answer.text());
    return answer.json();
  }

  private static JsonNode box(JsonNode answer) {
    for (JsonNode interval : answer.at("/log/holes/0/intervals")) {
      if (interval.path("kind").asText().equals("box")) {
        return interval;
      }
    }
    throw new AssertionError(answer.toString());
  }

  /** The first break that is counted. */
  private static JsonNode fracture(JsonNode answer) {
    for (JsonNode fracture : answer.at("/log/holes/0/fractures")) {
      if (fracture.path("counted").asBoolean()) {
        return fracture;
      }
    }
    throw new AssertionError(answer.toString());
  }

  private static void assertSameLog(JsonNode expected, JsonNode got) {
    assertEquals(expected.get("log"), got.get("log"));
    assertEquals(expected.get("entry"), got.get("entry"));
  }

  @Test
  void depthsGiveALogThatIsCorrectedUndoneAndKept() throws Exception {
    String at;
    JsonNode last;
    try (RunningService service = RunningService.start(data)) {
      at = scored(service);
      JsonNode none = service.get(at + "/log").json();
      assertEquals(0, none.path("state").asInt());
      assertTrue(none.get("log").isNull());
      assertEquals(404, service.get(at + "/log/intervals.csv").status());
      assertEquals(409, service.postJson(at + "/log/undo", "").status());
      assertEquals(
          404,
          service.postJson(at + "/log/marks", "{\"fragment\":1,\"mark\":\"unsound\"}").status());
      assertEquals(at + "/log", service.get(at).json().at("/links/log").asText());

      JsonNode first = entered(service, at, ENTRY);
      assertEquals(1, first.path("state").asInt());
      assertEquals("BH 1", first.at("/log/holes/0/hole").asText());
      assertEquals(0, first.at("/log/holes/0/rows/0/from").asInt(), "0 is a depth");
      assertEquals(2, first.at("/log/holes/0/rows/1/to").asInt());
      assertEquals("depths", first.at("/log/holes/0/rows/0/scale/source").asText());
      assertEquals(List.of(), list(first.at("/log/problems")));
      int fractures = box(first).path("fractures").asInt();
      assertTrue(fractures > 1, first.toString());

      JsonNode broken = fracture(first);
      String mark = "{\"fragment\":" + broken.get("fragment") + ",\"mark\":\"induced_below\"}";
      JsonNode induced = marked(service, at, mark);
      assertEquals(2, induced.path("state").asInt());
      assertEquals("Ann", induced.path("author").asText());
      assertEquals(fractures - 1, box(induced).path("fractures").asInt());
      assertEquals(broken.get("fragment"), induced.at("/entry/marks/0/fragment"));
      JsonNode natural = marked(service, at, mark.replace("induced", "natural"));
      assertEquals(fractures, box(natural).path("fractures").asInt());
      assertEquals(1, natural.at("/entry/marks").size());
      JsonNode unsound = marked(service, at, mark.replace("induced_below", "unsound"));
      assertTrue(
          unsound.at("/log/holes/0/pieces").toString().contains("\"unsound\":true"),
          unsound.toString());
      JsonNode sound =
          marked(
              service,
              at,
              mark.replace("induced_below", "unsound").replace("}", ",\"set\":false}"));
      assertSameLog(natural, sound);
      JsonNode rubble = marked(service, at, mark.replace("induced_below", "rubble"));
      assertEquals(
          first.at("/log/holes/0/rubble").size() + 1, rubble.at("/log/holes/0/rubble").size());
      for (JsonNode before : List.of(sound, unsound, natural)) {
        RunningService.Answer undone = service.postJson(at + "/log/undo", "");
        assertEquals(200, undone.status(), undone.text());
        assertSameLog(before, undone.json());
      }
      last = service.get(at + "/log").json();
    }
    try (RunningService service = RunningService.start(data)) {
      assertEquals(last, service.get(at + "/log").json(), "it survives a restart");
      // A verdict and the log are undone apart from each other.
      assertEquals(200, service.postJson(at + "/feedback", "{\"verdict\":\"accept\"}").status());
      assertEquals(200, service.postJson(at + "/undo", "").status());
      assertSameLog(last, service.get(at + "/log").json());
      for (int i = 0; i < 3; i++) {
        assertEquals(200, service.postJson(at + "/log/undo", "").status());
      }
      assertEquals(0, service.get(at + "/log").json().path("state").asInt());
      assertEquals(409, service.postJson(at + "/log/undo", "").status());
      assertEquals(7, entered(service, at, ENTRY).path("state").asInt(), "numbers stay");
    }
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> items = new ArrayList<>();
    array.forEach(items::add);
    return items;
  }

  @Test
  void eachFileOfTheLogIsServedAndAllTogether() throws Exception {
    String at = scored(service);
    JsonNode answer =
        entered(
            service,
            at,
            ENTRY.replace(
                "}]}",
                "}],\"runs\":[{\"top_m\":0,\"base_m\":1.5},{\"top_m\":1.5,\"base_m\":2}],"
                    + "\"settings\":{\"step_m\":0.5},\"scale\":{\"mm_per_pixel\":1.25}}"));
    Set<String> names = new TreeSet<>();
    answer.get("links").fieldNames().forEachRemaining(names::add);
    assertTrue(
        names.containsAll(
            Set.of(
                "intervals.csv",
                "pieces.csv",
                "fractures.csv",
                "fragments.csv",
                "zones.csv",
                "log.json",
                "log.html",
                "box.log.geojson",
                "BH_1.strip.svg",
                "BH_1.strip.png",
                "BH_1.las",
                "log.ags",
                "log.ags.txt",
                "FILE/FS1/box.png")),
        names.toString());
    assertTrue(names.remove("zip"));
    Set<String> zipped = new TreeSet<>();
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(service.get(at + "/log.zip").bytes()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        zipped.add(entry.getName());
        RunningService.Answer file =
            service.get(answer.at("/links").path(entry.getName()).asText());
        assertEquals(200, file.status(), entry.getName());
        assertArrayEquals(zip.readAllBytes(), file.bytes(), entry.getName());
        assertFalse(file.header("ETag").isEmpty());
      }
    }
    assertEquals(names, zipped);
    RunningService.Answer svg = service.get(answer.at("/links").path("BH_1.strip.svg").asText());
    assertEquals("image/svg+xml", svg.header("Content-Type"));
    assertTrue(svg.header("Content-Security-Policy").startsWith("sandbox;"), "nothing runs in it");
    RunningService.Answer csv = service.get(at + "/log/intervals.csv?download");
    assertTrue(csv.header("Content-Type").startsWith("text/csv"));
    assertTrue(csv.header("Content-Disposition").startsWith("attachment"), "named");
    assertTrue(csv.header("Content-Disposition").endsWith("box.intervals.csv"));
    assertTrue(csv.text().startsWith("HOLEID,FROM,TO,"), csv.text());
    assertTrue(csv.text().contains("\nBH 1,0.0000,1.5000,run,"), csv.text());
    assertEquals(
        304,
        service
            .send(
                service
                    .request(at + "/log/intervals.csv")
                    .header("If-None-Match", csv.header("ETag")))
            .status());
    for (String none : List.of("other.csv", "..%2Fcurrent.json", "entry.json", "%2e%2e/1")) {
      int status = service.get(at + "/log/" + none).status();
      assertTrue(status == 404 || status == 400, none + " " + status);
    }
  }

  /** What takes time or room is made when somebody asks for it, and then stays. */
  @Test
  void drawingsAndDeliveriesAreMadeWhenTheyAreAskedFor() throws Exception {
    String at = scored(service);
    JsonNode answer =
        entered(
            service,
            at,
            ENTRY.replace(
                "}]}",
                "}],\"runs\":[{\"top_m\":0,\"base_m\":2,\"diameter_mm\":76}],"
                    + "\"settings\":{\"rules\":[\"BS5930\"],\"threshold_mm\":95},"
                    + "\"intervals\":[{\"top_m\":0.25,\"base_m\":0.75,\"name\":\"sand\"}],"
                    + "\"ties\":[{\"row\":1,\"share\":0.5,\"depth_m\":0.55}],"
                    + "\"files\":{\"las_step_m\":0.5,\"ags_edition\":\"4.2\",\"ags_fractures\":true,"
                    + "\"ags_project\":{\"PROJ_ID\":\"7\",\"LOCA_TYPE\":\"RC\",\"TRAN_RECV\":\"Owner\"}}}"));
    assertEquals("BS5930>95", answer.at("/log/holes/0/intervals/0/figures/0/ruleSet").asText());
    JsonNode sand = null;
    for (JsonNode interval : answer.at("/log/holes/0/intervals")) {
      sand = interval.path("name").asText().equals("sand") ? interval : sand;
    }
    assertTrue(sand != null && sand.path("from").asDouble() == 0.25, answer.toString());
    assertEquals(2, answer.at("/log/holes/0/rows/0/ties").size());
    Path made = shared.resolve("results").resolve(at.substring(at.lastIndexOf('/') + 1));
    made = made.resolve("log/1/at-1");
    for (String part : List.of("page", "png", "las", "ags")) {
      assertFalse(Files.exists(made.resolve(part)), part);
    }
    String svg = service.get(answer.at("/links").path("BH_1.strip.svg").asText()).text();
    // Two rows of core, upright, out of the photo.
    String page = service.get(at + "/log/log.html").text();
    assertEquals(2, svg.split("<image class=\"log-photo\"", -1).length - 1);
    assertTrue(page.contains("nothing was left out"), page);
    assertTrue(Files.exists(made.resolve("page/log.html")));
    assertFalse(Files.exists(made.resolve("png")), "what was not asked for");
    String las = service.get(at + "/log/BH_1.las").text();
    assertEquals(4, las.lines().dropWhile(line -> !line.startsWith("~A")).skip(1).count(), las);
    RunningService.Answer ags = service.get(at + "/log/log.ags?download");
    assertTrue(ags.header("Content-Disposition").endsWith("box.log.ags"));
    assertTrue(ags.text().contains("\"4.2\""), ags.text());
    assertTrue(ags.text().contains("\"BH 1\",\"0.00\",\"2.00\""), ags.text());
    assertTrue(ags.text().contains("\"76\""), "the diameter of the table of runs");
    assertTrue(ags.text().contains("\"GROUP\",\"DISC\""), ags.text());
    String notes = service.get(at + "/log/log.ags.txt").text();
    assertTrue(notes.startsWith("AGS4 edition 4.2\n"), notes);
    assertFalse(notes.contains("error"), notes);
    assertArrayEquals(
        RunningService.encoded(RunningService.drawnBox(), "png"),
        service.get(at + "/log/FILE/FS1/box.png").bytes());
    byte[] first = service.get(at + "/log/BH_1.strip.png").bytes();
    assertArrayEquals(first, service.get(at + "/log/BH_1.strip.png").bytes());
    // Without runs and photo.
    JsonNode other =
        entered(service, at, ENTRY.replace("}]}", "}],\"files\":{\"ags_photos\":false}}"));
    assertFalse(other.at("/links").has("FILE/FS1/box.png"));
    assertTrue(service.get(at + "/log/log.ags.txt").text().contains("no rows of CORE, as no runs"));
  }

  /** Only a copy of the photo came; the log is of the photo's own pixels. */
  @Test
  void aPhotoOfWhichACopyCameIsDrawnWhereItsRowsAre() throws Exception {
    byte[] copy = RunningService.encoded(RunningService.drawnBox(), "png");
    try (ImageServerDouble images = ImageServerDouble.start(copy, 1720, 660);
        RunningService service = RunningService.start(data, "--image-server", images.address())) {
      RunningService.Answer scored =
          service.postJson(
              "/v1/score",
              "{\"photo\":\"box.tif\",\"width\":860,\"minArea\":800,\"layout\":"
                  + twice(ROWS)
                  + "}");
      assertEquals(200, scored.status(), scored.text());
      String at = "/v1/results/" + scored.json().path("id").asText();
      JsonNode answer = entered(service, at, ENTRY);
      assertEquals(List.of(), list(answer.at("/log/problems")));
      String svg = service.get(at + "/log/BH_1.strip.svg").text();
      assertEquals(2, svg.split("<image class=\"log-photo\"", -1).length - 1, svg);
      String photo = null;
      for (var names = answer.get("links").fieldNames(); names.hasNext(); ) {
        String name = names.next();
        photo = name.startsWith("FILE/") ? name : photo;
      }
      assertArrayEquals(copy, service.get(at + "/log/" + photo).bytes(), "what there is of it");
    }
  }

  /** A mark is of rock: it goes with its piece when the pieces are drawn anew. */
  @Test
  void theLogFollowsCorrectionsAndScales() throws Exception {
    String at = scored(service);
    JsonNode first = entered(service, at, ENTRY);
    int fragment = fracture(first).path("fragment").asInt();
    JsonNode induced =
        marked(service, at, "{\"fragment\":" + fragment + ",\"mark\":\"induced_below\"}");
    // The same pieces in another order, without the last.
    JsonNode drawn = service.get(at + ".geojson").json();
    ArrayNode features = (ArrayNode) drawn.get("features");
    int count = features.size();
    features.insert(0, features.remove(fragment - 1));
    features.remove(count - 1);
    assertEquals(200, service.postJson(at + "/feedback", drawn.toString()).status());
    JsonNode corrected = service.get(at + "/log").json();
    assertEquals(1, corrected.at("/entry/marks/0/fragment").asInt());
    assertEquals("induced_below", corrected.at("/entry/marks/0/mark").asText());
    assertEquals(List.of(), list(corrected.at("/log/problems")));
    assertEquals(induced.path("state"), corrected.path("state"));
    assertEquals(fracture(induced).get("depth"), fracture(corrected).get("depth"));
    // Now it is deleted, and that its mark is gone is said.
    features.remove(0);
    assertEquals(200, service.postJson(at + "/feedback", drawn.toString()).status());
    JsonNode without = service.get(at + "/log").json();
    assertEquals(0, without.at("/entry/marks").size());
    assertTrue(
        without.at("/log/remarks/0").asText().contains("is no longer there"),
        without.at("/log/remarks").toString());
    assertEquals(200, service.postJson(at + "/undo", "").status());
    assertEquals(corrected, service.get(at + "/log").json());
    // The scale that a person draws on the photo is the log's, unless it has its own.
    assertEquals(200, service.postJson(at + "/scale", "{\"mmPerPixel\":1.2}").status());
    JsonNode scaled = service.get(at + "/log").json();
    assertEquals("pixel", scaled.at("/log/holes/0/rows/0/scale/source").asText());
    assertEquals(
        1.2, scaled.at("/log/holes/0/rows/0/scale/millimetresPerPixelAlong").asDouble(), 1e-9);
    assertEquals(1, scaled.at("/entry/marks").size());
  }

  @Test
  void whatIsWrongIsSaidByFieldAndNothingIsKept() throws Exception {
    String at = scored(service);
    for (String[] bad :
        new String[][] {
          {"{", "", "expected JSON"},
          {"[]", "", "expected {"},
          {"", "", "expected"},
          {ENTRY.replace("BH 1", " "), "/hole", "expected the name"},
          {ENTRY.replace(":0.0,", ":2.5,"), "/rows/0/top_m", "above base_m, got 2.5 and 1"},
          {ENTRY.replace("\"base_m\":1}", "\"base_m\":1.5}"), "/rows/1/top_m", "overlaps"},
          {ENTRY.replace(":0.0,", ":\"ten\","), "/rows/0/top_m", "got 'ten'"},
          {ENTRY.replace("\"row\":2", "\"row\":3"), "/rows/1/row", "no row 3"},
          {
            ENTRY.replace("}]}", "}],\"marks\":[{\"fragment\":999,\"mark\":\"rubble\"}]}"),
            "/marks/0/fragment",
            "no fragment 999"
          },
          {
            ENTRY.replace("}]}", "}],\"scale\":{\"mm_per_pixel\":\"wide\"}}"),
            "/scale/mm_per_pixel",
            "got 'wide'"
          },
        }) {
      RunningService.Answer answer = put(service, at + "/log", bad[0]);
      assertEquals(400, answer.status(), bad[0] + " " + answer.text());
      JsonNode problem = answer.json().at("/problems/0");
      assertEquals(bad[1], problem.path("field").asText(), answer.text());
      assertTrue(problem.path("error").asText().contains(bad[2]), answer.text());
      assertTrue(answer.json().path("error").asText().contains(bad[2]), answer.text());
    }
    assertEquals(0, service.get(at + "/log").json().path("state").asInt());
    entered(service, at, ENTRY);
    for (String[] bad :
        new String[][] {
          {"{\"fragment\":999,\"mark\":\"rubble\"}", "no fragment 999"},
          {"{\"fragment\":0,\"mark\":\"rubble\"}", "fragment: expected"},
          {"{\"fragment\":1.5,\"mark\":\"rubble\"}", "fragment: expected"},
          {"{\"fragment\":\"1\",\"mark\":\"rubble\"}", "fragment: expected"},
          {"{\"fragment\":1,\"mark\":\"nice\"}", "mark: expected one of [unsound"},
          {"{\"fragment\":1}", "mark: expected one of [unsound"},
          {"{\"fragment\":1,\"mark\":\"rubble\",\"set\":1}", "set: expected"},
          {"{\"fragment\":1,\"mark\":\"rubble\",\"colour\":1}", "colour"},
          {"7", "expected {"},
          {"{", "not sound JSON"},
        }) {
      RunningService.Answer answer = service.postJson(at + "/log/marks", bad[0]);
      assertEquals(400, answer.status(), bad[0] + " " + answer.text());
      assertTrue(answer.text().contains(bad[1]), answer.text());
    }
    assertEquals(1, service.get(at + "/log").json().path("state").asInt());
    byte[] long1 =
        ENTRY.replace("}]}", " ".repeat(3 << 20) + "}]}").getBytes(StandardCharsets.UTF_8);
    assertEquals(
        413, put(service, at + "/log", new String(long1, StandardCharsets.UTF_8)).status());
    assertEquals(400, put(service, at + "/log?state=-1", ENTRY).status());
    assertEquals(400, put(service, at + "/log?colour=1", ENTRY).status());
    String other = at.substring(0, at.length() - 12) + "000000000000";
    assertEquals(404, put(service, other + "/log", ENTRY).status());
    assertEquals(404, service.get(other + "/log").status());
    assertEquals(405, service.postJson(at + "/log", ENTRY).status());
    // What contradicts the photo is told beside the rest of the log.
    JsonNode contradicts =
        entered(service, at, ENTRY.replace("}]}", "}],\"scale\":{\"mm_per_pixel\":0.1}}"));
    assertEquals(2, contradicts.at("/log/problems").size(), contradicts.toString());
  }

  /** Two people mark at a time: both marks hold. Who replaces what was not seen is told. */
  @Test
  void nothingIsLostBetweenTwoWhoEnterAtATime() throws Exception {
    String at = scored(service);
    JsonNode first = entered(service, at, ENTRY);
    int pieces = service.get(at).json().at("/measures/total_fragments").asInt();
    int marks = Math.min(6, pieces);
    ExecutorService people = Executors.newFixedThreadPool(marks);
    try {
      List<Future<JsonNode>> said = new ArrayList<>();
      for (int i = 1; i <= marks; i++) {
        String mark = "{\"fragment\":" + i + ",\"mark\":\"unsound\"}";
        said.add(people.submit(() -> marked(service, at, mark)));
      }
      for (Future<JsonNode> one : said) {
        one.get();
      }
    } finally {
      people.shutdownNow();
    }
    JsonNode all = service.get(at + "/log").json();
    assertEquals(marks, all.at("/entry/marks").size(), all.toString());
    assertEquals(1 + marks, all.path("state").asInt());
    RunningService.Answer stale =
        put(service, at + "/log?state=" + first.path("state").asInt(), ENTRY);
    assertEquals(409, stale.status(), stale.text());
    assertTrue(stale.text().contains("expected state 1, it is in state " + (1 + marks)));
    RunningService.Answer seen = put(service, at + "/log?author=Bo&state=" + (1 + marks), ENTRY);
    assertEquals(200, seen.status(), seen.text());
    assertEquals("Bo", seen.json().path("author").asText());
    assertNotEquals(all.get("entry"), seen.json().get("entry"));
  }
}

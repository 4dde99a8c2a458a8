// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.results.TestDisk;
import uk.ac.bgs.corescore.example.service.web.Json;
import uk.ac.bgs.corescore.house.FreePort;
import uk.ac.bgs.corescore.house.JavaProgram;

/** Who may call, how much, and how the service is set up. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class LimitsTest {
  private static final String TOKEN = "sixteen-characters";

  @TempDir private Path data;

  private static byte[] photo() throws IOException {
    return RunningService.encoded(RunningService.drawn(14).photo(), "jpeg");
  }

  @Test
  void otherMachinesNeedAToken() {
    CoreScoreException refused =
        assertThrows(
            CoreScoreException.class,
            () -> LabelService.start(RunningService.settings("--host", "0.0.0.0")));
    assertTrue(String.valueOf(refused.getMessage()).contains("CORESCORE_TOKEN"));
    assertThrows(
        CoreScoreException.class,
        () -> LabelService.start(RunningService.settings("--token", "short")));
  }

  @Test
  void aFolderAndAPortAreOfOneService(@TempDir Path other) throws Exception {
    try (RunningService service = RunningService.start(data)) {
      CoreScoreException folder =
          assertThrows(CoreScoreException.class, () -> RunningService.start(data));
      assertTrue(
          String.valueOf(folder.getMessage()).contains(data + ": another service"),
          folder.getMessage());
      String port = Integer.toString(service.service().port());
      IOException taken =
          assertThrows(IOException.class, () -> RunningService.start(other, "--port", port));
      assertTrue(
          String.valueOf(taken.getMessage()).contains("127.0.0.1:" + port), taken.getMessage());
    }
    RunningService.start(data).close();
    RunningService.start(other).close();
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.isAlive() && !thread.isDaemon())
        .map(thread -> thread.getName() + " " + thread.getId())
        .collect(Collectors.toSet());
  }

  /**
   * Whatever is opened before the start fails is closed again: threads, port, lock of the folder.
   */
  @Test
  void aStartThatFailsLeavesNothingOpen(@TempDir Path other) throws Exception {
    RunningService.start(other).close();
    int port = FreePort.find();
    Set<String> before = threads();
    String registry = other.resolve("none").toString();
    List<String[]> failing =
        List.of(
            new String[] {"--port", Integer.toString(port), "--segmenter", "none"},
            new String[] {
              "--port", Integer.toString(port), "--registry", registry, "--model", "registry:a@b"
            },
            new String[] {
              "--port", Integer.toString(port), "--host", "192.0.2.1", "--token", TOKEN
            });
    for (String[] settings : failing) {
      assertThrows(Exception.class, () -> RunningService.start(data, settings));
      assertEquals(before, threads(), String.join(" ", settings));
    }
    // No step of the disk may leave anything either.
    for (int step = 0; ; step++) {
      TestDisk disk = new TestDisk();
      disk.failAt(step);
      try {
        RunningService.start(disk, data, "--port", Integer.toString(port)).close();
        assertTrue(step > 5, step + " steps could fail");
        break;
      } catch (IOException e) {
        assertEquals(before, threads(), "step " + step);
      }
    }
    RunningService.start(data, "--port", Integer.toString(port)).close();
  }

  /** A full disk is reported as such, also by the readiness check. */
  @Test
  void aFullDiskIsToldAndNotReady() throws Exception {
    TestDisk disk = new TestDisk();
    try (RunningService service = RunningService.start(disk, data)) {
      String id = service.postForm("/v1/score", "a.jpg", photo()).json().path("id").asText();
      assertEquals(200, service.get("/health/ready").status());
      disk.fullFrom(0);
      RunningService.Answer ready = service.get("/health/ready");
      assertEquals(503, ready.status());
      assertEquals("disk-full", ready.json().path("status").asText());
      String accept = "{\"verdict\":\"accept\",\"author\":\"Ann\"}";
      String feedback = "/v1/results/" + id + "/feedback";
      for (RunningService.Answer refused :
          List.of(
              service.postForm("/v1/score", "a.jpg", photo()),
              service.post("/v1/score", "image/jpeg", photo()),
              service.postJson("/v1/results/" + id + "/scale", "{\"mmPerPixel\":0.5}"),
              service.postJson(feedback, accept))) {
        assertEquals(507, refused.status(), refused.text());
        assertTrue(refused.text().contains("disk of this service is full"), refused.text());
      }
      disk.mend();
      assertEquals(200, service.get("/health/ready").status());
      JsonNode result = service.get("/v1/results/" + id).json();
      assertEquals("model", result.path("review").path("kind").asText(), "nothing was taken");
      assertEquals(1, Files.readAllLines(data.resolve("feedback/log.csv")).size());
      assertEquals(200, service.postJson(feedback, accept).status());
      assertEquals(2, Files.readAllLines(data.resolve("feedback/log.csv")).size());
    }
  }

  /** The disk fills while a photo is looked at: its client is told, and not left waiting. */
  @Test
  void aResultForWhichThereIsNoRoomHasFailed() throws Exception {
    TestDisk disk = new TestDisk();
    try (RunningService service = RunningService.start(disk, data)) {
      for (int step = 1; ; step++) {
        disk.fullFrom(step);
        RunningService.Answer answer = service.postForm("/v1/score", "a.jpg", photo());
        disk.mend();
        if (answer.status() == 200) {
          assertTrue(step > 10, step + " steps could fail");
          break;
        }
        assertEquals(507, answer.status(), step + ": " + answer.text());
      }
      assertEquals(1, service.get("/v1/results").json().path("results").size());
    }
  }

  @Test
  void whereThereIsATokenItIsShown() throws Exception {
    try (RunningService service = RunningService.start(data, "--token", TOKEN)) {
      assertEquals(200, service.get("/health/ready").status());
      assertEquals(200, service.get("/").status());
      for (String path : List.of("/v1/results", "/metrics", "/v1/about", "/nowhere")) {
        RunningService.Answer refused = service.get(path);
        assertEquals(401, refused.status(), path);
        assertTrue(refused.header("WWW-Authenticate").startsWith("Bearer"));
      }
      for (String shown : List.of(TOKEN + "x", "", "Bearer", TOKEN.substring(1))) {
        assertEquals(
            401,
            service
                .send(service.request("/v1/about").header("Authorization", "Bearer " + shown))
                .status());
      }
      assertEquals(
          200,
          service
              .send(service.request("/v1/about").header("Authorization", "Bearer " + TOKEN))
              .status());
      String nothing = "{\"instances\":[]}";
      assertEquals(401, service.postJson("/labels", nothing).status());
      assertEquals(200, service.postJson("/labels?token=" + TOKEN, nothing).status());
      assertEquals(401, service.get("/v1/about?token=" + TOKEN).status());
    }
  }

  @Test
  void pagesElsewhereCannotCall() throws Exception {
    try (RunningService service = RunningService.start(data)) {
      assertEquals(
          403,
          service
              .send(
                  service
                      .request("/v1/score")
                      .header("Origin", "http://elsewhere.example")
                      .POST(HttpRequest.BodyPublishers.ofByteArray(photo())))
              .status());
      assertEquals(
          403,
          service
              .send(
                  service
                      .request("/labels")
                      .header("Origin", "http://elsewhere.example")
                      .POST(HttpRequest.BodyPublishers.ofString("{\"instances\":[]}")))
              .status());
      String own = "127.0.0.1:" + service.service().port();
      String nothing = "{\"instances\":[]}";
      for (String other :
          List.of(
              "null",
              "https://" + own,
              "http://127.0.0.1",
              "http://127.0.0.1:1",
              "http://evil.example?://" + own,
              "evil://" + own)) {
        assertEquals(403, from(service, other, "", nothing), other);
      }
      assertEquals(200, from(service, "http://" + own, "", nothing));
      assertEquals(200, from(service, "https://" + own, "https", nothing), "a proxy ends TLS");
      assertEquals(403, from(service, "http://" + own, "https", nothing));
      RunningService.Answer method = service.send(service.request("/labels").DELETE());
      assertEquals(405, method.status());
      assertEquals("POST", method.header("Allow"));
      RunningService.Answer page = service.get("/");
      assertTrue(page.header("Content-Security-Policy").contains("default-src 'none'"));
      assertEquals("nosniff", page.header("X-Content-Type-Options"));
      assertTrue(page.header("Server").isEmpty());
      for (String way : List.of("/v1/results/..%2F..%2Fx", "/%2e%2e/x", "/app.js%00", "//x")) {
        RunningService.Answer answer = service.get(way);
        assertTrue(answer.status() == 404 || answer.status() == 400, way);
        assertFalse(answer.text().contains(data.toString()));
        assertTrue(answer.json().has("error"), answer.text());
      }
    }
  }

  private static int from(RunningService service, String origin, String proto, String body)
      throws Exception {
    HttpRequest.Builder request = service.request("/labels").header("Origin", origin);
    if (!proto.isEmpty()) {
      request.header("X-Forwarded-Proto", proto);
    }
    return service.send(request.POST(HttpRequest.BodyPublishers.ofString(body))).status();
  }

  @Test
  void ratesPixelsAndPlacesAreBounded() throws Exception {
    try (RunningService service =
        RunningService.start(data, "--rate", "5", "--max-pixels", "1000")) {
      assertEquals(413, service.postForm("/v1/score", "a.jpg", photo()).status());
      RunningService.Answer last = service.get("/health/live");
      for (int i = 0; i < 10 && last.status() == 200; i++) {
        last = service.get("/health/live");
      }
      assertEquals(429, last.status());
      assertTrue(Integer.parseInt(last.header("Retry-After")) > 0);
    }
  }

  @Test
  void whatDoesNotFitIsToldWhenToComeBack() throws Exception {
    try (RunningService service =
        RunningService.start(data, "--workers", "1", "--queue", "1", "--keep-results", "3")) {
      List<Integer> statuses = new ArrayList<>();
      List<String> taken = new ArrayList<>();
      byte[] photo = photo();
      // All at once: one is worked on, one waits, and no more than a few are done before the last.
      ExecutorService clients = Executors.newFixedThreadPool(24);
      List<Future<RunningService.Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        answers.add(clients.submit(() -> service.postForm("/v1/score?wait=0", "a.jpg", photo)));
      }
      clients.shutdown();
      for (Future<RunningService.Answer> each : answers) {
        RunningService.Answer answer = each.get();
        statuses.add(answer.status());
        if (answer.status() == 503) {
          assertTrue(Integer.parseInt(answer.header("Retry-After")) > 0);
        } else {
          taken.add(answer.json().path("id").asText());
        }
      }
      assertTrue(statuses.contains(503), statuses.toString());
      for (String id : taken) {
        service.get("/v1/results/" + id + "/events");
      }
      JsonNode list = service.get("/v1/results").json();
      assertEquals(taken.size(), list.path("total").asInt(), "what was refused is not kept");
      service.postJson("/v1/results/" + taken.get(0) + "/cancel", "");
    }
  }

  @Test
  void whatAProcessDidNotGetToIsTakenUp() throws Exception {
    String id;
    try (RunningService service =
        RunningService.start(data, "--workers", "1", "--segmenter", "boofcv-watershed")) {
      String last = "";
      for (int i = 0; i < 6; i++) {
        last = service.postForm("/v1/score?wait=0", "a.jpg", photo()).json().path("id").asText();
      }
      id = last;
    }
    Files.createDirectories(data.resolve("results/.20200101000000-000000000000.part"));
    try (RunningService service = RunningService.start(data)) {
      service.get("/v1/results/" + id + "/events");
      JsonNode result = service.get("/v1/results/" + id).json();
      for (int i = 0; i < 100 && !result.path("status").asText().equals("done"); i++) {
        TimeUnit.MILLISECONDS.sleep(100);
        result = service.get("/v1/results/" + id).json();
      }
      assertEquals("done", result.path("status").asText(), result.toString());
      assertFalse(Files.exists(data.resolve("results/.20200101000000-000000000000.part")));
    }
  }

  private Process process(String segmenter) throws IOException {
    return JavaProgram.of(
            ServiceCommand.class,
            List.of(),
            "--port=0",
            "--workers=1",
            "--segmenter=" + segmenter,
            "--data=" + data)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** What is looked at when the service is told to end is answered, and nothing of it fails. */
  @Test
  void aProcessThatIsToldToEndFinishesWhatItIsAt() throws Exception {
    Process process = process("djl-unet");
    String id;
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String address = String.valueOf(said.readLine()).replaceFirst(".* at ", "");
      HttpClient client = HttpClient.newHttpClient();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(address + "/v1/score?wait=0"))
              .version(HttpClient.Version.HTTP_1_1);
      id =
          Json.read(
                  client
                      .send(
                          request.POST(HttpRequest.BodyPublishers.ofByteArray(photo())).build(),
                          HttpResponse.BodyHandlers.ofByteArray())
                      .body())
              .path("id")
              .asText();
      String status = "queued";
      HttpRequest look =
          HttpRequest.newBuilder(URI.create(address + "/v1/results/" + id))
              .version(HttpClient.Version.HTTP_1_1)
              .build();
      while (status.equals("queued")) {
        status =
            Json.read(client.send(look, HttpResponse.BodyHandlers.ofByteArray()).body())
                .path("status")
                .asText();
      }
      process.destroy();
      assertTrue(process.waitFor(2, TimeUnit.MINUTES));
    } finally {
      process.destroyForcibly().waitFor();
    }
    Path result = data.resolve("results").resolve(id);
    assertFalse(Files.exists(result.resolve("failed.json")));
    assertTrue(Files.exists(result.resolve("current.json")));
  }

  /** A process that is killed loses nothing that a client was told of. */
  @Test
  void whatAKilledProcessTookIsAnswered() throws Exception {
    Process process = process("boofcv-watershed");
    List<String> ids = new ArrayList<>();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String address = String.valueOf(said.readLine()).replaceFirst(".* at ", "");
      HttpClient client = HttpClient.newHttpClient();
      for (int i = 0; i < 8; i++) {
        ids.add(
            Json.read(
                    client
                        .send(
                            HttpRequest.newBuilder(URI.create(address + "/v1/score?wait=0"))
                                .version(HttpClient.Version.HTTP_1_1)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(photo()))
                                .build(),
                            HttpResponse.BodyHandlers.ofByteArray())
                        .body())
                .path("id")
                .asText());
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    try (RunningService service = RunningService.start(data)) {
      for (String id : ids) {
        JsonNode result = service.get("/v1/results/" + id).json();
        for (int i = 0; i < 200 && !result.path("status").asText().equals("done"); i++) {
          TimeUnit.MILLISECONDS.sleep(100);
          result = service.get("/v1/results/" + id).json();
        }
        assertEquals("done", result.path("status").asText(), result.toString());
        assertEquals(200, service.get("/v1/results/" + id + ".geojson").status());
      }
    }
  }

  @Test
  void flagsWinOverVariablesAndThoseOverTheFile() throws Exception {
    Path file = Files.writeString(data.resolve("s.properties"), "port = 1\nqueue = 2\nrate = 3\n");
    String[] args = {"--config", file.toString(), "--port", "5"};
    CommandLine line =
        ServiceCommand.commandLine(args, Map.of("CORESCORE_PORT", "4", "CORESCORE_QUEUE", "6"));
    line.parseArgs(args);
    Map<String, Object> values = new java.util.HashMap<>();
    line.getCommandSpec().options().forEach(o -> values.put(o.longestName(), o.getValue()));
    assertEquals(5, values.get("--port"));
    assertEquals(6, values.get("--queue"));
    assertEquals(3, values.get("--rate"));
    assertEquals(32, values.get("--max-body"));
    Files.writeString(file, "prot = 1\n");
    assertEquals(2, ServiceCommand.commandLine(args, Map.of()).execute(args));
    String[] folder = {"--config", data.toString()};
    CommandLine refused = ServiceCommand.commandLine(folder, Map.of());
    StringWriter told = new StringWriter();
    refused.setErr(new PrintWriter(told));
    assertEquals(2, refused.execute(folder));
    assertTrue(told.toString().startsWith(data + ": cannot be read"), told.toString());
  }

  /** The README's table holds every setting, with its default. */
  @Test
  void theReadmeHasAllSettings() throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    CommandLine line = ServiceCommand.commandLine(new String[0], Map.of());
    for (String name : ServiceCommand.names(line)) {
      String usual = line.getCommandSpec().findOption("--" + name).defaultValue();
      Matcher row =
          Pattern.compile("(?m)^\\| `" + name + "` \\| ([^|]*) \\| .+ \\|$").matcher(readme);
      assertTrue(row.find(), "no row of " + name);
      assertEquals(usual == null ? "" : "`" + usual + "`", row.group(1).strip(), name);
    }
  }

  /** What the document of the API names, there is. */
  @Test
  void theApiIsAsDocumented() throws Exception {
    try (RunningService service = RunningService.start(data)) {
      JsonNode paths = service.get("/openapi.json").json().path("paths");
      assertTrue(paths.size() > 10);
      for (Map.Entry<String, JsonNode> path : paths.properties()) {
        String at = path.getKey().replaceAll("\\{.*?\\}", "20200101000000-000000000000");
        for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
          String method = operation.getKey().toUpperCase(Locale.ROOT);
          RunningService.Answer answer =
              service.send(
                  service.request(at).method(method, HttpRequest.BodyPublishers.ofString("{}")));
          assertTrue(
              operation.getValue().path("responses").has(Integer.toString(answer.status())),
              method + " " + at + " " + answer.status() + " " + answer.text());
          assertFalse(answer.text().contains("nothing at this address"), at);
        }
      }
      assertTrue(service.get("/metrics").text().contains("http_server_requests_seconds_count"));
    }
  }

  @Test
  void settingsOutOfRangeAreTold() {
    for (String wrong :
        List.of("--queue=0", "--max-body=0", "--rate=-2", "--port=70000", "--photos=nowhere")) {
      CoreScoreException refused =
          assertThrows(
              CoreScoreException.class, () -> LabelService.start(RunningService.settings(wrong)));
      assertTrue(
          String.valueOf(refused.getMessage()).startsWith(wrong.substring(0, wrong.indexOf('='))),
          refused.getMessage());
    }
    assertTrue(Json.object().isEmpty());
  }
}

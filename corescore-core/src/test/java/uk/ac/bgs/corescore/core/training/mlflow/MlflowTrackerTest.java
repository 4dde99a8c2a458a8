// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.mlflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.training.track.ExperimentRun;
import uk.ac.bgs.corescore.core.training.track.ExperimentTrackerContract;
import uk.ac.bgs.corescore.core.training.track.RunMetric;
import uk.ac.bgs.corescore.core.training.track.RunRecord;
import uk.ac.bgs.corescore.core.training.track.RunStatus;
import uk.ac.bgs.corescore.house.FreePort;
import uk.ac.bgs.corescore.house.JavaProgram;

class MlflowTrackerTest extends ExperimentTrackerContract {
  private static final Instant NOON = Instant.parse("2024-05-01T12:00:00Z");

  @SuppressWarnings("NullAway.Init") // set before each test
  private MlflowDouble server;

  @BeforeEach
  void start() throws IOException {
    server = MlflowDouble.start(scratch.resolve("artifacts"), false);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private MlflowServer at() {
    return MlflowServer.at(server.address()).withAttempts(3, Duration.ZERO);
  }

  @Override
  protected MlflowTracker tracker() {
    return new MlflowTracker(at(), "drill core / \u00e9");
  }

  @Override
  protected String abandoned() throws IOException {
    return tracker().start("abandoned").id();
  }

  @Override
  protected byte[] artifact(String id, String path) throws IOException {
    return Files.readAllBytes(scratch.resolve("artifacts/1/" + id + "/artifacts/" + path));
  }

  /** The server refuses more than it takes in a call; nothing is lost. */
  @Test
  void muchIsSentInParts() throws IOException {
    try (ExperimentRun run = tracker().start("run")) {
      List<RunMetric> metrics = new ArrayList<>();
      Map<String, String> texts = new LinkedHashMap<>();
      for (int i = 0; i < 2345; i++) {
        metrics.add(new RunMetric("loss", i, i, NOON.plusMillis(i)));
        if (i < 234) {
          texts.put("key " + i, "\u2192".repeat(4000));
        }
      }
      run.metrics(metrics);
      run.params(texts);
      run.tags(texts);
      Map<String, String> longest = new LinkedHashMap<>();
      for (int i = 0; i < 60; i++) {
        longest.put("longest " + i, "\ud83d\ude00".repeat(5000));
      }
      run.tags(longest);
      texts.putAll(longest);
      RunRecord kept = tracker().read(run.id());
      assertEquals(metrics, kept.metrics());
      assertEquals(texts, kept.tags());
      assertEquals(234, kept.params().size());
    }
  }

  @Test
  void longValuesAreCutWithASign() throws IOException {
    String smiles = "\ud83d\ude00".repeat(6000);
    try (ExperimentRun run = tracker().start("run")) {
      run.params(Map.of("long", smiles, "fits", "x".repeat(500)));
      run.params(Map.of("long", smiles));
      run.tags(Map.of("long", smiles));
      RunRecord kept = tracker().read(run.id());
      assertEquals("\ud83d\ude00".repeat(499) + "\u2026", kept.params().get("long"));
      assertEquals("x".repeat(500), kept.params().get("fits"));
      assertEquals("\ud83d\ude00".repeat(4999) + "\u2026", kept.tags().get("long"));
    }
  }

  @Test
  void namesOfArtifactsAreEncoded() throws IOException {
    Path file = Files.writeString(scratch.resolve("file"), "text");
    try (ExperimentRun run = tracker().start("run")) {
      run.artifact(file, "a folder/with spaces.txt");
      assertEquals(List.of("a folder/with spaces.txt"), tracker().read(run.id()).artifacts());
    }
    assertTrue(
        server.calls().stream().anyMatch(call -> call.endsWith("/a%20folder/with%20spaces.txt")),
        server.calls().toString());
  }

  /** Whatever goes wrong on the way, each thing is there once. */
  @ParameterizedTest
  @EnumSource(MlflowDouble.Fault.class)
  void whatFailsIsAskedAgainAndDoneOnce(MlflowDouble.Fault fault) throws IOException {
    tracker().start("makes the experiment").close();
    server.fail(fault, 2);
    // Of a call that was done the response is searched for, which may fail too.
    try (ExperimentRun run =
        new MlflowTracker(at().withAttempts(4, Duration.ZERO), "drill core / \u00e9")
            .start("run")) {
      server.fail(fault, 2);
      run.metrics(List.of(new RunMetric("loss", 1, 1, NOON)));
      server.fail(fault, 1);
      run.params(Map.of("a", "b"));
      server.fail(fault, 1);
      run.artifact(Files.writeString(scratch.resolve("file"), "text"), "file.txt");
      server.fail(fault, 1);
      run.finish(RunStatus.FINISHED);
      RunRecord kept = tracker().read(run.id());
      assertEquals(1, kept.metrics().size());
      assertEquals(Map.of("a", "b"), kept.params());
      assertEquals(List.of("file.txt"), kept.artifacts());
      assertEquals(RunStatus.FINISHED, kept.status());
    }
    assertEquals(2, tracker().runs().size(), "no run was made twice");
  }

  @Test
  void whatStaysAwayIsAnIoException() throws IOException {
    server.fail(MlflowDouble.Fault.BUSY, 1000);
    IOException e = assertThrows(IOException.class, () -> tracker().start("run"));
    assertTrue(String.valueOf(e.getMessage()).contains("429"), e.getMessage());
    assertEquals(3, server.calls().size(), "asked as often as it was said");
    int free = FreePort.find();
    MlflowServer none = MlflowServer.at("http://127.0.0.1:" + free).withAttempts(2, Duration.ZERO);
    e = assertThrows(IOException.class, () -> new MlflowTracker(none, "x").start("run"));
    assertTrue(String.valueOf(e.getMessage()).contains("no connection"), e.getMessage());
  }

  /** A wait for a server can be interrupted, and no thread remains. */
  @Test
  void aPauseCanBeInterrupted() throws InterruptedException {
    server.fail(MlflowDouble.Fault.AWAY, 1000);
    List<Throwable> thrown = new ArrayList<>();
    MlflowServer patient = at().withAttempts(1000, Duration.ofSeconds(20));
    Thread waiting =
        new Thread(
            () -> {
              try {
                new MlflowTracker(patient, "x").start("run");
              } catch (IOException | RuntimeException e) {
                thrown.add(e);
              }
            });
    waiting.start();
    while (server.calls().isEmpty()) {
      Thread.onSpinWait();
    }
    waiting.interrupt();
    waiting.join();
    assertEquals(1, thrown.size());
    assertTrue(thrown.get(0) instanceof InterruptedIOException, thrown.toString());
    assertTrue(
        Thread.getAllStackTraces().keySet().stream()
            .noneMatch(thread -> thread.getName().equals("CompletableFutureDelayScheduler")));
  }

  @Test
  void refusedAccessIsReportedWithoutTheSecret() throws IOException {
    server.require("Basic dXNlcjpzZWNyZXQ=");
    CoreScoreException e = assertThrows(CoreScoreException.class, () -> tracker().start("run"));
    assertTrue(String.valueOf(e.getMessage()).contains("401"), e.getMessage());
    MlflowServer wrong = at().withPassword("user", "hushhush");
    e = assertThrows(CoreScoreException.class, () -> new MlflowTracker(wrong, "x").start("run"));
    assertFalse(String.valueOf(e.getMessage()).contains("hushhush"), e.getMessage());
    assertFalse(wrong.toString().contains("hushhush"), wrong.toString());
    new MlflowTracker(at().withPassword("user", "secret"), "x").start("run").close();
    server.require("Bearer abc.def");
    new MlflowTracker(at().withToken("abc.def"), "x").start("run").close();
  }

  /** What was logged by others may be no number. */
  @Test
  void figuresThatAreNoNumbersArePassedOver() throws IOException {
    try (ExperimentRun run = tracker().start("run")) {
      new MlflowClient(at())
          .post(
              "runs/log-batch",
              Map.of(
                  "run_id",
                  run.id(),
                  "metrics",
                  List.of(
                      Map.of("key", "a", "value", Double.NaN, "timestamp", 1L, "step", 1L),
                      Map.of(
                          "key",
                          "a",
                          "value",
                          Double.NEGATIVE_INFINITY,
                          "timestamp",
                          2L,
                          "step",
                          2L),
                      Map.of("key", "a", "value", 0.5, "timestamp", 3L, "step", 3L))));
      assertEquals(
          List.of(new RunMetric("a", 0.5, 3, Instant.ofEpochMilli(3))),
          tracker().read(run.id()).metrics());
    }
  }

  @Test
  void anAddressThatIsNoServerIsTold() throws IOException {
    // Its responses are JSON, but of something else.
    MlflowServer elsewhere =
        MlflowServer.at(server.address() + "/elsewhere").withAttempts(1, Duration.ZERO);
    CoreScoreException e =
        assertThrows(
            CoreScoreException.class, () -> new MlflowTracker(elsewhere, "x").start("run"));
    assertTrue(String.valueOf(e.getMessage()).contains("elsewhere"), e.getMessage());
  }

  /** A page, a gate of passwords, JSON of others: never 'there are none'. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | <html><b>Please sign in</b></html> | got Please sign in
          200 | []                                 | expected JSON of MLflow, got []
          404 | <h1>Not Found</h1>                 | 404 is it the address of an MLflow server? Not Found
          404 | {"detail":"Not Found"}             | 404 is it the address of an MLflow server?
          400 | Invalid HTTP request received.     | 400 is it the address of an MLflow server?
          403 | Invalid Host header                | 403 not allowed; are user and password
          302 | <html></html>                      | elsewhere; give the address where it answers itself. http://there/x
          """)
  void whatElseAnswersThereIsTold(int status, String body, String told) throws IOException {
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Location", "http://there/x?key=hushhush");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    other.start();
    try {
      MlflowServer there = MlflowServer.at("http://127.0.0.1:" + other.getAddress().getPort());
      MlflowTracker tracker = new MlflowTracker(there, "x");
      MlflowRegistry registry = new MlflowRegistry(there, scratch.resolve("cache"));
      for (Executable use :
          List.<Executable>of(
              tracker::runs,
              () -> tracker.read("r"),
              () -> registry.versions("m"),
              () -> registry.version("m", 1),
              () -> registry.alias("m", "production"),
              () -> registry.rollBack("m", "production"))) {
        CoreScoreException e = assertThrows(CoreScoreException.class, use);
        assertTrue(String.valueOf(e.getMessage()).contains(told), e.getMessage());
        assertFalse(String.valueOf(e.getMessage()).contains("hushhush"), e.getMessage());
      }
    } finally {
      other.stop(0);
    }
  }

  /** A server that passes page tokens over, or gives the last one again, is not requested ever. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPageTokenThatRepeatsEndsTheListing(boolean sameItems) throws IOException {
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Map<String, Integer> pages = new ConcurrentHashMap<>();
    other.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            int page = sameItems ? 1 : pages.merge(path, 1, Integer::sum);
            byte[] bytes = page(path, page).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    other.start();
    try {
      MlflowServer there = MlflowServer.at("http://127.0.0.1:" + other.getAddress().getPort());
      MlflowTracker tracker = new MlflowTracker(there, "x");
      MlflowRegistry registry = new MlflowRegistry(there, scratch.resolve("cache"));
      int expected = sameItems ? 1 : 2;
      assertEquals(expected, tracker.runs().size());
      assertEquals(expected, tracker.read("r").metrics().size());
      assertEquals(expected, registry.models().size());
      assertEquals(expected, registry.versions("m1").size());
    } finally {
      other.stop(0);
    }
  }

  private static String page(String path, int page) {
    String run =
        "{\"info\":{\"run_id\":\"r%d\",\"status\":\"FINISHED\",\"artifact_uri\":\"mlflow-artifacts:/1\"},"
            + "\"data\":{\"metrics\":[{\"key\":\"loss\",\"value\":1}]}}";
    String again = ",\"next_page_token\":\"again\"}";
    return switch (path.replaceAll(".*/api/2.0/", "")) {
      case "mlflow/experiments/get-by-name" -> "{\"experiment\":{\"experiment_id\":\"1\"}}";
      case "mlflow/runs/search" -> "{\"runs\":[" + run.formatted(page) + "]" + again;
      case "mlflow/runs/get" -> "{\"run\":" + run.formatted(1) + "}";
      case "mlflow/metrics/get-history" ->
          "{\"metrics\":[{\"key\":\"loss\",\"value\":1,\"step\":%d}]".formatted(page) + again;
      case "mlflow/registered-models/search" ->
          "{\"registered_models\":[{\"name\":\"m%d\"}]".formatted(page) + again;
      case "mlflow/model-versions/search" ->
          "{\"model_versions\":[{\"name\":\"m1\",\"version\":\"%d\"}]".formatted(page) + again;
      case "mlflow/registered-models/get" -> "{\"registered_model\":{\"name\":\"m1\"}}";
      default -> "{}";
    };
  }

  @Test
  void aHostThatIsNotThereIsTold() {
    MlflowServer none =
        MlflowServer.at("http://no-such-host.invalid").withAttempts(1, Duration.ZERO);
    IOException e = assertThrows(IOException.class, () -> new MlflowTracker(none, "x").runs());
    assertTrue(String.valueOf(e.getMessage()).contains("the host is not known"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mlruns",
        "ftp://host",
        "http://",
        "http://u:p@host",
        "http://h?a",
        "http://a b"
      })
  void addressesThatAreNoneAreRefused(String address) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> MlflowServer.at(address));
    assertFalse(String.valueOf(e.getMessage()).contains("u:p"), e.getMessage());
  }

  @Test
  void secretsThatAreNoneAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> at().withToken("a\nb"));
    assertThrows(IllegalArgumentException.class, () -> at().withToken(""));
    assertThrows(IllegalArgumentException.class, () -> at().withPassword("a:b", "c"));
    assertThrows(IllegalArgumentException.class, () -> at().withAttempts(0, Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class, () -> at().withAttempts(1, Duration.ofSeconds(-1)));
    assertThrows(IllegalArgumentException.class, () -> new MlflowTracker(at(), " "));
  }

  /** 200 MB go up and down through a heap of 40. */
  @Test
  void aLargeModelDoesNotSitInTheHeap() throws Exception {
    Path large = scratch.resolve("large.bin");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(200_000_000);
    }
    Process other =
        JavaProgram.of(
                Porter.class,
                List.of("-Xmx40m", "-XX:MaxDirectMemorySize=20m"),
                server.address(),
                large.toString(),
                scratch.resolve("back.bin").toString())
            .inheritIO()
            .start();
    assertEquals(0, other.waitFor());
    assertEquals(-1, Files.mismatch(large, scratch.resolve("back.bin")));
  }

  /** Carries a file to the server and back. */
  static final class Porter {
    private Porter() {}

    public static void main(String[] args) throws IOException {
      MlflowClient client = new MlflowClient(MlflowServer.at(args[0]));
      client.upload(Path.of(args[1]), "1/large.bin");
      client.download("1/large.bin", Path.of(args[2]));
    }
  }
}

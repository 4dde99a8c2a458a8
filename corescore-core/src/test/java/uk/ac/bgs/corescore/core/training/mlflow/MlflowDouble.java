// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.mlflow;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;

/**
 * A server on this machine that responds as MLflow does, with its limits and its errors, and fails
 * on request. It keeps artifacts in a folder and the rest in memory.
 */
public final class MlflowDouble implements AutoCloseable {
  /** The failure to simulate. */
  public enum Fault {
    /** It responds with 429 and does nothing. */
    BUSY(429),
    /** It responds with 503 and does nothing. */
    AWAY(503),
    /** It does it and responds with 500. */
    DONE_BUT_500(500),
    /** It does it and drops the connection. */
    DONE_BUT_DROPPED(0);

    final int status;

    Fault(int status) {
      this.status = status;
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  final Path artifacts;
  private final boolean old;
  private final MlflowDoubleRuns runs;
  private final MlflowDoubleModels models;
  private final List<String> calls = new ArrayList<>();
  private String authorization = "";
  private Fault fault = Fault.AWAY;
  private int faults;
  private String failing = "";

  private MlflowDouble(HttpServer server, Path artifacts, boolean old) {
    this.server = server;
    this.artifacts = artifacts;
    this.old = old;
    this.runs = new MlflowDoubleRuns();
    this.models = new MlflowDoubleModels();
  }

  /** A server that responds as 3.11, or as 2.17. */
  public static MlflowDouble start(Path artifacts, boolean old) throws IOException {
    return start(artifacts, old, 0);
  }

  /**
   * Serves until it is ended: a folder for the artifacts, and a port. From a built checkout, with
   * the jar of the command line for what it stands on: {@code java -cp
   * corescore-core/target/test-classes:examples/cli/target/corescore.jar
   * uk.ac.bgs.corescore.core.training.mlflow.MlflowDouble artifacts 5000}.
   */
  public static void main(String[] args) throws IOException {
    System.out.println(start(Path.of(args[0]), false, Integer.parseInt(args[1])).address());
  }

  static MlflowDouble start(Path artifacts, boolean old, int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    MlflowDouble made = new MlflowDouble(server, artifacts, old);
    server.createContext("/", made::handle);
    server.setExecutor(made.threads);
    server.start();
    return made;
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on only this header is let in. */
  synchronized void require(String header) {
    authorization = header;
  }

  /** The next so many calls fail. */
  public synchronized void fail(Fault how, int times) {
    fail(how, times, "");
  }

  /** The next so many calls fail of those whose path has a text in it. */
  public synchronized void fail(Fault how, int times, String at) {
    fault = how;
    faults = times;
    failing = at;
  }

  /** Method and path of the requests, in order. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** Puts a version into a stage, as people did before there were aliases. */
  public synchronized void stage(String model, int version, String stage) {
    models.stage(model, version, stage);
  }

  /** What a run is now. */
  public synchronized String status(String runId) {
    return runs.status(runId);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** An error as MLflow returns it. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final int status;
    final String code;

    Refused(int status, String code, String message) {
      super(message);
      this.status = status;
      this.code = code;
    }

    static Refused bad(String message) {
      return new Refused(400, "INVALID_PARAMETER_VALUE", message);
    }

    static Refused missing(String message) {
      return new Refused(404, "RESOURCE_DOES_NOT_EXIST", message);
    }

    static Refused exists(String message) {
      return new Refused(400, "RESOURCE_ALREADY_EXISTS", message);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Fault now = null;
      synchronized (this) {
        calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath());
        if (faults > 0 && exchange.getRequestURI().getPath().contains(failing)) {
          faults--;
          now = fault;
        }
      }
      if (now == Fault.BUSY || now == Fault.AWAY) {
        exchange.getRequestBody().readAllBytes();
        answer(
            exchange, now.status, "<html>come back later</html>".getBytes(StandardCharsets.UTF_8));
        return;
      }
      byte[] answer;
      int status = 200;
      try {
        answer = act(exchange);
      } catch (Refused e) {
        status = e.status;
        answer =
            JsonBody.of(Map.of("error_code", e.code, "message", String.valueOf(e.getMessage())));
      }
      if (now == Fault.DONE_BUT_DROPPED) {
        return;
      }
      if (exchange.getResponseCode() < 0) {
        answer(exchange, now == null ? status : now.status, answer);
      }
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  private byte[] act(HttpExchange exchange) throws IOException {
    if (exchange.getRequestHeaders().containsKey("Upgrade")
        || exchange.getRequestHeaders().containsKey("HTTP2-Settings")) {
      throw new Refused(400, "", "Invalid HTTP request received.");
    }
    synchronized (this) {
      String came = exchange.getRequestHeaders().getFirst("Authorization");
      if (!authorization.isEmpty() && !authorization.equals(came)) {
        throw new Refused(401, "UNAUTHENTICATED", "You are not authenticated.");
      }
    }
    String path = exchange.getRequestURI().getRawPath();
    String files = "/api/2.0/mlflow-artifacts/artifacts";
    if (path.startsWith(files)) {
      return artifact(
          exchange, URLDecoder.decode(path.substring(files.length()), StandardCharsets.UTF_8));
    }
    if (!path.startsWith("/api/2.0/mlflow/")) {
      throw new Refused(404, "ENDPOINT_NOT_FOUND", path);
    }
    String method = exchange.getRequestMethod();
    byte[] body = exchange.getRequestBody().readAllBytes();
    JsonValue said;
    if (method.equals("GET")) {
      said = query(exchange);
    } else {
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      if (type == null || !type.startsWith("application/json")) {
        throw Refused.bad("Content-Type is not application/json");
      }
      if (body.length > 1_000_000) {
        throw Refused.bad("Batched logging API requests must be at most 1000000 bytes");
      }
      said = JsonValue.read(body, Set.of());
    }
    String call = method + " " + path.substring("/api/2.0/mlflow/".length());
    synchronized (this) {
      Map<String, ?> answer = runs.answer(call, said);
      if (answer == null) {
        answer = models.answer(call, said);
      }
      if (answer == null) {
        throw new Refused(404, "ENDPOINT_NOT_FOUND", call);
      }
      return JsonBody.of(answer);
    }
  }

  private static JsonValue query(HttpExchange exchange) {
    Map<String, JsonValue> query = new LinkedHashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], new JsonValue.Text(URLDecoder.decode(parts[1], StandardCharsets.UTF_8)));
    }
    return new JsonValue.Members(query);
  }

  private byte[] artifact(HttpExchange exchange, String path) throws IOException {
    if (path.isEmpty()) {
      return list(query(exchange).get("path").plain());
    }
    Path file = artifacts.resolve(path.substring(1)).normalize();
    if (!file.startsWith(artifacts)) {
      throw Refused.bad("Invalid path");
    }
    switch (exchange.getRequestMethod()) {
      case "PUT" -> {
        Path parent = file.getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        try (InputStream in = exchange.getRequestBody();
            OutputStream out = Files.newOutputStream(file)) {
          in.transferTo(out);
        }
        return JsonBody.of(Map.of());
      }
      case "GET" -> {
        if (!Files.isRegularFile(file)) {
          throw new Refused(
              old ? 500 : 404, "INTERNAL_ERROR", "[Errno 2] No such file or directory: " + path);
        }
        exchange.sendResponseHeaders(200, Files.size(file));
        try (OutputStream out = exchange.getResponseBody()) {
          Files.copy(file, out);
        }
        return new byte[0];
      }
      default -> throw new Refused(405, "", "Method Not Allowed");
    }
  }

  private byte[] list(String path) throws IOException {
    Path folder = artifacts.resolve(path);
    List<Map<String, Object>> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> found = Files.list(folder)) {
        for (Path file : found.sorted().toList()) {
          boolean isFolder = Files.isDirectory(file);
          Map<String, Object> one = new LinkedHashMap<>();
          one.put("path", String.valueOf(file.getFileName()));
          one.put("is_dir", isFolder);
          if (!isFolder) {
            one.put("file_size", Files.size(file));
          }
          files.add(one);
        }
      }
    }
    return JsonBody.of(files.isEmpty() ? Map.of() : Map.of("files", files));
  }
}

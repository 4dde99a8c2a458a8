// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.core.internal.http.Backoff;
import uk.ac.bgs.corescore.core.internal.http.BoundedBody;
import uk.ac.bgs.corescore.core.internal.http.RequestTimeout;
import uk.ac.bgs.corescore.core.internal.http.RetryingClient;
import uk.ac.bgs.corescore.core.internal.http.RetryingClient.Lookup;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;

/**
 * A client for an MLflow server. A request without a response, or to a busy server, is repeated
 * after a pause; an {@link IOException} means that this did not help, an {@link
 * MlflowRefusedException} that the server refuses it.
 */
final class MlflowClient {
  private static final Logger LOG = LoggerFactory.getLogger(MlflowClient.class);
  private static final String CALLS = "/api/2.0/mlflow/";
  private static final String FILES = "/api/2.0/mlflow-artifacts/artifacts";
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final Duration DOWNLOAD = Duration.ofHours(1);
  private static final long SLOWEST_BYTES_A_SECOND = 100_000;
  private static final long LARGEST_ANSWER = 256L << 20;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final int SHOWN = 300;

  private final MlflowServer server;
  private final RetryingClient http;

  MlflowClient(MlflowServer server) {
    this.server = server;
    this.http =
        new RetryingClient(
            server.toString(),
            CONNECT,
            server.attempts(),
            new Backoff(server.pause(), LONGEST_PAUSE));
  }

  /** What came, or what was found to have been done. */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  private record Reply(String what, byte[] body, Optional<JsonValue> found) {}

  MlflowServer server() {
    return server;
  }

  JsonValue get(String call, Map<String, String> query) throws IOException {
    HttpRequest request = request(CALLS + call + query(query), ANSWER).GET().build();
    return json(exchange(call, request, ANSWER, BoundedBody.upTo(LARGEST_ANSWER), Lookup.none()));
  }

  /** Turns the pages of a list. */
  interface Page {
    /** The page of a token; the first has an empty one. */
    JsonValue turn(String token) throws IOException;
  }

  /** All that stands on the pages of a list; a token that was there before ends it. */
  List<JsonValue> pages(String list, Page page) throws IOException {
    List<JsonValue> all = new ArrayList<>();
    Set<String> turned = new HashSet<>();
    String token = "";
    List<JsonValue> before = List.of();
    while (turned.add(token)) {
      JsonValue answer = page.turn(token);
      List<JsonValue> items = answer.get(list).items();
      token = answer.get("next_page_token").plain();
      if (token.isEmpty()) {
        all.addAll(items);
        return all;
      }
      // A server that passes tokens over gives the same page for ever.
      if (!turned.contains(token) || !items.equals(before)) {
        all.addAll(items);
      }
      before = items;
    }
    LOG.warn("{}: the pages of {} start again after {} of them", server, list, turned.size());
    return all;
  }

  /** The response, empty where the server says that there is no such thing. */
  Optional<JsonValue> find(String call, Map<String, String> query) throws IOException {
    try {
      return Optional.of(get(call, query));
    } catch (MlflowRefusedException e) {
      if (e.isMissing()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** A call that may be made twice. */
  JsonValue post(String call, Map<String, ?> body) throws IOException {
    return post(call, body, Lookup.none());
  }

  /** A call that makes something new: where its response is lost, it is searched for first. */
  JsonValue post(String call, Map<String, ?> body, Lookup<JsonValue> made) throws IOException {
    HttpRequest request =
        request(CALLS + call, ANSWER)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(JsonBody.of(body)))
            .build();
    return json(exchange(call, request, ANSWER, BoundedBody.upTo(LARGEST_ANSWER), made));
  }

  /** Sends a file to the artifacts; it is streamed. */
  void upload(Path file, String path) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new FileNotFoundException(file + ": there is no such file");
    }
    BodyPublisher body = BodyPublishers.ofFile(file);
    Duration limit = ANSWER.plusSeconds(Files.size(file) / SLOWEST_BYTES_A_SECOND);
    HttpRequest request =
        request(FILES + "/" + encoded(path), limit)
            .header("Content-Type", "application/octet-stream")
            .PUT(body)
            .build();
    exchange(path, request, limit, BoundedBody.upTo(LARGEST_ANSWER), Lookup.none());
  }

  /**
   * Fetches an artifact into a file; it is streamed.
   *
   * @return the SHA-256 of what came
   */
  String download(String path, Path to) throws IOException {
    HttpRequest request = request(FILES + "/" + encoded(path), ANSWER).GET().build();
    BodyHandler<byte[]> toFile =
        info ->
            info.statusCode() / 100 == 2
                ? BodySubscribers.mapping(
                    BodySubscribers.ofFile(
                        to,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE),
                    file -> new byte[0])
                : BoundedBody.upTo(LARGEST_ANSWER).apply(info);
    exchange(path, request, DOWNLOAD, toFile, Lookup.none());
    return Sha256.of(to);
  }

  /** The paths of all files under a folder of the artifacts, relative to it. */
  List<String> files(String folder) throws IOException {
    List<String> files = new ArrayList<>();
    collect(folder, "", files);
    return files.stream().sorted().toList();
  }

  private void collect(String folder, String below, List<String> files) throws IOException {
    String path = below.isEmpty() ? folder : folder + "/" + below;
    HttpRequest request = request(FILES + query(Map.of("path", path)), ANSWER).GET().build();
    JsonValue answer =
        json(exchange(path, request, ANSWER, BoundedBody.upTo(LARGEST_ANSWER), Lookup.none()));
    for (JsonValue file : answer.get("files").items()) {
      String name = (below.isEmpty() ? "" : below + "/") + file.get("path").plain();
      if (file.get("is_dir") == JsonValue.Word.TRUE) {
        collect(folder, name, files);
      } else {
        files.add(name);
      }
    }
  }

  /** Where the server's own artifacts are, under its proxy. */
  String proxied(String artifactUri) {
    URI uri;
    try {
      uri = URI.create(artifactUri.replace(" ", "%20"));
    } catch (IllegalArgumentException e) {
      throw new CoreScoreException(
          FailureKind.IO, server + ": no URI of artifacts: " + artifactUri, e);
    }
    if (!"mlflow-artifacts".equals(uri.getScheme()) || uri.getPath() == null) {
      throw new CoreScoreException(
          FailureKind.CONFIGURATION,
          server
              + ": its artifacts are at "
              + artifactUri
              + ", which it does not hand on; start it with --serve-artifacts");
    }
    return uri.getPath().replaceAll("^/+", "");
  }

  private HttpRequest.Builder request(String path, Duration limit) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.uri() + path))
            .timeout(limit)
            .header("Accept", "application/json, */*");
    server.authorization().ifPresent(header -> request.header("Authorization", header));
    return request;
  }

  private Reply exchange(
      String what,
      HttpRequest request,
      Duration limit,
      BodyHandler<byte[]> handler,
      Lookup<JsonValue> made)
      throws IOException {
    return http.ask(
        what,
        request,
        handler,
        RequestTimeout.each(limit),
        answer -> {
          int status = answer.statusCode();
          if (status / 100 == 2) {
            return new Reply(what, answer.body(), Optional.empty());
          }
          MlflowRefusedException refusal = refusal(what, answer);
          if ((status != 429 && status < 500) || isMissingFile(request, status, refusal)) {
            throw refusal;
          }
          throw new IOException(refusal.getMessage());
        },
        () -> made.find().map(found -> new Reply(what, new byte[0], Optional.of(found))));
  }

  /** A file that is not there: MLflow 2 says so with 500. */
  private static boolean isMissingFile(
      HttpRequest request, int status, MlflowRefusedException refusal) {
    return status == 500
        && request.method().equals("GET")
        && request.uri().getPath().contains(FILES + "/")
        && String.valueOf(refusal.getMessage()).contains("No such file");
  }

  private MlflowRefusedException refusal(String what, HttpResponse<byte[]> answer)
      throws IOException {
    int status = answer.statusCode();
    byte[] text = answer.body();
    String code = "";
    String message = plain(text);
    try {
      JsonValue read = JsonValue.read(text, Set.of("stack_trace"));
      code = read.get("error_code").plain();
      message = read.get("message").text().orElse(message);
    } catch (JsonProcessingException e) {
      LOG.debug("an error that is no JSON", e);
    }
    if (status == 401 || status == 403) {
      message = "not allowed; are user and password, or the token, right? " + message;
    } else if (status / 100 == 3) {
      // Without a query, in which anything may stand.
      String place = answer.headers().firstValue("Location").orElse("").replaceAll("[?#].*", "");
      message = "it sends us elsewhere; give the address where it answers itself. " + place;
    } else if (code.isEmpty() && (status == 404 || status == 400)) {
      message = "is it the address of an MLflow server? " + message;
    }
    String coded = code.isEmpty() ? "" : code + " ";
    return new MlflowRefusedException(
        server + ": " + what + ": " + status + " " + coded + shown(message), status, code);
  }

  /** A page in messages has no tags. */
  private static String plain(byte[] text) {
    return new String(text, StandardCharsets.UTF_8)
        .replaceAll("<[^<>]*>", " ")
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static String shown(String message) {
    return message.length() > SHOWN ? message.substring(0, SHOWN) + "..." : message;
  }

  private JsonValue json(Reply reply) throws IOException {
    if (reply.found().isPresent()) {
      return reply.found().get();
    }
    if (reply.body().length == 0) {
      return new JsonValue.Members(Map.of());
    }
    try {
      JsonValue answer = JsonValue.read(reply.body(), Set.of());
      if (answer instanceof JsonValue.Members) {
        return answer;
      }
    } catch (JsonProcessingException e) {
      LOG.debug("a response that is not JSON", e);
    }
    throw new CoreScoreException(
        FailureKind.IO,
        server
            + (": " + reply.what() + ": expected JSON of MLflow, got ")
            + shown(plain(reply.body())));
  }

  private static String query(Map<String, String> query) {
    List<String> pairs = new ArrayList<>();
    query.forEach((key, value) -> pairs.add(key + "=" + encodedPart(value)));
    return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
  }

  private static String encoded(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      parts.add(encodedPart(part));
    }
    return String.join("/", parts);
  }

  private static String encodedPart(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }
}

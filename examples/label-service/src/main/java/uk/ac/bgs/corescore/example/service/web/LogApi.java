// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import uk.ac.bgs.corescore.core.corelog.table.FragmentMark;
import uk.ac.bgs.corescore.core.results.ResultLogs;
import uk.ac.bgs.corescore.core.results.StoredResult;
import uk.ac.bgs.corescore.core.serve.WorkQueue;
import uk.ac.bgs.corescore.core.store.PhotoName;

/** {@code /v1/results/ID/log}: depths in, the core log out. */
final class LogApi {
  /** An entry of 1,000 rows in each list is a tenth of it. */
  private static final int LONGEST_ENTRY = 2 << 20;

  private static final int LARGEST_NUMBER = 1_000_000;
  private static final Map<String, String> TYPES =
      Map.of(
          "csv", "text/csv; charset=utf-8",
          "json", "application/json",
          "geojson", "application/geo+json",
          "svg", "image/svg+xml",
          "png", "image/png",
          "jpg", "image/jpeg",
          "las", "text/plain; charset=us-ascii",
          "ags", "text/plain; charset=us-ascii",
          "txt", "text/plain; charset=utf-8",
          "html", "text/html; charset=utf-8");

  private final ResultApi results;
  private final ResultLogs logs;
  private final WorkQueue queue;
  private final Bodies bodies;

  LogApi(ResultApi results, ResultLogs logs, WorkQueue queue, Bodies bodies) {
    this.results = results;
    this.logs = logs;
    this.queue = queue;
    this.bodies = bodies;
  }

  /** What was entered, and the log of it. */
  void get(Context ctx) throws IOException, InterruptedException {
    answer(ctx, results.done(ctx));
  }

  private void answer(Context ctx, StoredResult result) throws IOException, InterruptedException {
    Optional<ResultLogs.Kept> kept = kept(ctx, result);
    ObjectNode answer = Json.object();
    answer.put("state", kept.map(ResultLogs.Kept::state).orElse(0));
    if (kept.isPresent()) {
      ResultLogs.Kept log = kept.get();
      answer.put("author", log.author()).put("time", log.time().toString());
      answer.set("entry", Json.read(log.entry()));
      answer.set("log", Json.read(log.log()));
      ObjectNode links = answer.putObject("links");
      String base = "/v1/results/" + result.id() + "/log";
      log.files().forEach(name -> links.put(name, base + "/" + encoded(name)));
      links.put("zip", base + ".zip");
    } else {
      answer.putNull("entry").putNull("log").putObject("links");
    }
    ctx.contentType("application/json").result(Json.bytes(answer));
  }

  /** The content type of a file. */
  static String type(String name) {
    return TYPES.getOrDefault(
        name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
  }

  private static String encoded(String name) {
    return String.join("/", Arrays.stream(name.split("/", -1)).map(ResultApi::encoded).toList());
  }

  private Optional<ResultLogs.Kept> kept(Context ctx, StoredResult result)
      throws IOException, InterruptedException {
    return logs.isMade(result) ? logs.kept(result) : work(ctx, () -> logs.kept(result));
  }

  /** Takes what a person enters. */
  void put(Context ctx) throws IOException, InterruptedException {
    Parameters.requireKnown(ctx, Set.of("author", "state"));
    StoredResult result = results.done(ctx);
    String author = FeedbackApi.author(ctx.queryParam("author"));
    String state = ctx.queryParam("state");
    OptionalInt seen =
        state == null
            ? OptionalInt.empty()
            : OptionalInt.of(Parameters.count(state, "state", 0, 0, LARGEST_NUMBER));
    byte[] entry = body(ctx);
    work(
        ctx,
        () -> {
          logs.enter(result, entry, author, seen);
          return Optional.empty();
        });
    answer(ctx, result);
  }

  private byte[] body(Context ctx) throws IOException, InterruptedException {
    if (ctx.req().getContentLengthLong() > LONGEST_ENTRY) {
      throw Gate.tooLarge(LONGEST_ENTRY);
    }
    try (Bodies.Share share = bodies.share(ctx)) {
      byte[] body = share.bytes();
      if (body.length > LONGEST_ENTRY) {
        throw Gate.tooLarge(LONGEST_ENTRY);
      }
      return body;
    }
  }

  /** Marks a piece or the break below it, or takes a mark back. */
  void mark(Context ctx) throws IOException, InterruptedException {
    Parameters.requireKnown(ctx, Set.of("author"));
    StoredResult result = results.done(ctx);
    String author = FeedbackApi.author(ctx.queryParam("author"));
    JsonNode body = Json.read(body(ctx));
    if (!body.isObject()) {
      throw new ApiException(400, "expected {\"fragment\": NUMBER, \"mark\": ..., \"set\": true}");
    }
    Parameters.requireKnown(FeedbackApi.names(body), Set.of("fragment", "mark", "set"));
    JsonNode number = body.path("fragment");
    if (!number.canConvertToInt() || !number.isIntegralNumber() || number.asInt() < 1) {
      throw new ApiException(400, "fragment: expected the number of a fragment");
    }
    FragmentMark.Kind kind =
        FragmentMark.Kind.of(body.path("mark").asText())
            .orElseThrow(
                () ->
                    new ApiException(
                        400,
                        "mark: expected one of "
                            + Arrays.stream(FragmentMark.Kind.values())
                                .map(FragmentMark.Kind::id)
                                .toList()));
    JsonNode set = body.path("set");
    if (!set.isBoolean() && !set.isMissingNode()) {
      throw new ApiException(400, "set: expected true or false");
    }
    int fragment = number.asInt();
    work(
        ctx,
        () -> {
          logs.mark(
              result,
              entry ->
                  set.asBoolean(true)
                      ? entry.marked(fragment, kind)
                      : entry.unmarked(fragment, kind),
              author);
          return Optional.empty();
        });
    answer(ctx, result);
  }

  /** Goes back to what was entered before. */
  void undo(Context ctx) throws IOException, InterruptedException {
    StoredResult result = results.done(ctx);
    if (!logs.undo(result)) {
      throw new ApiException(409, "there is nothing to undo: no depths have been entered");
    }
    answer(ctx, result);
  }

  private ResultLogs.Kept required(Context ctx, StoredResult result)
      throws IOException, InterruptedException {
    return kept(ctx, result)
        .orElseThrow(
            () -> new ApiException(404, "the result has no log: no depths have been entered"));
  }

  /** A file of the log. */
  void file(Context ctx) throws IOException, InterruptedException {
    StoredResult result = results.done(ctx);
    ResultLogs.Kept log = required(ctx, result);
    String name = ctx.pathParam("file");
    if (!log.files().contains(name)) {
      throw new ApiException(404, "the log has no such file; there are " + log.files());
    }
    String tag = "\"" + result.id() + "-log-" + log.tag() + "-" + encoded(name) + "\"";
    ctx.header("ETag", tag).header("Cache-Control", "private, no-cache");
    if (tag.equals(ctx.header("If-None-Match"))) {
      ctx.status(304);
      return;
    }
    String extension = name.substring(name.lastIndexOf('.') + 1);
    ctx.contentType(type(name));
    if (extension.equals("html")) {
      ctx.header("Content-Security-Policy", ResultApi.REPORT_POLICY);
    } else if (extension.equals("svg")) {
      ctx.header(
          "Content-Security-Policy",
          "sandbox; default-src 'none'; img-src data:;"
              + " style-src 'unsafe-inline'; frame-ancestors 'none'");
    }
    ctx.header(
        "Content-Disposition",
        ResultApi.disposition(ctx, stem(result) + "." + name.substring(name.lastIndexOf('/') + 1)));
    Path file = made(ctx, result, log, name);
    try (InputStream in = Files.newInputStream(file)) {
      in.transferTo(ctx.outputStream());
    }
  }

  /** A file, which is made where it is asked for the first time. */
  private Path made(Context ctx, StoredResult result, ResultLogs.Kept log, String name)
      throws IOException, InterruptedException {
    Optional<Path> file =
        logs.isMade(result, log, name)
            ? logs.file(result, log, name)
            : work(ctx, () -> logs.file(result, log, name));
    return file.orElseThrow(() -> new ApiException(404, "the log has no such file"));
  }

  private static String stem(StoredResult result) throws IOException {
    return PhotoName.stem(result.request().photo());
  }

  /** All files of the log. */
  void zip(Context ctx) throws IOException, InterruptedException {
    StoredResult result = results.done(ctx);
    ResultLogs.Kept log = required(ctx, result);
    SortedMap<String, Path> files = new TreeMap<>();
    for (String name : log.files()) {
      files.put(name, made(ctx, result, log, name));
    }
    ctx.contentType("application/zip").disableCompression();
    ctx.header(
        "Content-Disposition",
        "attachment; filename*=UTF-8''" + ResultApi.encoded(stem(result) + ".log.zip"));
    ZipOutputStream zip = new ZipOutputStream(ctx.outputStream());
    for (Map.Entry<String, Path> file : files.entrySet()) {
      zip.putNextEntry(new ZipEntry(file.getKey()));
      Files.copy(file.getValue(), zip);
      zip.closeEntry();
    }
    zip.finish();
    zip.flush();
  }

  private <T> T work(Context ctx, Callable<T> work) throws InterruptedException {
    try {
      return queue.submit(progress -> work.call()).get();
    } catch (ExecutionException e) {
      throw Failures.of(e, RequestId.of(ctx));
    }
  }
}

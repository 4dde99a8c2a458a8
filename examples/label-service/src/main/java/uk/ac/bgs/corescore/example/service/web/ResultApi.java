// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.ac.bgs.corescore.core.results.ResultScoring;
import uk.ac.bgs.corescore.core.results.ResultStore;
import uk.ac.bgs.corescore.core.results.ResultVersion;
import uk.ac.bgs.corescore.core.results.StoredResult;
import uk.ac.bgs.corescore.core.results.StoredResult.Report;
import uk.ac.bgs.corescore.core.serve.Task;
import uk.ac.bgs.corescore.core.store.PhotoName;

/** {@code /v1/results}: the list, a result, its files, cancelling, removing. */
final class ResultApi {
  private static final Logger LOG = LoggerFactory.getLogger("corescore.results");
  private static final int USUAL_PAGE = 50;
  private static final int LARGEST_PAGE = 500;
  private static final int ID_LENGTH = 27;

  /** The reports, by what follows the id in the address. */
  static final Map<String, Report> REPORTS = reports();

  /** What a page of a report may do: what it says itself, and nothing outside of it. */
  static final String REPORT_POLICY =
      "sandbox allow-scripts; default-src 'none'; img-src data:; style-src 'unsafe-inline';"
          + " script-src 'unsafe-inline'; frame-ancestors 'none'";

  private final ResultStore store;
  private final ResultScoring desk;
  private final ResultView view;

  ResultApi(ResultStore store, ResultScoring desk, ResultView view) {
    this.store = store;
    this.desk = desk;
    this.view = view;
  }

  private static Map<String, Report> reports() {
    Map<String, Report> reports = new LinkedHashMap<>();
    for (Report report : Report.values()) {
      String suffix =
          switch (report) {
            case CSV -> ".csv";
            case FRAGMENTS -> ".fragments.csv";
            default -> report.fileName().substring("result".length());
          };
      reports.put(suffix, report);
    }
    return Collections.unmodifiableMap(reports);
  }

  /** A page of the list, newest first. */
  void list(Context ctx) throws IOException {
    int limit = Parameters.count(ctx.queryParam("limit"), "limit", USUAL_PAGE, 1, LARGEST_PAGE);
    Optional<String> before = Optional.ofNullable(ctx.queryParam("before"));
    if (before.isPresent() && !ResultStore.ID.matcher(before.get()).matches()) {
      throw new ApiException(400, "before: expected the id of a result");
    }
    List<StoredResult> page = store.list(before, limit + 1);
    ObjectNode answer = Json.object();
    ArrayNode results = answer.putArray("results");
    for (StoredResult result : page.subList(0, Math.min(limit, page.size()))) {
      try {
        results.add(view.of(result));
      } catch (NoSuchFileException e) {
        LOG.info("result={} event=removed-meanwhile", result.id());
      } catch (IOException e) {
        // One that is damaged does not hide the others.
        LOG.warn("result={} event=passed-over", result.id(), e);
      }
    }
    answer.put("total", store.size());
    if (page.size() > limit) {
      answer.put("next", "/v1/results?limit=" + limit + "&before=" + page.get(limit - 1).id());
    }
    ctx.contentType("application/json").result(Json.bytes(answer));
  }

  StoredResult find(String id) {
    return store.find(id).orElseThrow(() -> new ApiException(404, "there is no such result"));
  }

  /** A result that has been scored, by its id in the address. */
  StoredResult done(Context ctx) throws IOException {
    StoredResult result = find(ctx.pathParam("id"));
    if (result.current().isEmpty()) {
      throw notDone(result);
    }
    return result;
  }

  /** A result, or one of its files: the id, and a suffix for a file. */
  void get(Context ctx) throws IOException {
    String name = ctx.pathParam("name");
    boolean file = name.length() > ID_LENGTH;
    StoredResult result = find(file ? name.substring(0, ID_LENGTH) : name);
    if (!file) {
      ctx.contentType("application/json").result(Json.bytes(view.of(result)));
      return;
    }
    String suffix = name.substring(ID_LENGTH);
    if (suffix.equals(".preview.jpg")) {
      send(ctx, result, result.preview(), "image/jpeg", suffix, 0);
      return;
    }
    ResultVersion version = version(ctx, result);
    if (suffix.equals(".zip")) {
      zip(ctx, result, version);
      return;
    }
    Report wanted = REPORTS.get(suffix);
    if (wanted == null) {
      throw new ApiException(404, "a result has no such file");
    }
    if (wanted == Report.HTML) {
      // The page says itself what it may do, by hashes; this lets it say so, and shuts it off.
      ctx.header("Content-Security-Policy", REPORT_POLICY);
    }
    send(ctx, result, result.file(version, wanted), LogApi.type(suffix), suffix, version.number());
  }

  /** The state that is asked for, or the one that holds. */
  private static ResultVersion version(Context ctx, StoredResult result) throws IOException {
    int asked = Parameters.count(ctx.queryParam("version"), "version", 0, 1, 1_000_000);
    Optional<ResultVersion> version = asked == 0 ? result.current() : result.version(asked);
    if (version.isEmpty()) {
      throw asked == 0 ? notDone(result) : new ApiException(404, "the result has no such version");
    }
    return version.get();
  }

  /** Why a result that has no state cannot be used. */
  static ApiException notDone(StoredResult result) throws IOException {
    return result.failure().isPresent()
        ? new ApiException(409, "the result has failed: there is nothing of it")
        : new ApiException(409, "the result is not there yet", 1);
  }

  private static void send(
      Context ctx, StoredResult result, Path file, String type, String suffix, int version)
      throws IOException {
    if (!Files.exists(file)) {
      throw new ApiException(404, "the result has no such file");
    }
    String tag = "\"" + result.id() + "-" + version + suffix + "\"";
    ctx.header("ETag", tag).header("Cache-Control", "private, no-cache");
    if (tag.equals(ctx.header("If-None-Match"))) {
      ctx.status(304);
      return;
    }
    String name = PhotoName.stem(result.request().photo()) + suffix;
    ctx.contentType(type).header("Content-Disposition", disposition(ctx, name));
    if (!type.startsWith("text/") && !type.startsWith("application/")) {
      ctx.disableCompression();
      ctx.res().setContentLengthLong(Files.size(file));
    }
    try (InputStream in = Files.newInputStream(file)) {
      in.transferTo(ctx.outputStream());
    }
  }

  static String disposition(Context ctx, String name) {
    return (ctx.queryParam("download") != null ? "attachment" : "inline")
        + "; filename*=UTF-8''"
        + encoded(name);
  }

  /** A name as it stands in headers and addresses. */
  static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static void zip(Context ctx, StoredResult result, ResultVersion version)
      throws IOException {
    String stem = PhotoName.stem(result.request().photo());
    ctx.contentType("application/zip").disableCompression();
    ctx.header("Content-Disposition", "attachment; filename*=UTF-8''" + encoded(stem) + ".zip");
    ZipOutputStream zip = new ZipOutputStream(ctx.outputStream());
    for (Map.Entry<String, Report> file : REPORTS.entrySet()) {
      zip.putNextEntry(new ZipEntry(stem + file.getKey()));
      Files.copy(result.file(version, file.getValue()), zip);
      zip.closeEntry();
    }
    zip.finish();
    zip.flush();
  }

  /** Ends the work on a result. */
  void cancel(Context ctx) throws IOException {
    StoredResult result = find(ctx.pathParam("id"));
    desk.task(result.id()).ifPresent(Task::cancel);
    ctx.contentType("application/json").result(Json.bytes(view.of(result)));
  }

  /** Removes a result. */
  void remove(Context ctx) throws IOException {
    desk.remove(find(ctx.pathParam("name")));
    ctx.status(204);
  }

  /** All states of a result. */
  void versions(Context ctx) throws IOException {
    StoredResult result = find(ctx.pathParam("id"));
    ObjectNode answer = Json.object();
    ArrayNode versions = answer.putArray("versions");
    for (ResultVersion version : result.versions()) {
      versions.add(Json.read(version.json()));
    }
    answer.put("current", result.current().map(ResultVersion::number).orElse(0));
    ctx.contentType("application/json").result(Json.bytes(answer));
  }
}

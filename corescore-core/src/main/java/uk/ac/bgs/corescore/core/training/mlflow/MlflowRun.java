// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.mlflow;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;
import uk.ac.bgs.corescore.core.training.track.ExperimentRun;
import uk.ac.bgs.corescore.core.training.track.RunMetric;
import uk.ac.bgs.corescore.core.training.track.RunStatus;

/** A run on the server. */
final class MlflowRun implements ExperimentRun {
  private static final int METRICS = 1000;
  private static final int PARAMS = 100;

  /** A call may have 100 of them and a million bytes: 5000 characters of twelve bytes at most. */
  private static final int TAGS = 15;

  private final MlflowClient client;
  private final String id;
  private final String artifacts;
  private final Map<String, String> said;
  private boolean ended;

  MlflowRun(MlflowClient client, JsonValue run) {
    this.client = client;
    this.id = run.get("info").get("run_id").plain();
    this.artifacts = client.proxied(run.get("info").get("artifact_uri").plain());
    this.said = new HashMap<>(MlflowText.pairs(run.get("data").get("params")));
  }

  @Override
  public String id() {
    return id;
  }

  /** Where its artifacts are, under the proxy. */
  String artifacts() {
    return artifacts;
  }

  @Override
  public synchronized void params(Map<String, String> params) throws IOException {
    requireRunning();
    params.keySet().forEach(ExperimentRun::requireName);
    Map<String, String> fresh = new LinkedHashMap<>();
    MlflowText.cut(params, MlflowText.PARAM)
        .forEach(
            (key, value) -> {
              String before = said.get(key);
              if (before != null && !before.equals(value)) {
                throw new IllegalArgumentException(
                    "param " + key + " is '" + before + "' and cannot become '" + value + "'");
              }
              if (before == null) {
                fresh.put(key, value);
              }
            });
    for (List<Map<String, String>> some : parts(JsonBody.pairs(fresh), PARAMS)) {
      log("params", some);
      some.forEach(pair -> said.put(pair.getOrDefault("key", ""), pair.getOrDefault("value", "")));
    }
  }

  @Override
  public synchronized void metrics(List<RunMetric> metrics) throws IOException {
    requireRunning();
    List<Map<String, Object>> all = new ArrayList<>();
    for (RunMetric metric : metrics) {
      all.add(
          Map.of(
              "key",
              metric.name(),
              "value",
              metric.value(),
              "timestamp",
              metric.time().toEpochMilli(),
              "step",
              metric.step()));
    }
    for (List<Map<String, Object>> some : parts(all, METRICS)) {
      log("metrics", some);
    }
  }

  @Override
  public synchronized void tags(Map<String, String> tags) throws IOException {
    requireRunning();
    tags.keySet().forEach(ExperimentRun::requireName);
    List<Map<String, String>> all = JsonBody.pairs(MlflowText.cut(tags, MlflowText.TAG));
    for (List<Map<String, String>> some : parts(all, TAGS)) {
      log("tags", some);
    }
  }

  private void log(String kind, List<?> entries) throws IOException {
    client.post("runs/log-batch", Map.of("run_id", id, kind, entries));
  }

  private static <T> List<List<T>> parts(List<T> all, int most) {
    List<List<T>> parts = new ArrayList<>();
    for (int at = 0; at < all.size(); at += most) {
      parts.add(all.subList(at, Math.min(all.size(), at + most)));
    }
    return parts;
  }

  @Override
  public synchronized void artifact(Path file, String path) throws IOException {
    requireRunning();
    ExperimentRun.requireName(path);
    client.upload(file, artifacts + "/" + path);
  }

  @Override
  public synchronized void finish(RunStatus status) throws IOException {
    requireRunning();
    if (status != RunStatus.FINISHED && status != RunStatus.FAILED) {
      throw new IllegalArgumentException("a run ends FINISHED or FAILED, not " + status);
    }
    client.post(
        "runs/update",
        Map.of("run_id", id, "status", status.name(), "end_time", Instant.now().toEpochMilli()));
    ended = true;
  }

  @Override
  public synchronized void close() throws IOException {
    if (!ended) {
      finish(RunStatus.FAILED);
    }
  }

  private void requireRunning() {
    if (ended) {
      throw new IllegalStateException("run " + id + " has ended");
    }
  }
}

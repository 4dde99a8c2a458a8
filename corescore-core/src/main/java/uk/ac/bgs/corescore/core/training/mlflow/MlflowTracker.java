// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.mlflow;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;
import uk.ac.bgs.corescore.core.training.track.ExperimentRun;
import uk.ac.bgs.corescore.core.training.track.ExperimentTracker;
import uk.ac.bgs.corescore.core.training.track.RunMetric;
import uk.ac.bgs.corescore.core.training.track.RunRecord;
import uk.ac.bgs.corescore.core.training.track.RunStatus;

/**
 * Keeps runs in an experiment of an MLflow server (tried with 2.17 and 3.11), whose artifacts go
 * through the server.
 *
 * <p>What the server keeps shorter is cut and ends in an ellipsis: values of params after 500
 * characters, of tags after 5000. An {@link IOException} says that the server could not be reached,
 * a {@link CoreScoreException} that it refused. Safe for use by many threads.
 */
public final class MlflowTracker implements ExperimentTracker {
  static final String STARTED_AS = MlflowText.OURS + "start";
  private static final int PAGE = 500;
  private static final int HISTORY = 25_000;

  private final MlflowClient client;
  private final String experiment;

  /**
   * A tracker for an experiment, which is made when the first run begins.
   *
   * @param server where
   * @param experiment its name, not blank
   * @throws IllegalArgumentException if the name is blank
   */
  public MlflowTracker(MlflowServer server, String experiment) {
    if (experiment.isBlank()) {
      throw new IllegalArgumentException("an experiment needs a name");
    }
    this.client = new MlflowClient(server);
    this.experiment = experiment;
  }

  @Override
  public ExperimentRun start(String name) throws IOException {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a run needs a name");
    }
    String id = experimentId();
    String key = UUID.randomUUID().toString();
    Map<String, String> tags = Map.of("mlflow.source.name", "corescore", STARTED_AS, key);
    JsonValue made =
        client.post(
            "runs/create",
            Map.of(
                "experiment_id",
                id,
                "start_time",
                Instant.now().toEpochMilli(),
                "run_name",
                name,
                "tags",
                JsonBody.pairs(tags)),
            () -> startedAs(id, key));
    return new MlflowRun(client, made.get("run"));
  }

  private Optional<JsonValue> startedAs(String experimentId, String key) throws IOException {
    JsonValue found =
        client.post(
            "runs/search",
            Map.of(
                "experiment_ids",
                List.of(experimentId),
                "filter",
                "tags.`" + STARTED_AS + "` = '" + key + "'",
                "max_results",
                1));
    return found.get("runs").items().stream()
        .findFirst()
        .map(run -> new JsonValue.Members(Map.of("run", run)));
  }

  private Optional<String> found() throws IOException {
    return client
        .find("experiments/get-by-name", Map.of("experiment_name", experiment))
        .map(answer -> answer.get("experiment").get("experiment_id").plain());
  }

  private String experimentId() throws IOException {
    Optional<String> there = found();
    if (there.isPresent()) {
      return there.get();
    }
    try {
      return client
          .post("experiments/create", Map.of("name", experiment))
          .get("experiment_id")
          .plain();
    } catch (MlflowRefusedException e) {
      if (!e.alreadyExists()) {
        throw e;
      }
      // Someone else has made it in between.
      return found().orElseThrow(() -> e);
    }
  }

  @Override
  public ExperimentRun resume(String id) throws IOException {
    JsonValue run = run(id);
    if (status(run) != RunStatus.RUNNING) {
      throw new IllegalStateException("run " + id + " has ended");
    }
    return new MlflowRun(client, run);
  }

  private JsonValue run(String id) throws IOException {
    return client
        .find("runs/get", Map.of("run_id", id))
        .map(answer -> answer.get("run"))
        .orElseThrow(
            () -> new NoSuchFileException(client.server() + ": run " + id, null, "no such run"));
  }

  @Override
  public RunRecord read(String id) throws IOException {
    JsonValue run = run(id);
    List<RunMetric> metrics = new ArrayList<>();
    for (JsonValue latest : run.get("data").get("metrics").items()) {
      history(id, latest.get("key").plain(), metrics);
    }
    String artifacts = client.proxied(run.get("info").get("artifact_uri").plain());
    return record(run, metrics, client.files(artifacts));
  }

  private void history(String id, String name, List<RunMetric> metrics) throws IOException {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("run_id", id);
    query.put("metric_key", name);
    query.put("max_results", Integer.toString(HISTORY));
    client
        .pages(
            "metrics",
            token -> {
              if (!token.isEmpty()) {
                query.put("page_token", token);
              }
              return client.get("metrics/get-history", query);
            })
        .forEach(metric -> add(metric, metrics));
  }

  /** What others have logged may be no number, or have a name that none of ours has. */
  private static void add(JsonValue metric, List<RunMetric> metrics) {
    double value = MlflowText.number(metric.get("value"));
    double step = MlflowText.number(metric.get("step"));
    String name = metric.get("key").plain();
    if (Double.isFinite(value) && ExperimentRun.NAME.matcher(name).matches()) {
      metrics.add(
          new RunMetric(
              name,
              value,
              step > 0 ? (long) step : 0,
              MlflowText.time(metric.get("timestamp")).orElse(Instant.EPOCH)));
    }
  }

  /** All runs of the experiment, with the last value of each figure and without artifacts. */
  @Override
  public List<RunRecord> runs() throws IOException {
    Optional<String> id = found();
    if (id.isEmpty()) {
      return List.of();
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("experiment_ids", List.of(id.get()));
    body.put("max_results", PAGE);
    body.put("order_by", List.of("attributes.start_time ASC"));
    List<JsonValue> found =
        client.pages(
            "runs",
            token -> {
              if (!token.isEmpty()) {
                body.put("page_token", token);
              }
              return client.post("runs/search", body);
            });
    List<RunRecord> runs = new ArrayList<>();
    for (JsonValue run : found) {
      List<RunMetric> latest = new ArrayList<>();
      run.get("data").get("metrics").items().forEach(metric -> add(metric, latest));
      runs.add(record(run, latest, List.of()));
    }
    return List.copyOf(runs);
  }

  private RunRecord record(JsonValue run, List<RunMetric> metrics, List<String> artifacts) {
    JsonValue info = run.get("info");
    Map<String, String> tags = MlflowText.pairs(run.get("data").get("tags"));
    RunStatus status = status(run);
    return new RunRecord(
        info.get("run_id").plain(),
        info.get("run_name").text().orElse(tags.getOrDefault("mlflow.runName", "")),
        status,
        MlflowText.time(info.get("start_time")).orElse(Instant.EPOCH),
        status == RunStatus.RUNNING ? Optional.empty() : MlflowText.time(info.get("end_time")),
        MlflowText.pairs(run.get("data").get("params")),
        MlflowText.users(tags),
        metrics,
        artifacts);
  }

  private RunStatus status(JsonValue run) {
    String status = run.get("info").get("status").plain();
    return switch (status) {
      case "RUNNING", "SCHEDULED" -> RunStatus.RUNNING;
      case "FINISHED" -> RunStatus.FINISHED;
      case "FAILED" -> RunStatus.FAILED;
      case "KILLED" -> RunStatus.KILLED;
      default ->
          throw new CoreScoreException(
              FailureKind.IO,
              client.server() + ": expected the status of a run, got '" + status + "'");
    };
  }

  @Override
  public String toString() {
    return client.server() + ", experiment " + experiment;
  }
}

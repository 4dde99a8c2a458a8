// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.mlflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;
import uk.ac.bgs.corescore.core.training.mlflow.MlflowDouble.Refused;

/** Experiments and runs of the double. */
final class MlflowDoubleRuns {
  private static final Set<String> NON_FINITE = Set.of("NaN", "Infinity", "-Infinity");

  private final Map<String, String> experiments = new LinkedHashMap<>();
  private final Map<String, Run> runs = new LinkedHashMap<>();

  private static final class Run {
    final String id = UUID.randomUUID().toString().replace("-", "");
    String experiment = "";
    String name = "";
    String status = "RUNNING";
    double started;
    double ended;
    final Map<String, String> params = new LinkedHashMap<>();
    final Map<String, String> tags = new LinkedHashMap<>();
    final Map<String, List<Map<String, Object>>> metrics = new LinkedHashMap<>();
  }

  String status(String id) {
    return run(id).status;
  }

  private Run run(String id) {
    Run run = runs.get(id);
    if (run == null) {
      throw id.matches("[a-z0-9]+")
          ? Refused.missing("Run with id=" + id + " not found")
          : Refused.bad("Invalid run ID: '" + id + "'");
    }
    return run;
  }

  @Nullable Map<String, ?> answer(String call, JsonValue said) {
    return switch (call) {
      case "POST experiments/create" -> createExperiment(said.get("name").plain());
      case "GET experiments/get-by-name" -> experiment(said.get("experiment_name").plain());
      case "POST runs/create" -> create(said);
      case "GET runs/get" -> Map.of("run", shown(run(said.get("run_id").plain())));
      case "POST runs/search" -> search(said);
      case "POST runs/log-batch" -> log(said);
      case "POST runs/update" -> update(said);
      case "GET metrics/get-history" -> history(said);
      default -> null;
    };
  }

  private Map<String, ?> createExperiment(String name) {
    if (experiments.containsKey(name)) {
      throw Refused.exists("Experiment(name=" + name + ") already exists.");
    }
    experiments.put(name, Integer.toString(experiments.size() + 1));
    return Map.of("experiment_id", experiments.getOrDefault(name, ""));
  }

  private Map<String, ?> experiment(String name) {
    if (!experiments.containsKey(name)) {
      throw Refused.missing("Could not find experiment with name '" + name + "'");
    }
    return Map.of(
        "experiment", Map.of("experiment_id", experiments.getOrDefault(name, ""), "name", name));
  }

  private Map<String, ?> create(JsonValue said) {
    Run run = new Run();
    run.experiment = said.get("experiment_id").plain();
    if (!experiments.containsValue(run.experiment)) {
      throw Refused.missing("No Experiment with id=" + run.experiment + " exists");
    }
    run.name = said.get("run_name").plain();
    run.started = said.get("start_time").number();
    run.tags.putAll(MlflowText.pairs(said.get("tags")));
    run.tags.put("mlflow.runName", run.name);
    runs.put(run.id, run);
    return Map.of("run", shown(run));
  }

  private static Map<String, ?> shown(Run run) {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("run_id", run.id);
    info.put("run_uuid", run.id);
    info.put("experiment_id", run.experiment);
    info.put("run_name", run.name);
    info.put("status", run.status);
    info.put("start_time", (long) run.started);
    if (run.ended > 0) {
      info.put("end_time", (long) run.ended);
    }
    info.put("artifact_uri", "mlflow-artifacts:/" + run.experiment + "/" + run.id + "/artifacts");
    Map<String, Object> data = new LinkedHashMap<>();
    List<Object> latest = new ArrayList<>();
    run.metrics.values().forEach(history -> latest.add(history.get(history.size() - 1)));
    if (!latest.isEmpty()) {
      data.put("metrics", latest);
    }
    if (!run.params.isEmpty()) {
      data.put("params", JsonBody.pairs(run.params));
    }
    data.put("tags", JsonBody.pairs(run.tags));
    return Map.of("info", info, "data", data, "inputs", Map.of());
  }

  private Map<String, ?> search(JsonValue said) {
    List<Object> found = new ArrayList<>();
    String filter = said.get("filter").plain();
    for (Run run : runs.values()) {
      boolean here =
          said.get("experiment_ids").items().stream()
              .anyMatch(id -> id.plain().equals(run.experiment));
      boolean fits =
          filter.isEmpty()
              || run.tags.entrySet().stream()
                  .anyMatch(
                      tag ->
                          filter.equals("tags.`" + tag.getKey() + "` = '" + tag.getValue() + "'"));
      if (here && fits) {
        found.add(shown(run));
      }
    }
    return pages("runs", found, said);
  }

  /** A page of so many, and where the next begins. */
  static Map<String, ?> pages(String name, List<Object> all, JsonValue said) {
    double most = MlflowText.number(said.get("max_results"));
    int size = most >= 1 ? (int) most : 100;
    String token = said.get("page_token").plain();
    int from = token.isEmpty() ? 0 : Integer.parseInt(token);
    int to = Math.min(all.size(), from + size);
    Map<String, Object> page = new LinkedHashMap<>();
    if (from < to) {
      page.put(name, all.subList(from, to));
    }
    if (to < all.size()) {
      page.put("next_page_token", Integer.toString(to));
    }
    return page;
  }

  private Map<String, ?> log(JsonValue said) {
    Run run = run(said.get("run_id").plain());
    List<JsonValue> metrics = said.get("metrics").items();
    require(metrics.size() <= 1000, "A batch logging request can contain at most 1000 metrics.");
    require(said.get("params").items().size() <= 100, "at most 100 params");
    require(said.get("tags").items().size() <= 100, "at most 100 tags");
    Map<String, String> params = MlflowText.pairs(said.get("params"));
    params.forEach(
        (key, value) -> {
          require(value.codePointCount(0, value.length()) <= 500, "Param value is too long");
          require(
              value.equals(run.params.getOrDefault(key, value)),
              "Changing param values is not allowed. Param with key='" + key + "'");
        });
    Map<String, String> tags = MlflowText.pairs(said.get("tags"));
    tags.values()
        .forEach(
            value ->
                require(value.codePointCount(0, value.length()) <= 5000, "Tag value is too long"));
    for (JsonValue metric : metrics) {
      JsonValue value = metric.get("value");
      require(
          (value instanceof JsonValue.Decimal decimal && Double.isFinite(decimal.value()))
              || NON_FINITE.contains(value.plain()),
          "Got invalid value for metric");
      Map<String, Object> kept = new LinkedHashMap<>();
      kept.put("key", metric.get("key").plain());
      kept.put("value", MlflowText.number(value));
      kept.put("timestamp", (long) metric.get("timestamp").number());
      if (metric.get("step").number() > 0) {
        kept.put("step", Long.toString((long) metric.get("step").number()));
      }
      List<Map<String, Object>> history =
          run.metrics.computeIfAbsent(metric.get("key").plain(), none -> new ArrayList<>());
      if (!history.contains(kept)) {
        history.add(kept);
      }
    }
    run.params.putAll(params);
    run.tags.putAll(tags);
    return Map.of();
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw Refused.bad(message);
    }
  }

  private Map<String, ?> update(JsonValue said) {
    Run run = run(said.get("run_id").plain());
    run.status = said.get("status").plain();
    run.ended = said.get("end_time").number();
    return Map.of("run_info", Map.of("run_id", run.id));
  }

  private Map<String, ?> history(JsonValue said) {
    Run run = run(said.get("run_id").plain());
    require(!said.get("max_results").plain().isEmpty(), "max_results is required");
    List<Object> all =
        new ArrayList<>(run.metrics.getOrDefault(said.get("metric_key").plain(), List.of()));
    return pages("metrics", all, said);
  }
}

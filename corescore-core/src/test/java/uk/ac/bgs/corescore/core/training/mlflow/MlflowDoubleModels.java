// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.mlflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;
import uk.ac.bgs.corescore.core.training.mlflow.MlflowDouble.Refused;

/** Registered models of the double. */
final class MlflowDoubleModels {
  private final Map<String, Model> models = new LinkedHashMap<>();

  private static final class Model {
    final Map<String, String> tags = new LinkedHashMap<>();
    final Map<String, String> aliases = new LinkedHashMap<>();
    final List<Version> versions = new ArrayList<>();
  }

  private static final class Version {
    String source = "";
    String run = "";
    String stage = "None";
    long made;
    final Map<String, String> tags = new LinkedHashMap<>();
  }

  private Model model(String name) {
    Model model = models.get(name);
    if (model == null) {
      throw Refused.missing("Registered Model with name=" + name + " not found");
    }
    return model;
  }

  private Version version(JsonValue said) {
    Model model = model(said.get("name").plain());
    int number = (int) MlflowText.number(said.get("version"));
    if (number < 1 || number > model.versions.size()) {
      throw Refused.missing("Model Version " + number + " not found");
    }
    return model.versions.get(number - 1);
  }

  void stage(String name, int version, String stage) {
    model(name).versions.get(version - 1).stage = stage;
  }

  @Nullable Map<String, ?> answer(String call, JsonValue said) {
    String name = said.get("name").plain();
    return switch (call) {
      case "POST registered-models/create" -> {
        if (models.putIfAbsent(name, new Model()) != null) {
          throw Refused.exists("Registered Model (name=" + name + ") already exists.");
        }
        yield Map.of("registered_model", Map.of("name", name));
      }
      case "GET registered-models/get" -> Map.of("registered_model", shown(name));
      case "GET registered-models/search" -> {
        List<Object> all = new ArrayList<>();
        models.keySet().forEach(one -> all.add(shown(one)));
        yield MlflowDoubleRuns.pages("registered_models", all, said);
      }
      case "POST registered-models/set-tag" -> {
        model(name).tags.put(said.get("key").plain(), said.get("value").plain());
        yield Map.of();
      }
      case "POST registered-models/alias" -> {
        version(said);
        model(name).aliases.put(said.get("alias").plain(), said.get("version").plain());
        yield Map.of();
      }
      case "GET registered-models/alias" -> {
        String version = model(name).aliases.get(said.get("alias").plain());
        if (version == null) {
          throw Refused.bad("Registered model alias " + said.get("alias").plain() + " not found.");
        }
        yield Map.of("model_version", shown(name, Integer.parseInt(version)));
      }
      case "POST model-versions/create" -> create(name, said);
      case "GET model-versions/get" -> {
        version(said);
        yield Map.of("model_version", shown(name, (int) MlflowText.number(said.get("version"))));
      }
      case "POST model-versions/set-tag" -> {
        version(said).tags.put(said.get("key").plain(), said.get("value").plain());
        yield Map.of();
      }
      case "GET model-versions/search" -> search(said);
      default -> null;
    };
  }

  private Map<String, ?> create(String name, JsonValue said) {
    Version version = new Version();
    version.source = said.get("source").plain();
    version.run = said.get("run_id").plain();
    version.made = System.currentTimeMillis();
    version.tags.putAll(MlflowText.pairs(said.get("tags")));
    model(name).versions.add(version);
    return Map.of("model_version", shown(name, model(name).versions.size()));
  }

  private Map<String, ?> search(JsonValue said) {
    List<Object> all = new ArrayList<>();
    models.forEach(
        (name, model) -> {
          if (said.get("filter").plain().equals("name='" + name + "'")) {
            // The latest first, as the server has it.
            for (int number = model.versions.size(); number >= 1; number--) {
              all.add(shown(name, number));
            }
          }
        });
    return MlflowDoubleRuns.pages("model_versions", all, said);
  }

  private Map<String, ?> shown(String name) {
    Model model = model(name);
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("name", name);
    if (!model.tags.isEmpty()) {
      shown.put("tags", JsonBody.pairs(model.tags));
    }
    List<Object> aliases = new ArrayList<>();
    model.aliases.forEach(
        (alias, version) -> aliases.add(Map.of("alias", alias, "version", version)));
    if (!aliases.isEmpty()) {
      shown.put("aliases", aliases);
    }
    return shown;
  }

  private Map<String, ?> shown(String name, int number) {
    Version version = model(name).versions.get(number - 1);
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("name", name);
    shown.put("version", Integer.toString(number));
    shown.put("creation_timestamp", version.made);
    shown.put("current_stage", version.stage);
    shown.put("source", version.source);
    shown.put("run_id", version.run);
    shown.put("status", "READY");
    if (!version.tags.isEmpty()) {
      shown.put("tags", JsonBody.pairs(version.tags));
    }
    return shown;
  }
}

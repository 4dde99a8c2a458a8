// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.mlflow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;
import uk.ac.bgs.corescore.core.training.registry.ModelRegistry;

/** The aliases of models on a server, and their history. */
final class MlflowAliases {
  private static final String PRODUCTION = ModelRegistry.PRODUCTION;
  private static final String MOVES = MlflowText.OURS + "moves.";
  private static final int REMEMBERED = 200;
  private static final int PAGE = 200;

  private final MlflowClient client;

  MlflowAliases(MlflowClient client) {
    this.client = client;
  }

  int number(JsonValue version) {
    double number = MlflowText.number(version.get("version"));
    if (!(number >= 1 && number <= Integer.MAX_VALUE)) {
      throw new CoreScoreException(
          FailureKind.IO,
          client.server()
              + ": expected the number of a version, got '"
              + version.get("version").plain()
              + "'");
    }
    return (int) number;
  }

  /** All pages of a list. */
  List<JsonValue> pages(String call, String list, Map<String, String> query) throws IOException {
    Map<String, String> asked = new LinkedHashMap<>(query);
    asked.put("max_results", Integer.toString(PAGE));
    return client.pages(
        list,
        token -> {
          if (!token.isEmpty()) {
            asked.put("page_token", token);
          }
          return client.get(call, asked);
        });
  }

  /** All versions of a model, as the server keeps them. */
  List<JsonValue> versions(String model) throws IOException {
    ModelRegistry.requireName("a model", model);
    return pages(
        "model-versions/search", "model_versions", Map.of("filter", "name='" + model + "'"));
  }

  private Optional<JsonValue> model(String model) throws IOException {
    ModelRegistry.requireName("a model", model);
    return client
        .find("registered-models/get", Map.of("name", model))
        .map(answer -> answer.get("registered_model"));
  }

  /** The version of each alias. */
  Map<String, Integer> all(String model) throws IOException {
    Map<String, Integer> aliases = new TreeMap<>();
    Optional<JsonValue> known = model(model);
    if (known.isPresent()) {
      for (JsonValue alias : known.get().get("aliases").items()) {
        aliases.put(alias.get("alias").plain(), number(alias));
      }
    }
    if (!aliases.containsKey(PRODUCTION)) {
      staged(model).ifPresent(version -> aliases.put(PRODUCTION, version));
    }
    return aliases;
  }

  /** What servers of old had instead of the alias. */
  private OptionalInt staged(String model) throws IOException {
    return versions(model).stream()
        .filter(version -> version.get("current_stage").plain().equals("Production"))
        .mapToInt(this::number)
        .max();
  }

  OptionalInt alias(String model, String alias) throws IOException {
    OptionalInt set = set(model, alias);
    return set.isEmpty() && alias.equals(PRODUCTION) ? staged(model) : set;
  }

  /** The alias alone, whatever the stages are. */
  private OptionalInt set(String model, String alias) throws IOException {
    ModelRegistry.requireName("a model", model);
    ModelRegistry.requireAlias(alias);
    Optional<JsonValue> found =
        client.find("registered-models/alias", Map.of("name", model, "alias", alias));
    return found.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(number(found.get().get("model_version")));
  }

  /** Where an alias has pointed, up to where it points; more than that is of a move cut short. */
  private List<Integer> moves(String model, String alias, int now) throws IOException {
    String text =
        model(model)
            .map(known -> MlflowText.pairs(known.get("tags")))
            .orElse(Map.of())
            .getOrDefault(MOVES + alias, "");
    List<Integer> moves = new ArrayList<>();
    for (String number : text.split(",", -1)) {
      if (number.matches("[1-9][0-9]{0,8}")) {
        moves.add(Integer.parseInt(number));
      }
    }
    int at = moves.lastIndexOf(now);
    if (at < 0) {
      // A person has moved it in another way.
      moves.add(now);
      return moves;
    }
    return new ArrayList<>(moves.subList(0, at + 1));
  }

  private void remember(String model, String alias, List<Integer> moves) throws IOException {
    List<Integer> last = moves.subList(Math.max(0, moves.size() - REMEMBERED), moves.size());
    client.post(
        "registered-models/set-tag",
        Map.of(
            "name",
            model,
            "key",
            MOVES + alias,
            "value",
            String.join(",", last.stream().map(String::valueOf).toList())));
  }

  private void point(String model, String alias, int to) throws IOException {
    client.post(
        "registered-models/alias",
        Map.of("name", model, "alias", alias, "version", Integer.toString(to)));
  }

  void move(String model, String alias, OptionalInt from, int to) throws IOException {
    OptionalInt now = alias(model, alias);
    if (!now.equals(from)) {
      throw new CoreScoreException(
          FailureKind.BUSY,
          model
              + "@"
              + alias
              + " was moved by another caller: expected "
              + (from.isPresent() ? "version " + from.getAsInt() : "none")
              + ", it is "
              + (now.isPresent() ? "version " + now.getAsInt() : "none"));
    }
    if (now.isPresent() && now.getAsInt() == to && set(model, alias).isPresent()) {
      return;
    }
    List<Integer> moves = now.isPresent() ? moves(model, alias, now.getAsInt()) : new ArrayList<>();
    if (moves.isEmpty() || moves.get(moves.size() - 1) != to) {
      moves.add(to);
    }
    // First, so that what was in production is known whenever it is not any more.
    remember(model, alias, moves);
    point(model, alias, to);
  }

  int rollBack(String model, String alias) throws IOException {
    OptionalInt now = alias(model, alias);
    if (now.isEmpty()) {
      throw new CoreScoreException(
          FailureKind.NOT_FOUND, client.server() + ": " + model + " has no alias " + alias);
    }
    List<Integer> moves = moves(model, alias, now.getAsInt());
    if (moves.size() < 2) {
      throw new CoreScoreException(
          FailureKind.NOT_FOUND,
          client.server()
              + (": nothing was " + model + "@" + alias)
              + (" before version " + now.getAsInt()));
    }
    moves.remove(moves.size() - 1);
    int back = moves.get(moves.size() - 1);
    point(model, alias, back);
    remember(model, alias, moves);
    return back;
  }
}

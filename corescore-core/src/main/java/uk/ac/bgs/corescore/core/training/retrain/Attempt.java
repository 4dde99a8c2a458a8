// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.retrain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The state of an attempt at a better model.
 *
 * @param values what is known of it by name
 */
record Attempt(Map<String, String> values) {
  private static final String NEXT = "next";
  private static final String OF = "of";
  private static final String ID = "id";
  private static final String RUN = "run";
  private static final String VERSION = "version";
  private static final String AGAINST = "against";
  private static final String TAG = "tag/";
  private static final String DONE = "done";

  Attempt {
    values = Map.copyOf(values);
  }

  /** A new attempt. */
  static Attempt begin(String id, String of) {
    return new Attempt(Map.of(ID, id, OF, of, NEXT, Stage.MASKS.name()));
  }

  private String get(String name) {
    return values.getOrDefault(name, "");
  }

  private Attempt with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Attempt(more);
  }

  String id() {
    return get(ID);
  }

  /** A hash of all that it depends on. */
  String of() {
    return get(OF);
  }

  boolean isDone() {
    return get(NEXT).equals(DONE);
  }

  /** Whether it holds all that the next stage needs. */
  boolean isWhole() {
    if (isDone()) {
      return true;
    }
    return Stream.of(Stage.values())
            .anyMatch(stage -> stage.name().equals(get(NEXT)) && stage != Stage.COLLECT)
        && !id().isEmpty()
        && !of().isEmpty()
        && (!next().isAfter(Stage.TRAIN) || !run().isEmpty())
        && (!next().isAfter(Stage.REGISTER) || version().isPresent());
  }

  Stage next() {
    return Stage.valueOf(get(NEXT));
  }

  Attempt at(Stage stage) {
    return with(NEXT, stage.name());
  }

  Attempt done() {
    return with(NEXT, DONE);
  }

  String run() {
    return get(RUN);
  }

  Attempt withRun(String run) {
    return with(RUN, run);
  }

  OptionalInt version() {
    return number(VERSION);
  }

  Attempt withVersion(int version) {
    return with(VERSION, Integer.toString(version));
  }

  /** The version that it was compared with; empty if there was none. */
  OptionalInt against() {
    return number(AGAINST);
  }

  Attempt withAgainst(OptionalInt version) {
    return with(AGAINST, version.isPresent() ? Integer.toString(version.getAsInt()) : "none");
  }

  private OptionalInt number(String name) {
    return get(name).matches("[1-9][0-9]{0,8}")
        ? OptionalInt.of(Integer.parseInt(get(name)))
        : OptionalInt.empty();
  }

  Attempt withTags(Map<String, String> tags) {
    Map<String, String> more = new LinkedHashMap<>(values);
    tags.forEach((name, value) -> more.put(TAG + name, value));
    return new Attempt(more);
  }

  Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (name.startsWith(TAG)) {
            tags.put(name.substring(TAG.length()), value);
          }
        });
    return tags;
  }

  /** The name of the version that it registered, once there is one. */
  Optional<String> named(String model) {
    return version().isPresent()
        ? Optional.of(model + "@" + version().getAsInt())
        : Optional.empty();
  }
}

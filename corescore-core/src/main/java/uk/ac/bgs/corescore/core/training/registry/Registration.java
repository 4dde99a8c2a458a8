// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.registry;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import uk.ac.bgs.corescore.core.training.track.ExperimentRun;

/**
 * What is registered as a version of a model.
 *
 * @param model the model file, whose name is a {@link ModelRegistry#NAME}
 * @param run id of the run that made it, if it is known
 * @param files files that go with it by the name they will have, for instance its card
 * @param tags its tags; names as {@link ExperimentRun#NAME} says, none that begins with {@code
 *     corescore.} or {@code mlflow.}
 */
public record Registration(
    Path model, Optional<String> run, Map<String, Path> files, Map<String, String> tags) {
  /**
   * Copies the maps and checks the names.
   *
   * @param model the model file
   * @param run id of the run that made it
   * @param files files that go with it
   * @param tags its tags
   * @throws IllegalArgumentException if a name is none, or two files have one name
   */
  public Registration {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    String name = String.valueOf(model.getFileName());
    ModelRegistry.requireName("a model file", name);
    files.keySet().forEach(file -> ModelRegistry.requireName("a file", file));
    if (files.containsKey(name)) {
      throw new IllegalArgumentException("two files would be called " + name);
    }
    requireTags(tags);
  }

  /**
   * A model file alone.
   *
   * @param model the model file
   * @return what to register
   * @throws IllegalArgumentException if its name is none
   */
  public static Registration of(Path model) {
    return new Registration(model, Optional.empty(), Map.of(), Map.of());
  }

  /**
   * All files.
   *
   * @return files by the names they will have, the model file first
   */
  public Map<String, Path> all() {
    Map<String, Path> all = new LinkedHashMap<>();
    all.put(String.valueOf(model.getFileName()), model);
    all.putAll(files);
    return all;
  }

  /**
   * Fails, naming it, if a name of a tag is none.
   *
   * @param tags values by name
   * @throws IllegalArgumentException if a name is no {@link ExperimentRun#NAME}, or one that
   *     registries keep for themselves
   */
  public static void requireTags(Map<String, String> tags) {
    for (String name : tags.keySet()) {
      ExperimentRun.requireName(name);
      if (name.startsWith("corescore.") || name.startsWith("mlflow.")) {
        throw new IllegalArgumentException(
            "tags that begin with corescore. or mlflow. are the registry's own, got " + name);
      }
    }
  }
}

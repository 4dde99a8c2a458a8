// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.registry;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A version of a model.
 *
 * @param model the model's name
 * @param version its number, from 1
 * @param registered when it was registered
 * @param run the run that made it, if it is known
 * @param file name of the model file; empty where a registry holds a version that this library did
 *     not register
 * @param sha256 of each of its files by name, in hexadecimal digits; empty likewise
 * @param tags its tags
 * @param aliases what points to it, sorted
 */
public record ModelVersion(
    String model,
    int version,
    Instant registered,
    Optional<String> run,
    String file,
    Map<String, String> sha256,
    Map<String, String> tags,
    List<String> aliases) {
  /**
   * Copies what could change.
   *
   * @param model the model's name
   * @param version its number
   * @param registered when it was registered
   * @param run the run that made it
   * @param file name of the model file
   * @param sha256 of its files
   * @param tags its tags
   * @param aliases what points to it
   */
  public ModelVersion {
    sha256 = Collections.unmodifiableMap(new LinkedHashMap<>(sha256));
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    aliases = aliases.stream().sorted().toList();
  }
}

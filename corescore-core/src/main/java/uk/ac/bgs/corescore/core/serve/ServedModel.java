// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.serve;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The model in use.
 *
 * @param name how it was requested: {@code bundled}, a file's name without folders, or {@code
 *     registry:NAME@ALIAS}
 * @param version its number in the registry, empty if it is from none
 * @param file where it is on this machine, empty for the bundled one
 */
public record ServedModel(String name, OptionalInt version, Optional<String> file) {
  /** The one in the jar. */
  public static final ServedModel BUNDLED =
      new ServedModel("bundled", OptionalInt.empty(), Optional.empty());
}

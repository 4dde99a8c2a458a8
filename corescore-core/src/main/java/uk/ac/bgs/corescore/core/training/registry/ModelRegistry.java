// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Stores versions of models under names: a registered version is immutable; tags and aliases record
 * its state.
 *
 * <p>Every implementation passes one contract test. Registries are safe for use by many threads,
 * and many processes may use one place at a time. All methods throw {@link IOException} where the
 * place cannot be reached, and {@link uk.ac.bgs.corescore.CoreScoreException} where what is
 * requested is not there or not sound; the message names it.
 */
public interface ModelRegistry {
  /** The alias of the version that is in use. */
  String PRODUCTION = "production";

  /**
   * What names of models, aliases and files are made of: a letter or digit, then letters, digits
   * and {@code _ - .}, 100 characters at most.
   */
  Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");

  /**
   * Fails, naming it, if a text is no name.
   *
   * @param what whose name it is, for the message
   * @param name the text
   * @throws IllegalArgumentException if it is no {@link #NAME}
   */
  static void requireName(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "expected a name of " + what + " of letters, digits and _ - ., got '" + name + "'");
    }
  }

  /**
   * Fails, naming it, if a text is no alias.
   *
   * @param alias the text
   * @throws IllegalArgumentException if it is no {@link #NAME}, or a number, which would be taken
   *     for a version
   */
  static void requireAlias(String alias) {
    requireName("an alias", alias);
    if (alias.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("an alias is not a number, got " + alias);
    }
  }

  /**
   * Registers a version, whose number is one more than the last. It is not visible until it is
   * complete.
   *
   * @param model the model's name; the first version makes the model
   * @param what its files and its tags
   * @return the version
   * @throws IllegalArgumentException if the name is no {@link #NAME}
   * @throws IOException if a file cannot be read, or not be kept
   */
  ModelVersion register(String model, Registration what) throws IOException;

  /**
   * The names of all models.
   *
   * @return names, sorted
   * @throws IOException if they cannot be read
   */
  List<String> models() throws IOException;

  /**
   * All versions of a model.
   *
   * @param model the model's name
   * @return versions from the first to the last; none where there is no such model
   * @throws IOException if they cannot be read
   */
  List<ModelVersion> versions(String model) throws IOException;

  /**
   * One version.
   *
   * @param model the model's name
   * @param version its number
   * @return what is kept of it
   * @throws IOException if it cannot be read
   */
  ModelVersion version(String model, int version) throws IOException;

  /**
   * Adds tags to a version; one of a name that is there is replaced.
   *
   * @param model the model's name
   * @param version its number
   * @param tags values by name, see {@link Registration#tags()}
   * @throws IllegalArgumentException if a name is none
   * @throws IOException if they cannot be kept
   */
  void tag(String model, int version, Map<String, String> tags) throws IOException;

  /**
   * Where an alias points.
   *
   * @param model the model's name
   * @param alias the alias
   * @return the version, empty where there is no such alias or model
   * @throws IOException if it cannot be read
   */
  OptionalInt alias(String model, String alias) throws IOException;

  /**
   * Moves an alias if it still points to the expected version (compare and set). Its history is
   * kept, see {@link #rollBack}. Does nothing if it already points there.
   *
   * @param model the model's name
   * @param alias the alias
   * @param from where it points now; empty if there is none
   * @param to the version it will point to
   * @throws uk.ac.bgs.corescore.CoreScoreException if there is no such version, or someone else has
   *     moved the alias
   * @throws IOException if it cannot be kept
   */
  void moveAlias(String model, String alias, OptionalInt from, int to) throws IOException;

  /**
   * Moves an alias back to its previous version; repeated calls go back further.
   *
   * @param model the model's name
   * @param alias the alias
   * @return the version it points to now
   * @throws uk.ac.bgs.corescore.CoreScoreException if there is nothing before
   * @throws IOException if it cannot be kept
   */
  int rollBack(String model, String alias) throws IOException;

  /**
   * A file of a version on this machine, whose SHA-256 was compared with that which was registered.
   *
   * @param model the model's name
   * @param version its number
   * @param file name of the file, see {@link ModelVersion#sha256()}
   * @return the file, which is not to be changed
   * @throws uk.ac.bgs.corescore.CoreScoreException if there is no such file, or it has changed
   * @throws IOException if it cannot be read
   */
  Path fetch(String model, int version, String file) throws IOException;

  /**
   * The version that a reference means.
   *
   * @param reference a version, or an alias
   * @return the version
   * @throws uk.ac.bgs.corescore.CoreScoreException if there is none
   * @throws IOException if it cannot be read
   */
  default ModelVersion resolve(ModelReference reference) throws IOException {
    return version(reference.model(), reference.versionIn(this));
  }
}

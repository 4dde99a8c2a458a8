// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.registry;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/**
 * Which version of which model of a registry: {@code registry:corescore@production} or {@code
 * registry:corescore@3}; without {@code @} it is production.
 *
 * @param model the model's name
 * @param which an alias, or the number of a version
 */
public record ModelReference(String model, String which) {
  private static final String SCHEME = "registry:";
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
  private static final Pattern FORM = Pattern.compile("registry:([^@]*)(?:@(.*))?");

  /**
   * Checks the names.
   *
   * @param model the model's name
   * @param which an alias, or the number of a version
   * @throws IllegalArgumentException if one is no {@link ModelRegistry#NAME}
   */
  public ModelReference {
    ModelRegistry.requireName("a model", model);
    ModelRegistry.requireName("an alias or a version", which);
  }

  /**
   * Whether a text is meant as a reference, not as the path of a file.
   *
   * @param text the text
   * @return true if it begins with {@code registry:}
   */
  public static boolean isOne(String text) {
    return text.startsWith(SCHEME);
  }

  /**
   * Reads a reference.
   *
   * @param text the text
   * @return the reference
   * @throws IllegalArgumentException if it is none
   */
  public static ModelReference parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "expected registry:MODEL@ALIAS or registry:MODEL@VERSION, got '" + text + "'");
    }
    String which = matcher.group(2);
    return new ModelReference(matcher.group(1), which == null ? ModelRegistry.PRODUCTION : which);
  }

  /** The number of the version in a registry. */
  int versionIn(ModelRegistry registry) throws IOException {
    if (NUMBER.matcher(which).matches()) {
      return Integer.parseInt(which);
    }
    OptionalInt version = registry.alias(model, which);
    if (version.isEmpty()) {
      throw new CoreScoreException(
          FailureKind.NOT_FOUND,
          "model " + model + " has no version with the alias " + which + " in " + registry);
    }
    return version.getAsInt();
  }

  @Override
  public String toString() {
    return SCHEME + model + "@" + which;
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;

/**
 * How label files say of a shape that it is rubble: in a note or the value of an attribute, as one
 * of several things if need be, or by an attribute of that name.
 */
final class RubbleWords {
  private static final Set<String> WORDS = Set.of("rubble", "fines");
  private static final Set<String> YES = Set.of("true", "yes", "1", "on");

  private RubbleWords() {}

  /** Whether a note names it, among what commas and the like, or "and", part from each other. */
  static boolean in(String note) {
    return Arrays.stream(note.toLowerCase(Locale.ROOT).split("[,;/|+&\\n]|\\band\\b", -1))
        .map(String::strip)
        .anyMatch(WORDS::contains);
  }

  /** Whether the name of an attribute asks for it. */
  static boolean isName(String name) {
    return WORDS.contains(name.strip().toLowerCase(Locale.ROOT));
  }

  /** Whether an attribute says it, by its name or by its value. */
  static boolean says(String name, String value) {
    return in(value) || (isName(name) && YES.contains(value.strip().toLowerCase(Locale.ROOT)));
  }

  /** Whether a member of an object says it; of a check box the options that are set. */
  static boolean in(JsonValue attributes) {
    return attributes.members().entrySet().stream()
        .anyMatch(
            member ->
                says(member.getKey(), member.getValue().plain())
                    || member.getValue().members().entrySet().stream()
                        .anyMatch(
                            option ->
                                isName(option.getKey())
                                    && option.getValue() == JsonValue.Word.TRUE));
  }
}

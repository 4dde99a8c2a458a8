// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;
import uk.ac.bgs.corescore.mask.LabelledPolygon;
import uk.ac.bgs.corescore.mask.PieceMark;

/**
 * The keywords by which label files mark a shape as rubble or unsound, or the break below it as
 * induced or natural: in a note or the value of an attribute, alone or in a list, or as the name of
 * an attribute.
 */
final class MarkKeywords {
  private static final Map<String, PieceMark> OTHERS = Map.of("fines", PieceMark.RUBBLE);
  private static final Set<String> YES = Set.of("true", "yes", "1", "on");

  private MarkKeywords() {}

  private static Optional<PieceMark> mark(String text) {
    return PieceMark.of(text)
        .or(() -> Optional.ofNullable(OTHERS.get(text.strip().toLowerCase(Locale.ROOT))));
  }

  /** What a note names, among what commas and the like, or "and", part from each other. */
  static Set<PieceMark> in(String note) {
    Set<PieceMark> marks = EnumSet.noneOf(PieceMark.class);
    for (String part : note.split("[,;/|+&\\n]|(?i:\\band\\b)", -1)) {
      mark(part).ifPresent(marks::add);
    }
    return marks;
  }

  /** Whether it is the name of a mark. */
  static boolean isName(String name) {
    return mark(name).isPresent();
  }

  /** The mark in an attribute: in its value, or its name if the value is true. */
  static Set<PieceMark> says(String name, String value) {
    Set<PieceMark> marks = in(value);
    if (YES.contains(value.strip().toLowerCase(Locale.ROOT))) {
      mark(name).ifPresent(marks::add);
    }
    return marks;
  }

  /** The marks in the members of an object; of a check box, in the selected options. */
  static Set<PieceMark> in(JsonValue attributes) {
    Set<PieceMark> marks = EnumSet.noneOf(PieceMark.class);
    attributes
        .members()
        .forEach(
            (name, value) -> {
              marks.addAll(says(name, value.plain()));
              value
                  .members()
                  .forEach(
                      (option, set) -> {
                        if (set == JsonValue.Word.TRUE) {
                          mark(option).ifPresent(marks::add);
                        }
                      });
            });
    return marks;
  }

  /** The marks as a note. */
  static String text(LabelledPolygon polygon) {
    return polygon.marks().stream().sorted().map(PieceMark::id).collect(Collectors.joining(", "));
  }

  /** Writes a member for each thing that is stated about a shape. */
  static void write(JsonGenerator json, LabelledPolygon polygon) throws IOException {
    for (PieceMark mark : PieceMark.values()) {
      if (polygon.marks().contains(mark)) {
        json.writeBooleanField(mark.id(), true);
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Lists of formats on command lines: names with commas between them. */
public final class FormatList {
  private FormatList() {}

  /**
   * Reads a list: names of constants, whose case and blanks do not matter, or {@code all}.
   *
   * @throws IllegalArgumentException if a name is none; the message lists those there are
   */
  public static <E extends Enum<E>> Set<E> parse(Class<E> formats, String what, String list) {
    Set<E> found = EnumSet.noneOf(formats);
    for (String part : list.split(",", -1)) {
      String name = part.strip().toLowerCase(Locale.ROOT);
      if (name.equals("all")) {
        found.addAll(EnumSet.allOf(formats));
        continue;
      }
      Optional<E> one =
          Arrays.stream(formats.getEnumConstants())
              .filter(format -> id(format).equals(name))
              .findFirst();
      if (one.isEmpty()) {
        throw new IllegalArgumentException(
            "no "
                + what
                + " '"
                + part.strip()
                + "'; there are "
                + Arrays.stream(formats.getEnumConstants())
                    .map(FormatList::id)
                    .collect(Collectors.joining(", "))
                + " and all");
      }
      found.add(one.get());
    }
    return Collections.unmodifiableSet(found);
  }

  private static String id(Enum<?> format) {
    return format.name().toLowerCase(Locale.ROOT);
  }
}

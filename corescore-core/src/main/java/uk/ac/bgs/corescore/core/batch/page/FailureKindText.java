// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch.page;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import uk.ac.bgs.corescore.FailureKind;

/** The kinds of failures in words. */
final class FailureKindText {
  private FailureKindText() {}

  private static String title(FailureKind kind) {
    return switch (kind) {
      case BAD_INPUT -> "Damaged file";
      case TOO_LARGE -> "Larger than a limit";
      case UNSUPPORTED -> "Format that is not read";
      case NOT_FOUND -> "File that is not there";
      case BUSY -> "No room at the time";
      case CONFIGURATION -> "Setting that does not fit";
      case PLUGIN -> "Plugin that failed";
      case IO -> "Disk or network";
      case OTHER -> "Unexpected error";
    };
  }

  static String title(String id) {
    return titles().getOrDefault(id, ColumnText.sentence(id));
  }

  static Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    for (FailureKind kind : FailureKind.values()) {
      titles.put(kind.name().toLowerCase(Locale.ROOT), title(kind));
    }
    return titles;
  }
}

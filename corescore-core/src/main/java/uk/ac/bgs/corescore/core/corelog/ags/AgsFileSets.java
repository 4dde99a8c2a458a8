// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.ags;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LoggedRow;
import uk.ac.bgs.corescore.core.internal.FileName;

/** The photographs that go with a file: a set for each hole. */
final class AgsFileSets {
  private static final Map<String, String> TYPES = Map.of("JPEG", "JPG", "TIFF", "TIF");

  private AgsFileSets() {}

  /**
   * A photograph that goes with a file.
   *
   * @param set its set, which is the folder below {@code FILE}
   * @param name its name there
   * @param source where it is now
   * @param type code of its kind
   * @param description what it shows
   */
  record Entry(String set, String name, Path source, String type, String description) {}

  /**
   * Those of a hole.
   *
   * @param photos where they are, by their names in the log
   */
  static List<Entry> of(HoleLog hole, String set, Map<String, Path> photos, AgsText text) {
    Map<String, List<LoggedRow>> rows = new LinkedHashMap<>();
    hole.rows()
        .forEach(row -> rows.computeIfAbsent(row.photo(), photo -> new ArrayList<>()).add(row));
    List<Entry> entries = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    rows.forEach(
        (photo, shown) -> {
          Path source = photos.get(photo);
          if (source != null) {
            String name = name(photo, taken, text);
            entries.add(new Entry(set, name, source, type(name), description(hole, shown, text)));
          } else if (!photos.isEmpty()) {
            text.remark(photo + ": not among the photographs that go with the AGS4 file");
          }
        });
    return entries;
  }

  /** A name that every file system takes, and that no other photo of the set has. */
  private static String name(String photo, Set<String> taken, AgsText text) {
    String file = safe(text.of(photo.substring(photo.lastIndexOf('/') + 1)));
    String name = file;
    if (taken.contains(name.toLowerCase(Locale.ROOT))) {
      name = safe(text.of(photo));
    }
    for (int i = 2; taken.contains(name.toLowerCase(Locale.ROOT)); i++) {
      name = i + "_" + file;
    }
    if (!name.equals(photo.substring(photo.lastIndexOf('/') + 1))) {
      text.remark(photo + ": goes with the AGS4 file as " + name);
    }
    taken.add(name.toLowerCase(Locale.ROOT));
    return name;
  }

  private static String safe(String name) {
    return name.replaceAll("[\\\\/:*?\"<>|]", "_").replaceAll("[. ]+$", "");
  }

  private static String type(String name) {
    String extension = FileName.extension(name).toUpperCase(Locale.ROOT);
    return TYPES.getOrDefault(extension, extension);
  }

  /** What the standard list does not have, in words. */
  static String meaning(String type) {
    return switch (type) {
      case "PNG" -> "Portable Network Graphics image file";
      case "TIF" -> "Tagged Image File Format image file";
      default -> type + " file";
    };
  }

  private static String description(HoleLog hole, List<LoggedRow> rows, AgsText text) {
    Set<String> boxes = new LinkedHashSet<>();
    double top = Double.POSITIVE_INFINITY;
    double base = Double.NEGATIVE_INFINITY;
    for (LoggedRow row : rows) {
      boxes.add(row.box());
      top = Math.min(top, row.depths().top().metres());
      base = Math.max(base, row.depths().base().metres());
    }
    return text.of(hole.hole())
        + ", "
        + text.of(String.join(", ", boxes))
        + ", "
        + AgsValue.depth(top)
        + "-"
        + AgsValue.depth(base)
        + " m";
  }
}

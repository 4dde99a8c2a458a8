// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.corelog;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;

/** File names of holes. */
public final class HoleFiles {
  private static final int LONGEST = 60;
  private static final Pattern REFUSED = Pattern.compile("[\\\\/:*?\"<>|\\p{C}\\p{Z}]+");
  private static final Pattern RESERVED =
      Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

  private HoleFiles() {}

  /**
   * A name for each hole that file systems take, with or without a difference of case.
   *
   * @param holes the holes of a log, whose names are apart from each other
   * @return by the name of a hole, what its files begin with
   */
  public static Map<String, String> stems(List<HoleLog> holes) {
    Map<String, String> stems = new LinkedHashMap<>();
    Set<String> taken = new HashSet<>();
    for (HoleLog one : holes) {
      String hole = one.hole();
      String safe = safe(hole);
      String stem = safe;
      for (int i = 2; !taken.add(stem.toLowerCase(Locale.ROOT)); i++) {
        stem = safe + "_" + i;
      }
      stems.put(hole, stem);
    }
    return stems;
  }

  private static String safe(String hole) {
    String safe = REFUSED.matcher(hole).replaceAll("_");
    int[] points = safe.codePoints().limit(LONGEST).toArray();
    safe = new String(points, 0, points.length);
    if (safe.isEmpty() || safe.startsWith(".") || RESERVED.matcher(safe).matches()) {
      safe = "_" + safe;
    }
    return safe;
  }
}

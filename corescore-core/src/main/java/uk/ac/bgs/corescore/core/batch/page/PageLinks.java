// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch.page;

import java.util.Optional;
import uk.ac.bgs.corescore.core.internal.PercentEncoding;

/** Paths of files in the page's folder, as references and as the page's data have them. */
final class PageLinks {
  /** Stands for the stem of a photo's name in a path. */
  private static final String STEM = "*";

  private PageLinks() {}

  /** The path, if it stays in the folder: relative, and without steps up. */
  static Optional<String> inside(Optional<String> path) {
    return path.filter(PageLinks::isInside);
  }

  private static boolean isInside(String path) {
    for (String name : path.split("/", -1)) {
      if (name.isEmpty() || name.equals(".") || name.equals("..") || name.contains("\\")) {
        return false;
      }
    }
    return true;
  }

  /** The path as a reference of a page, which has no scheme. */
  static String reference(String path) {
    return "./" + PercentEncoding.encodePath(path);
  }

  /**
   * The path in data: {@code =} and the path, or {@code *}, which stands for the stem of the
   * photo's name, between what comes before and behind. So most photos have the same.
   */
  static String compact(String photo, String path) {
    String stem = stem(photo);
    int at = path.indexOf(stem);
    boolean plain = at < 0 || stem.isEmpty() || path.startsWith("=");
    if (plain) {
      return "=" + path;
    }
    String before = path.substring(0, at);
    String behind = path.substring(at + stem.length());
    return before.contains(STEM) || behind.contains(STEM) ? "=" + path : before + STEM + behind;
  }

  /** The name without its last extension; folders stay. */
  private static String stem(String photo) {
    int dot = photo.lastIndexOf('.');
    return dot > photo.lastIndexOf('/') + 1 ? photo.substring(0, dot) : photo;
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal;

import java.util.Locale;

/** The parts of a file's name that may have folders before it. */
public final class FileName {
  private FileName() {}

  /** The name without folders, whichever separators it has. */
  public static String last(String name) {
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }

  /**
   * The name without its last extension, folders kept; a point that begins the name, or is in a
   * folder's, is none.
   */
  public static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name;
  }

  /** What follows the last point of the name, in lower case; empty where there is none. */
  public static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot > name.lastIndexOf('/') ? name.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
  }
}

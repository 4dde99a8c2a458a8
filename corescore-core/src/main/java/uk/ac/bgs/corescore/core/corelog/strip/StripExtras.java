// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.strip;

import java.util.List;

/**
 * Additional content of a strip log besides the log of its hole. Immutable.
 *
 * @param pictures of the core, in any order; without any there is no such track
 * @param problems a sentence for each thing that is missing among them
 */
public record StripExtras(List<StripImage> pictures, List<String> problems) {
  /** Nothing. */
  public static final StripExtras NONE = new StripExtras(List.of(), List.of());

  /**
   * Copies the lists.
   *
   * @param pictures of the core
   * @param problems what is missing
   */
  public StripExtras {
    pictures = List.copyOf(pictures);
    problems = List.copyOf(problems);
  }
}

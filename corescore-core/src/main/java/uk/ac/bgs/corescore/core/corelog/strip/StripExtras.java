// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.strip;

import java.util.List;

/**
 * What a strip log shows beside what the log of its hole has. Immutable.
 *
 * @param pictures of the core, in any order; without any there is no such track
 * @param conditions of the core, in any order; without any there is no such track
 */
public record StripExtras(List<StripPicture> pictures, List<StripCondition> conditions) {
  /** Nothing. */
  public static final StripExtras NONE = new StripExtras(List.of(), List.of());

  /**
   * Copies the lists.
   *
   * @param pictures of the core
   * @param conditions of the core
   */
  public StripExtras {
    pictures = List.copyOf(pictures);
    conditions = List.copyOf(conditions);
  }
}

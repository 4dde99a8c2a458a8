// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.store;

import java.util.List;

/**
 * The photographs that a store says it has.
 *
 * @param ids their ids, each once, in the order of the store
 * @param elsewhere how many images and documents were named that are on other servers; they were
 *     skipped
 * @param failures what could not be read, a sentence each
 */
public record StoreListing(List<String> ids, int elsewhere, List<String> failures) {
  /**
   * Copies the lists.
   *
   * @param ids their ids
   * @param elsewhere how many images and documents were skipped
   * @param failures what could not be read
   */
  public StoreListing {
    ids = List.copyOf(ids);
    failures = List.copyOf(failures);
  }
}

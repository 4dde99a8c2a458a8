// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import java.nio.file.Path;
import java.util.List;

/**
 * What a run came to.
 *
 * @param folder the folder of the result set
 * @param status how far it came: nothing is open in its shard
 * @param failures how many photos are recorded as failed, by this run or earlier ones: of all
 *     photos where the tables were made, else of its shard
 * @param openElsewhere how many photos of other shards are not done; tables are made when there are
 *     none
 * @param absent names of photos that have a record in this result set and were not among the photos
 *     of this run; they are not in the tables
 */
public record BatchOutcome(
    Path folder, BatchStatus status, long failures, long openElsewhere, List<String> absent) {
  /**
   * Copies the list.
   *
   * @param folder the folder of the result set
   * @param status how far it came
   * @param failures how many photos are recorded as failed
   * @param openElsewhere how many photos of other shards are not done
   * @param absent names of recorded photos that were not among those of this run
   */
  public BatchOutcome {
    absent = List.copyOf(absent);
  }

  /**
   * Whether all photos are done, so that the tables were made.
   *
   * @return false where other shards have to run or end first
   */
  public boolean complete() {
    return openElsewhere == 0;
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import java.util.concurrent.atomic.AtomicInteger;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/**
 * Notices that photos cannot be reached, one after the other: a server or a disk is away. Going on
 * would record a failure for each photo of the archive. Safe for use by many threads.
 */
final class Outage {
  private final int limit;
  private final AtomicInteger inARow = new AtomicInteger();
  private volatile String last = "";

  /**
   * @param limit how many photos in a row are an outage
   */
  Outage(int limit) {
    this.limit = limit;
  }

  /** Whether a failure is one of a disk or a network, which may pass. */
  static boolean mayPass(FailureKind kind) {
    return kind == FailureKind.IO || kind == FailureKind.BUSY;
  }

  /** A photo was reached, whatever came of it. */
  void reached() {
    inARow.set(0);
  }

  void failed(FailureKind kind, String message) {
    if (!mayPass(kind)) {
      reached();
      return;
    }
    last = message;
    inARow.incrementAndGet();
  }

  boolean isThere() {
    return inARow.get() >= limit;
  }

  /**
   * Checks that there is none.
   *
   * @throws CoreScoreException if there is; the message has the last failure
   */
  void requireNone() {
    if (isThere()) {
      throw new CoreScoreException(
          FailureKind.BUSY,
          inARow.get()
              + " photos in a row could not be reached, the last: "
              + last
              + "; what is done is kept, start again to go on from there");
    }
  }
}

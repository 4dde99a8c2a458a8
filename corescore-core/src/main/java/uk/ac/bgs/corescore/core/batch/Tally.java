// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import java.time.Duration;

/** Counts the photos of a run, and tells its listener, one call at a time. */
final class Tally {
  private final BatchListener listener;
  private final long photos;
  private final long start = System.nanoTime();
  private long kept;
  private long scored;
  private long failed;

  Tally(BatchListener listener, long photos) {
    this.listener = listener;
    this.photos = photos;
  }

  synchronized BatchStatus status() {
    return new BatchStatus(
        photos, kept, scored, failed, Duration.ofNanos(System.nanoTime() - start));
  }

  synchronized void remark(String line) {
    listener.remark(line);
  }

  synchronized void kept() {
    kept++;
    listener.progress(status());
  }

  synchronized void scored() {
    scored++;
    listener.progress(status());
  }

  synchronized void failed(String name, String message) {
    failed++;
    listener.failed(name, message);
    listener.progress(status());
  }
}

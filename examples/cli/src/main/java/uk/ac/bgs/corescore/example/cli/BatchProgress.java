// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import uk.ac.bgs.corescore.core.batch.BatchListener;
import uk.ac.bgs.corescore.core.batch.BatchStatus;

/**
 * Tells how far a run is: a line that is drawn again and again on a terminal, a plain line each
 * half minute elsewhere. Failures stay on the screen, a line each.
 */
final class BatchProgress implements BatchListener {
  private static final long TERMINAL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LOG_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Progress line;
  private final boolean terminal;
  private final long pause;
  private long told = System.nanoTime();

  BatchProgress(PrintWriter out) {
    this(out, Progress.onTerminal());
  }

  BatchProgress(PrintWriter out, boolean terminal) {
    this.line = new Progress(out, terminal, 0);
    this.terminal = terminal;
    this.pause = terminal ? TERMINAL_NANOS : LOG_NANOS;
  }

  @Override
  public void progress(BatchStatus status) {
    long now = System.nanoTime();
    if (now - told < pause) {
      return;
    }
    told = now;
    if (terminal) {
      line.draw(text(status));
    } else {
      line.say(text(status));
    }
  }

  @Override
  public void failed(String photo, String message) {
    line.say("FAILED: " + message);
  }

  @Override
  public void remark(String text) {
    line.say(text);
  }

  /** Removes the line that is drawn. */
  void end() {
    line.draw("");
  }

  /** How far it is, in a line. */
  static String text(BatchStatus status) {
    long done = status.photos() - status.open();
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%d of %d photos (%.1f %%)",
                done,
                status.photos(),
                100.0 * done / Math.max(1, status.photos())));
    status
        .photosPerSecond()
        .ifPresent(rate -> text.append(String.format(Locale.ROOT, ", %.2f photos/s", rate)));
    status.timeLeft().ifPresent(left -> text.append(", " + time(left) + " left"));
    return text + ", " + status.failed() + " failed";
  }

  private static String time(Duration left) {
    if (left.toMinutes() == 0) {
      return left.toSeconds() + " s";
    }
    return left.toHours() == 0
        ? left.toMinutes() + " min"
        : left.toHours() + " h " + left.toMinutesPart() + " min";
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import io.javalin.http.Context;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bodies of requests, each within the limit, and all of them together within a share of the memory:
 * who comes when that is used up waits a little and is then told to come back. A body that comes
 * too slowly is given up, so that no client holds memory and threads by sending single bytes. Safe
 * for use by many threads.
 */
final class Bodies implements AutoCloseable {
  private static final int UNIT = 1 << 16;
  private static final int PATIENCE_SECONDS = 10;

  /** A body may take so long, and so much longer as it is large. */
  private static final int GRACE_SECONDS = 30;

  private static final long SLOWEST_BYTES_A_SECOND = 32 << 10;
  private static final String LATE = "corescore.late";

  private final long limit;
  private final int graceSeconds;
  private final Semaphore units;
  private final int most;
  private final ScheduledThreadPoolExecutor clock;

  Bodies(long limit) {
    this(limit, GRACE_SECONDS);
  }

  Bodies(long limit, int graceSeconds) {
    this.limit = limit;
    this.graceSeconds = graceSeconds;
    long share = Math.max(2 * limit, Runtime.getRuntime().maxMemory() / 4);
    this.most = (int) Math.min(Integer.MAX_VALUE, share / UNIT);
    this.units = new Semaphore(most, true);
    this.clock = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "slow-bodies"));
    this.clock.setRemoveOnCancelPolicy(true);
  }

  /** Whether the body of a request was given up because it came too slowly. */
  static boolean isLate(Context ctx) {
    return ctx.attribute(LATE) != null;
  }

  /** A share of the memory, and the body that it is for. */
  final class Share implements AutoCloseable {
    private final Context ctx;
    private final int taken;
    private final Thread reader = Thread.currentThread();
    private final ScheduledFuture<?> alarm;
    private boolean received;

    private Share(Context ctx, int taken, long bytes) {
      this.ctx = ctx;
      this.taken = taken;
      this.alarm =
          clock.schedule(
              this::giveUp, graceSeconds + bytes / SLOWEST_BYTES_A_SECOND, TimeUnit.SECONDS);
    }

    private synchronized void giveUp() {
      if (!received) {
        ctx.attribute(LATE, true);
        reader.interrupt();
      }
    }

    /** Says that the body is here: from now on it cannot come too slowly. */
    synchronized void received() {
      received = true;
      alarm.cancel(false);
    }

    /** The request. */
    Context request() {
      return ctx;
    }

    /** The body as a stream that refuses more than the limit. */
    InputStream stream() throws IOException {
      return new Limited(ctx.req().getInputStream(), limit);
    }

    /** The body, whole. */
    byte[] bytes() throws IOException {
      try (InputStream in = stream()) {
        byte[] all = in.readAllBytes();
        received();
        return all;
      }
    }

    @Override
    public void close() {
      received();
      units.release(taken);
    }
  }

  /** Takes memory for a request's body; the caller gives it back. */
  Share share(Context ctx) throws InterruptedException {
    long length = ctx.req().getContentLengthLong();
    long bytes = length < 0 ? limit : Math.min(limit, length);
    int wanted = (int) Math.min(most, bytes / UNIT + 1);
    if (!units.tryAcquire(wanted, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new ApiException(503, "too many large requests at a time; try again later", 2);
    }
    return new Share(ctx, wanted, bytes);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private static final class Limited extends FilterInputStream {
    private final long limit;
    private long read;

    private Limited(InputStream in, long limit) {
      super(in);
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = in.read(buffer, offset, length);
      count(Math.max(0, count));
      return count;
    }

    private void count(int bytes) {
      read += bytes;
      if (read > limit) {
        throw Gate.tooLarge(limit);
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import io.javalin.http.Context;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bodies of requests, each within the limit, and all of them together within a share of the memory:
 * who comes when that is used up waits a little and is then told to come back. Safe for use by many
 * threads.
 */
final class Bodies {
  private static final int UNIT = 1 << 16;
  private static final int PATIENCE_SECONDS = 10;

  private final long limit;
  private final Semaphore units;
  private final int most;

  Bodies(long limit) {
    this.limit = limit;
    long share = Math.max(2 * limit, Runtime.getRuntime().maxMemory() / 4);
    this.most = (int) Math.min(Integer.MAX_VALUE, share / UNIT);
    this.units = new Semaphore(most, true);
  }

  /** A share of the memory, and the body that it is for. */
  final class Share implements AutoCloseable {
    private final Context ctx;
    private final int taken;

    private Share(Context ctx, int taken) {
      this.ctx = ctx;
      this.taken = taken;
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
        return in.readAllBytes();
      }
    }

    @Override
    public void close() {
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
    return new Share(ctx, wanted);
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

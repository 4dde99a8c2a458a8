// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import io.javalin.http.Context;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.ac.bgs.corescore.core.results.ResultStore;
import uk.ac.bgs.corescore.core.serve.SegmenterPool;
import uk.ac.bgs.corescore.core.serve.WorkQueue;
import uk.ac.bgs.corescore.example.service.ModelWatch;

/** What the service counts and measures, for Prometheus, and a line of the log a request. */
final class Figures implements AutoCloseable {
  private static final Logger ACCESS = LoggerFactory.getLogger("corescore.access");

  /** Up to which times requests are counted, a dozen lines for each way, method and status. */
  private static final Duration[] BUCKETS =
      IntStream.of(5, 20, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collector = new JvmGcMetrics();

  Figures(WorkQueue queue, ResultStore store, ModelWatch watch, SegmenterPool segmenters) {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    collector.bindTo(registry);
    registry.gauge("corescore.queue.waiting", queue, WorkQueue::waiting);
    registry.gauge("corescore.queue.running", queue, WorkQueue::running);
    registry.gauge("corescore.results", store, ResultStore::size);
    registry.gauge("corescore.model.changes", watch, ModelWatch::changes);
    registry.gauge("corescore.model.refused", watch, w -> w.problem().isPresent() ? 1 : 0);
    registry.gauge("corescore.model.version", segmenters, s -> s.model().version().orElse(0));
  }

  /** Counts a request that was answered, and logs it; never its query, which may hold a token. */
  void answered(Context ctx, @Nullable Float millis) {
    double taken = millis == null ? 0 : millis;
    var endpoint = ctx.endpoints().lastHttpEndpoint();
    String route = endpoint == null ? "none" : endpoint.path;
    Timer.builder("http.server.requests")
        .tag("method", method(ctx.req().getMethod()))
        .tag("route", route)
        .tag("status", Integer.toString(ctx.statusCode()))
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(Duration.ofNanos((long) (taken * 1e6)));
    ACCESS.info(
        "request={} client={} method={} path={} status={} ms={}",
        RequestId.of(ctx),
        ctx.ip(),
        method(ctx.req().getMethod()),
        ctx.path().replaceAll("[^\\x21-\\x7e]", "?"),
        ctx.statusCode(),
        Math.round(taken));
  }

  private static String method(String method) {
    return method.matches("[A-Z]{1,10}") ? method : "OTHER";
  }

  /** All figures, in the text that Prometheus reads. */
  void metrics(Context ctx) {
    ctx.contentType("text/plain; version=0.0.4; charset=utf-8").result(registry.scrape());
  }

  @Override
  public void close() {
    collector.close();
    registry.close();
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.results.ResultDisk;
import uk.ac.bgs.corescore.core.results.ResultLogs;
import uk.ac.bgs.corescore.core.results.ResultReviews;
import uk.ac.bgs.corescore.core.results.ResultScoring;
import uk.ac.bgs.corescore.core.results.ResultStore;
import uk.ac.bgs.corescore.core.results.StoredResult;
import uk.ac.bgs.corescore.core.serve.SegmenterPool;
import uk.ac.bgs.corescore.core.serve.WorkQueue;
import uk.ac.bgs.corescore.example.service.ModelWatch;
import uk.ac.bgs.corescore.example.service.ServiceSettings;

/** The HTTP server: routes, and what holds for all of them. */
public final class WebServer implements AutoCloseable {
  private static final int THREADS = 256;

  /** Requests that may wait for their bodies or for workers; other requests find a thread. */
  private static final int MOST_WAITING = THREADS - 64;

  private static final int MOST_CONNECTIONS = 2048;
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final long PATIENCE_MILLIS = 30_000;
  private static final int IN_MEMORY_FORM = 1;

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
          + " connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private final Figures figures;
  private final StatusApi status;
  private final Semaphore places = new Semaphore(MOST_WAITING);
  private final Bodies bodies;
  private final Javalin javalin;

  /**
   * What the server answers with.
   *
   * @param segmenters who looks
   * @param queue who works
   * @param watch who looks after the model
   * @param store what is kept
   * @param desk who takes requests
   * @param reviews who takes what people say
   * @param logs who takes what people enter for core logs
   * @param reader who reads photos
   * @param disk what all is kept on
   * @param data the folder in which it is kept
   * @param scratch a folder for uploads on their way
   */
  public record Parts(
      SegmenterPool segmenters,
      WorkQueue queue,
      ModelWatch watch,
      ResultStore store,
      ResultScoring desk,
      ResultReviews reviews,
      ResultLogs logs,
      PhotoReader reader,
      ResultDisk disk,
      Path data,
      Path scratch) {
    /** Whether there is room for another request. */
    boolean hasRoom(ServiceSettings settings) {
      return disk.hasRoom(data, settings.maxBody());
    }
  }

  /**
   * Starts the server.
   *
   * @param settings where to listen, and limits
   * @param parts what to answer with
   * @throws IOException if it cannot listen there
   */
  public WebServer(ServiceSettings settings, Parts parts) throws IOException {
    this.figures = new Figures(parts.queue(), parts.store(), parts.watch(), parts.segmenters());
    this.status =
        new StatusApi(
            settings,
            parts.segmenters(),
            parts.watch(),
            parts.queue(),
            () -> parts.hasRoom(settings));
    this.bodies = new Bodies(settings.maxBody());
    try {
      this.javalin = Javalin.create(config -> configure(config, settings, parts));
    } catch (RuntimeException e) {
      bodies.close();
      figures.close();
      throw e;
    }
    boolean started = false;
    try {
      javalin.start(settings.host(), settings.port());
      started = true;
    } catch (JavalinException e) {
      throw new IOException(
          "cannot listen on " + settings.host() + ":" + settings.port() + ": " + e.getMessage(), e);
    } finally {
      if (!started) {
        close();
      }
    }
  }

  private void configure(JavalinConfig config, ServiceSettings settings, Parts parts) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    // A thread that waits five seconds to see whether the server was started; it is, in the next
    // line.
    config.startup.startupWatcherEnabled = false;
    config.http.maxRequestSize = settings.maxBody();
    config.http.prefer405over404 = true;
    config.jetty.threadPool = new QueuedThreadPool(THREADS, 8, (int) IDLE.toMillis());
    config.jetty.multipartConfig.cacheDirectory(parts.scratch().toString());
    config.jetty.multipartConfig.maxInMemoryFileSize(IN_MEMORY_FORM, SizeUnit.MB);
    config.jetty.multipartConfig.maxFileSize(settings.maxBody(), SizeUnit.BYTES);
    config.jetty.multipartConfig.maxTotalRequestSize(settings.maxBody(), SizeUnit.BYTES);
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setSendServerVersion(false);
          http.setSendXPoweredBy(false);
          http.setIdleTimeout(IDLE.toMillis());
        });
    config.jetty.modifyServer(
        server -> {
          server.setErrorHandler(new JsonErrors());
          server.setStopTimeout(PATIENCE_MILLIS);
          server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, server));
        });
    config.requestLogger.http(figures::answered);
    common(config.routes, settings);
    routes(config.routes, settings, parts);
  }

  private static void common(RoutesConfig routes, ServiceSettings settings) {
    Set<String> open = new HashSet<>(Assets.paths());
    open.add("/health/live");
    open.add("/health/ready");
    Gate gate = new Gate(settings, open);
    routes.before(
        ctx -> {
          RequestId.assign(ctx);
          headers(ctx);
          gate.check(ctx);
          Parameters.requireSound(ctx);
        });
    ErrorAnswers errors = new ErrorAnswers();
    routes.exception(Exception.class, (e, ctx) -> errors.answer(ctx, e));
    // Javalin has an answer of its own for these.
    routes.exception(HttpResponseException.class, (e, ctx) -> errors.answer(ctx, e));
    routes.error(
        500,
        ctx -> {
          // An Error, of which Javalin tells the status only.
          if (!String.valueOf(ctx.res().getContentType()).startsWith("application/json")) {
            errors.answer(ctx, new ApiException(500, "something went wrong in the service"));
          }
        });
  }

  private static void headers(Context ctx) {
    ctx.header("Content-Security-Policy", POLICY);
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("Referrer-Policy", "no-referrer");
    ctx.header("Cross-Origin-Opener-Policy", "same-origin");
    ctx.header("Cross-Origin-Resource-Policy", "same-origin");
    ctx.header("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    ctx.header("Cache-Control", "no-store");
  }

  /** A handler that may wait. */
  @FunctionalInterface
  private interface Waiting {
    void handle(Context ctx) throws IOException, InterruptedException;
  }

  private Handler waiting(Waiting handler) {
    return ctx -> {
      if (!places.tryAcquire()) {
        throw new ApiException(503, "too many requests are under way; try again later", 2);
      }
      try {
        handler.handle(ctx);
      } catch (InterruptedException | IOException | RuntimeException e) {
        if (Bodies.isLate(ctx)) {
          throw new ApiException(408, "the request came too slowly");
        }
        if (e instanceof InterruptedException) {
          Thread.currentThread().interrupt();
          throw new ApiException(503, "the service is ending", 5);
        }
        throw e;
      } finally {
        if (Bodies.isLate(ctx)) {
          // The interrupt was meant for this body; the thread goes on to others.
          var unused = Thread.interrupted();
        }
        places.release();
      }
    };
  }

  private void routes(RoutesConfig routes, ServiceSettings settings, Parts parts) {
    ResultView view = new ResultView(parts.desk());
    Assets assets = new Assets();
    Assets.paths().forEach(path -> get(routes, path, assets::send));
    get(routes, "/health/live", status::live);
    get(routes, "/health/ready", status::ready);
    get(routes, "/metrics", figures::metrics);
    get(routes, "/v1/about", status::about);
    LabelToolApi labelTool =
        new LabelToolApi(parts.segmenters(), parts.queue(), parts.reader(), bodies);
    routes.post("/labels", waiting(labelTool::labels));
    routes.post("/boxes", waiting(labelTool::boxes));
    ScoreApi score =
        new ScoreApi(
            parts.segmenters(),
            parts.desk(),
            parts.store(),
            view,
            bodies,
            () -> parts.hasRoom(settings));
    routes.post("/v1/score", waiting(score::score));
    ResultApi results = new ResultApi(parts.store(), parts.desk(), view);
    get(routes, "/v1/results", results::list);
    get(routes, "/v1/results/{name}", results::get);
    routes.delete("/v1/results/{name}", results::remove);
    get(routes, "/v1/results/{id}/versions", results::versions);
    FeedbackApi feedback = new FeedbackApi(results, parts.reviews(), parts.queue(), view, bodies);
    routes.post("/v1/results/{id}/feedback", waiting(feedback::feedback));
    routes.post("/v1/results/{id}/undo", waiting(feedback::undo));
    routes.post("/v1/results/{id}/scale", waiting(feedback::scale));
    LogApi log = new LogApi(results, parts.logs(), parts.queue(), bodies);
    get(routes, "/v1/results/{id}/log", waiting(log::get));
    routes.put("/v1/results/{id}/log", waiting(log::put));
    routes.post("/v1/results/{id}/log/marks", waiting(log::mark));
    routes.post("/v1/results/{id}/log/undo", waiting(log::undo));
    get(routes, "/v1/results/{id}/log.zip", waiting(log::zip));
    get(routes, "/v1/results/{id}/log/<file>", waiting(log::file));
    routes.post("/v1/results/{id}/cancel", results::cancel);
    routes.get(
        "/v1/results/{id}/events", waiting(new EventApi(results, parts.desk(), view)::events));
    routes.head("/v1/results/{id}/events", ctx -> results.find(ctx.pathParam("id")));
  }

  /** A way to read something; HEAD, too, goes all of it, else Javalin says 200 of whatever. */
  private static void get(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }

  /**
   * The port that it listens on.
   *
   * @return the port, also where a free one was asked for
   */
  public int port() {
    return javalin.port();
  }

  /** Says that it is ending, to those who ask whether it is ready. */
  public void end() {
    status.end();
  }

  /** Takes no more requests, and lets those that run come to their end. */
  @Override
  public void close() {
    javalin.stop();
    bodies.close();
    figures.close();
  }

  /** What to tell clients of a failure of a result. */
  public static StoredResult.Failure failure(Throwable problem, String result) {
    ApiException told = Failures.of(problem, result);
    return new StoredResult.Failure(told.status(), told.text());
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.results.ResultDisk;
import uk.ac.bgs.corescore.core.results.ResultLogs;
import uk.ac.bgs.corescore.core.results.ResultReviews;
import uk.ac.bgs.corescore.core.results.ResultScoring;
import uk.ac.bgs.corescore.core.results.ResultStore;
import uk.ac.bgs.corescore.core.serve.SegmenterPool;
import uk.ac.bgs.corescore.core.serve.WorkQueue;
import uk.ac.bgs.corescore.core.store.PhotoStore;
import uk.ac.bgs.corescore.example.service.web.WebServer;
import uk.ac.bgs.corescore.spi.Providers;

/**
 * A running service. The parts know each other only here; each can be used without the others.
 *
 * <p>Closing it takes no more requests, lets the photos that are looked at come to their end, and
 * leaves those that wait on the disk, where the next start takes them up.
 */
public final class LabelService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("corescore.service");
  private static final List<String> BEST_FIRST =
      List.of("djl-unet", "boofcv-watershed", "boofcv-edges");

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ServiceSettings settings;
  private final SegmenterPool segmenters;
  private final ModelWatch watch;
  private final WebServer server;

  /** What is to be closed, the last that was opened first. */
  private final Deque<AutoCloseable> opened;

  private boolean closed;

  private LabelService(ServiceSettings settings, ResultDisk disk, Deque<AutoCloseable> opened)
      throws IOException {
    this.settings = settings;
    this.opened = opened;
    DataFolder folder = opening(DataFolder.open(settings.data()));
    Path data = folder.path();
    ModelSource source = ModelSource.of(settings.model(), settings.registry(), System.getenv());
    this.segmenters =
        opening(
            new SegmenterPool(
                Providers.discover(LabelService.class.getClassLoader()),
                BEST_FIRST,
                settings.segmenter(),
                source.current(),
                settings.workers()));
    ResultStore store =
        new ResultStore(disk, data.resolve("results"), settings.keep(), settings.keepResults());
    PhotoReader reader = PhotoReader.create().withMaxPixels(settings.maxPixels());
    Optional<PhotoStore> photos = PhotoStores.of(settings);
    Path scratch = Files.createDirectories(data.resolve("uploads"));
    empty(scratch);
    ResultReviews reviews = new ResultReviews(disk, reader, store, data);
    WorkQueue queue =
        new WorkQueue(settings.workers(), settings.queue(), settings.timeLimit(), PATIENCE);
    ResultScoring desk =
        new ResultScoring(disk, store, queue, segmenters, reader, photos, WebServer::failure);
    this.watch = new ModelWatch(source, segmenters);
    this.server =
        opening(
            new WebServer(
                settings,
                new WebServer.Parts(
                    segmenters,
                    queue,
                    watch,
                    store,
                    desk,
                    reviews,
                    new ResultLogs(disk, reader),
                    reader,
                    disk,
                    data,
                    scratch)));
    // What runs is closed before what it uses.
    opening(queue);
    opening(watch);
    watch.begin(settings.watch());
    ScheduledExecutorService housekeeping =
        Executors.newScheduledThreadPool(2, task -> new Thread(task, "housekeeping"));
    opening(housekeeping::shutdownNow);
    housekeeping.execute(desk::resume);
    var unused = housekeeping.scheduleWithFixedDelay(() -> retain(store), 0, 1, TimeUnit.MINUTES);
  }

  /** Takes something that is closed with the service, or when the service cannot start. */
  private <T extends AutoCloseable> T opening(T part) {
    opened.push(part);
    return part;
  }

  /**
   * Starts a service: loads the segmenter, then listens.
   *
   * @param settings how it runs
   * @return a running service, which answers
   * @throws CoreScoreException if a setting does not fit, no segmenter can run, or another service
   *     uses the data folder
   * @throws IOException if the data folder or the registry cannot be read, or the port is taken
   */
  public static LabelService start(ServiceSettings settings) throws IOException {
    return start(settings, new ResultDisk());
  }

  /** The same on another disk. */
  static LabelService start(ServiceSettings settings, ResultDisk disk) throws IOException {
    settings.check();
    Deque<AutoCloseable> opened = new ArrayDeque<>();
    boolean started = false;
    try {
      LabelService service = new LabelService(settings, disk, opened);
      started = true;
      return service;
    } finally {
      if (!started) {
        close(opened);
      }
    }
  }

  /** Closes from the last that was opened to the first. */
  private static void close(Deque<AutoCloseable> opened) {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        LOG.warn("event=not-closed", e);
      }
    }
  }

  /** Removes uploads that were on their way when the process was killed. */
  private static void empty(Path scratch) throws IOException {
    try (Stream<Path> left = Files.list(scratch)) {
      for (Path file : left.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void retain(ResultStore store) {
    try {
      int removed = store.retain();
      if (removed > 0) {
        LOG.info("event=results-removed count={}", removed);
      }
    } catch (RuntimeException e) {
      LOG.warn("event=results-not-removed", e);
    }
  }

  /**
   * Where it listens.
   *
   * @return an address for a browser
   */
  public String address() {
    return "http://" + settings.host() + ":" + server.port();
  }

  /**
   * The port that it listens on.
   *
   * @return the port, also where a free one was asked for
   */
  public int port() {
    return server.port();
  }

  /** Looks at the registry now. */
  void lookForModel() {
    watch.look();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    server.end();
    close(opened);
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.example.service.result.ResultStore;
import uk.ac.bgs.corescore.example.service.result.ReviewDesk;
import uk.ac.bgs.corescore.example.service.result.ScoreDesk;
import uk.ac.bgs.corescore.example.service.result.Scorer;
import uk.ac.bgs.corescore.example.service.score.ModelSource;
import uk.ac.bgs.corescore.example.service.score.ModelWatch;
import uk.ac.bgs.corescore.example.service.score.Segmenters;
import uk.ac.bgs.corescore.example.service.score.WorkQueue;
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
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ServiceSettings settings;
  private final DataFolder folder;
  private final Segmenters segmenters;
  private final WorkQueue queue;
  private final ModelWatch watch;
  private final WebServer server;
  private final ScheduledExecutorService housekeeping =
      Executors.newScheduledThreadPool(2, task -> new Thread(task, "housekeeping"));
  private boolean closed;

  private LabelService(ServiceSettings settings, DataFolder folder) throws IOException {
    this.settings = settings;
    this.folder = folder;
    Path data = folder.path();
    ModelSource source = ModelSource.of(settings.model(), settings.registry(), System.getenv());
    this.segmenters =
        new Segmenters(
            Providers.discover(LabelService.class.getClassLoader()),
            settings.segmenter(),
            source.current(),
            settings.workers());
    this.queue =
        new WorkQueue(settings.workers(), settings.queue(), settings.timeLimit(), PATIENCE);
    this.watch = new ModelWatch(source, segmenters);
    ResultStore store =
        new ResultStore(data.resolve("results"), settings.keep(), settings.keepResults());
    PhotoReader reader = PhotoReader.create().withMaxPixels(settings.maxPixels());
    Scorer scorer = new Scorer(segmenters, reader, PhotoStores.of(settings));
    ScoreDesk desk = new ScoreDesk(store, queue, scorer, WebServer::reason);
    Path scratch = Files.createDirectories(data.resolve("uploads"));
    empty(scratch);
    ReviewDesk reviews = new ReviewDesk(scorer, data.resolve("feedback"), scratch);
    reviews.finish(store);
    this.server =
        new WebServer(
            settings,
            new WebServer.Parts(segmenters, queue, watch, store, desk, reviews, reader, scratch));
    watch.begin(settings.watch());
    housekeeping.execute(desk::resume);
    var unused = housekeeping.scheduleWithFixedDelay(() -> retain(store), 0, 1, TimeUnit.MINUTES);
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
    settings.check();
    DataFolder folder = DataFolder.open(settings.data());
    try {
      return new LabelService(settings, folder);
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
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
    housekeeping.shutdownNow();
    watch.close();
    queue.close();
    server.close();
    segmenters.close();
    try {
      folder.close();
    } catch (IOException e) {
      LOG.warn("event=data-folder-not-released", e);
    }
  }
}

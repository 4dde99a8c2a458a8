// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.track;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.internal.files.FileTree;
import uk.ac.bgs.corescore.core.internal.lock.ProcessLock;

/**
 * Wraps a tracker that may be unreachable: a run continues without it.
 *
 * <p>Data that the tracker does not accept (it throws an {@link IOException}) is kept in a folder
 * and sent later: by the run itself, which tries again after a pause and when it ends; or by the
 * next start, which also marks as {@link RunStatus#FAILED} the runs whose process has ended without
 * saying so. What the tracker refuses (it throws another exception) during a run is logged and
 * dropped; a refused start is thrown to the caller. Each of these is logged.
 *
 * <p>A run that could not be started at once has an id that begins with {@code spooled-}; the
 * tracker's own run gets it as the tag {@code spooled/id} and the time of the start as {@code
 * spooled/started}. Safe for use by many threads, and by many processes with one folder.
 */
public final class SpoolingTracker implements ExperimentTracker {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolingTracker.class);

  private final ExperimentTracker tracker;
  private final Path folder;
  private final Duration pause;

  /**
   * Wraps a tracker.
   *
   * @param tracker the wrapped tracker, which retries on its own what may succeed immediately
   * @param folder the folder for unsent data; created when a run begins
   * @param pause the pause before a run retries
   */
  public SpoolingTracker(ExperimentTracker tracker, Path folder, Duration pause) {
    this.tracker = tracker;
    this.folder = folder;
    this.pause = pause;
  }

  /** Sends first what earlier runs have left. */
  @Override
  public ExperimentRun start(String name) throws IOException {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a run needs a name");
    }
    sendPending();
    return SpoolingRun.begin(tracker, folder, name, pause);
  }

  /** Goes on with what the run has left, if it has left anything; the tracker may be away then. */
  @Override
  public ExperimentRun resume(String id) throws IOException {
    for (Path own : left()) {
      if (SpoolingRun.isOf(own, id)) {
        if (Spool.hasEnd(own)) {
          sendPending();
          throw new IllegalStateException("run " + id + " has ended");
        }
        return SpoolingRun.resume(tracker, own, pause);
      }
    }
    return tracker.resume(id);
  }

  /** Sends first what earlier runs have left. */
  @Override
  public String settled(String id) throws IOException {
    sendPending();
    if (!id.startsWith(SpoolingRun.PROVISIONAL)) {
      return id;
    }
    return tracker.runs().stream()
        .filter(run -> id.equals(run.tags().get(SpoolingRun.PROVISIONAL_ID)))
        .map(RunRecord::id)
        .findFirst()
        .orElseThrow(() -> new IOException(tracker + " does not know of run " + id + " yet"));
  }

  @Override
  public List<RunRecord> runs() throws IOException {
    return tracker.runs();
  }

  @Override
  public RunRecord read(String id) throws IOException {
    return tracker.read(id);
  }

  /**
   * Sends the unsent data of runs whose process has ended, and ends these runs.
   *
   * @return how many remain, because the tracker is unreachable
   * @throws IOException if the folder cannot be read
   */
  public int sendPending() throws IOException {
    int waiting = 0;
    for (Path own : left()) {
      waiting += send(own) ? 0 : 1;
    }
    return waiting;
  }

  /**
   * The number of runs with unsent data; sends no request.
   *
   * @return the number of runs that have ended, or whose process is another
   * @throws IOException if the folder cannot be read
   */
  public int waiting() throws IOException {
    return left().size();
  }

  /** A process does not touch the locks of its own runs, see {@link FolderTracker}. */
  private List<Path> left() throws IOException {
    List<Path> left = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      List<Path> all;
      try (Stream<Path> files = Files.list(folder)) {
        all = files.filter(own -> Files.exists(own.resolve(SpoolingRun.START))).sorted().toList();
      }
      for (Path own : all) {
        if (!SpoolingRun.process(own).equals(FolderRun.process())) {
          left.add(own);
        }
      }
    }
    return left;
  }

  /** Whether it has no unsent data, or another process sends it. */
  private boolean send(Path own) throws IOException {
    Optional<ProcessLock> free;
    try {
      free = ProcessLock.tryAcquire(own.resolve(SpoolingRun.LOCK));
    } catch (IOException e) {
      LOG.warn("{}: what it holds cannot be sent yet: {}", own, e.toString());
      return false;
    }
    if (free.isEmpty()) {
      return true;
    }
    ProcessLock lock = free.get();
    try (lock) {
      try {
        Spool spool = new Spool(own);
        ExperimentRun run = SpoolingRun.of(tracker, own);
        try {
          boolean ended = spool.send(run);
          if (!ended) {
            run.finish(RunStatus.FAILED);
            LOG.info("run {}: its process has ended without an end; it is marked FAILED", run.id());
          }
        } catch (IllegalStateException e) {
          LOG.info("run {} has ended already", run.id());
        }
      } catch (IllegalStateException e) {
        LOG.info("{}: {}", own, e.getMessage());
      }
    } catch (IOException | CoreScoreException e) {
      LOG.warn("{}: what it holds cannot be sent yet: {}", own, e.toString());
      return false;
    }
    FileTree.deleteRecursively(own);
    return true;
  }

  @Override
  public String toString() {
    return tracker.toString();
  }
}

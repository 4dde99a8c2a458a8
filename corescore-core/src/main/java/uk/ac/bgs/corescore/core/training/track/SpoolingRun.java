// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.track;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.internal.files.FileTree;
import uk.ac.bgs.corescore.core.internal.files.KeyedValues;
import uk.ac.bgs.corescore.core.internal.lock.ProcessLock;

/** A run that continues while its tracker is unreachable. */
final class SpoolingRun implements ExperimentRun {
  /** Name, start and process of the run, and its id where the tracker has given one. */
  static final String START = "start.csv";

  static final String LOCK = "lock";

  /** The prefix of provisional ids of runs. */
  static final String PROVISIONAL = "spooled-";

  /** The tag for the provisional id once the tracker has the run. */
  static final String PROVISIONAL_ID = "spooled/id";

  /** Said of a run whose tracker was away when it began. */
  private static final String LATE = "late";

  private static final Logger LOG = LoggerFactory.getLogger(SpoolingRun.class);

  private final ExperimentTracker tracker;
  private final Path own;
  private final Duration pause;
  private final ProcessLock lock;
  private final Spool spool;
  private final Map<String, String> params = new HashMap<>();
  private @Nullable ExperimentRun run;
  private Instant again = Instant.MIN;
  private boolean ended;

  private SpoolingRun(
      ExperimentTracker tracker, Path own, Duration pause, ProcessLock lock, Spool spool) {
    this.tracker = tracker;
    this.own = own;
    this.pause = pause;
    this.lock = lock;
    this.spool = spool;
  }

  static SpoolingRun begin(ExperimentTracker tracker, Path folder, String name, Duration pause)
      throws IOException {
    Path own = folder.resolve(PROVISIONAL + UUID.randomUUID());
    Files.createDirectories(own);
    ProcessLock lock =
        ProcessLock.tryAcquire(own.resolve(LOCK))
            .orElseThrow(() -> new IOException(own + ": something else has locked it"));
    boolean begun = false;
    try {
      Map<String, String> said = new HashMap<>();
      said.put("name", name);
      said.put("started", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
      said.put("process", FolderRun.process());
      KeyedValues.write(own.resolve(START), said);
      SpoolingRun made = new SpoolingRun(tracker, own, pause, lock, new Spool(own));
      made.reach();
      begun = true;
      return made;
    } finally {
      if (!begun) {
        lock.close();
        FileTree.deleteRecursively(own);
      }
    }
  }

  /**
   * Resumes with the unsent data in a folder; the tracker may not have received the run yet.
   *
   * @throws IllegalStateException if the run has ended in the tracker
   */
  static SpoolingRun resume(ExperimentTracker tracker, Path own, Duration pause)
      throws IOException {
    ProcessLock lock =
        ProcessLock.tryAcquire(own.resolve(LOCK))
            .orElseThrow(() -> new IOException(own + ": the run continues elsewhere"));
    boolean begun = false;
    try {
      SpoolingRun made = new SpoolingRun(tracker, own, pause, lock, new Spool(own));
      made.reach();
      Map<String, String> said = KeyedValues.read(own.resolve(START));
      said.put("process", FolderRun.process());
      KeyedValues.write(own.resolve(START), said);
      begun = true;
      return made;
    } finally {
      if (!begun) {
        lock.close();
      }
    }
  }

  /** Whether a folder is of a run, by the tracker's id or the provisional one. */
  static boolean isOf(Path own, String id) throws IOException {
    return String.valueOf(own.getFileName()).equals(id)
        || id.equals(KeyedValues.read(own.resolve(START)).get("id"));
  }

  /** The process that a run in a folder belongs to. */
  static String process(Path own) throws IOException {
    return KeyedValues.read(own.resolve(START)).getOrDefault("process", "");
  }

  /** The tracker's own run of what is in a folder: the one it has, or one it makes now. */
  static ExperimentRun of(ExperimentTracker tracker, Path own) throws IOException {
    Map<String, String> said = KeyedValues.read(own.resolve(START));
    String id = said.get("id");
    if (id != null) {
      return tracker.resume(id);
    }
    ExperimentRun run = tracker.start(said.getOrDefault("name", "run"));
    String process = said.getOrDefault("process", "");
    said.put("id", run.id());
    KeyedValues.write(own.resolve(START), said);
    if (said.containsKey(LATE) || !process.equals(FolderRun.process())) {
      run.tags(
          Map.of(
              PROVISIONAL_ID,
              String.valueOf(own.getFileName()),
              "spooled/started",
              said.getOrDefault("started", "")));
    }
    return run;
  }

  /**
   * Starts the tracker's run if there is none yet, and sends unsent data; false if the tracker is
   * unreachable.
   */
  private boolean reach() throws IOException {
    if (Instant.now().isBefore(again)) {
      return false;
    }
    try {
      if (run == null) {
        run = of(tracker, own);
      }
      spool.send(run);
      return true;
    } catch (IOException e) {
      away(e);
      return false;
    }
  }

  private void away(IOException e) throws IOException {
    again = Instant.now().plus(pause);
    if (run == null) {
      Map<String, String> said = KeyedValues.read(own.resolve(START));
      said.put(LATE, "yes");
      KeyedValues.write(own.resolve(START), said);
    }
    LOG.warn(
        "{} cannot be reached ({}); what is said of the run is kept in {} and sent later",
        tracker,
        e.getMessage(),
        own);
  }

  /** What is stated about the run, at once or later. */
  private interface Saying {
    void say(ExperimentRun run) throws IOException;
  }

  /** How it is kept for later. */
  private interface Keeping {
    void keep() throws IOException;
  }

  private void say(Saying saying, Keeping keeping) throws IOException {
    try {
      if (reach() && run != null) {
        saying.say(run);
        return;
      }
    } catch (CoreScoreException e) {
      LOG.error("run {}: {} has refused something: {}", id(), tracker, e.getMessage());
      if (run != null) {
        return;
      }
    } catch (IOException e) {
      away(e);
    }
    keeping.keep();
  }

  @Override
  public synchronized String id() {
    return run == null ? String.valueOf(own.getFileName()) : run.id();
  }

  @Override
  public synchronized void params(Map<String, String> said) throws IOException {
    requireRunning();
    FolderRun.add(params, said);
    say(going -> going.params(said), () -> spool.params(said));
  }

  @Override
  public synchronized void metrics(List<RunMetric> metrics) throws IOException {
    requireRunning();
    say(going -> going.metrics(metrics), () -> spool.metrics(metrics));
  }

  @Override
  public synchronized void tags(Map<String, String> tags) throws IOException {
    requireRunning();
    tags.keySet().forEach(ExperimentRun::requireName);
    say(going -> going.tags(tags), () -> spool.tags(tags));
  }

  @Override
  public synchronized void artifact(Path file, String path) throws IOException {
    requireRunning();
    ExperimentRun.requireName(path);
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString());
    }
    say(going -> going.artifact(file, path), () -> spool.artifact(file, path));
  }

  @Override
  public synchronized void finish(RunStatus status) throws IOException {
    requireRunning();
    if (status != RunStatus.FINISHED && status != RunStatus.FAILED) {
      throw new IllegalArgumentException("a run ends FINISHED or FAILED, not " + status);
    }
    again = Instant.MIN;
    say(going -> going.finish(status), () -> spool.finish(status));
    ended = true;
    boolean sent = spool.isEmpty();
    lock.close();
    if (sent) {
      FileTree.deleteRecursively(own);
    } else {
      // The next start sends it, in this process too.
      Map<String, String> said = KeyedValues.read(own.resolve(START));
      said.put("process", "");
      KeyedValues.write(own.resolve(START), said);
      LOG.warn("run {} is not sent whole; {} holds the rest for the next start", id(), own);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (!ended) {
      finish(RunStatus.FAILED);
    }
  }

  private void requireRunning() {
    if (ended) {
      throw new IllegalStateException("run " + id() + " has ended");
    }
  }
}

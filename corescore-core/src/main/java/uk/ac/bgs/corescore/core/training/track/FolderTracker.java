// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.track;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.KeyedValues;
import uk.ac.bgs.corescore.core.internal.files.TextFile;
import uk.ac.bgs.corescore.core.internal.lock.ProcessLock;

/**
 * Keeps each run in a folder of its own.
 *
 * <p>The folder has {@code run.csv} (name, start, process), {@code params.csv}, {@code tags.csv},
 * {@code metrics.csv} (name, value, step, time), {@code status.csv} once the run has ended, and
 * {@code artifacts/}. Small files are written to a temporary file and moved; figures are added by
 * whole lines, and half a line that a kill has left is skipped. A run holds a lock on {@code lock}
 * while it continues, which the system drops when the process ends however it ends: a run without a
 * status whose lock is free was killed.
 *
 * <p>Safe for use by many threads and processes: each run has a folder that its start has made.
 */
public final class FolderTracker implements ExperimentTracker {
  static final String RUN = "run.csv";
  static final String PARAMS = "params.csv";
  static final String TAGS = "tags.csv";
  static final String METRICS = "metrics.csv";
  static final String STATUS = "status.csv";
  static final String LOCK = "lock";
  static final String ARTIFACTS = "artifacts";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path folder;

  /**
   * A tracker in a folder, which is made when the first run begins.
   *
   * @param folder where the runs go
   */
  public FolderTracker(Path folder) {
    this.folder = folder;
  }

  @Override
  public ExperimentRun start(String name) throws IOException {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a run needs a name");
    }
    requireFolder();
    Files.createDirectories(folder);
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    while (true) {
      String id = STAMP.format(now) + "-" + UUID.randomUUID().toString().substring(0, 8);
      Path own = folder.resolve(id);
      try {
        Files.createDirectory(own);
      } catch (FileAlreadyExistsException e) {
        continue;
      }
      return FolderRun.begin(own, id, name, now);
    }
  }

  private void requireFolder() {
    if (Files.isRegularFile(folder)) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, folder + ": expected a folder of runs, it is a file");
    }
  }

  private Path existing(String id) throws NoSuchFileException {
    Path own = folder.resolve(id);
    if (!id.matches("[A-Za-z0-9-]+") || !Files.isRegularFile(own.resolve(RUN))) {
      throw new NoSuchFileException(own.toString(), null, "expected a run with a " + RUN);
    }
    return own;
  }

  @Override
  public ExperimentRun resume(String id) throws IOException {
    Path own = existing(id);
    RunStatus status = read(id).status();
    if (status == RunStatus.RUNNING) {
      throw new IOException(own + ": the run continues in another process");
    }
    if (status != RunStatus.KILLED) {
      throw new IllegalStateException("run " + id + " has ended");
    }
    return FolderRun.resume(own, id);
  }

  @Override
  public RunRecord read(String id) throws IOException {
    Path own = existing(id);
    Map<String, String> run = KeyedValues.read(own.resolve(RUN));
    Map<String, String> ended = KeyedValues.read(own.resolve(STATUS));
    try {
      RunStatus status =
          !ended.isEmpty()
              ? RunStatus.valueOf(ended.getOrDefault("status", ""))
              : isHeld(own, run.getOrDefault("process", "")) ? RunStatus.RUNNING : RunStatus.KILLED;
      return new RunRecord(
          id,
          run.getOrDefault("name", ""),
          status,
          Instant.parse(run.getOrDefault("started", "")),
          Optional.ofNullable(ended.get("ended")).map(Instant::parse),
          KeyedValues.read(own.resolve(PARAMS)),
          KeyedValues.read(own.resolve(TAGS)),
          metrics(own.resolve(METRICS)),
          artifacts(own.resolve(ARTIFACTS)));
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          own + ": expected " + RUN + " and " + STATUS + " of a run, got " + run + ended,
          e);
    }
  }

  /** A run that is being started and has no {@code run.csv} yet is left out. */
  @Override
  public List<RunRecord> runs() throws IOException {
    requireFolder();
    List<RunRecord> runs = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      List<Path> found;
      try (Stream<Path> files = Files.list(folder)) {
        found = files.filter(file -> Files.exists(file.resolve(RUN))).sorted().toList();
      }
      for (Path own : found) {
        runs.add(read(String.valueOf(own.getFileName())));
      }
    }
    runs.sort(java.util.Comparator.comparing(RunRecord::started));
    return List.copyOf(runs);
  }

  /**
   * Whether a run without a status continues. A process does not touch the locks of its own runs:
   * closing any channel of a file drops every lock that the process has on it. A shared lock is
   * enough for the test, and read access is enough for a shared lock.
   */
  private static boolean isHeld(Path own, String process) throws IOException {
    Path lock = own.resolve(LOCK);
    if (process.equals(FolderRun.process()) || ProcessLock.isHeldHere(lock)) {
      return true;
    }
    if (!Files.exists(lock)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.READ);
        FileLock free = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return free == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  static List<RunMetric> metrics(Path file) throws IOException {
    List<RunMetric> metrics = new ArrayList<>();
    if (Files.exists(file)) {
      String text = TextFile.read(file);
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      for (String line : whole.lines().skip(1).toList()) {
        String[] cells = line.split(",", -1);
        try {
          metrics.add(
              new RunMetric(
                  cells[0],
                  Double.parseDouble(cells[1]),
                  Long.parseLong(cells[2]),
                  Instant.parse(cells[3])));
        } catch (IllegalArgumentException
            | IndexOutOfBoundsException
            | java.time.DateTimeException e) {
          throw new CoreScoreException(
              FailureKind.BAD_INPUT,
              file + ": expected name, value, step and time, got " + line,
              e);
        }
      }
    }
    return metrics;
  }

  private static List<String> artifacts(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !String.valueOf(file.getFileName()).endsWith(".part"))
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}

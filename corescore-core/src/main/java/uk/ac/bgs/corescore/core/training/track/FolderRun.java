// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.track;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.internal.files.KeyedValues;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.core.internal.lock.ProcessLock;

/** A run in its folder. */
final class FolderRun implements ExperimentRun {
  static final String HEADER = "name,value,step,time\n";

  private final Path folder;
  private final String id;
  private final ProcessLock lock;
  private final Map<String, String> params = new LinkedHashMap<>();
  private final Map<String, String> tags = new LinkedHashMap<>();
  private boolean ended;

  private FolderRun(Path folder, String id, ProcessLock lock) {
    this.folder = folder;
    this.id = id;
    this.lock = lock;
  }

  static FolderRun begin(Path folder, String id, String name, Instant now) throws IOException {
    return locked(
        folder,
        id,
        run -> {
          run.append(HEADER);
          Map<String, String> said = new LinkedHashMap<>();
          said.put("name", name);
          said.put("started", now.toString());
          said.put("process", process());
          // Last: a folder that has it is a run.
          KeyedValues.write(folder.resolve(FolderTracker.RUN), said);
        });
  }

  /** Goes on with a run whose process has ended. */
  static FolderRun resume(Path folder, String id) throws IOException {
    return locked(
        folder,
        id,
        run -> {
          run.params.putAll(KeyedValues.read(folder.resolve(FolderTracker.PARAMS)));
          run.tags.putAll(KeyedValues.read(folder.resolve(FolderTracker.TAGS)));
          Path metrics = folder.resolve(FolderTracker.METRICS);
          String text = Files.readString(metrics);
          if (!text.endsWith("\n")) {
            // Half a line that the kill has left.
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            TemporaryFile.put(
                metrics, true, out -> out.write(whole.getBytes(StandardCharsets.UTF_8)));
          }
          Map<String, String> said = KeyedValues.read(folder.resolve(FolderTracker.RUN));
          said.put("process", process());
          KeyedValues.write(folder.resolve(FolderTracker.RUN), said);
        });
  }

  /** What is done first with a run that is locked. */
  private interface Beginning {
    void begin(FolderRun run) throws IOException;
  }

  private static FolderRun locked(Path folder, String id, Beginning beginning) throws IOException {
    ProcessLock lock =
        ProcessLock.tryAcquire(folder.resolve(FolderTracker.LOCK))
            .orElseThrow(() -> new IOException(folder + ": the run continues elsewhere"));
    boolean begun = false;
    try {
      FolderRun run = new FolderRun(folder, id, lock);
      beginning.begin(run);
      begun = true;
      return run;
    } finally {
      if (!begun) {
        lock.close();
      }
    }
  }

  /** This process among those that were and will be. */
  static String process() {
    ProcessHandle own = ProcessHandle.current();
    return own.pid() + " " + own.info().startInstant().map(Instant::toString).orElse("");
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public synchronized void params(Map<String, String> said) throws IOException {
    requireRunning();
    add(params, said);
    KeyedValues.write(folder.resolve(FolderTracker.PARAMS), params);
  }

  /** Adds params to those of a run, of which none changes. */
  static void add(Map<String, String> params, Map<String, String> said) {
    said.keySet().forEach(ExperimentRun::requireName);
    said.forEach(
        (key, value) -> {
          String before = params.getOrDefault(key, value);
          if (!before.equals(value)) {
            throw new IllegalArgumentException(
                "param " + key + " is '" + before + "' and cannot become '" + value + "'");
          }
        });
    params.putAll(said);
  }

  @Override
  public synchronized void metrics(List<RunMetric> metrics) throws IOException {
    requireRunning();
    append(lines(metrics));
  }

  /** Figures as lines of a table. */
  static String lines(List<RunMetric> metrics) {
    StringBuilder lines = new StringBuilder();
    for (RunMetric metric : metrics) {
      lines.append(metric.name()).append(',').append(NumberText.exact(metric.value()));
      lines.append(',').append(metric.step()).append(',').append(metric.time()).append('\n');
    }
    return lines.toString();
  }

  /** Adds whole lines; half a line that an earlier failure has left is cut off first. */
  private void append(String lines) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve(FolderTracker.METRICS),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
      long before = channel.size();
      channel.position(before);
      boolean whole = false;
      try {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        whole = true;
      } finally {
        if (!whole) {
          channel.truncate(before);
        }
      }
    }
  }

  @Override
  public synchronized void tags(Map<String, String> said) throws IOException {
    requireRunning();
    said.keySet().forEach(ExperimentRun::requireName);
    tags.putAll(said);
    KeyedValues.write(folder.resolve(FolderTracker.TAGS), tags);
  }

  @Override
  public synchronized void artifact(Path file, String path) throws IOException {
    requireRunning();
    ExperimentRun.requireName(path);
    Path to = folder.resolve(FolderTracker.ARTIFACTS).resolve(path);
    Path parent = to.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    TemporaryFile.put(to, true, out -> Files.copy(file, out));
  }

  @Override
  public synchronized void finish(RunStatus status) throws IOException {
    requireRunning();
    if (status != RunStatus.FINISHED && status != RunStatus.FAILED) {
      throw new IllegalArgumentException("a run ends FINISHED or FAILED, not " + status);
    }
    Map<String, String> said = new LinkedHashMap<>();
    said.put("status", status.name());
    said.put("ended", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    KeyedValues.write(folder.resolve(FolderTracker.STATUS), said);
    ended = true;
    lock.close();
  }

  @Override
  public synchronized void close() throws IOException {
    if (!ended) {
      finish(RunStatus.FAILED);
    }
  }

  private void requireRunning() {
    if (ended) {
      throw new IllegalStateException("run " + id + " has ended");
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.track;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.internal.files.KeyedValues;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;

/** The unsent data of a run: files in the order of sending. */
final class Spool {
  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
  private static final String PARAMS = ".params";
  private static final String METRICS = ".metrics";
  private static final String TAGS = ".tags";
  private static final String ARTIFACT = ".artifact";
  private static final String BYTES = ".bytes";
  private static final String FINISH = ".finish";

  private final Path folder;
  private int next;

  Spool(Path folder) throws IOException {
    this.folder = folder;
    List<Path> waiting = waiting();
    this.next = waiting.isEmpty() ? 1 : number(waiting.get(waiting.size() - 1)) + 1;
  }

  private List<Path> waiting() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(
              file ->
                  String.valueOf(file.getFileName())
                      .matches("[0-9]{8}\\.(params|metrics|tags|artifact|finish)"))
          .sorted()
          .toList();
    }
  }

  /** Whether a folder contains an unsent end of the run. */
  static boolean hasEnd(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> String.valueOf(file.getFileName()).endsWith(FINISH));
    }
  }

  private static int number(Path file) {
    return Integer.parseInt(String.valueOf(file.getFileName()).substring(0, 8));
  }

  boolean isEmpty() throws IOException {
    return waiting().isEmpty();
  }

  private Path entry(String kind) {
    return folder.resolve(String.format(Locale.ROOT, "%08d%s", next++, kind));
  }

  void params(Map<String, String> params) throws IOException {
    KeyedValues.write(entry(PARAMS), params);
  }

  void tags(Map<String, String> tags) throws IOException {
    KeyedValues.write(entry(TAGS), tags);
  }

  void metrics(List<RunMetric> metrics) throws IOException {
    byte[] table = (FolderRun.HEADER + FolderRun.lines(metrics)).getBytes(StandardCharsets.UTF_8);
    TemporaryFile.put(entry(METRICS), true, out -> out.write(table));
  }

  void artifact(Path file, String path) throws IOException {
    Path entry = entry(ARTIFACT);
    TemporaryFile.put(bytes(entry), true, out -> Files.copy(file, out));
    KeyedValues.write(entry, Map.of("path", path));
  }

  private static Path bytes(Path entry) {
    return entry.resolveSibling(entry.getFileName() + BYTES);
  }

  void finish(RunStatus status) throws IOException {
    KeyedValues.write(entry(FINISH), Map.of("status", status.name()));
  }

  /**
   * Sends all unsent data and removes what was sent.
   *
   * @return whether the end of the run was among it
   * @throws IOException if the run cannot be sent; the rest remains
   */
  boolean send(ExperimentRun run) throws IOException {
    List<Path> waiting = waiting();
    boolean ended = false;
    for (Path entry : waiting) {
      try {
        ended |= send(entry, run);
      } catch (CoreScoreException | IllegalArgumentException e) {
        LOG.error("run {}: {} was refused and is dropped: {}", run.id(), entry, e.getMessage());
      }
      Files.delete(entry);
      Files.deleteIfExists(bytes(entry));
    }
    if (!waiting.isEmpty()) {
      LOG.info("run {}: {} entries that had waited were sent", run.id(), waiting.size());
    }
    return ended;
  }

  private static boolean send(Path entry, ExperimentRun run) throws IOException {
    String name = String.valueOf(entry.getFileName());
    if (name.endsWith(METRICS)) {
      run.metrics(FolderTracker.metrics(entry));
      return false;
    }
    Map<String, String> values = KeyedValues.read(entry);
    if (name.endsWith(PARAMS)) {
      run.params(values);
    } else if (name.endsWith(TAGS)) {
      run.tags(values);
    } else if (name.endsWith(ARTIFACT)) {
      run.artifact(bytes(entry), values.getOrDefault("path", ""));
    } else {
      run.finish(RunStatus.valueOf(values.getOrDefault("status", "")));
      return true;
    }
    return false;
  }
}

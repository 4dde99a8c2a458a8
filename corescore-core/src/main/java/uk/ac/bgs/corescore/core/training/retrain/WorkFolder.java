// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.retrain;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.FileTree;
import uk.ac.bgs.corescore.core.report.AtomicFile;
import uk.ac.bgs.corescore.core.report.FolderLock;
import uk.ac.bgs.corescore.core.report.OutputFolder;

/**
 * The folder of an unfinished attempt: {@code attempt.properties} has its state, and {@code
 * current} its files. One process at a time works in it; the system drops the lock when the process
 * ends, however it ends.
 */
final class WorkFolder implements AutoCloseable {
  private static final String STATE = "attempt.properties";

  private final Path folder;
  private final FolderLock lock;

  private WorkFolder(Path folder, FolderLock lock) {
    this.folder = folder;
    this.lock = lock;
  }

  static WorkFolder open(Path folder) throws IOException {
    Files.createDirectories(folder);
    return new WorkFolder(
        folder,
        FolderLock.tryAcquire(folder, ".lock")
            .orElseThrow(
                () ->
                    new CoreScoreException(
                        FailureKind.BUSY, folder + ": another retrain is at work there")));
  }

  /** The folder of one kind of result. */
  Path of(String kind) {
    return folder.resolve("current").resolve(kind);
  }

  /** What could not be sent to a tracker yet. */
  Path spool() {
    return folder.resolve("spool");
  }

  Optional<Attempt> attempt() throws IOException {
    Path file = folder.resolve(STATE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties read = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      read.load(in);
    } catch (IllegalArgumentException e) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, file + ": expected how far an attempt is: " + e.getMessage(), e);
    }
    Map<String, String> values = new LinkedHashMap<>();
    read.stringPropertyNames().forEach(name -> values.put(name, read.getProperty(name)));
    Attempt attempt = new Attempt(values);
    if (!attempt.isWhole()) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          file
              + ": expected how far an attempt is, got "
              + values
              + "; without it everything starts again");
    }
    return Optional.of(attempt);
  }

  /** Removes what was made and begins a new attempt. */
  Attempt begin(String of) throws IOException {
    Path state = folder.resolve(STATE);
    // First, so that nothing resumes with half of the files.
    Files.deleteIfExists(state);
    FileTree.deleteRecursively(folder.resolve("current"));
    return save(Attempt.begin(UUID.randomUUID().toString(), of));
  }

  Attempt save(Attempt attempt) throws IOException {
    Properties said = new Properties();
    said.putAll(attempt.values());
    StringWriter text = new StringWriter();
    said.store(text, "how far the attempt of corescore retrain is");
    write(folder.resolve(STATE), text.toString());
    return attempt;
  }

  /** Writes a file atomically and durably, and makes its folder. */
  static void write(Path file, String text) throws IOException {
    AtomicFile.writeDurably(OutputFolder.makeFor(file), text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}

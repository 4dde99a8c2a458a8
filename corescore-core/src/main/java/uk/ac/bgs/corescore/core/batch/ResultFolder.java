// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.DurableFile;
import uk.ac.bgs.corescore.core.internal.files.FileTree;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.core.internal.json.JsonText;
import uk.ac.bgs.corescore.core.internal.lock.OutputLock;
import uk.ac.bgs.corescore.core.report.OutputFolder;

/**
 * The folder of one result set: all photos that were scored by the same settings. Its name is that
 * of the segmenter and the first digits of the hash of its {@code settings.json}.
 *
 * @param folder where it is
 * @param set the hash of its settings
 * @param settings all that decides its figures, in words
 */
record ResultFolder(Path folder, String set, Map<String, String> settings) {
  private static final int DIGITS = 8;
  private static final String SETTINGS = "settings.json";
  private static final String JOURNAL = "journal";
  private static final String TABLES_ASIDE = ".tables-";
  private static final Pattern JOURNALS = Pattern.compile("journal(-([0-9]+)-of-([0-9]+))?\\.bin");
  private static final Pattern LOCKS =
      Pattern.compile("\\.(journal(-[0-9]+-of-[0-9]+)?\\.bin)\\.lock");
  private static final long PAUSE_MILLIS = 20;
  private static final long LONGEST_SECONDS = 120;

  /**
   * Makes the folder of the settings, or finds it.
   *
   * @throws CoreScoreException if the folder of that name has other settings
   * @throws IOException if it cannot be made
   */
  static ResultFolder make(Path out, String segmenter, Map<String, String> settings)
      throws IOException {
    byte[] text = text(settings);
    String hash = Sha256.of(text);
    String name = segmenter.replaceAll("[^A-Za-z0-9._-]", "_") + "-" + hash.substring(0, DIGITS);
    Path folder = OutputFolder.make(out.resolve(name));
    Path file = folder.resolve(SETTINGS);
    if (!Files.exists(file)) {
      DurableFile.write(file, text);
    } else if (!Arrays.equals(Files.readAllBytes(file), text)) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          file
              + ": expected the settings of this run, whose hash the folder is named by; it was"
              + " changed. Restore it, or move the folder away");
    }
    return new ResultFolder(folder, hash, settings);
  }

  /** The text of {@code settings.json}. */
  String settingsText() throws IOException {
    return Files.readString(folder.resolve(SETTINGS));
  }

  static byte[] text(Map<String, String> settings) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JsonText.generator(bytes)) {
      json.writeStartObject();
      for (Map.Entry<String, String> setting : settings.entrySet()) {
        json.writeStringField(setting.getKey(), setting.getValue());
      }
      json.writeEndObject();
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  /** The journal of a share. */
  Path journal(Shard shard) {
    return folder.resolve(
        shard.equals(Shard.ALL)
            ? JOURNAL + ".bin"
            : JOURNAL + "-" + shard.number() + "-of-" + shard.of() + ".bin");
  }

  /** All journals that there are. */
  List<Path> journals() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> JOURNALS.matcher(String.valueOf(file.getFileName())).matches())
          .sorted()
          .toList();
    }
  }

  /**
   * Keeps others from a share until it is closed. A share and all photos, and shares of different
   * numbers, keep each other out; shares of one number do not. Removes what killed runs have left
   * aside, if no other run is at work.
   *
   * @throws CoreScoreException of {@link FailureKind#BUSY} if another run is at work on the same
   */
  Closeable lock(Shard shard) throws IOException {
    OutputLock starting = awaited("start");
    try (starting) {
      List<Shard> others = others(shard);
      for (Shard other : others) {
        if (other.of() != shard.of()) {
          throw taken(other, null);
        }
      }
      OutputLock own = held(shard);
      if (others.isEmpty()) {
        sweep();
      }
      return own;
    }
  }

  /** Removes what killed runs have left aside, if no other run is at work. */
  void sweepIfAlone(Shard shard) throws IOException {
    OutputLock starting = awaited("start");
    try (starting) {
      if (others(shard).isEmpty()) {
        sweep();
      }
    }
  }

  private List<Shard> others(Shard shard) throws IOException {
    List<Shard> others = new ArrayList<>();
    for (Path journal : locked()) {
      Shard other = shard(journal);
      if (!other.equals(shard) && isHeld(journal)) {
        others.add(other);
      }
    }
    return others;
  }

  private CoreScoreException taken(Shard shard, @Nullable Exception cause) {
    String what = shard.equals(Shard.ALL) ? "on all photos" : "on shard " + shard;
    return new CoreScoreException(
        FailureKind.BUSY,
        folder + ": another run is at work there, " + what + "; wait for its end",
        cause);
  }

  private OutputLock held(Shard shard) throws IOException {
    try {
      return OutputLock.ofFile(journal(shard));
    } catch (CoreScoreException e) {
      throw taken(shard, e);
    }
  }

  /** The journals beside which there is the file of a lock. */
  private List<Path> locked() throws IOException {
    List<Path> journals = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Matcher lock = LOCKS.matcher(String.valueOf(file.getFileName()));
        if (lock.matches()) {
          journals.add(folder.resolve(lock.group(1)));
        }
      }
    }
    return journals;
  }

  private static Shard shard(Path journal) {
    Matcher name = JOURNALS.matcher(String.valueOf(journal.getFileName()));
    return name.matches() && name.group(1) != null
        ? Shard.parse(name.group(2) + "/" + name.group(3))
        : Shard.ALL;
  }

  /** Whether a run holds a journal; the lock that a dead one left is removed. */
  private static boolean isHeld(Path journal) throws IOException {
    try {
      OutputLock.ofFile(journal).close();
      return false;
    } catch (CoreScoreException e) {
      return true;
    }
  }

  /** Waits for something that others do for a moment only. */
  OutputLock awaited(String what) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (true) {
      try {
        return OutputLock.ofFile(folder.resolve(what));
      } catch (CoreScoreException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
      try {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CoreScoreException(FailureKind.BUSY, folder + ": interrupted", e);
      }
    }
  }

  /** Where the photos' reports are. */
  Path reports() {
    return folder.resolve("reports");
  }

  /** Where the small pictures are. */
  Path thumbnails() {
    return folder.resolve("thumbnails");
  }

  /** Where tables are made, a new folder. */
  Path tablesAside() throws IOException {
    return Files.createTempDirectory(folder, TABLES_ASIDE);
  }

  /** Removes what killed runs have left aside. No other run may be at work. */
  private void sweep() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        if (String.valueOf(entry.getFileName()).startsWith(TABLES_ASIDE)) {
          FileTree.deleteRecursively(entry);
        }
      }
    }
    TemporaryFile.sweep(folder, file -> true);
  }
}

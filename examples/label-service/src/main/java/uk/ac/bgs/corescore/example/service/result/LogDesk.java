// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.result;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Geometry;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.corelog.CoreLog;
import uk.ac.bgs.corescore.core.corelog.entry.LogEntry;
import uk.ac.bgs.corescore.core.corelog.piece.HiddenRock;
import uk.ac.bgs.corescore.core.corelog.piece.ScaleGiven;
import uk.ac.bgs.corescore.core.corelog.report.LogWriter;
import uk.ac.bgs.corescore.core.corelog.report.StripWriter;
import uk.ac.bgs.corescore.core.corelog.strip.StripExtras;
import uk.ac.bgs.corescore.core.corelog.strip.StripSettings;
import uk.ac.bgs.corescore.core.layout.RowFragments;
import uk.ac.bgs.corescore.core.measure.FragmentMeasurer;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.Fragment;

/**
 * Takes what people enter for the core log of a result, and keeps the log. What is answered with an
 * exception was not taken, and nothing of it stays. Safe for use by many threads; of one result one
 * entry is taken at a time.
 */
public final class LogDesk {
  /** One lock for some of the results each. */
  private final List<Object> locks = Stream.generate(Object::new).limit(64).toList();

  private final Disk disk;

  /**
   * Makes a desk.
   *
   * @param disk what the results are on
   */
  public LogDesk(Disk disk) {
    this.disk = disk;
  }

  /**
   * A log, for the pieces that the result has now.
   *
   * @param state who entered it and when
   * @param entry what was entered, with the marks as they are of these pieces
   * @param files the files of the log by their path in it, with {@code /} between folders
   * @param tag names this state of the log and of the result
   */
  public record Kept(LogState state, JsonNode entry, SortedMap<String, Path> files, String tag) {}

  /** The pieces of a state of a result. */
  private record Pieces(Layout layout, List<Fragment> fragments, List<Geometry> covers) {}

  private Pieces pieces(StoredResult result, Version version) throws IOException {
    Segmentation kept = Redrawing.open(result, version).kept();
    Layout layout = KeptLayout.read(disk, result.file(version, ResultFile.JSON));
    List<Fragment> fragments =
        RowFragments.numbered(FragmentMeasurer.measure(kept), kept.fragments(), layout).fragments();
    return new Pieces(layout, fragments, HiddenRock.covers(kept));
  }

  private Object lock(StoredResult result) {
    return locks.get(Math.floorMod(result.id().hashCode(), locks.size()));
  }

  private StoredLog log(StoredResult result) {
    return new StoredLog(disk, result.logFolder());
  }

  /**
   * Takes an entry in place of the one before.
   *
   * @param result the result
   * @param entry JSON as {@link LogEntry} reads it
   * @param author who entered it
   * @param seen the state that the author saw, 0 for none; empty to replace whatever there is
   * @throws uk.ac.bgs.corescore.core.corelog.entry.LogEntryException if something in it is wrong
   * @throws ChangedMeanwhileException if another state holds
   * @throws IOException if it cannot be kept
   */
  public void enter(StoredResult result, byte[] entry, String author, OptionalInt seen)
      throws IOException {
    synchronized (lock(result)) {
      StoredLog log = log(result);
      int current = log.current().map(LogState::number).orElse(0);
      if (seen.isPresent() && seen.getAsInt() != current) {
        throw new ChangedMeanwhileException(seen.getAsInt(), current);
      }
      Version version = result.requireCurrent();
      LogEntry read = LogEntry.read(result.request().photo(), entry);
      add(log, version, pieces(result, version), read, current, author);
    }
  }

  private void add(
      StoredLog log, Version version, Pieces pieces, LogEntry entry, int before, String author)
      throws IOException {
    entry.requireOf(pieces.layout(), pieces.fragments());
    LogState state = new LogState(log.nextNumber(), before, version.files(), author, Instant.now());
    log.add(state, folder -> write(folder, version, pieces, entry, List.of()));
  }

  private static void write(
      Path folder, Version version, Pieces pieces, LogEntry entry, List<String> remarks)
      throws IOException {
    double scale = version.facts().path("mmPerPixel").asDouble(0);
    Optional<ScaleGiven> photoScale =
        scale > 0 ? Optional.of(ScaleGiven.pixel(scale, scale)) : Optional.empty();
    Files.write(folder.resolve(StoredLog.ENTRY), entry.json());
    CoreLog log =
        entry
            .log(pieces.layout(), pieces.fragments(), pieces.covers(), photoScale)
            .withRemarks(remarks);
    Path files = folder.resolve(StoredLog.FILES);
    List<String> notDrawn =
        StripWriter.write(
            log, StripSettings.USUAL, strip -> StripExtras.NONE, List.of(), files, false);
    LogWriter.write(log.withRemarks(notDrawn), files, false);
  }

  /**
   * Takes a mark of a piece or of the break below it.
   *
   * @param result the result
   * @param change makes the entry with the mark of the one without
   * @param author who says so
   * @throws uk.ac.bgs.corescore.core.corelog.entry.LogEntryException if there is no such piece
   * @throws CoreScoreException if no depths were entered yet
   * @throws IOException if it cannot be kept
   */
  public void mark(StoredResult result, UnaryOperator<LogEntry> change, String author)
      throws IOException {
    synchronized (lock(result)) {
      StoredLog log = log(result);
      LogState state = log.current().orElseThrow(LogDesk::nothing);
      Version version = result.requireCurrent();
      Pieces pieces = pieces(result, version);
      LogEntry entry = carried(result, log, state, version, pieces).entry();
      add(log, version, pieces, change.apply(entry), state.number(), author);
    }
  }

  private static CoreScoreException nothing() {
    return new CoreScoreException(
        FailureKind.NOT_FOUND, "the result has no log: no depths have been entered", null);
  }

  /** The entry of a state for the pieces of a state of the result. */
  private LogEntry.Carried carried(
      StoredResult result, StoredLog log, LogState state, Version version, Pieces pieces)
      throws IOException {
    byte[] text = disk.read(log.made(state, state.files()).resolve(StoredLog.ENTRY));
    LogEntry entry = LogEntry.read(result.request().photo(), text);
    if (state.files() == version.files() || entry.marks().isEmpty()) {
      return new LogEntry.Carried(entry, List.of());
    }
    Version marked =
        result
            .version(state.files())
            .orElseThrow(() -> new IOException(result.id() + " is damaged: a state is missing"));
    return entry.carried(pieces(result, marked).fragments(), pieces.fragments());
  }

  /**
   * Goes back to the entry before the one that holds.
   *
   * @param result the result
   * @return false if there was none to go back from
   * @throws IOException if it cannot be kept
   */
  public boolean undo(StoredResult result) throws IOException {
    synchronized (lock(result)) {
      StoredLog log = log(result);
      Optional<LogState> state = log.current();
      if (state.isPresent()) {
        log.hold(state.get().before());
      }
      return state.isPresent();
    }
  }

  /**
   * Whether the log of what holds is there, so that it need not be made.
   *
   * @param result the result
   * @return false if pieces were corrected since
   * @throws IOException if it cannot be read
   */
  public boolean isMade(StoredResult result) throws IOException {
    synchronized (lock(result)) {
      StoredLog log = log(result);
      Optional<LogState> state = log.current();
      return state.isEmpty()
          || Files.isDirectory(log.made(state.get(), result.requireCurrent().files()));
    }
  }

  /**
   * The log that holds, for the pieces that there are now; made if it is not there.
   *
   * @param result the result
   * @return empty if no depths have been entered
   * @throws IOException if it cannot be read or kept
   */
  public Optional<Kept> kept(StoredResult result) throws IOException {
    synchronized (lock(result)) {
      StoredLog log = log(result);
      Optional<LogState> state = log.current();
      if (state.isEmpty()) {
        return Optional.empty();
      }
      Version version = result.requireCurrent();
      Path made = log.made(state.get(), version.files());
      if (!Files.isDirectory(made)) {
        Pieces pieces = pieces(result, version);
        LogEntry.Carried now = carried(result, log, state.get(), version, pieces);
        log.remake(
            state.get(),
            version.files(),
            folder -> write(folder, version, pieces, now.entry(), now.remarks()));
      }
      return Optional.of(
          new Kept(
              state.get(),
              Json.read(disk, made.resolve(StoredLog.ENTRY)),
              files(made.resolve(StoredLog.FILES)),
              state.get().number() + "-" + version.files()));
    }
  }

  private static SortedMap<String, Path> files(Path folder) throws IOException {
    SortedMap<String, Path> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (!name.startsWith(".")) {
          files.put(name, file);
        }
      }
    }
    return files;
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Geometry;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.corelog.entry.LogEntry;
import uk.ac.bgs.corescore.core.corelog.piece.Occlusions;
import uk.ac.bgs.corescore.core.corelog.piece.StatedScale;
import uk.ac.bgs.corescore.core.layout.RowFragments;
import uk.ac.bgs.corescore.core.measure.FragmentMeasurer;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.Fragment;

/**
 * Stores the entries for the core log of a result, and the log. An entry that fails with an
 * exception has no effect. Safe for use by many threads; of one result one entry is taken at a
 * time.
 */
public final class ResultLogs {
  /** One lock for some of the results each. */
  private final List<Object> locks = Stream.generate(Object::new).limit(64).toList();

  private final ResultDisk disk;
  private final PhotoReader reader;

  /**
   * Logs of the results on a disk.
   *
   * @param disk what the results are on
   * @param reader reads photos within limits
   */
  public ResultLogs(ResultDisk disk, PhotoReader reader) {
    this.disk = disk;
    this.reader = reader;
  }

  /**
   * A log, for the pieces that the result has now.
   *
   * @param state number of the entry, from 1
   * @param author who entered it
   * @param time when
   * @param version number of the files of the result whose pieces these are
   * @param entry what was entered, with the marks as they are of these pieces, as JSON
   * @param log the log as JSON
   * @param files the names of its files, with {@code /} between folders
   */
  public record Kept(
      int state,
      String author,
      Instant time,
      int version,
      String entry,
      String log,
      NavigableSet<String> files) {
    /**
     * Names this state of the log and of the result.
     *
     * @return letters that differ where another log is
     */
    public String tag() {
      return state + "-" + version;
    }
  }

  /** The pieces of a state of a result. */
  private record Pieces(Layout layout, List<Fragment> fragments, List<Geometry> covers) {}

  private Pieces pieces(StoredResult result, ResultVersion version) throws IOException {
    Segmentation kept = Redrawing.open(result, version).kept();
    Layout layout = KeptLayout.read(disk, result.file(version, StoredResult.Report.JSON));
    List<Fragment> fragments =
        RowFragments.numbered(FragmentMeasurer.measure(kept), kept.fragments(), layout).fragments();
    return new Pieces(layout, fragments, Occlusions.covers(kept));
  }

  private Object lock(StoredResult result) {
    return locks.get(Math.floorMod(result.id().hashCode(), locks.size()));
  }

  private StoredLog log(StoredResult result) {
    return new StoredLog(disk, result.logFolder());
  }

  /**
   * Replaces the entry.
   *
   * @param result the result
   * @param entry JSON as {@link LogEntry} reads it
   * @param author who entered it
   * @param seen the state that the author saw, 0 for none; empty to replace whatever there is
   * @throws uk.ac.bgs.corescore.core.corelog.entry.LogEntryException if something in it is wrong
   * @throws RequestException if another state holds
   * @throws IOException if it cannot be kept
   */
  public void enter(StoredResult result, byte[] entry, String author, OptionalInt seen)
      throws IOException {
    synchronized (lock(result)) {
      StoredLog log = log(result);
      int current = log.current().map(LogState::number).orElse(0);
      if (seen.isPresent() && seen.getAsInt() != current) {
        throw RequestException.changed(seen.getAsInt(), current);
      }
      ResultVersion version = result.requireCurrent();
      LogEntry read = LogEntry.read(result.request().photo(), entry);
      add(result, version, pieces(result, version), read, current, author);
    }
  }

  private void add(
      StoredResult result,
      ResultVersion version,
      Pieces pieces,
      LogEntry entry,
      int before,
      String author)
      throws IOException {
    StoredLog log = log(result);
    entry.requireOf(pieces.layout(), pieces.fragments());
    LogState state = new LogState(log.nextNumber(), before, version.files(), author, Instant.now());
    log.add(state, folder -> write(folder, result, logged(version, pieces, entry), List.of()));
  }

  private static LoggedResult logged(ResultVersion version, Pieces pieces, LogEntry entry)
      throws IOException {
    Optional<StatedScale> photoScale =
        version
            .scale()
            .map(one -> StatedScale.pixel(one.millimetresPerPixel(), one.millimetresPerPixel()));
    return LoggedResult.of(
        entry, entry.photo(pieces.layout(), pieces.fragments(), pieces.covers(), photoScale));
  }

  private static void write(
      Path folder, StoredResult result, LoggedResult logged, List<String> carried)
      throws IOException {
    List<String> remarks = new ArrayList<>(carried);
    remarks.addAll(logged.lasRemarks());
    Files.write(folder.resolve(StoredLog.ENTRY), logged.entry().json());
    logged.write(folder.resolve(StoredLog.FILES), remarks);
    Files.write(folder.resolve(StoredLog.LATER), logged.later(original(result), remarks));
  }

  private static Path original(StoredResult result) throws IOException {
    return result
        .photo()
        .orElseThrow(() -> new IOException(result.id() + " is damaged: the photo is missing"));
  }

  /**
   * Adds a mark of a piece or of the break below it.
   *
   * @param result the result
   * @param change makes the entry with the mark of the one without
   * @param author its author
   * @throws uk.ac.bgs.corescore.core.corelog.entry.LogEntryException if there is no such piece
   * @throws CoreScoreException if no depths were entered yet
   * @throws IOException if it cannot be kept
   */
  public void mark(StoredResult result, UnaryOperator<LogEntry> change, String author)
      throws IOException {
    synchronized (lock(result)) {
      StoredLog log = log(result);
      LogState state = log.current().orElseThrow(ResultLogs::nothing);
      ResultVersion version = result.requireCurrent();
      Pieces pieces = pieces(result, version);
      LogEntry entry = carried(result, log, state, version, pieces).entry();
      add(result, version, pieces, change.apply(entry), state.number(), author);
    }
  }

  private static CoreScoreException nothing() {
    return new CoreScoreException(
        FailureKind.NOT_FOUND, "the result has no log: no depths have been entered");
  }

  /** The entry of a state for the pieces of a state of the result. */
  private LogEntry.Carried carried(
      StoredResult result, StoredLog log, LogState state, ResultVersion version, Pieces pieces)
      throws IOException {
    byte[] text = disk.read(log.made(state.number(), state.files()).resolve(StoredLog.ENTRY));
    LogEntry entry = LogEntry.read(result.request().photo(), text);
    if (state.files() == version.files() || entry.marks().isEmpty()) {
      return new LogEntry.Carried(entry, List.of());
    }
    Pieces marked = pieces(result, version(result, state.files()));
    return entry.carried(marked.fragments(), pieces.fragments());
  }

  private static ResultVersion version(StoredResult result, int number) throws IOException {
    return result
        .version(number)
        .orElseThrow(() -> new IOException(result.id() + " is damaged: a state is missing"));
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
          || Files.isDirectory(log.made(state.get().number(), result.requireCurrent().files()));
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
      ResultVersion version = result.requireCurrent();
      Path made = log.made(state.get().number(), version.files());
      if (!Files.isDirectory(made)) {
        Pieces pieces = pieces(result, version);
        LogEntry.Carried now = carried(result, log, state.get(), version, pieces);
        log.remake(
            state.get(),
            version.files(),
            folder -> write(folder, result, logged(version, pieces, now.entry()), now.remarks()));
      }
      NavigableSet<String> names = names(made.resolve(StoredLog.FILES));
      names.addAll(
          StoredJson.read(disk, made.resolve(StoredLog.LATER))
              .get(LoggedResult.FILES)
              .members()
              .keySet());
      return Optional.of(
          new Kept(
              state.get().number(),
              state.get().author(),
              state.get().time(),
              version.files(),
              text(made.resolve(StoredLog.ENTRY)),
              text(made.resolve(StoredLog.FILES).resolve(LoggedResult.LOG)),
              names));
    }
  }

  /**
   * Whether a file of a log is there, so that it need not be made.
   *
   * @param result the result
   * @param kept its log
   * @param name the file's name
   * @return false for one that is made when it is requested
   * @throws IOException if it cannot be read
   */
  public boolean isMade(StoredResult result, Kept kept, String name) throws IOException {
    return Files.isRegularFile(place(result, kept, name));
  }

  private String text(Path file) throws IOException {
    return new String(disk.read(file), StandardCharsets.UTF_8);
  }

  /** Where a file is, once it is made. */
  private Path place(StoredResult result, Kept kept, String name) throws IOException {
    Path made = log(result).made(kept.state(), kept.version());
    Path first = made.resolve(StoredLog.FILES).resolve(name);
    return Files.isRegularFile(first) ? first : made.resolve(part(made, name)).resolve(name);
  }

  private String part(Path made, String name) throws IOException {
    return StoredJson.read(disk, made.resolve(StoredLog.LATER))
        .get(LoggedResult.FILES)
        .get(name)
        .plain();
  }

  /**
   * A file of a log; made if it is not there.
   *
   * @param result the result
   * @param kept its log
   * @param name the file's name
   * @return empty if the log has no such file
   * @throws IOException if it cannot be read or kept
   */
  public Optional<Path> file(StoredResult result, Kept kept, String name) throws IOException {
    if (!kept.files().contains(name)) {
      return Optional.empty();
    }
    synchronized (lock(result)) {
      Path file = place(result, kept, name);
      if (!Files.isRegularFile(file)) {
        make(result, kept, name);
      }
      return Optional.of(file);
    }
  }

  /** Makes the part of a log that a file is of. */
  private void make(StoredResult result, Kept kept, String name) throws IOException {
    StoredLog log = log(result);
    Path made = log.made(kept.state(), kept.version());
    String part = part(made, name);
    ResultVersion version = version(result, kept.version());
    LogEntry entry =
        LogEntry.read(result.request().photo(), disk.read(made.resolve(StoredLog.ENTRY)));
    LoggedResult logged = logged(version, pieces(result, version), entry);
    List<String> remarks = new ArrayList<>();
    StoredJson.read(disk, made.resolve(StoredLog.LATER))
        .get(LoggedResult.REMARKS)
        .items()
        .forEach(remark -> remarks.add(remark.plain()));
    log.place(
        made.resolve(part),
        folder ->
            logged.make(
                LoggedResult.Part.of(part),
                folder,
                remarks,
                original(result),
                result.preview(),
                reader));
  }

  private static NavigableSet<String> names(Path folder) throws IOException {
    NavigableSet<String> names = new TreeSet<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (!name.startsWith(".")) {
          names.add(name);
        }
      }
    }
    return names;
  }
}

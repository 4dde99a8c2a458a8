// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.pipeline.BatchScorer;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.report.ReportFormat;
import uk.ac.bgs.corescore.core.report.ReportWriter;
import uk.ac.bgs.corescore.core.table.PhotoTables;
import uk.ac.bgs.corescore.core.table.TableSchema;

/**
 * The photos that a run of a {@link ReportWriter} in a folder has finished, for a run that goes on
 * after it was killed. While a run is at work they are in a hidden journal in the folder; what ends
 * orderly has none. A photo counts as finished if its file has the size and time that it had then,
 * and all its reports are there.
 *
 * <p>Used beside a writer that is open in the same folder, whose lock keeps other runs away. For
 * use by one thread at a time.
 */
public final class FinishedPhotos implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(FinishedPhotos.class);
  private static final String JOURNAL = ".corescore.journal";

  private final Path folder;
  private final Path file;
  private final String set;
  private final Set<ReportFormat> formats;
  private final PhotoTables tables;
  private final ResultIndex index;
  private final boolean resume;
  private final Map<String, String> begun = new HashMap<>();
  private @Nullable Journal journal;

  private FinishedPhotos(
      Path folder, String set, Set<ReportFormat> formats, PhotoTables tables, boolean resume)
      throws IOException {
    this.folder = folder;
    this.file = folder.resolve(JOURNAL);
    this.set = set;
    this.formats = formats;
    this.tables = tables;
    this.resume = resume;
    this.index = index(file, set, resume);
  }

  /**
   * Whether a run was killed in a folder, or is at work there.
   *
   * @param folder any folder
   * @return whether there is a journal
   */
  public static boolean isLeft(Path folder) {
    return Files.exists(folder.resolve(JOURNAL));
  }

  /**
   * Reads what is finished. Nothing is changed in the folder.
   *
   * @param folder the folder of reports
   * @param formats their formats
   * @param scorer what scores the photos; its settings decide whether a run may go on
   * @param more what else decides the figures, by name
   * @param resume whether to go on where a run was killed, and else to begin anew
   * @return the finished photos, to be closed after the writer
   * @throws CoreScoreException if the journal is of a run with other settings or formats, or
   *     damaged
   * @throws IOException if it cannot be read
   */
  public static FinishedPhotos read(
      Path folder,
      Set<ReportFormat> formats,
      BatchScorer scorer,
      Map<String, String> more,
      boolean resume)
      throws IOException {
    return new FinishedPhotos(
        folder, set(formats, scorer, more), formats, PhotoTables.of(scorer.areaScorer()), resume);
  }

  /**
   * Begins to keep what is finished; what a killed run has left aside is removed. To be called when
   * the writer is open.
   *
   * @throws IOException if the journal cannot be begun
   */
  public void begin() throws IOException {
    if (resume) {
      TemporaryFile.sweep(folder, FinishedPhotos::isOfPhoto);
    }
    journal = Journal.open(file, set, index.end(file));
  }

  private static String set(Set<ReportFormat> formats, BatchScorer scorer, Map<String, String> more)
      throws IOException {
    Map<String, String> settings = new LinkedHashMap<>(scorer.settings());
    settings.putAll(new TreeMap<>(more));
    settings.put("formats", formats.stream().map(ReportFormat::id).sorted().toList().toString());
    return Sha256.of(ResultFolder.text(settings));
  }

  private static ResultIndex index(Path file, String set, boolean resume) throws IOException {
    try {
      return ResultIndex.of(set, resume && Files.exists(file) ? List.of(file) : List.of());
    } catch (CoreScoreException e) {
      throw new CoreScoreException(
          FailureKind.CONFIGURATION,
          file
              + ": the run that was killed had other settings or formats, or its journal is"
              + " damaged; go on with the same ones, or begin again",
          e);
    }
  }

  /** The parts of the tables are the writer's. */
  private static boolean isOfPhoto(Path part) {
    String name = String.valueOf(part.getFileName());
    return !name.startsWith(".measures.csv.") && !name.startsWith(".fragments.csv.");
  }

  /**
   * Whether a photo is finished; to be asked before the photo is read.
   *
   * @param photo the photo
   * @return whether it need not be scored again
   * @throws IOException if the journal cannot be read
   */
  public boolean contains(PhotoFile photo) throws IOException {
    String now;
    try {
      now = PhotoSource.of(photo).fingerprint();
    } catch (IOException e) {
      return false; // reading it says why
    }
    Optional<PhotoRecord> record = index.find(photo.name());
    if (record.isPresent()
        && record.get().fingerprint().equals(now)
        && size(record.get().files()) == record.get().bytes()) {
      return true;
    }
    begun.put(photo.name(), now);
    return false;
  }

  private long size(String stem) throws IOException {
    return ReportFiles.size(
        formats.stream()
            .filter(ReportFormat::perPhoto)
            .map(format -> folder.resolve(stem + format.suffix()))
            .toList());
  }

  /**
   * Adds the rows of a finished photo to the tables.
   *
   * @param photo a photo that is contained
   * @param reports the writer
   * @return how many fragments it has
   * @throws IOException if they cannot be read or written
   */
  public long restore(PhotoFile photo, ReportWriter reports) throws IOException {
    PhotoRecord record =
        index
            .find(photo.name())
            .orElseThrow(() -> new IllegalArgumentException(photo.name() + " is not finished"));
    TableSchema schema = tables.photos();
    reports.restore(schema, record.photo(), record.fragments());
    return record.fragments().size();
  }

  /**
   * Records a photo whose reports were written. If that fails, a warning is logged: the photo would
   * be scored again after a kill.
   *
   * @param photo the photo
   * @param scored what was found in it
   */
  public void add(PhotoFile photo, ScoredPhoto scored) {
    String fingerprint = begun.remove(photo.name());
    Journal open = journal;
    if (open == null || fingerprint == null) {
      return;
    }
    try {
      int version = index.find(photo.name()).map(PhotoRecord::version).orElse(0) + 1;
      PhotoRecord record =
          new PhotoRecord(
              photo.name(),
              version,
              fingerprint,
              Instant.now(),
              true,
              photo.stem(),
              new TreeSet<>(),
              size(photo.stem()),
              tables.photo(scored),
              PhotoTables.fragments(scored));
      index.add(file, record, open.append(record));
    } catch (IOException e) {
      journal = null;
      abandon(open, e);
      LOG.warn("{}: photos from {} on cannot be kept after a kill: {}", file, photo.name(), e);
    }
  }

  private static void abandon(Journal journal, IOException reason) {
    try {
      journal.close();
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  /**
   * Ends orderly: there is nothing to go on with. To be called when the writer is closed. Where its
   * tables did not get their names, the journal stays.
   *
   * @throws IOException if the journal cannot be removed
   */
  public void complete() throws IOException {
    close();
    for (String table : List.of("measures.csv", "fragments.csv")) {
      if (!TemporaryFile.left(folder.resolve(table)).isEmpty()) {
        return;
      }
    }
    Files.deleteIfExists(file);
  }

  @Override
  public void close() throws IOException {
    try (index) {
      if (journal != null) {
        journal.close();
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.photo.PhotoFolder;
import uk.ac.bgs.corescore.core.photo.PhotoMemory;
import uk.ac.bgs.corescore.core.pipeline.BatchResult;
import uk.ac.bgs.corescore.core.pipeline.BatchScorer;
import uk.ac.bgs.corescore.core.pipeline.PhotoTask;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.report.FailureText;
import uk.ac.bgs.corescore.core.table.Column;
import uk.ac.bgs.corescore.core.table.PhotoTables;
import uk.ac.bgs.corescore.core.table.TableSchema;

/** One run of a batch, from the lock of its result set to the tables. For use by one thread. */
final class BatchRun implements Closeable {
  private final Batch batch;
  private final BatchScorer scorer;
  private final List<PhotoSource> photos;
  private final ReportNames names;
  private final PhotoTables tables;
  private final ResultFolder folder;
  private final Closeable lock;
  private final ResultIndex index;
  private final Journal journal;
  private final ReportFiles files;
  private final PhotoPlan plan;
  private final Map<String, PhotoPlan.Work> atWork = new ConcurrentHashMap<>();
  private final Tally tally;
  private final Outage outage;

  private BatchRun(
      Batch batch,
      BatchScorer scorer,
      List<PhotoSource> photos,
      ReportNames names,
      PhotoMemory memory,
      PhotoTables tables,
      ResultFolder folder,
      Closeable lock,
      ResultIndex index,
      Journal journal)
      throws IOException {
    this.batch = batch;
    this.scorer = scorer;
    this.photos = photos;
    this.names = names;
    this.tables = tables;
    this.folder = folder;
    this.lock = lock;
    this.index = index;
    this.journal = journal;
    this.files = new ReportFiles(folder, batch.reports, batch.thumbnails);
    this.outage = new Outage(batch.outageAfter);
    this.tally =
        new Tally(
            batch.listener,
            photos.stream().filter(photo -> batch.shard.holds(photo.name())).count());
    this.plan = new PhotoPlan(index, files, names, tables.photos(), memory, tally);
  }

  static BatchRun open(Batch batch, BatchScorer scorer, List<PhotoSource> photos)
      throws IOException {
    if (photos.isEmpty()) {
      throw new CoreScoreException(FailureKind.BAD_INPUT, "expected photos to score, got none");
    }
    ReportNames names = new ReportNames(photos);
    PhotoMemory memory = PhotoMemory.of(batch.wholePixels, scorer.maxInputSide());
    PhotoTables tables = PhotoTables.of(scorer.areaScorer());
    Map<String, String> settings = settings(batch, scorer, memory, tables);
    ResultFolder folder =
        ResultFolder.make(batch.out, String.valueOf(settings.get("segmenter")), settings);
    Closeable lock = folder.lock(batch.shard);
    ResultIndex index = null;
    Journal journal = null;
    BatchRun run = null;
    try {
      index = ResultIndex.of(folder);
      journal = journal(batch, folder, index);
      run =
          new BatchRun(batch, scorer, photos, names, memory, tables, folder, lock, index, journal);
      return run;
    } finally {
      if (run == null) {
        close(journal, index, lock);
      }
    }
  }

  private static Map<String, String> settings(
      Batch batch, BatchScorer scorer, PhotoMemory memory, PhotoTables tables) {
    Map<String, String> settings = new LinkedHashMap<>(scorer.settings());
    settings.put("photos are held whole up to, px", Long.toString(memory.wholePixels()));
    settings.put("longer side of the copy of a larger one, px", "" + memory.longerSide());
    settings.putAll(batch.settings);
    settings.put("columns of photos", columns(tables.photos()));
    settings.put("columns of fragments", columns(PhotoTables.fragments()));
    return settings;
  }

  private static String columns(TableSchema table) {
    return table.columns().stream().map(Column::name).collect(Collectors.joining(", "));
  }

  private static Journal journal(Batch batch, ResultFolder folder, ResultIndex index)
      throws IOException {
    Path file = folder.journal(batch.shard);
    long end = index.end(file);
    long size = Files.exists(file) ? Files.size(file) : 0;
    if (size > end) {
      batch.listener.remark(
          file
              + ": the last record was cut off after "
              + (size - end)
              + " bytes, as a kill leaves it; that photo is scored again");
    }
    return Journal.open(file, folder.set(), end);
  }

  /**
   * Scores what is not done and makes the tables, if all is.
   *
   * @throws CoreScoreException if results cannot be written
   */
  BatchOutcome toEnd() {
    try {
      return scored();
    } catch (IOException e) {
      throw Writers.stopped(e);
    }
  }

  private BatchOutcome scored() throws IOException {
    score();
    journal.force();
    outage.requireNone();
    long elsewhere = batch.shard.of() == 1 ? 0 : openElsewhere();
    long failed = elsewhere == 0 ? tables() : failures();
    if (batch.shard.of() > 1) {
      folder.sweepIfAlone(batch.shard);
    }
    return new BatchOutcome(
        folder.folder(), tally.status(), failed, elsewhere, index.without(names.photos()));
  }

  /** Makes the tables and the page; gives how many photos failed. */
  private long tables() throws IOException {
    List<String> all = names.photos().stream().sorted(PhotoFolder.order()).toList();
    ResultTables.Made made =
        new ResultTables(folder, tables.photos(), batch.tables).make(all, index);
    if (batch.page) {
      new ResultPage(folder, tables.photos(), names, batch).write(all, index, made);
    }
    return made.failed().size();
  }

  private void score() throws IOException {
    try (Writers writers = new Writers((batch.threads + 3) / 4);
        Stream<BatchResult> results = scorer.score(new Tasks())) {
      for (Iterator<BatchResult> each = results.iterator(); each.hasNext(); ) {
        BatchResult result = each.next();
        writers.write(() -> finish(result));
      }
      writers.await();
    }
  }

  /** The photos that are to be done, found as they are asked for. */
  private final class Tasks implements Iterator<PhotoTask> {
    private final Iterator<PhotoSource> sources = photos.iterator();
    private PhotoPlan.@Nullable Work next;

    @Override
    public boolean hasNext() {
      while (next == null && sources.hasNext() && !outage.isThere()) {
        PhotoSource source = sources.next();
        if (batch.shard.holds(source.name())) {
          next = plan.work(source, batch.retryFailed).orElse(null);
          if (next == null) {
            tally.kept();
          }
        }
      }
      return next != null;
    }

    @Override
    public PhotoTask next() {
      if (!hasNext()) {
        throw new NoSuchElementException("all photos are done");
      }
      PhotoPlan.Work work = next;
      next = null;
      if (work == null) {
        throw new NoSuchElementException("all photos are done");
      }
      return task(work);
    }
  }

  private PhotoTask task(PhotoPlan.Work work) {
    String name = work.source().name();
    atWork.put(name, work);
    return new PhotoTask(name, () -> plan.read(work), Optional.empty(), work.source().layout());
  }

  /** Writes what came of a photo and records it. */
  private void finish(BatchResult result) throws IOException {
    PhotoPlan.Work work = atWork.remove(result.name());
    if (work == null) {
      throw new IllegalStateException(result.name() + " was not at work");
    }
    if (result.failure().isPresent()) {
      failed(work, result.failure().get());
      return;
    }
    outage.reached();
    PhotoRecord record;
    try {
      record = write(work, result.orThrow());
    } catch (CoreScoreException e) {
      failed(work, e);
      return;
    } catch (RuntimeException | OutOfMemoryError | LinkageError | StackOverflowError e) {
      failed(
          work,
          new CoreScoreException(
              e instanceof OutOfMemoryError ? FailureKind.TOO_LARGE : FailureKind.OTHER,
              result.name() + ": its reports cannot be made: " + e,
              e));
      return;
    }
    add(record);
    tally.scored();
  }

  private PhotoRecord write(PhotoPlan.Work work, ScoredPhoto scored) throws IOException {
    String name = work.source().name();
    List<@Nullable Object> row = tables.photo(scored);
    List<List<@Nullable Object>> fragments = PhotoTables.fragments(scored);
    tables.photos().check(row);
    for (List<@Nullable Object> fragment : fragments) {
      PhotoTables.fragments().check(fragment);
    }
    String base = names.of(name);
    long bytes = files.write(base, scored);
    if (work.before().isPresent() && !work.before().get().files().equals(base)) {
      removeOld(work.before().get());
    }
    return new PhotoRecord(
        name,
        version(work),
        work.fingerprint(),
        Instant.now(),
        true,
        base,
        files.reports(),
        bytes,
        row,
        fragments);
  }

  private void removeOld(PhotoRecord record) throws IOException {
    if (!record.files().isEmpty() && !names.isTaken(record.files(), record.name())) {
      files.remove(record.files());
    }
  }

  private static int version(PhotoPlan.Work work) {
    return work.before().map(PhotoRecord::version).orElse(0) + 1;
  }

  private void failed(PhotoPlan.Work work, CoreScoreException failure) throws IOException {
    String name = work.source().name();
    Optional<PhotoRecord> scoredBefore = work.before().filter(PhotoRecord::scored);
    if (failure instanceof PhotoPlan.UnchangedException) {
      add(index.find(name).orElseThrow().seenAgain(work.fingerprint()));
      tally.kept();
      return;
    }
    String message = FailureText.of(name, failure);
    outage.failed(failure.kind(), message);
    boolean unreachable = Outage.mayPass(failure.kind()) || failure.kind() == FailureKind.NOT_FOUND;
    if (scoredBefore.isPresent() && unreachable && !isKnownToDiffer(work, scoredBefore.get())) {
      plan.tellKept(name, message);
      tally.kept();
      return;
    }
    if (ReportNames.unusable(name).isEmpty()) {
      files.remove(names.of(name));
    }
    if (scoredBefore.isPresent()) {
      removeOld(scoredBefore.get());
    }
    add(
        new PhotoRecord(
            name,
            version(work),
            work.fingerprint(),
            Instant.now(),
            false,
            "",
            new TreeSet<>(),
            0,
            tables.failed(name, Optional.empty(), failure.kind(), message),
            List.of()));
    tally.failed(name, message);
  }

  /** Whether a photo has changed since it was recorded, so that its figures may be of another. */
  private static boolean isKnownToDiffer(PhotoPlan.Work work, PhotoRecord before) {
    return !work.fingerprint().isEmpty() && !work.fingerprint().equals(before.fingerprint());
  }

  private void add(PhotoRecord record) throws IOException {
    index.add(folder.journal(batch.shard), record, journal.append(record));
  }

  /** How many photos of other shards are not done. */
  private long openElsewhere() throws IOException {
    for (Path file : folder.journals()) {
      if (!file.equals(folder.journal(batch.shard))) {
        index.read(file);
      }
    }
    return photos.stream()
        .filter(photo -> !batch.shard.holds(photo.name()) && plan.isOpen(photo))
        .count();
  }

  /** How many photos of this shard are recorded as failed. */
  private long failures() throws IOException {
    long failed = 0;
    for (PhotoSource photo : photos) {
      if (batch.shard.holds(photo.name())) {
        failed += index.summary(photo.name()).map(PhotoRecord::scored).orElse(true) ? 0 : 1;
      }
    }
    return failed;
  }

  @Override
  public void close() throws IOException {
    close(journal, index, lock);
  }

  private static void close(@Nullable Closeable journal, @Nullable Closeable index, Closeable lock)
      throws IOException {
    try (lock;
        index;
        journal) {
      // closed in this order, the journal first
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.pipeline.BatchScorer;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.core.report.ReportFormat;
import uk.ac.bgs.corescore.core.table.CsvTables;
import uk.ac.bgs.corescore.core.table.TableSink;

/**
 * Scores many thousands of photographs into one folder, so that a run can be killed at any moment
 * and started again: the result is that of a run that was never killed.
 *
 * <p>All photos that are scored by the same settings are a result set: a folder in the output
 * folder, named by the segmenter and a hash of all that decides the figures. Other settings make
 * another folder, never a mixture. In it are {@code settings.json}, the tables {@code photos} and
 * {@code fragments}, {@code reports} and {@code thumbnails} of each photo, and a journal. A photo
 * is done when its record is in the journal, which is written after its files have their names. At
 * the next start it is kept if its fingerprint, or else its content, is the same and its files are
 * there. A photo that failed is recorded with its reason, and not tried again unless that is
 * requested or its fingerprint has changed. The tables are made from the records when all photos
 * are done, in the natural order of names.
 *
 * <p>Reading, segmenting, tracing and writing of different photos overlap. Memory: the photos that
 * are at work, and a name and some numbers for each photo. The journal is forced to the disk every
 * 256 photos or 10 seconds: a power cut loses what was done since, and that is done again.
 *
 * <p>Immutable; safe for use by many threads. One run at a time works on a shard of a result set,
 * in this process or another; runs of different shards work at the same time. Where a file system
 * has no locks this is not checked. A {@link Builder} takes the settings.
 */
public final class Batch {
  /** Photos of up to so many pixels are held whole unless another limit is set. */
  public static final long DEFAULT_WHOLE_PIXELS = 20_000_000;

  final ScoringPipeline.Builder pipeline;
  final Path out;
  final int threads;
  final Shard shard;
  final Set<ReportFormat> reports;
  final boolean thumbnails;
  final boolean page;
  final List<TableSink.Format> tables;
  final boolean retryFailed;
  final int outageAfter;
  final long wholePixels;
  final Map<String, String> settings;
  final BatchListener listener;

  private Batch(Builder builder) {
    this.pipeline = builder.pipeline;
    this.out = builder.out;
    this.threads = builder.threads;
    this.shard = builder.shard;
    this.reports = Set.copyOf(builder.reports);
    this.thumbnails = builder.thumbnails;
    this.page = builder.page;
    this.tables = List.copyOf(builder.tables);
    this.retryFailed = builder.retryFailed;
    this.outageAfter = builder.outageAfter;
    this.wholePixels = builder.wholePixels;
    this.settings = new LinkedHashMap<>(builder.settings);
    this.listener = builder.listener;
  }

  /**
   * Begins a batch.
   *
   * @param pipeline the settings for each photo; not to be changed until the last run has begun
   * @param out the folder of result sets; made if it does not exist
   * @return a builder with a thread for each processor, all photos, JSON, masks and thumbnails, CSV
   *     tables, a page, and {@value #DEFAULT_WHOLE_PIXELS} pixels up to which a photo is held whole
   */
  public static Builder builder(ScoringPipeline.Builder pipeline, Path out) {
    return new Builder(pipeline, out);
  }

  /**
   * Scores what is not done.
   *
   * @param photos all photos, whatever the shard, each with a name of its own
   * @return what came of it, when all photos of the shard are done
   * @throws CoreScoreException {@code BUSY} if another run is at work on the same; {@code IO} if
   *     results cannot be written, for example because the disk is full: what is done is kept, and
   *     the next run goes on from there; {@code BAD_INPUT} if there are no photos, two of one name,
   *     or a damaged journal, which the message names with the place of the damage
   * @throws uk.ac.bgs.corescore.spi.ProviderException if segmenter, finder or scorer are not there
   * @throws uk.ac.bgs.corescore.spi.OptionException if an option is unknown or its value is not
   *     allowed
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; what is done
   *     is kept
   * @throws IOException if the output folder cannot be made or read
   */
  public BatchOutcome run(Collection<? extends PhotoSource> photos) throws IOException {
    BatchScorer.Builder scorer = BatchScorer.builder(pipeline).threads(threads).waiting(threads);
    try (BatchScorer running = scorer.build();
        BatchRun run = BatchRun.open(this, running, List.copyOf(photos))) {
      return run.toEnd();
    }
  }

  /** Settings of a batch. Not for use by several threads at once. */
  public static final class Builder {
    private final ScoringPipeline.Builder pipeline;
    private final Path out;
    private int threads = Runtime.getRuntime().availableProcessors();
    private Shard shard = Shard.ALL;
    private Set<ReportFormat> reports = EnumSet.of(ReportFormat.JSON, ReportFormat.MASK);
    private boolean thumbnails = true;
    private boolean page = true;
    private List<TableSink.Format> tables = List.of(new CsvTables());
    private boolean retryFailed;
    private int outageAfter = 20;
    private long wholePixels = DEFAULT_WHOLE_PIXELS;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private BatchListener listener = new BatchListener() {};

    private Builder(ScoringPipeline.Builder pipeline, Path out) {
      this.pipeline = pipeline;
      this.out = out;
    }

    /**
     * Sets how many photos are worked on at a time. It does not decide the figures.
     *
     * @param count threads, from 1; each holds a photo, and so do a quarter as many that write
     * @return this
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder threads(int count) {
      if (count < 1) {
        throw new IllegalArgumentException("threads are from 1, not " + count);
      }
      threads = count;
      return this;
    }

    /**
     * Takes a share of the photos.
     *
     * @param share which
     * @return this
     */
    public Builder shard(Shard share) {
      shard = share;
      return this;
    }

    /**
     * Sets the reports of each photo. They do not decide the figures: where a photo that is done
     * lacks one of them it is scored again, and its files and its record are replaced.
     *
     * @param formats the formats, none for none; {@code CSV} is no report of a photo
     * @return this
     * @throws IllegalArgumentException if {@code CSV} is among them
     */
    public Builder reports(Set<ReportFormat> formats) {
      if (formats.contains(ReportFormat.CSV)) {
        throw new IllegalArgumentException("a photo has no table of its own; tables are others");
      }
      reports = formats;
      return this;
    }

    /**
     * Sets whether there is a small JPEG with the outlines for each photo, see {@link
     * uk.ac.bgs.corescore.core.report.PhotoThumbnail}.
     *
     * @param made whether
     * @return this
     */
    public Builder thumbnails(boolean made) {
      thumbnails = made;
      return this;
    }

    /**
     * Sets whether there is a page of all photos, see {@link
     * uk.ac.bgs.corescore.core.batch.page.BatchPage}. It is made with the tables.
     *
     * @param made whether
     * @return this
     */
    public Builder page(boolean made) {
      page = made;
      return this;
    }

    /**
     * Sets the formats of the tables.
     *
     * @param formats each makes a table of photos and one of fragments
     * @return this
     */
    public Builder tables(List<? extends TableSink.Format> formats) {
      tables = List.copyOf(formats);
      return this;
    }

    /**
     * Sets whether photos that have failed before are tried again.
     *
     * @param again whether
     * @return this
     */
    public Builder retryFailed(boolean again) {
      retryFailed = again;
      return this;
    }

    /**
     * Sets how many photos in a row that cannot be reached ({@code IO}, {@code BUSY}) are an outage
     * of the disk or the server they come from, which ends the run. Such photos are tried again by
     * each run.
     *
     * @param photos from 1; 20 unless it is set
     * @return this
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder outageAfter(int photos) {
      if (photos < 1) {
        throw new IllegalArgumentException("photos in a row are from 1, not " + photos);
      }
      outageAfter = photos;
      return this;
    }

    /**
     * Sets up to which size a photo is held whole; of a larger TIFF or JPEG only a copy is. It
     * decides the figures of larger photos a little, so it makes another result set.
     *
     * @param pixels from 0
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public Builder wholePixels(long pixels) {
      if (pixels < 0) {
        throw new IllegalArgumentException("pixels are from 0, not " + pixels);
      }
      wholePixels = pixels;
      return this;
    }

    /**
     * Adds something that decides the figures and that the pipeline does not know, such as the
     * version of a segmenter of the host's own, or the hash of a table of scales or of rows.
     * Another value makes another result set.
     *
     * @param name what it is, in words
     * @param value its value
     * @return this
     */
    public Builder setting(String name, String value) {
      settings.put(name, value);
      return this;
    }

    /**
     * Sets who is told how it goes.
     *
     * @param told the listener
     * @return this
     */
    public Builder listener(BatchListener told) {
      listener = told;
      return this;
    }

    /**
     * Makes the batch.
     *
     * @return a batch with these settings
     */
    public Batch build() {
      return new Batch(this);
    }
  }
}

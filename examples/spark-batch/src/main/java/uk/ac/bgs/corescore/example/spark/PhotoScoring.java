// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.spark;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.ArraySeq;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.pipeline.BatchResult;
import uk.ac.bgs.corescore.core.pipeline.PhotoTask;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.report.FailureText;
import uk.ac.bgs.corescore.core.table.PhotoTables;

/**
 * Scores the photos of a task, one after the other, each into a row of {@link SparkTables#staged}.
 * One photo is held at a time.
 *
 * @param settings how
 * @param expected what the settings come to on the executor that was asked first
 * @param hadoop configuration of the file systems
 */
record PhotoScoring(
    ScoringSettings settings, String expected, Broadcast<SerializableConfiguration> hadoop)
    implements FlatMapFunction<Iterator<List<ListedPhoto>>, Row> {

  @Override
  public Iterator<Row> call(Iterator<List<ListedPhoto>> bins) {
    ExecutorModel model = ExecutorModel.of(settings);
    String found = model.settings().toString();
    if (!found.equals(expected)) {
      throw new CoreScoreException(
          FailureKind.CONFIGURATION,
          "executors differ, so that their figures would: expected "
              + expected
              + ", found "
              + found);
    }
    return new Rows(bins, model);
  }

  private final class Rows implements Iterator<Row> {
    private final Iterator<List<ListedPhoto>> bins;
    private final ExecutorModel model;
    private Iterator<ListedPhoto> photos = List.<ListedPhoto>of().iterator();

    Rows(Iterator<List<ListedPhoto>> bins, ExecutorModel model) {
      this.bins = bins;
      this.model = model;
    }

    @Override
    public boolean hasNext() {
      while (!photos.hasNext() && bins.hasNext()) {
        photos = bins.next().iterator();
      }
      return photos.hasNext();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the task is at its end");
      }
      Row row = row(photos.next());
      TaskContext task = TaskContext.get();
      if (task != null && task.isInterrupted()) {
        // What an interrupt did to the photo is not the photo's failure.
        throw new TaskKilledException("interrupted");
      }
      return row;
    }

    private Row row(ListedPhoto photo) {
      try (PhotoContent content = PhotoContent.read(photo, hadoop.value().value())) {
        BatchResult result =
            model.score(new PhotoTask(photo.name(), () -> content.decode(model.memory())));
        return row(photo, content.sha256(), result);
      } catch (IOException e) {
        return row(
            photo,
            null,
            new BatchResult(
                photo.name(),
                Optional.empty(),
                Optional.of(
                    new CoreScoreException(
                        FailureKind.IO, "cannot be read: " + e.getMessage(), e))));
      }
    }

    private Row row(ListedPhoto photo, @Nullable String sha256, BatchResult result) {
      Row file =
          RowFactory.create(photo.name(), photo.path(), photo.bytes(), photo.modified(), sha256);
      try {
        ScoredPhoto scored = result.orThrow();
        return RowFactory.create(
            file,
            rowOf(model.tables().photo(scored)),
            sequence(PhotoTables.fragments(scored).stream().map(PhotoScoring::rowOf)));
      } catch (CoreScoreException e) {
        return RowFactory.create(file, rowOf(failed(photo, e)), sequence(Stream.of()));
      }
    }

    private List<@Nullable Object> failed(ListedPhoto photo, CoreScoreException failure) {
      return model
          .tables()
          .failed(
              photo.name(),
              Optional.empty(),
              failure.kind(),
              FailureText.of(photo.name(), failure));
    }
  }

  /** Spark's rows take an array as Scala's sequence, not as a list of Java. */
  private static ArraySeq<Row> sequence(Stream<Row> rows) {
    return ArraySeq.unsafeWrapArray(rows.toArray(Row[]::new));
  }

  private static Row rowOf(List<? extends @Nullable Object> cells) {
    return RowFactory.create(cells.toArray());
  }
}

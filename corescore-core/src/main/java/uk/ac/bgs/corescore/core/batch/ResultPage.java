// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.batch.page.BatchPage;
import uk.ac.bgs.corescore.core.internal.lock.OutputLock;
import uk.ac.bgs.corescore.core.report.ReportFormat;
import uk.ac.bgs.corescore.core.table.TableSchema;

/** The page of a result set, made of the records of its photos. */
final class ResultPage {
  /** What a click on a photo opens, the best first. */
  private static final List<ReportFormat> OPENED =
      List.of(ReportFormat.HTML, ReportFormat.OVERLAY, ReportFormat.MASK, ReportFormat.JSON);

  private final ResultFolder folder;
  private final TableSchema photos;
  private final ReportNames names;
  private final Batch batch;

  ResultPage(ResultFolder folder, TableSchema photos, ReportNames names, Batch batch) {
    this.folder = folder;
    this.photos = photos;
    this.names = names;
    this.batch = batch;
  }

  /** Writes it for photos in their order. One record at a time is in memory. */
  void write(List<String> all, ResultIndex index, ResultTables.Made tables) throws IOException {
    Instant last = Instant.EPOCH;
    for (String name : all) {
      Instant time = record(index, name).time();
      last = time.isAfter(last) ? time : last;
    }
    OutputLock lock = folder.awaited("tables");
    try (lock) {
      BatchPage.write(
          folder.folder(),
          photos,
          () -> all.stream().map(name -> row(index, name)),
          links(tables.failed()),
          new BatchPage.Facts(
              String.valueOf(folder.folder().getFileName()),
              settings(),
              tables.files(),
              OptionalLong.of(all.size()),
              Optional.of(last),
              Optional.empty()));
    } catch (UncheckedIOException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Settings without the columns of the tables, which the page names by itself. */
  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>(folder.settings());
    settings.keySet().removeIf(term -> term.startsWith("columns of "));
    return settings;
  }

  private static PhotoRecord record(ResultIndex index, String name) throws IOException {
    return index.summary(name).orElseThrow();
  }

  private static List<@Nullable Object> row(ResultIndex index, String name) {
    try {
      return record(index, name).photo();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BatchPage.Links links(Set<String> failed) {
    Optional<ReportFormat> opened = OPENED.stream().filter(batch.reports::contains).findFirst();
    return new BatchPage.Links() {
      @Override
      public Optional<String> report(String photo) {
        return failed.contains(photo)
            ? Optional.empty()
            : opened.map(format -> "reports/" + names.of(photo) + format.suffix());
      }

      @Override
      public Optional<String> thumbnail(String photo) {
        return batch.thumbnails
            ? Optional.of("thumbnails/" + names.of(photo) + ".jpg")
            : Optional.empty();
      }
    };
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.core.table.TableSchema;

/**
 * Writes the page of a batch of photos: {@value #FILE}, and beside it a folder {@code page-DIGITS}
 * with the data of its table.
 *
 * <p>The overview is static HTML: counts, photos in doubt with the reasons, distributions, the
 * worst and the best photos, failures by reason, settings. The table of all photos and the contact
 * sheet need a script; their data are read column by column, when a column is shown, sorted or
 * searched, so that the page opens quickly with a hundred thousand photos. It works from a disk,
 * without a server. Nothing is loaded from elsewhere, and links and pictures lie in the folder.
 *
 * <p>Worst and best are by the column {@code condition_grade} where it has values, else by the
 * perimeter complexity; photos in doubt are not among them. Photos of one figure are in the order
 * of the rows.
 *
 * <p>The data get a new folder, then the page is moved over the old one, then the old data are
 * deleted, so a reader sees an old or a new page. Rows are read twice, one after the other; memory
 * does not grow with their number. Stateless; one page of a folder is written at a time.
 */
public final class BatchPage {
  /** The file name of the page. */
  public static final String FILE = "index.html";

  private BatchPage() {}

  /** The rows of a table of photos; read twice. */
  @FunctionalInterface
  public interface Rows {
    /**
     * Opens the rows.
     *
     * @return all rows, in the order in which photos are listed; closed by the reader
     * @throws IOException if they cannot be read
     */
    @SuppressWarnings("exports") // an annotation that hosts need not have
    Stream<? extends List<? extends @Nullable Object>> open() throws IOException;
  }

  /**
   * Where the files of a photo are, as paths from the page with {@code /} between names, not
   * encoded. A path that leads out of the folder is not linked.
   */
  public interface Links {
    /**
     * The report that a click on a photo opens.
     *
     * @param photo its name
     * @return the path; empty where there is none
     */
    Optional<String> report(String photo);

    /**
     * Its small picture. Photos that failed are not requested.
     *
     * @param photo its name
     * @return the path; empty where there is none
     */
    Optional<String> thumbnail(String photo);

    /**
     * Neither reports nor pictures.
     *
     * @return no path for any photo
     */
    static Links none() {
      return new Links() {
        @Override
        public Optional<String> report(String photo) {
          return Optional.empty();
        }

        @Override
        public Optional<String> thumbnail(String photo) {
          return Optional.empty();
        }
      };
    }
  }

  /**
   * What is known of a batch beside its rows. All of it is plain text.
   *
   * @param title what the page is of, for example the name of the folder of photos
   * @param settings what decides the figures, in words: term and value, in their order
   * @param files names of files of the folder to be linked, for example {@code photos.csv}
   * @param listed how many photos the batch has; where more than rows, the rest is not done yet
   * @param ended when the last photo was done
   * @param elapsed how long the batch took
   */
  public record Facts(
      String title,
      Map<String, String> settings,
      List<String> files,
      OptionalLong listed,
      Optional<Instant> ended,
      Optional<Duration> elapsed) {
    /**
     * Copies the collections.
     *
     * @param title what the page is of
     * @param settings what decides the figures
     * @param files names of files to be linked
     * @param listed how many photos the batch has
     * @param ended when the last photo was done
     * @param elapsed how long the batch took
     */
    public Facts {
      settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
      files = List.copyOf(files);
    }
  }

  /**
   * Writes the page of a folder. An older page there is replaced.
   *
   * @param folder the folder, which exists
   * @param table the columns; {@code photo} and {@code status}, which is {@code scored} or {@code
   *     failed}, are required
   * @param rows the rows of the table
   * @param links where the files of photos are
   * @param facts what is known of the batch
   * @return the page
   * @throws IllegalArgumentException if a required column is missing, or a row does not fit the
   *     columns
   * @throws IOException if rows cannot be read or the page cannot be written; then an older page
   *     stays
   */
  public static Path write(Path folder, TableSchema table, Rows rows, Links links, Facts facts)
      throws IOException {
    PhotoColumns columns = new PhotoColumns(table);
    Overview overview = new Overview(columns);
    each(rows, table, overview::look);
    overview.settle();
    Path page = folder.resolve(FILE);
    try (DataFolder data = new DataFolder(folder, columns, links)) {
      each(
          rows,
          table,
          row -> {
            overview.count(row);
            data.add(row);
          });
      data.complete();
      byte[] html =
          new PageText(columns, overview, data, links, facts)
              .html()
              .getBytes(StandardCharsets.UTF_8);
      data.publish();
      TemporaryFile.put(page, true, out -> out.write(html));
      data.deleteOlder();
    }
    return page;
  }

  private interface Reader {
    void take(List<? extends @Nullable Object> row) throws IOException;
  }

  private static void each(Rows rows, TableSchema schema, Reader reader) throws IOException {
    try (Stream<? extends List<? extends @Nullable Object>> all = rows.open()) {
      Iterator<? extends List<? extends @Nullable Object>> iterator = all.iterator();
      while (iterator.hasNext()) {
        List<? extends @Nullable Object> row = iterator.next();
        schema.check(row);
        reader.take(row);
      }
    }
  }
}

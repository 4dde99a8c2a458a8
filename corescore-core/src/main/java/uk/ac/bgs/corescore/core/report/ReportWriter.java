// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.internal.FileName;
import uk.ac.bgs.corescore.core.internal.draw.PngFile;
import uk.ac.bgs.corescore.core.internal.files.JarText;
import uk.ac.bgs.corescore.core.internal.lock.OutputLock;
import uk.ac.bgs.corescore.core.mask.InstancesPng;
import uk.ac.bgs.corescore.core.mask.MaskPng;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.report.sink.ReportSink;
import uk.ac.bgs.corescore.core.table.PhotoTables;
import uk.ac.bgs.corescore.core.table.TableSchema;

/**
 * Writes the reports of a batch of photos into one folder, or another {@link ReportSink}: per photo
 * the files of the formats chosen, {@code <stem>} and the format's suffix, and for all photos the
 * tables {@code measures.csv} and {@code fragments.csv}. Where a photo's name has folders, its
 * files lie in the same folders there: those of {@code BH1/box_001.jpg} are {@code
 * BH1/box_001.json} and so on.
 *
 * <p>A photo's files are all written to a temporary file and moved, under hidden names ending in
 * {@code .part}, and get their names when all are whole. The tables grow by whole photos in parts
 * named {@code .measures.csv.CHANCE.part} and {@code .fragments.csv.CHANCE.part}, flushed after
 * each, and get their names in {@link #close()}; when the process dies the parts stay and hold
 * every photo that was written, and a photo that has a row in the measures has all its rows in the
 * fragments.
 *
 * <p>In a sink that is no folder a photo's files are published one after the other when all are
 * made; what follows on a folder is then the sink's affair.
 *
 * <p>One writer at a time works in a folder, whether it overwrites or not: from {@link #open} to
 * {@link #close()} it holds the system's lock of a hidden file there, which is gone afterwards. The
 * lock of a process that died has no effect. On a file system without locks this is not checked.
 *
 * <p>Nothing is overwritten unless the writer was opened for it. Two photos of one batch with the
 * same folders and the same stem are an error in any case.
 *
 * <p>The tables are of UTF-8 without a mark, quoted by RFC 4180 (2005), with lines that end in a
 * line feed alone. Columns that scorers add stand to the right of the others in the order in which
 * they first came; a photo that lacks them has empty cells. A text that a spreadsheet would run as
 * a formula, because it begins with {@code = + - @}, a tab or a line break, gets an apostrophe in
 * front, and so does a text that begins with an apostrophe: dropping a leading apostrophe gives the
 * text back. JSON holds names as they are.
 *
 * <p>Safe for use by many threads; files of different photos are written at the same time, rows one
 * after the other. The one who opens it closes it.
 */
public final class ReportWriter implements Closeable {
  private final ReportSink sink;
  private final Path folder;
  private final Set<ReportFormat> formats;
  private final Closeable lock;
  private final Optional<ReportTables> tables;
  private final Map<String, String> photosByStem = new HashMap<>();
  private volatile Executor helper = task -> {};
  private boolean closed;

  private ReportWriter(
      ReportSink sink,
      Path folder,
      Set<ReportFormat> formats,
      Closeable lock,
      Optional<ReportTables> tables) {
    this.sink = sink;
    this.folder = folder;
    this.formats = formats;
    this.lock = lock;
    this.tables = tables;
  }

  /**
   * Opens a folder for reports and begins the tables.
   *
   * @param folder where the files go; made if it does not exist
   * @param formats what to write, at least one format
   * @param overwrite whether files that exist may be replaced
   * @return a writer to be closed
   * @throws IllegalArgumentException if there is no format
   * @throws CoreScoreException if another writer is open in the folder, in this process or another
   * @throws java.nio.file.FileAlreadyExistsException if a table, or the part of one that a run left
   *     behind, exists and is not to be replaced
   * @throws IOException if the folder cannot be made or written to
   */
  public static ReportWriter open(Path folder, Set<ReportFormat> formats, boolean overwrite)
      throws IOException {
    Set<ReportFormat> chosen = checked(formats);
    Files.createDirectories(folder);
    OutputLock lock = OutputLock.ofFolder(folder);
    boolean opened = false;
    try {
      ReportWriter writer =
          new ReportWriter(
              new FolderSink(folder, overwrite),
              folder,
              chosen,
              lock,
              chosen.contains(ReportFormat.CSV)
                  ? Optional.of(ReportTables.in(folder, overwrite))
                  : Optional.empty());
      opened = true;
      return writer;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  /**
   * Opens a sink for reports. The tables grow in a temporary folder and go to the sink, whole, in
   * {@link #close()}; until then nothing but that folder holds them.
   *
   * @param sink where the files go; its maker closes it, after the writer. What may be replaced
   *     there, and who else writes there, is its affair
   * @param formats what to write, at least one format
   * @return a writer to be closed
   * @throws IllegalArgumentException if there is no format
   * @throws java.nio.file.FileAlreadyExistsException if a table exists and is not to be replaced
   * @throws IOException if the temporary folder cannot be made
   */
  public static ReportWriter open(ReportSink sink, Set<ReportFormat> formats) throws IOException {
    Set<ReportFormat> chosen = checked(formats);
    return new ReportWriter(
        sink,
        Path.of(""),
        chosen,
        () -> {},
        chosen.contains(ReportFormat.CSV) ? Optional.of(ReportTables.to(sink)) : Optional.empty());
  }

  /**
   * Draws overlays on an executor while the caller writes the other files of the same photo. Half
   * of the time of a photo's reports is its overlay. Without this all is done by the caller, and so
   * is what the executor rejects or has not begun when the other files are written.
   *
   * @param executor never shut down here; may have one thread or many
   * @return this
   */
  public ReportWriter on(Executor executor) {
    helper = executor;
    return this;
  }

  private static Set<ReportFormat> checked(Set<ReportFormat> formats) {
    if (formats.isEmpty()) {
      throw new IllegalArgumentException("a report has at least one format");
    }
    return Collections.unmodifiableSet(EnumSet.copyOf(formats));
  }

  /**
   * Checks, before the work on a photo, that its files can get their names.
   *
   * @param photoName the photo's name, with {@code /} between its folders
   * @throws ReportException if the name would lead out of the folder, or another photo with the
   *     same stem was written
   * @throws java.nio.file.FileAlreadyExistsException if a file of the photo's report exists and is
   *     not to be replaced
   */
  public void requireFree(String photoName) throws IOException {
    String stem = stem(photoName);
    synchronized (this) {
      requireNew(stem, photoName);
    }
    for (String file : files(stem).values()) {
      sink.requireFree(file);
    }
  }

  /**
   * Writes one photo: all its files, then its rows.
   *
   * @param scored the photo and what was found in it
   * @return the photo's own files, in the order of {@link ReportFormat}; the tables are not among
   *     them. In a sink that is no folder they are the names there
   * @throws ReportException if the photo's name would lead out of the folder, another photo with
   *     the same stem was written, or a scorer's measure has the name of another column of the
   *     table
   * @throws CoreScoreException if there are more than 65535 fragments for {@link
   *     ReportFormat#INSTANCES}
   * @throws IllegalStateException if the writer is closed
   * @throws java.nio.file.FileAlreadyExistsException if a file exists and is not to be replaced
   * @throws IOException if a file cannot be written; nothing half-written stays. One of a sink is
   *     thrown as it is; {@link FailureText#of(String, Throwable)} puts the photo's name before it
   */
  public List<Path> write(ScoredPhoto scored) throws IOException {
    return write(stem(scored.photo().name()), scored);
  }

  /**
   * Writes one photo under a name that the host chooses.
   *
   * @param name what the photo's files are called, to which the formats' suffixes are added: with
   *     {@code /} between folders, without an extension. In the files the photo keeps its own name
   * @param scored the photo and what was found in it
   * @return as {@link #write(ScoredPhoto)}
   * @throws ReportException if the name would lead out of the folder, or was given before, or a
   *     scorer's measure has the name of another column of the table
   * @throws CoreScoreException as {@link #write(ScoredPhoto)} does
   * @throws IllegalStateException if the writer is closed
   * @throws java.nio.file.FileAlreadyExistsException if a file exists and is not to be replaced
   * @throws IOException if a file cannot be written; nothing half-written stays
   */
  public List<Path> write(String name, ScoredPhoto scored) throws IOException {
    String photo = scored.photo().name();
    requireInside(name);
    Map<String, String> measures = TableRows.measures(scored);
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("the report writer is closed; " + photo + " came after");
      }
      requireNew(name, photo);
      photosByStem.put(name, photo);
    }
    boolean written = false;
    try {
      List<Path> files = writeFiles(scored, name);
      written = true;
      appendRows(scored, measures);
      return files;
    } finally {
      if (!written) {
        synchronized (this) {
          photosByStem.remove(name);
        }
      }
    }
  }

  /**
   * Adds the rows of a photo whose files were written by an earlier run, so that the tables are
   * those of one run.
   *
   * @param photos the columns of the row
   * @param photo the photo's row, see {@link PhotoTables#photo}
   * @param fragments the rows of its fragments
   * @throws ReportException if another photo with the same stem was written
   * @throws IllegalStateException if the writer is closed
   * @throws IOException if the rows cannot be written
   */
  @SuppressWarnings("exports") // an annotation that hosts need not have
  public void restore(
      TableSchema photos, List<@Nullable Object> photo, List<List<@Nullable Object>> fragments)
      throws IOException {
    String name = String.valueOf(photo.get(photos.indexOf("photo")));
    String stem = stem(name);
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("the report writer is closed; " + name + " came after");
      }
      requireNew(stem, name);
      photosByStem.put(stem, name);
      if (tables.isPresent()) {
        tables.get().append(TableRows.fragments(fragments), TableRows.measures(photos, photo));
      }
    }
  }

  private List<Path> writeFiles(ScoredPhoto scored, String stem) throws IOException {
    Map<ReportFormat, String> files = files(stem);
    PendingFiles pending = new PendingFiles(sink, helper);
    try {
      for (String name : files.values()) {
        pending.begin(name);
      }
      String overlay = files.get(ReportFormat.OVERLAY);
      if (overlay != null) {
        pending.writeBeside(overlay, out -> content(ReportFormat.OVERLAY, scored, out));
      }
      for (Map.Entry<ReportFormat, String> file : files.entrySet()) {
        if (file.getKey() != ReportFormat.OVERLAY) {
          pending.write(file.getValue(), out -> content(file.getKey(), scored, out));
        }
      }
      pending.publish();
    } catch (IOException | RuntimeException | Error e) {
      pending.discard(e);
      throw e;
    }
    return files.values().stream().map(folder::resolve).toList();
  }

  private static void content(ReportFormat format, ScoredPhoto scored, OutputStream out)
      throws IOException {
    switch (format) {
      case JSON -> ResultJson.write(scored, out);
      case GEOJSON -> FragmentGeoJson.write(scored, out);
      case MASK -> MaskPng.write(scored.segmentation().mask(), out);
      case INSTANCES -> writeInstances(scored, out);
      case OVERLAY -> PngFile.rgb(OverlayPainter.paint(scored), out);
      case HTML -> HtmlPage.write(scored, out);
      case CSV -> throw new IllegalArgumentException("a photo has no table of its own");
    }
  }

  private static void writeInstances(ScoredPhoto scored, OutputStream out) throws IOException {
    try {
      InstancesPng.write(scored.segmentation().fragments(), out);
    } catch (CoreScoreException e) {
      throw e.about(scored.photo().name());
    }
  }

  private synchronized void appendRows(ScoredPhoto scored, Map<String, String> measures)
      throws IOException {
    if (tables.isPresent()) {
      tables.get().append(TableRows.fragments(PhotoTables.fragments(scored)), measures);
    }
  }

  private void requireNew(String stem, String photoName) {
    String other = photosByStem.get(stem);
    if (other != null) {
      throw new ReportException(
          photoName + ": its report would replace that of " + other + ", which has the same stem");
    }
  }

  private Map<ReportFormat, String> files(String stem) {
    Map<ReportFormat, String> files = new LinkedHashMap<>();
    for (ReportFormat format : formats) {
      if (format.perPhoto()) {
        files.put(format, stem + format.suffix());
      }
    }
    return files;
  }

  /** As {@code Photo.stem()}; refuses what would lead out of the folder. */
  private static String stem(String photoName) {
    requireInside(photoName);
    return FileName.stem(photoName);
  }

  private static void requireInside(String name) {
    int file = name.lastIndexOf('/') + 1;
    boolean leads = name.chars().anyMatch(c -> c == '\\' || c == 0);
    for (String folder : name.substring(0, Math.max(0, file - 1)).split("/", -1)) {
      leads |= file > 0 && (folder.isBlank() || folder.equals(".") || folder.equals(".."));
    }
    if (leads || file == name.length()) {
      throw new ReportException(
          name + ": expected a file name, with / between its folders, to name the report after");
    }
  }

  /**
   * Gives the tables their names, both or neither: where a row could not be written whole, or a
   * table cannot be closed, both parts stay. Closing twice does nothing.
   *
   * @throws IOException if a table cannot be written to its end or moved; its part stays. In a sink
   *     that is no folder both tables stay in the temporary folder that the message names
   */
  @Override
  public synchronized void close() throws IOException {
    if (!closed) {
      closed = true;
      try (lock) {
        if (tables.isPresent()) {
          tables.get().close();
        }
      }
    }
  }

  /**
   * The JSON Schema (draft 2020-12) of the files of {@link ReportFormat#JSON}.
   *
   * @return the schema as JSON text
   */
  public static String resultSchema() {
    return JarText.of(ReportWriter.class, "result.schema.json");
  }
}

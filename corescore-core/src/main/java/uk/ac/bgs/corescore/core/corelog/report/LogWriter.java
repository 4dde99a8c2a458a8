// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.core.corelog.CoreLog;
import uk.ac.bgs.corescore.core.corelog.LogPhoto;
import uk.ac.bgs.corescore.core.corelog.LogSettings;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.internal.CsvTable;
import uk.ac.bgs.corescore.core.internal.files.FileTree;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.core.internal.lock.OutputLock;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.table.TableSchema;
import uk.ac.bgs.corescore.core.table.TableSink;

/**
 * Writes a core log into a folder:
 *
 * <ul>
 *   <li>{@code intervals.csv}, a row for each run, box and other interval: HOLEID, FROM, TO and the
 *       figures, as mining software reads them;
 *   <li>{@code pieces.csv}, a row for each piece in a row of core, with its depths and lengths, and
 *       for each rubble;
 *   <li>{@code fragments.csv}, a row for each fragment of a photo that is logged, by photo and
 *       number: depths and length along its own axis line, and the piece it belongs to;
 *   <li>{@code fractures.csv}, a row for each break, counted or not, and why;
 *   <li>{@code zones.csv}, a row for each stretch of intact, non-intact (NI) and not recovered (NR)
 *       core;
 *   <li>{@code log.json}, all of it with the rules by which it was made;
 *   <li>{@code <stem>.log.geojson} of each photo, its fragments in photo pixels with hole, box,
 *       depths and axial length; of photos with one stem {@code <name>.log.geojson}.
 * </ul>
 *
 * <p>Tables are of UTF-8 without a mark, quoted by RFC 4180 (2005); texts that a spreadsheet would
 * run are disarmed as in the other reports. Depths are in m, lengths in mm, percentages are raw to
 * two decimals. Stateless; safe for use by many threads, each in its own folder.
 */
public final class LogWriter {
  private static final String JSON = "log.json";
  private static final String OUTLINES = ".log.geojson";

  private LogWriter() {}

  /**
   * Writes the tables but for that of fragments, and {@code log.json}.
   *
   * @param log the log
   * @param folder where they go; made if it does not exist
   * @param overwrite whether files that exist may be replaced
   * @throws java.nio.file.FileAlreadyExistsException if one exists and is not to be replaced
   * @throws uk.ac.bgs.corescore.CoreScoreException if another writer is at work in the folder
   * @throws IOException if the folder cannot be made or written to
   */
  public static void write(CoreLog log, Path folder, boolean overwrite) throws IOException {
    write(log, List.of(), EnumSet.of(LogFormat.CSV, LogFormat.JSON), folder, overwrite);
  }

  /**
   * Writes the files of some formats.
   *
   * @param log the log
   * @param photos the photos of which it was made, for {@code fragments.csv} and GeoJSON, which are
   *     not written without
   * @param formats which; those that are not written here are skipped
   * @param folder where they go; made if it does not exist
   * @param overwrite whether files that exist may be replaced
   * @throws java.nio.file.FileAlreadyExistsException if one exists and is not to be replaced
   * @throws uk.ac.bgs.corescore.CoreScoreException if another writer is at work in the folder
   * @throws IOException if the folder cannot be made or written to
   */
  public static void write(
      CoreLog log, List<LogPhoto> photos, Set<LogFormat> formats, Path folder, boolean overwrite)
      throws IOException {
    Map<String, List<LoggedFragment>> fragments = placed(log, photos);
    List<LogTable<?>> tables = tables(log, photos, fragments);
    Map<LogPhoto, Path> outlines =
        formats.contains(LogFormat.GEOJSON) ? outlines(photos, folder) : Map.of();
    Files.createDirectories(folder);
    OutputLock lock = OutputLock.ofFolder(folder);
    try (lock) {
      if (!overwrite) {
        requireFree(formats, tables, folder);
        for (Path file : outlines.values()) {
          TemporaryFile.requireFree(file);
        }
      }
      if (formats.contains(LogFormat.CSV)) {
        writeCsv(log, tables, folder, overwrite);
      }
      if (formats.contains(LogFormat.JSON)) {
        TemporaryFile.put(folder.resolve(JSON), overwrite, out -> LogJson.write(log, out));
      }
      Map<String, Map<Integer, LoggedFragment>> placed =
          LogGeoJson.byPhoto(fragments.values().stream().flatMap(List::stream).toList());
      for (Map.Entry<LogPhoto, Path> one : outlines.entrySet()) {
        LogPhoto photo = one.getKey();
        Files.createDirectories(one.getValue().toAbsolutePath().getParent());
        TemporaryFile.put(
            one.getValue(),
            overwrite,
            out -> LogGeoJson.write(photo, placed.getOrDefault(photo.name(), Map.of()), out));
      }
    }
  }

  /** The file of each photo, in the folders that its name has. */
  private static Map<LogPhoto, Path> outlines(List<LogPhoto> photos, Path folder) {
    Map<String, Long> stems =
        photos.stream()
            .collect(Collectors.groupingBy(LogWriter::foldedStem, Collectors.counting()));
    Map<LogPhoto, Path> files = new LinkedHashMap<>();
    for (LogPhoto photo : photos) {
      boolean alone = stems.getOrDefault(foldedStem(photo), 1L) == 1;
      String stem = alone ? PhotoFile.stemOf(photo.name()) : photo.name();
      files.put(photo, folder.resolve(stem + OUTLINES));
    }
    return files;
  }

  private static String foldedStem(LogPhoto photo) {
    return PhotoFile.stemOf(photo.name()).toLowerCase(Locale.ROOT);
  }

  private static void requireFree(Set<LogFormat> formats, List<LogTable<?>> tables, Path folder)
      throws IOException {
    if (formats.contains(LogFormat.CSV)) {
      for (LogTable<?> table : tables) {
        TemporaryFile.requireFree(folder.resolve(table.csvFile()));
      }
    }
    if (formats.contains(LogFormat.JSON)) {
      TemporaryFile.requireFree(folder.resolve(JSON));
    }
  }

  private static void writeCsv(
      CoreLog log, List<LogTable<?>> tables, Path folder, boolean overwrite) throws IOException {
    List<CsvTable> files = new ArrayList<>();
    try {
      for (LogTable<?> table : tables) {
        CsvTable csv = CsvTable.open(folder.resolve(table.csvFile()), overwrite, table.headings());
        files.add(csv);
        for (HoleLog hole : log.holes()) {
          csv.append(table.csvRows(hole));
        }
      }
    } catch (IOException e) {
      for (CsvTable file : files) {
        file.abandon();
      }
      throw e;
    }
    CsvTable.closeTogether(files);
  }

  /**
   * Writes the tables in another format, for example as Parquet: the columns of the CSV files, with
   * names in lower case, units and types; figures are not rounded. Depths are {@code from_m},
   * {@code to_m} and {@code depth_m}. The files get their names when all are whole.
   *
   * @param log the log
   * @param photos the photos of which it was made, for the table of fragments, which is not written
   *     without
   * @param format the format
   * @param folder where they go; made if it does not exist
   * @param overwrite whether files that exist may be replaced
   * @throws java.nio.file.FileAlreadyExistsException if one exists and is not to be replaced
   * @throws uk.ac.bgs.corescore.CoreScoreException if another writer is at work in the folder
   * @throws IOException if the folder cannot be made or written to
   */
  public static void writeTables(
      CoreLog log, List<LogPhoto> photos, TableSink.Format format, Path folder, boolean overwrite)
      throws IOException {
    Files.createDirectories(folder);
    String rules = String.join("\n", LogText.rules(log.settings()));
    OutputLock lock = OutputLock.ofFolder(folder);
    try (lock) {
      Path aside = Files.createDirectory(TemporaryFile.aside(folder.resolve("tables")));
      try {
        for (LogTable<?> table : tables(log, photos, placed(log, photos))) {
          try (TableSink sink = format.open(aside, table.schema().with("rules", rules))) {
            for (HoleLog hole : log.holes()) {
              table.write(hole, sink);
            }
            sink.complete();
          }
        }
        List<Path> made;
        try (Stream<Path> files = Files.list(aside)) {
          made = files.sorted().toList();
        }
        for (Path file : made) {
          if (!overwrite) {
            TemporaryFile.requireFree(folder.resolve(file.getFileName()));
          }
        }
        for (Path file : made) {
          TemporaryFile.move(file, folder.resolve(file.getFileName()), overwrite);
        }
      } finally {
        FileTree.deleteRecursively(aside);
      }
    }
  }

  /**
   * The typed tables of logs with some settings: {@code intervals}, {@code pieces}, {@code
   * fractures}, {@code zones} and {@code fragments}.
   *
   * @param settings the settings; the rule sets are columns of the intervals
   * @return their columns, with units
   */
  public static List<TableSchema> schemas(LogSettings settings) {
    List<TableSchema> schemas = new ArrayList<>();
    LogTable.of(settings).forEach(table -> schemas.add(table.schema()));
    schemas.add(LogTable.fragments(hole -> List.of()).schema());
    return schemas;
  }

  private static List<LogTable<?>> tables(
      CoreLog log, List<LogPhoto> photos, Map<String, List<LoggedFragment>> fragments) {
    List<LogTable<?>> tables = new ArrayList<>(LogTable.of(log.settings()));
    if (!photos.isEmpty()) {
      tables.add(LogTable.fragments(hole -> fragments.getOrDefault(hole.hole(), List.of())));
    }
    return tables;
  }

  /** The fragments of each hole. */
  private static Map<String, List<LoggedFragment>> placed(CoreLog log, List<LogPhoto> photos) {
    Map<String, List<LoggedFragment>> fragments = new LinkedHashMap<>();
    if (!photos.isEmpty()) {
      log.holes().forEach(hole -> fragments.put(hole.hole(), LoggedFragment.of(hole, photos)));
    }
    return fragments;
  }
}

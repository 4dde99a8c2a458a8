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
import uk.ac.bgs.corescore.core.corelog.CoreLog;
import uk.ac.bgs.corescore.core.corelog.LogPhoto;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.internal.CsvTable;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.core.internal.lock.OutputLock;
import uk.ac.bgs.corescore.core.photo.PhotoFile;

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
    Map<String, List<LoggedFragment>> fragments = new LinkedHashMap<>();
    if (!photos.isEmpty()) {
      log.holes().forEach(hole -> fragments.put(hole.hole(), LoggedFragment.of(hole, photos)));
    }
    Map<LogPhoto, Path> outlines =
        formats.contains(LogFormat.GEOJSON) ? outlines(photos, folder) : Map.of();
    Files.createDirectories(folder);
    OutputLock lock = OutputLock.ofFolder(folder);
    try (lock) {
      if (!overwrite) {
        requireFree(formats, !photos.isEmpty(), folder);
        for (Path file : outlines.values()) {
          TemporaryFile.requireFree(file);
        }
      }
      if (formats.contains(LogFormat.CSV)) {
        writeTables(log, fragments, folder, overwrite);
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

  private static void requireFree(Set<LogFormat> formats, boolean fragments, Path folder)
      throws IOException {
    if (formats.contains(LogFormat.CSV)) {
      for (LogTable table : LogTable.values()) {
        TemporaryFile.requireFree(folder.resolve(table.file()));
      }
      if (fragments) {
        TemporaryFile.requireFree(folder.resolve(FragmentTable.FILE));
      }
    }
    if (formats.contains(LogFormat.JSON)) {
      TemporaryFile.requireFree(folder.resolve(JSON));
    }
  }

  private static void writeTables(
      CoreLog log, Map<String, List<LoggedFragment>> fragments, Path folder, boolean overwrite)
      throws IOException {
    List<CsvTable> tables = new ArrayList<>();
    try {
      if (!fragments.isEmpty()) {
        CsvTable csv =
            CsvTable.open(folder.resolve(FragmentTable.FILE), overwrite, FragmentTable.COLUMNS);
        tables.add(csv);
        for (List<LoggedFragment> hole : fragments.values()) {
          csv.append(hole.stream().map(FragmentTable::row).toList());
        }
      }
      for (LogTable table : LogTable.values()) {
        CsvTable csv =
            CsvTable.open(folder.resolve(table.file()), overwrite, table.columns(log.settings()));
        tables.add(csv);
        for (HoleLog hole : log.holes()) {
          csv.append(table.rows(hole, log.settings()));
        }
      }
    } catch (IOException e) {
      for (CsvTable table : tables) {
        table.abandon();
      }
      throw e;
    }
    CsvTable.closeTogether(tables);
  }
}

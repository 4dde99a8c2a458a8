// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import uk.ac.bgs.corescore.core.corelog.CoreLog;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.internal.CsvTable;
import uk.ac.bgs.corescore.core.internal.files.PartFile;
import uk.ac.bgs.corescore.core.internal.lock.OutputLock;

/**
 * Writes a core log into a folder:
 *
 * <ul>
 *   <li>{@code intervals.csv}, a row for each run, box and other interval: HOLEID, FROM, TO and the
 *       figures, as mining software reads them;
 *   <li>{@code pieces.csv}, a row for each piece in a row of core, with its depths and lengths, and
 *       for each rubble;
 *   <li>{@code fractures.csv}, a row for each break, counted or not, and why;
 *   <li>{@code zones.csv}, a row for each stretch of intact, non-intact (NI) and not recovered (NR)
 *       core;
 *   <li>{@code log.json}, all of it with the rules by which it was made.
 * </ul>
 *
 * <p>Tables are of UTF-8 without a mark, quoted by RFC 4180 (2005); texts that a spreadsheet would
 * run are disarmed as in the other reports. Depths are in m, lengths in mm, percentages are raw to
 * two decimals. Stateless; safe for use by many threads, each in its own folder.
 */
public final class LogWriter {
  private static final String JSON = "log.json";

  private LogWriter() {}

  /**
   * Writes all of these files.
   *
   * @param log the log
   * @param folder where they go; made if it does not exist
   * @param overwrite whether files that exist may be replaced
   * @throws java.nio.file.FileAlreadyExistsException if one exists and is not to be replaced
   * @throws uk.ac.bgs.corescore.CoreScoreException if another writer is at work in the folder
   * @throws IOException if the folder cannot be made or written to
   */
  public static void write(CoreLog log, Path folder, boolean overwrite) throws IOException {
    write(log, EnumSet.of(LogFormat.CSV, LogFormat.JSON), folder, overwrite);
  }

  /**
   * Writes the files of some formats.
   *
   * @param log the log
   * @param formats which; those that are not written here are passed over
   * @param folder where they go; made if it does not exist
   * @param overwrite whether files that exist may be replaced
   * @throws java.nio.file.FileAlreadyExistsException if one exists and is not to be replaced
   * @throws uk.ac.bgs.corescore.CoreScoreException if another writer is at work in the folder
   * @throws IOException if the folder cannot be made or written to
   */
  public static void write(CoreLog log, Set<LogFormat> formats, Path folder, boolean overwrite)
      throws IOException {
    Files.createDirectories(folder);
    OutputLock lock = OutputLock.ofFolder(folder);
    try (lock) {
      if (!overwrite) {
        requireFree(formats, folder);
      }
      if (formats.contains(LogFormat.CSV)) {
        writeTables(log, folder, overwrite);
      }
      if (formats.contains(LogFormat.JSON)) {
        PartFile.put(folder.resolve(JSON), overwrite, out -> LogJson.write(log, out));
      }
    }
  }

  private static void requireFree(Set<LogFormat> formats, Path folder) throws IOException {
    if (formats.contains(LogFormat.CSV)) {
      for (LogTable table : LogTable.values()) {
        PartFile.requireFree(folder.resolve(table.file()));
      }
    }
    if (formats.contains(LogFormat.JSON)) {
      PartFile.requireFree(folder.resolve(JSON));
    }
  }

  private static void writeTables(CoreLog log, Path folder, boolean overwrite) throws IOException {
    List<CsvTable> tables = new ArrayList<>();
    try {
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

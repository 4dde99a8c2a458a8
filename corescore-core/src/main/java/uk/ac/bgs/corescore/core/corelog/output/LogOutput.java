// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.output;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.column.ColumnStacker;
import uk.ac.bgs.corescore.core.corelog.CoreLog;
import uk.ac.bgs.corescore.core.corelog.LogPhoto;
import uk.ac.bgs.corescore.core.corelog.ags.AgsFinding;
import uk.ac.bgs.corescore.core.corelog.ags.AgsSettings;
import uk.ac.bgs.corescore.core.corelog.ags.AgsWriteResult;
import uk.ac.bgs.corescore.core.corelog.ags.AgsWriter;
import uk.ac.bgs.corescore.core.corelog.report.LasWriter;
import uk.ac.bgs.corescore.core.corelog.report.LogFormat;
import uk.ac.bgs.corescore.core.corelog.report.LogWriter;
import uk.ac.bgs.corescore.core.corelog.report.StripWriter;
import uk.ac.bgs.corescore.core.corelog.strip.StripPhotos;
import uk.ac.bgs.corescore.core.corelog.strip.StripSettings;
import uk.ac.bgs.corescore.core.corelog.table.CoreRun;
import uk.ac.bgs.corescore.core.table.TableSink;

/**
 * Which files are made of a core log, and how. Immutable; safe for use by many threads, each in its
 * own folder.
 *
 * @param formats which files
 * @param strip how strip logs are drawn
 * @param ags what the AGS4 file states beside the log
 * @param lasStep how far samples of the LAS files are apart, m
 * @param parquet writes the tables as Parquet, if they are wanted
 */
public record LogOutput(
    Set<LogFormat> formats,
    StripSettings strip,
    AgsSettings ags,
    double lasStep,
    Optional<TableSink.Format> parquet) {
  /**
   * Checks the step and copies the formats.
   *
   * @param formats which files
   * @param strip how strip logs are drawn
   * @param ags what the AGS4 file states beside the log
   * @param lasStep how far samples are apart, m
   * @param parquet writes the tables as Parquet
   * @throws IllegalArgumentException if the step is out of its range, or there is no writer of a
   *     format
   */
  public LogOutput {
    formats = Set.copyOf(formats);
    LasWriter.requireStep(lasStep);
    if (formats.contains(LogFormat.PARQUET) && parquet.isEmpty()) {
      throw new IllegalArgumentException("format parquet needs a writer of Parquet");
    }
  }

  /**
   * Writes the files. An AGS4 file that cannot be made is reported, and the others are written.
   *
   * @param log the log
   * @param photos the photos of which it was made
   * @param runs the runs of the core barrel, for AGS4
   * @param delivered the photographs that go with the AGS4 file, by their names in the log
   * @param source reads photos for the strip logs; smaller copies do
   * @param leftOut what was left out besides what the log says, for the page
   * @param folder where the files go; made if it does not exist
   * @param overwrite whether files that exist may be replaced
   * @param remarks takes what is to be known of the LAS and AGS4 files, one sentence at a time
   * @return a sentence for each hole that is not drawn, and for each error in the AGS4 file
   * @throws java.nio.file.FileAlreadyExistsException if one exists and is not to be replaced
   * @throws CoreScoreException if another writer is at work in the folder
   * @throws IOException if the folder cannot be made or written to
   */
  public List<String> write(
      CoreLog log,
      List<LogPhoto> photos,
      List<CoreRun> runs,
      Map<String, Path> delivered,
      ColumnStacker.PhotoSource source,
      List<String> leftOut,
      Path folder,
      boolean overwrite,
      Consumer<String> remarks)
      throws IOException {
    LogWriter.write(log, photos, formats, folder, overwrite);
    if (formats.contains(LogFormat.PARQUET)) {
      LogWriter.writeTables(log, photos, parquet.orElseThrow(), folder, overwrite);
    }
    if (formats.contains(LogFormat.LAS)) {
      LasWriter.write(log, lasStep, folder, overwrite).forEach(remarks);
    }
    List<String> wrong = new ArrayList<>();
    if (formats.contains(LogFormat.AGS)) {
      try {
        AgsWriteResult delivery = AgsWriter.write(log, runs, delivered, ags, folder, overwrite);
        tell(delivery, remarks, wrong);
      } catch (CoreScoreException e) {
        // The other files are as good without it.
        wrong.add(AgsWriter.NAME + ": not written, " + e.getMessage());
      }
    }
    List<String> problems = new ArrayList<>();
    if (formats.contains(LogFormat.STRIP)) {
      problems.addAll(
          StripWriter.write(
              log,
              strip,
              drawn -> StripPhotos.of(drawn, photos, source),
              leftOut,
              folder,
              overwrite));
    }
    problems.addAll(wrong);
    return problems;
  }

  private void tell(AgsWriteResult delivery, Consumer<String> remarks, List<String> wrong) {
    remarks.accept(delivery.file() + ": AGS4 edition " + ags.edition().id());
    delivery.remarks().forEach(remark -> remarks.accept("  " + remark));
    for (AgsFinding finding : delivery.findings()) {
      if (finding.severity() == AgsFinding.Severity.ERROR) {
        wrong.add(delivery.file() + ": " + finding);
      } else {
        remarks.accept("  " + finding);
      }
    }
  }
}

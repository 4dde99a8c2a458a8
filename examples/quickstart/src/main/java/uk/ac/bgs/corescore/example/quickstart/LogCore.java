// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.quickstart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import uk.ac.bgs.corescore.core.corelog.CoreLog;
import uk.ac.bgs.corescore.core.corelog.CoreLogger;
import uk.ac.bgs.corescore.core.corelog.LogPhoto;
import uk.ac.bgs.corescore.core.corelog.LogSettings;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LogInterval;
import uk.ac.bgs.corescore.core.corelog.piece.Occlusions;
import uk.ac.bgs.corescore.core.corelog.report.LogWriter;
import uk.ac.bgs.corescore.core.corelog.table.BoxRow;
import uk.ac.bgs.corescore.core.corelog.table.LogTables;
import uk.ac.bgs.corescore.core.corelog.table.TableContent;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.spi.Providers;

/** From a photo and a table of boxes to a core log. */
public final class LogCore {
  private LogCore() {}

  /**
   * Logs the core of one photo.
   *
   * @param args the photo, the table of boxes, and the folder for the log
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    Providers providers = Providers.discover(LogCore.class.getClassLoader());
    try (ScoringPipeline pipeline =
        ScoringPipeline.builder(providers, "boofcv-watershed").build()) {
      ScoredPhoto scored = pipeline.score(PhotoReader.create().read(Path.of(args[0])));
      TableContent<BoxRow> boxes = LogTables.boxes(Path.of(args[1]));
      LogPhoto photo =
          new LogPhoto(
              scored.photo().name(),
              scored.layout(),
              scored.fragments().fragments(),
              Occlusions.covers(scored.segmentation()),
              boxes.rows(),
              List.of(),
              List.of(),
              Optional.empty());
      CoreLog log =
          CoreLogger.log(List.of(photo), List.of(), List.of(), LogSettings.DEFAULT.withStep(0.5));
      for (HoleLog hole : log.holes()) {
        for (LogInterval interval : hole.intervals()) {
          System.out.println(interval.depths() + ": RQD " + interval.figures().get(0).rqd());
        }
      }
      LogWriter.write(log, Path.of(args[2]), false);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.corelog.CoreLog;
import uk.ac.bgs.corescore.core.corelog.LogPhoto;
import uk.ac.bgs.corescore.core.corelog.ags.AgsEdition;
import uk.ac.bgs.corescore.core.corelog.ags.AgsFinding;
import uk.ac.bgs.corescore.core.corelog.ags.AgsProject;
import uk.ac.bgs.corescore.core.corelog.ags.AgsSettings;
import uk.ac.bgs.corescore.core.corelog.ags.AgsWriteResult;
import uk.ac.bgs.corescore.core.corelog.ags.AgsWriter;
import uk.ac.bgs.corescore.core.corelog.report.LasWriter;
import uk.ac.bgs.corescore.core.corelog.report.LogFormat;
import uk.ac.bgs.corescore.core.corelog.report.LogWriter;
import uk.ac.bgs.corescore.core.corelog.table.CoreRun;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.spi.OptionException;

/** The options that say which files a core log is written to. */
final class LogOutput {
  @Option(
      names = "--format",
      paramLabel = "LIST",
      defaultValue = "csv,json,geojson,strip",
      description =
          "Which files to write, separated by commas: csv, json, geojson, strip (the"
              + " strip logs and the page), ags, las or all; default"
              + " ${DEFAULT-VALUE}.")
  private String format = "";

  @Option(
      names = "--ags-edition",
      paramLabel = "EDITION",
      description = "With ags, the edition of AGS4: 4.0.4, 4.1.1 or 4.2; default 4.1.1.")
  private @Nullable String edition;

  @Option(
      names = "--ags-project",
      paramLabel = "FILE",
      description =
          "With ags, what is known of project and holes, as properties: PROJ_NAME = Quarry,"
              + " TRAN_RECV = Client, LOCA_TYPE = RC for all holes, LOCA_NATE.BH1 = 451230 for"
              + " one.")
  private @Nullable Path project;

  @Option(
      names = "--ags-boxes-as-runs",
      description =
          "With ags, writes boxes to CORE where no runs are given, each with a remark that it is no"
              + " run; without this there are then no rows of CORE.")
  private boolean boxesAsRuns;

  @Option(
      names = "--ags-fractures",
      description = "With ags, writes each fracture to the group DISC, too.")
  private boolean discontinuities;

  @Option(
      names = "--ags-no-photos",
      description =
          "With ags, no photographs go with the file; else they are copied to the folder FILE.")
  private boolean withoutPhotos;

  @Option(
      names = "--las-step",
      paramLabel = "M",
      description = "With las, how far samples are apart; default 0.01 m.")
  private @Nullable Double lasStep;

  /** What is to be written, once all options are known to be right. */
  record Plan(Set<LogFormat> formats, AgsSettings ags, boolean photos, double lasStep) {}

  /**
   * Reads the options and the project.
   *
   * @throws OptionException if they contradict each other
   */
  Plan plan() throws IOException {
    try {
      Set<LogFormat> formats = LogFormat.parse(format);
      boolean said =
          edition != null || project != null || boxesAsRuns || discontinuities || withoutPhotos;
      if (said && !formats.contains(LogFormat.AGS)) {
        throw new IllegalArgumentException("options --ags-... go with --format ags");
      }
      if (lasStep != null && !formats.contains(LogFormat.LAS)) {
        throw new IllegalArgumentException("--las-step goes with --format las");
      }
      double step = lasStep == null ? LasWriter.STEP : lasStep;
      LasWriter.requireStep(step);
      return new Plan(
          formats,
          new AgsSettings(
              edition == null
                  ? AgsEdition.V4_1_1
                  : AgsEdition.of(edition)
                      .orElseThrow(
                          () ->
                              new IllegalArgumentException(
                                  "--ags-edition takes 4.0.4, 4.1.1 or 4.2, not " + edition)),
              project == null ? AgsProject.UNKNOWN : AgsProject.read(project),
              boxesAsRuns,
              discontinuities,
              LocalDate.now(ZoneId.systemDefault())),
          !withoutPhotos,
          step);
    } catch (IllegalArgumentException e) {
      throw new OptionException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Writes the files.
   *
   * @return what is wrong with them
   */
  static List<String> write(
      Plan plan,
      CoreLog log,
      List<LogPhoto> logged,
      List<CoreRun> runs,
      List<PhotoFile> photos,
      Path out,
      boolean force,
      PrintWriter console)
      throws IOException {
    LogWriter.write(log, logged, plan.formats(), out, force);
    if (plan.formats().contains(LogFormat.LAS)) {
      LasWriter.write(log, plan.lasStep(), out, force)
          .forEach(remark -> console.println(Messages.line(remark)));
    }
    List<String> failures = new ArrayList<>();
    if (plan.formats().contains(LogFormat.AGS)) {
      Map<String, Path> files = new LinkedHashMap<>();
      if (plan.photos()) {
        photos.forEach(photo -> files.put(photo.name(), photo.file()));
      }
      try {
        AgsWriteResult delivery = AgsWriter.write(log, runs, files, plan.ags(), out, force);
        failures.addAll(told(delivery, plan, console));
      } catch (CoreScoreException e) {
        // The other files are as good without it.
        failures.add(AgsWriter.NAME + ": not written, " + Messages.of(e));
      }
    }
    return failures;
  }

  private static List<String> told(AgsWriteResult delivery, Plan plan, PrintWriter console) {
    console.println(Messages.line(delivery.file() + ": AGS4 edition " + plan.ags().edition().id()));
    delivery.remarks().forEach(remark -> console.println(Messages.line("  " + remark)));
    List<String> wrong = new ArrayList<>();
    for (AgsFinding finding : delivery.findings()) {
      if (finding.severity() == AgsFinding.Severity.ERROR) {
        wrong.add(delivery.file() + ": " + finding);
      } else {
        console.println(Messages.line("  " + finding));
      }
    }
    return wrong;
  }
}

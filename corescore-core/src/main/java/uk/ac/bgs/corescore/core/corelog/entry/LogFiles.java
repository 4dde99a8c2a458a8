// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.entry;

import java.time.LocalDate;
import uk.ac.bgs.corescore.core.corelog.ags.AgsEdition;
import uk.ac.bgs.corescore.core.corelog.ags.AgsProject;
import uk.ac.bgs.corescore.core.corelog.ags.AgsSettings;
import uk.ac.bgs.corescore.core.corelog.report.LasWriter;

/**
 * Options of the files of a log. Immutable.
 *
 * @param lasStepMetres how far samples of LAS are apart, m
 * @param edition the edition of AGS4
 * @param project what is known of project and holes, for AGS4
 * @param boxesAsRuns whether boxes become rows of CORE where no runs are known
 * @param discontinuities whether each fracture is written to DISC, too
 * @param photos whether the photograph goes with the AGS4 file
 */
public record LogFiles(
    double lasStepMetres,
    AgsEdition edition,
    AgsProject project,
    boolean boxesAsRuns,
    boolean discontinuities,
    boolean photos) {
  /** Samples each centimetre; AGS4 4.1.1 with the photograph, of runs alone. */
  public static final LogFiles DEFAULT =
      new LogFiles(LasWriter.STEP, AgsEdition.V4_1_1, AgsProject.UNKNOWN, false, false, true);

  /**
   * How the AGS4 file is written.
   *
   * @param date the day of the transmission, where the project does not state one
   * @return settings
   */
  public AgsSettings ags(LocalDate date) {
    return new AgsSettings(edition, project, boxesAsRuns, discontinuities, date);
  }
}

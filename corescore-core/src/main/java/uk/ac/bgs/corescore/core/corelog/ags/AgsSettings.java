// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.ags;

import java.time.LocalDate;

/**
 * Settings for writing a core log as AGS4. Immutable.
 *
 * @param edition the edition of the format
 * @param project what is known of project and holes beside the photographs
 * @param boxesAsRuns whether boxes become rows of CORE where no runs are known; each says that it
 *     is no run
 * @param discontinuities whether each fracture is written to DISC, too
 * @param date the day of the transmission, where the project does not state one
 */
public record AgsSettings(
    AgsEdition edition,
    AgsProject project,
    boolean boxesAsRuns,
    boolean discontinuities,
    LocalDate date) {}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.hole;

import java.util.List;

/**
 * The core log of a hole. All lists run downwards. Immutable; safe for use by many threads.
 *
 * @param hole the hole's name
 * @param rows the rows of core
 * @param pieces the pieces of core, numbered from 1
 * @param rubble recovered core that is no piece
 * @param fractures the breaks between pieces that follow each other, counted or not
 * @param losses zones of core loss
 * @param zones what lies where: together they are all that is in the photos
 * @param intervals the figures of runs or boxes, and of what else was requested
 * @param perRun whether runs are known; without them the log is per box
 */
public record HoleLog(
    String hole,
    List<LoggedRow> rows,
    List<LogPiece> pieces,
    List<RubblePart> rubble,
    List<Fracture> fractures,
    List<CoreLoss> losses,
    List<LogZone> zones,
    List<LogInterval> intervals,
    boolean perRun) {
  /**
   * Copies the lists.
   *
   * @param hole the hole's name
   * @param rows the rows of core
   * @param pieces the pieces of core
   * @param rubble recovered core that is no piece
   * @param fractures the breaks
   * @param losses zones of core loss
   * @param zones what lies where
   * @param intervals the figures
   * @param perRun whether runs are known
   */
  public HoleLog {
    rows = List.copyOf(rows);
    pieces = List.copyOf(pieces);
    rubble = List.copyOf(rubble);
    fractures = List.copyOf(fractures);
    losses = List.copyOf(losses);
    zones = List.copyOf(zones);
    intervals = List.copyOf(intervals);
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.hole;

import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;

/**
 * A zone of a hole: a stretch of one kind, independent of runs.
 *
 * @param kind what lies there
 * @param depths from its top to its base
 * @param fractures how many are counted in it
 */
public record LogZone(Kind kind, DepthInterval depths, int fractures) {
  /** What lies in a zone. */
  public enum Kind {
    /** Pieces of core. */
    INTACT,
    /** NI, non-intact: rubble, and pieces that are neither solid nor as long as core is wide. */
    NON_INTACT,
    /** NR, not recovered: a loss, or an empty part of the tray. */
    NOT_RECOVERED;

    /**
     * The usual code.
     *
     * @return empty for intact core, NI or NR
     */
    public String code() {
      return this == INTACT ? "" : this == NON_INTACT ? "NI" : "NR";
    }
  }

  /**
   * The fracture index.
   *
   * @return fractures per metre; empty where the core is not intact
   */
  public OptionalDouble fractureIndex() {
    return kind == Kind.INTACT
        ? OptionalDouble.of(fractures / depths.metres())
        : OptionalDouble.empty();
  }
}

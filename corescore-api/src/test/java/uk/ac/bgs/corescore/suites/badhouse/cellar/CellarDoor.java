// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.suites.badhouse.cellar;

import uk.ac.bgs.corescore.suites.badhouse.attic.AtticUtil;

/** Depends on what depends on it. */
public class CellarDoor {
  /** The way up. */
  public static final String OPEN = String.valueOf(AtticUtil.class);

  private CellarDoor() {}

  /** Has neither the right name nor the right root. */
  static class Draught extends IllegalStateException {
    private static final long serialVersionUID = 1L;
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import java.util.Set;
import uk.ac.bgs.corescore.house.HouseRules;

class ArchitectureTest extends HouseRules {
  @Override
  protected Set<String> publicPackages() {
    return Set.of("uk.ac.bgs.corescore.djl");
  }

  @Override
  protected Set<String> standsOn() {
    return Set.of(
        "uk.ac.bgs.corescore.djl",
        "uk.ac.bgs.corescore.core.internal",
        "uk.ac.bgs.corescore.core.internal.files",
        "uk.ac.bgs.corescore.core.photo",
        "uk.ac.bgs.corescore.core.trace",
        "uk.ac.bgs.corescore.core.track",
        "com.fasterxml.jackson..",
        "javax.imageio..",
        "ai.djl..");
  }

  /** The engine is told to stay off the network by system properties alone. */
  @Override
  protected String mayLendProperties() {
    return "Torch";
  }
}

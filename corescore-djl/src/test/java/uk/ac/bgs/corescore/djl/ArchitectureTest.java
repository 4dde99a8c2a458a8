// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import java.util.Map;
import java.util.Set;
import uk.ac.bgs.corescore.house.HouseRules;

class ArchitectureTest extends HouseRules {
  @Override
  protected Set<String> publicPackages() {
    return Set.of("uk.ac.bgs.corescore.djl", "uk.ac.bgs.corescore.djl.train");
  }

  @Override
  protected Set<String> standsOn() {
    return Set.of(
        "uk.ac.bgs.corescore.djl..",
        "uk.ac.bgs.corescore.core.training.compare",
        "uk.ac.bgs.corescore.core.synthetic",
        "uk.ac.bgs.corescore.core.training.evaluate",
        "uk.ac.bgs.corescore.core.training.groundtruth",
        "uk.ac.bgs.corescore.core.internal",
        "uk.ac.bgs.corescore.core.internal.draw",
        "uk.ac.bgs.corescore.core.internal.files",
        "uk.ac.bgs.corescore.core.internal.json",
        "uk.ac.bgs.corescore.core.layout",
        "uk.ac.bgs.corescore.core.layout.find",
        "uk.ac.bgs.corescore.core.photo",
        "uk.ac.bgs.corescore.core.pipeline",
        "uk.ac.bgs.corescore.core.training.registry",
        "uk.ac.bgs.corescore.core.report",
        "uk.ac.bgs.corescore.core.training.retrain",
        "uk.ac.bgs.corescore.core.trace",
        "uk.ac.bgs.corescore.core.training.track",
        "com.fasterxml.jackson.core..",
        "javax.imageio..",
        "ai.djl..");
  }

  /** Providers of two seams, and the training of what both of them use. */
  @Override
  protected Map<String, Integer> largerPackages() {
    return Map.of("uk.ac.bgs.corescore.djl", 11);
  }

  /** The engine is told to stay off the network by system properties alone. */
  @Override
  protected String mayLendProperties() {
    return "Torch";
  }
}

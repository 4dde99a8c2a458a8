// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.house.HouseRules;

/** The baselines are plugins like others: they read no file and depend on no other segmenter. */
class ArchitectureTest extends HouseRules {
  @Override
  protected Set<String> publicPackages() {
    return Set.of("uk.ac.bgs.corescore.boofcv");
  }

  @Override
  protected Set<String> standsOn() {
    return Set.of(
        "uk.ac.bgs.corescore.boofcv",
        "uk.ac.bgs.corescore.core.layout",
        "uk.ac.bgs.corescore.core.photo",
        "uk.ac.bgs.corescore.core.trace",
        "boofcv..",
        "org.ddogleg..");
  }

  /** Pixels in, fragments out. */
  @Test
  void nothingIsReadOrWritten() {
    noArrow(
            List.of("uk.ac.bgs.corescore.boofcv"),
            List.of("java.io", "java.net..", "java.nio.file..", "java.awt..", "javax.imageio.."))
        .check(classes);
  }
}

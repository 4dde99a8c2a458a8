// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.ac.bgs.corescore.core.track.ExperimentRun;

/** Ends a run as failed when somebody ends the program, until it is released. */
final class FailingRun {
  private static final Logger LOG = LoggerFactory.getLogger(FailingRun.class);

  private final Thread hook;

  FailingRun(ExperimentRun run) {
    hook =
        new Thread(
            () -> {
              try {
                run.close();
              } catch (IOException | RuntimeException e) {
                LOG.warn("run {} could not be marked as failed: {}", run.id(), e.toString());
              }
            },
            "corescore-run-failed");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  void release() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("the program is ending; the run is marked as failed", e);
    }
  }
}

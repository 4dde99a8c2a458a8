// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.track;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Marks a run as failed when the JVM shuts down before the run has ended. It registers a shutdown
 * hook, which {@link #remove} unregisters.
 *
 * <p>Safe for use by many threads.
 */
public final class FailRunOnShutdown {
  private static final Logger LOG = LoggerFactory.getLogger(FailRunOnShutdown.class);

  private final Thread hook;

  private FailRunOnShutdown(Thread hook) {
    this.hook = hook;
  }

  /**
   * Registers the hook.
   *
   * @param run the run, which is closed at shutdown
   * @return the hook, to be removed when the run has ended
   * @throws IllegalStateException if the JVM shuts down already
   */
  public static FailRunOnShutdown of(ExperimentRun run) {
    Thread hook =
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
    return new FailRunOnShutdown(hook);
  }

  /** Removes the hook; does nothing while the JVM shuts down. */
  public void remove() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("the JVM shuts down; the run is marked as failed", e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.track;

/** The state of a run. */
public enum RunStatus {
  /** It continues. */
  RUNNING,
  /** It came to its end. */
  FINISHED,
  /** It ended with an error. */
  FAILED,
  /** It ended without saying so: its process was killed, or its machine stopped. */
  KILLED
}

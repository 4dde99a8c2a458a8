// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore;

/**
 * The kind of a failure, by which a host chooses an HTTP status or an exit code. The message of the
 * exception is for people and may change; the kind does not.
 */
public enum FailureKind {
  /** A file or value is damaged or inconsistent. */
  BAD_INPUT,
  /** The input is valid as far as it was read, but larger than a limit. */
  TOO_LARGE,
  /** What came is of a format, or of a form of it, that is not read. */
  UNSUPPORTED,
  /** The requested thing does not exist. */
  NOT_FOUND,
  /** Not now: there is no room, or something is ending. The same may go well later. */
  BUSY,
  /** A setting or an option does not fit. */
  CONFIGURATION,
  /** A plugin is missing, cannot run here, or failed. */
  PLUGIN,
  /** A disk or a network failed while something was read or written. */
  IO,
  /** None of these: what broke is not foreseen, as an error in a host's own code. */
  OTHER
}

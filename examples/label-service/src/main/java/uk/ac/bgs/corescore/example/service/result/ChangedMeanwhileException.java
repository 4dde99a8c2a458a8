// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.result;

/** What a client wants to replace is no longer what it has seen. */
public final class ChangedMeanwhileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ChangedMeanwhileException(int seen, int current) {
    super(
        "the log was changed meanwhile: expected state "
            + seen
            + ", it is in state "
            + current
            + "; load it again");
  }
}

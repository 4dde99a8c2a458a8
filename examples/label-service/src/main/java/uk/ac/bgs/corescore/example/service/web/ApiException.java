// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import java.util.List;
import uk.ac.bgs.corescore.core.corelog.entry.LogEntryException;

/** A request that is answered with an error: a status of HTTP, and a sentence for the client. */
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final int retryAfter;
  private final transient List<LogEntryException.Problem> problems;

  ApiException(int status, String message) {
    this(status, message, 0);
  }

  /** An error that is over after some seconds, 0 if that is not known. */
  ApiException(int status, String message, int retryAfter) {
    this(status, message, retryAfter, List.of());
  }

  /** An entry for a log in which something is wrong. */
  ApiException(LogEntryException entry) {
    this(400, String.valueOf(entry.getMessage()), 0, entry.problems());
  }

  private ApiException(
      int status, String message, int retryAfter, List<LogEntryException.Problem> problems) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
    this.problems = problems;
  }

  /** What is wrong, field by field; none where there are no fields. */
  List<LogEntryException.Problem> problems() {
    return problems;
  }

  int status() {
    return status;
  }

  int retryAfter() {
    return retryAfter;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

/** A request that is answered with an error: a status of HTTP, and a sentence for the client. */
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final int retryAfter;

  ApiException(int status, String message) {
    this(status, message, 0);
  }

  /** An error that is over after some seconds, 0 if that is not known. */
  ApiException(int status, String message, int retryAfter) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
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

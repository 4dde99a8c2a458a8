// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore;

import org.jspecify.annotations.Nullable;

/**
 * The superclass of all exceptions that CoreScore throws for bad data, plugins and settings.
 *
 * <p>The message says what was expected and what was found, and names the photograph, plugin or
 * option it is about; {@link #kind()} is for programs. Wrong arguments from the host's own code are
 * {@link IllegalArgumentException}s as everywhere in Java; what fails because of data, plugins or
 * settings is a {@code CoreScoreException}.
 */
public class CoreScoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What programs decide by. */
  private final FailureKind kind;

  /** The prefix of the message, if it was added after construction. */
  private @Nullable String subject;

  /**
   * Reports a failure that has no deeper cause.
   *
   * @param kind what programs decide by
   * @param message what was expected and what was found
   */
  public CoreScoreException(FailureKind kind, String message) {
    this(kind, message, null);
  }

  /**
   * Reports a failure with its cause.
   *
   * @param kind what programs decide by
   * @param message what was expected and what was found
   * @param cause what led to it, or null if nothing did
   */
  @SuppressWarnings("exports") // an annotation that hosts need not have
  public CoreScoreException(FailureKind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /**
   * What kind of thing went wrong.
   *
   * @return what programs decide by, in place of the message
   */
  public final FailureKind kind() {
    return kind;
  }

  /**
   * Adds what the failure is about, if only a caller can name it: the message begins with it, while
   * type, kind and stack trace stay. For use by the thread that caught the exception, before it is
   * thrown on.
   *
   * @param name the photo, file or plugin
   * @return this; another exception of the same kind, with this as its cause, if this one already
   *     names something or has a message of its own making
   */
  public final CoreScoreException about(String name) {
    String start = name + ": ";
    if (subject == null) {
      subject = name;
      if (String.valueOf(getMessage()).startsWith(start)) {
        return this;
      }
    }
    return new CoreScoreException(kind, start + getMessage(), this);
  }

  /**
   * What was expected and what came, after the name of what it is about.
   *
   * @return a sentence for people
   */
  @Override
  @SuppressWarnings("exports") // an annotation that hosts need not have
  public @Nullable String getMessage() {
    String message = super.getMessage();
    return subject == null ? message : subject + ": " + message;
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/**
 * A photograph could not be read.
 *
 * <p>The one failure of {@link PhotoReader}: a file that is missing, empty, cut short, mislabelled,
 * too large, damaged or of a kind that is not read.
 */
public class PhotoReadException extends CoreScoreException {
  private static final long serialVersionUID = 1L;

  /** Which file. */
  private final String fileName;

  /** Which format. */
  private final String format;

  /** What was expected and what came. */
  private final String reason;

  /**
   * Reports a failure of kind {@link FailureKind#BAD_INPUT}. The message reads {@code photo NAME
   * (FORMAT): REASON}.
   *
   * @param fileName the file, as the caller named it
   * @param format what the content is, for example {@code PNG}, or {@code unknown format}
   * @param reason what was expected and what was found
   * @param cause what led to it, or null if nothing did
   */
  @SuppressWarnings("exports") // an annotation that hosts need not have
  public PhotoReadException(
      String fileName, String format, String reason, @Nullable Throwable cause) {
    this(FailureKind.BAD_INPUT, fileName, format, reason, cause);
  }

  /**
   * Reports a failure of a kind.
   *
   * @param kind what programs decide by: {@link FailureKind#TOO_LARGE} for more pixels or bytes
   *     than allowed, {@link FailureKind#UNSUPPORTED} for a format that is not read, {@link
   *     FailureKind#NOT_FOUND} for a missing file, {@link FailureKind#IO} for a file that cannot be
   *     read from the disk, {@link FailureKind#BAD_INPUT} otherwise
   * @param fileName the file, as the caller named it
   * @param format what the content is, for example {@code PNG}, or {@code unknown format}
   * @param reason what was expected and what was found
   * @param cause what led to it, or null if nothing did
   */
  @SuppressWarnings("exports") // an annotation that hosts need not have
  public PhotoReadException(
      FailureKind kind, String fileName, String format, String reason, @Nullable Throwable cause) {
    super(kind, "photo " + fileName + " (" + format + "): " + reason, cause);
    this.fileName = fileName;
    this.format = format;
    this.reason = reason;
  }

  /**
   * Which file.
   *
   * @return the path or name that the caller gave
   */
  public String fileName() {
    return fileName;
  }

  /**
   * What the content is, as far as it was found out.
   *
   * @return for example {@code JPEG}, or {@code unknown format}
   */
  public String format() {
    return format;
  }

  /**
   * Why it could not be read.
   *
   * @return what was expected and what was found, without file name and format
   */
  public String reason() {
    return reason;
  }
}

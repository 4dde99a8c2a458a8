// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.CoreScoreException;

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
   * Reports the failure. The message reads {@code photo NAME (FORMAT): REASON}.
   *
   * @param fileName the file, as the caller named it
   * @param format what the content is, for example {@code PNG}, or {@code unknown format}
   * @param reason what was expected and what came
   * @param cause what led to it, or null if nothing did
   */
  @SuppressWarnings("exports") // an annotation that hosts need not have
  public PhotoReadException(
      String fileName, String format, String reason, @Nullable Throwable cause) {
    super("photo " + fileName + " (" + format + "): " + reason, cause);
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
   * @return what was expected and what came, without file name and format
   */
  public String reason() {
    return reason;
  }
}

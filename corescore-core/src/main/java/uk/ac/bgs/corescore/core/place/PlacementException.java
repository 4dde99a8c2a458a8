// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.place;

import uk.ac.bgs.corescore.core.annotation.AnnotationException;

/**
 * The labels of a photo cannot be used with the photo at hand. The message names the label file,
 * the record, what was expected and what was found.
 */
public final class PlacementException extends AnnotationException {
  private static final long serialVersionUID = 1L;

  /** Why the labels cannot be used. */
  private final Reason reason;

  /** The message without the file and the record. */
  private final String detail;

  /** Why labels cannot be used, which decides what helps. */
  public enum Reason {
    /** The size that the label file states is not that of the photo, nor of a copy of it. */
    OTHER_SIZE,
    /** No size is stated, and shapes lie outside the photo. */
    LARGER_CANVAS,
    /** The y of the shapes runs upwards and should not, or the other way round. */
    Y_AXIS,
    /** Shapes were drawn, and of rock none can be used. */
    UNUSABLE,
    /** There is no shape, and the file does not state that the photo was annotated. */
    NOT_ANNOTATED
  }

  PlacementException(String file, String record, Reason reason, String message) {
    super(file + ": " + record, message, null);
    this.reason = reason;
    this.detail = message;
  }

  /**
   * What was expected and what came.
   *
   * @return the message without the file and the record
   */
  public String detail() {
    return detail;
  }

  /**
   * Why the labels cannot be used.
   *
   * @return the reason
   */
  public Reason reason() {
    return reason;
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.place;

/** The pixel frame of the coordinates of labels. */
public enum LabelFrame {
  /**
   * Pixels of the photo as shown, or of a copy of the same shape, of which the label file states
   * the size. A stated size of another shape, or with its sides swapped, is refused.
   */
  CHECKED,
  /** Pixels of the photo as shown, whichever size the label file states. */
  SHOWN,
  /**
   * Pixels of the photo as its file stores them, before its orientation is applied, or of a copy of
   * the same shape; they are turned with the photo.
   */
  STORED,
  /** The size that the label file states, stretched onto the photo as shown by each axis. */
  STRETCHED
}

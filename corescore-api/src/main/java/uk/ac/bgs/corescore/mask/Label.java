// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.mask;

/**
 * The class of a pixel.
 *
 * @param name the label's name, as in the label files
 * @param rock whether pixels of this label are drill core and so belong to fragments
 */
public record Label(String name, boolean rock) {
  /**
   * Checks that the label has a name.
   *
   * @param name the label's name
   * @param rock whether pixels of this label are drill core and so belong to fragments
   */
  public Label {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a label has a name");
    }
  }
}

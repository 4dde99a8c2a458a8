// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import uk.ac.bgs.corescore.image.RgbImage;

/**
 * A photograph that was read, and where it came from.
 *
 * @param name its file name without folders, for example {@code S0001.jpg}
 * @param sha256 SHA-256 of the file's bytes in lower-case hexadecimal digits
 * @param image its pixels, the right way up
 */
public record Photo(String name, String sha256, RgbImage image) {
  /**
   * Checks name and hash.
   *
   * @param name its file name without folders
   * @param sha256 SHA-256 of the file's bytes in lower-case hexadecimal digits
   * @param image its pixels
   */
  public Photo {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a photo has a name");
    }
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a SHA-256 in hexadecimal digits: '" + sha256 + "'");
    }
  }

  /**
   * The name without its last extension, which names the files of a report.
   *
   * @return for {@code S0001.Top_2.jpg} it is {@code S0001.Top_2}
   */
  public String stem() {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.util.ArrayList;
import java.util.List;
import uk.ac.bgs.corescore.core.internal.FileName;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * A photograph that was read, and its source.
 *
 * @param name its file name, for example {@code S0001.jpg}; of one found in a folder inside another
 *     the path from there with {@code /} between the names, as {@link PhotoFile} has it
 * @param sha256 SHA-256 of the file's bytes in lower-case hexadecimal digits; of an image from
 *     memory see {@link PhotoReader#read(String, java.awt.image.BufferedImage)}
 * @param width columns of the photograph, px
 * @param height rows of the photograph, px
 * @param image its pixels, the right way up; of a photograph that was too large to be held whole a
 *     copy with fewer, see {@link PhotoReader#readReduced}
 * @param remarks a remark about how the file was read, a sentence each: that another page than the
 *     first was, that samples of 16 bits look like 12, or that its rows of core were segmented in a
 *     smaller copy; usually none
 */
public record Photo(
    String name, String sha256, int width, int height, RgbImage image, List<String> remarks) {
  /**
   * Checks name, hash and size.
   *
   * @param name its file name, with the folders that count
   * @param sha256 SHA-256 of the file's bytes in lower-case hexadecimal digits
   * @param width columns of the photograph
   * @param height rows of the photograph
   * @param image its pixels
   * @param remarks a remark about how the file was read
   */
  public Photo {
    remarks = List.copyOf(remarks);
    if (name.isBlank()) {
      throw new IllegalArgumentException("a photo has a name");
    }
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a SHA-256 in hexadecimal digits: '" + sha256 + "'");
    }
    if (width < image.width() || height < image.height()) {
      throw new IllegalArgumentException(
          image + " has more pixels than its photo of " + width + " x " + height);
    }
  }

  /**
   * A photograph without remarks.
   *
   * @param name its file name without folders
   * @param sha256 SHA-256 of the file's bytes in lower-case hexadecimal digits
   * @param width columns of the photograph
   * @param height rows of the photograph
   * @param image its pixels
   */
  public Photo(String name, String sha256, int width, int height, RgbImage image) {
    this(name, sha256, width, height, image, List.of());
  }

  /**
   * A photograph with all its pixels.
   *
   * @param name its file name, with the folders that count
   * @param sha256 SHA-256 of the file's bytes in lower-case hexadecimal digits
   * @param image its pixels
   */
  public Photo(String name, String sha256, RgbImage image) {
    this(name, sha256, image.width(), image.height(), image);
  }

  /**
   * The same photograph with another image of it.
   *
   * @param other its pixels, or a copy with fewer
   * @return a new photo of the same name, hash, size and remarks
   */
  public Photo withImage(RgbImage other) {
    return new Photo(name, sha256, width, height, other, remarks);
  }

  /**
   * The same photograph with a further remark.
   *
   * @param remark a sentence, without capital letter and full stop
   * @return a new photo
   */
  public Photo withRemark(String remark) {
    List<String> all = new ArrayList<>(remarks);
    all.add(remark);
    return new Photo(name, sha256, width, height, image, all);
  }

  /**
   * Whether the image is a smaller copy of the photograph.
   *
   * @return false where it has all pixels
   */
  public boolean reduced() {
    return width > image.width() || height > image.height();
  }

  /**
   * The name without its last extension, which names the files of a report.
   *
   * @return for {@code S0001.Top_2.jpg} it is {@code S0001.Top_2}
   */
  public String stem() {
    return FileName.stem(name);
  }
}

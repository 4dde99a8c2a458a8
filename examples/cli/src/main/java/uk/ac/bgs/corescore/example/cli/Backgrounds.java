// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoFolder;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.photo.PhotoReducer;
import uk.ac.bgs.corescore.example.cli.retrain.Sha256;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * Photographs of no core, as grounds of composed boxes.
 *
 * @param folder where they are
 * @param pictures them, made smaller where they are large
 * @param sha256 one number for all their files, whatever these are called
 */
record Backgrounds(Path folder, List<RgbImage> pictures, String sha256) {
  /** More than the longest side of a composed box needs. */
  private static final int LONGEST = 1600;

  /**
   * Reads all pictures of a folder and of the folders inside.
   *
   * @throws CoreScoreException if it is no folder, has no picture, or one cannot be read
   */
  static Backgrounds read(Path folder) throws IOException {
    PhotoFolder found = PhotoFolder.of(folder);
    if (!found.unread().isEmpty()) {
      throw new CoreScoreException("--backgrounds: " + String.join("; ", found.unread()));
    }
    if (found.photos().isEmpty()) {
      throw new CoreScoreException(
          folder + ": --backgrounds expected photographs (jpg, png, tif, bmp), got none");
    }
    List<RgbImage> pictures = new ArrayList<>();
    List<String> hashes = new ArrayList<>();
    for (PhotoFile file : found.photos()) {
      Photo photo = PhotoReader.create().read(file.file());
      pictures.add(PhotoReducer.reduceToFit(photo.image(), LONGEST));
      hashes.add(photo.sha256());
    }
    return new Backgrounds(folder, pictures, Sha256.of(String.join("\n", hashes)));
  }
}

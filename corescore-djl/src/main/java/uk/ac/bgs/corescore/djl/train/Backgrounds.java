// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoFolder;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.photo.PhotoReducer;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * Photographs without core, on which composed boxes are laid. Immutable; safe for use by many
 * threads.
 *
 * @param folder where they are
 * @param pictures the photographs, at most 1600 pixels on the longer side
 * @param sha256 one hash of all files; their names do not count
 */
public record Backgrounds(Path folder, List<RgbImage> pictures, String sha256) {
  /** Larger than any composed box needs. */
  private static final int MAXIMUM_SIDE = 1600;

  /**
   * Copies the list.
   *
   * @param folder where they are
   * @param pictures the photographs
   * @param sha256 one hash of all files
   */
  public Backgrounds {
    pictures = List.copyOf(pictures);
  }

  /**
   * Reads all photographs of a folder and of the folders inside.
   *
   * @param folder the folder
   * @return the photographs
   * @throws CoreScoreException if it is no folder, has no photograph, or one cannot be read
   */
  public static Backgrounds read(Path folder) {
    PhotoFolder found = PhotoFolder.of(folder);
    if (!found.unread().isEmpty()) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, "backgrounds: " + String.join("; ", found.unread()));
    }
    if (found.photos().isEmpty()) {
      throw new CoreScoreException(
          FailureKind.NOT_FOUND,
          folder + ": backgrounds expected photographs (jpg, png, tif, bmp), got none");
    }
    List<RgbImage> pictures = new ArrayList<>();
    List<String> hashes = new ArrayList<>();
    for (PhotoFile file : found.photos()) {
      Photo photo = PhotoReader.create().read(file.file());
      pictures.add(PhotoReducer.reduceToFit(photo.image(), MAXIMUM_SIDE));
      hashes.add(photo.sha256());
    }
    return new Backgrounds(folder, pictures, Sha256.ofText(String.join("\n", hashes)));
  }
}

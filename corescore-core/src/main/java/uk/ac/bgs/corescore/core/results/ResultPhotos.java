// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.store.PhotoName;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * Reads the photos of results.
 *
 * @param reader reads photos within limits
 */
record ResultPhotos(PhotoReader reader) {
  /** Reads the photo under its name for clients. */
  Photo read(StoredResult result) throws IOException {
    Path file = result.photo().orElseThrow();
    return reader.read(
        PhotoName.clean(
            result.request().photo(), PhotoName.extensionOf(String.valueOf(file.getFileName()))),
        Files.readAllBytes(file));
  }

  /** The photo on the grid that its results are on. */
  Photo fullSize(StoredResult result) throws IOException {
    Photo photo = read(result);
    Optional<StoredResult.Size> size = result.size();
    if (size.isEmpty()) {
      return photo;
    }
    return enlarged(photo, size.get().width(), size.get().height());
  }

  static Photo enlarged(Photo photo, int width, int height) {
    RgbImage image = Previews.enlarged(photo.image(), width, height);
    return new Photo(photo.name(), photo.sha256(), width, height, image, photo.remarks());
  }

  /** The size of the photo's file: that of a copy that was reduced is read from it. */
  AnnotatedPhoto.Size size(StoredResult result, ResultVersion version) throws IOException {
    if (result.size().isPresent()) {
      RgbImage image = read(result).image();
      return new AnnotatedPhoto.Size(image.width(), image.height());
    }
    return new AnnotatedPhoto.Size(version.photoWidth(), version.photoHeight());
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Photographs of core boxes, where they are at hand. */
class RealPhotosTest {
  private static final Path PHOTOS = Path.of("..", "..", "shared", "data", "train", "photos");

  @Test
  void realPhotosAreReadAsTheyAre() throws IOException {
    assumeTrue(Files.isDirectory(PHOTOS), "skipped: no photographs in " + PHOTOS);
    List<PhotoFile> files = PhotoFolder.of(PHOTOS).photos();
    assertFalse(files.isEmpty());
    for (PhotoFile file : files) {
      Photo photo = PhotoReader.create().read(file);
      BufferedImage other = ImageIO.read(file.file().toFile());
      assertEquals(other.getWidth(), photo.image().width(), file.toString());
      for (int y = 0; y < other.getHeight(); y += 7) {
        for (int x = 0; x < other.getWidth(); x += 5) {
          int[] pixel = other.getRaster().getPixel(x, y, (int[]) null);
          PhotoFixtures.assertNear(
              (pixel[0] << 16) | (pixel[1] << 8) | pixel[2], photo.image().rgb(x, y), 1);
        }
      }
    }
  }
}

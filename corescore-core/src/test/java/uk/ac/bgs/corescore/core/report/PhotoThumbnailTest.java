// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.image.RgbImage;

class PhotoThumbnailTest {
  @Test
  void hasTheProportionsOfThePhotoAndAboutTheAreaOfASmallPicture() {
    assertSize(240, 160, sample(600, 400));
    assertSize(160, 240, sample(400, 600));
    assertSize(518, 74, sample(1400, 200));
    assertSize(640, 1, sample(2000, 2));
  }

  @Test
  void smallPhotosKeepTheirSizeAndTheOutlinesLieOnTheirBorders() {
    ScoredPhoto photo = Samples.box("a.jpg", Samples.UNSCALED);
    RgbImage thumbnail = PhotoThumbnail.paint(photo);
    assertSize(120, 80, photo);
    photo
        .fragments()
        .fragments()
        .forEach(
            fragment -> {
              int x = fragment.measures().bounds().x();
              int y = fragment.measures().bounds().y() + 10;
              assertNotEquals(photo.photo().image().rgb(x, y), thumbnail.rgb(x, y));
            });
    assertEquals(
        photo.photo().image().rgb(76, 40), thumbnail.rgb(76, 40), "where no outline is, the photo");
    assertEquals(photo.photo().image().rgb(93, 34), thumbnail.rgb(93, 34), "paper is not tinted");
  }

  @Test
  void isWrittenAsJpeg() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PhotoThumbnail.write(sample(600, 400), bytes);
    assertTrue(bytes.size() < 20_000, bytes.size() + " bytes");
    var read = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
    assertEquals(240, read.getWidth());
    assertEquals(160, read.getHeight());
  }

  private static ScoredPhoto sample(int width, int height) {
    int[] ids = new int[width * height];
    Samples.fill(ids, width, width / 4, 0, width / 2, Math.max(1, height / 2), 1);
    return Samples.of("a.png", width, height, ids);
  }

  private static void assertSize(int width, int height, ScoredPhoto photo) {
    RgbImage thumbnail = PhotoThumbnail.paint(photo);
    assertEquals(width, thumbnail.width());
    assertEquals(height, thumbnail.height());
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.picture;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.tiff;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.image.RgbImage;

/** That bands give the pixels of the whole is also checked wherever a test reads a TIFF file. */
class ReducedReadingTest {
  private final PhotoReader reader = PhotoReader.create();
  @TempDir private Path folder = Path.of(".");

  @Test
  void aLargeTiffFileIsACopyThatKnowsItsPhotosSize() throws IOException {
    Path file = Files.write(folder.resolve("core.tif"), tiff(picture(), "Deflate"));
    Photo whole = reader.read(file);
    Photo copy = reader.readReduced(file, 0, 10);
    assertTrue(copy.reduced());
    assertEquals("core.tif", copy.name());
    assertEquals(whole.sha256(), copy.sha256());
    assertEquals(whole.image().width(), copy.width());
    assertEquals(whole.image().height(), copy.height());
    assertEquals(PhotoReducer.reduceToFit(whole.image(), 10), copy.image());
    assertEquals(whole, reader.readReduced(file, 0, 1000));
    long pixels = (long) copy.width() * copy.height();
    assertEquals(whole, reader.readReduced(file, pixels, 10));
    assertFalse(whole.reduced());
    assertTrue(reader.readReduced(file, pixels - 1, 10).reduced());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPageOfManyBandsIsReadWhole(boolean tiled) throws IOException {
    int width = 64;
    int height = 70_016;
    byte[] data = new byte[width * height];
    SplittableRandom random = new SplittableRandom(3);
    random.nextBytes(data);
    TinyTiff page = TinyTiff.page(width, height, 8, 1, 1);
    if (tiled) {
      page.tag(322, 3, width).tag(323, 3, 16).tag(259, 3, 8);
      for (int at = 0; at < data.length; at += 16 * width) {
        page.strip(PhotoFixtures.deflated(Arrays.copyOfRange(data, at, at + 16 * width)));
      }
    } else {
      page.strip(data);
    }
    Path file = Files.write(folder.resolve("tall.tif"), page.build());
    RgbImage whole = reader.read(file).image();
    assertEquals(PhotoReducer.reduceToFit(whole, 3001), reader.readReduced(file, 0, 3001).image());
  }

  @Test
  void otherFilesAreReadAsEver() throws IOException {
    byte[] png = PhotoFixtures.png(picture());
    Path file = Files.write(folder.resolve("core.png"), png);
    assertEquals(reader.read(file), reader.readReduced(file, 0, 1));
    Path nameless = Files.write(folder.resolve("core"), png);
    assertEquals(reader.read(nameless), reader.readReduced(nameless, 0, 1));
  }

  @Test
  void whatCannotBeReadIsRefused() throws IOException {
    refused(folder.resolve("none.tif"), 5, "there is none of this name");
    refused(folder, 5, "it is a folder");
    refused(Files.write(folder.resolve("empty.tif"), new byte[0]), 5, "empty");
    refused(
        Files.write(folder.resolve("text.tif"), new byte[] {'h', 'i'}), 5, "the name says TIFF");
    byte[] whole = tiff(picture(), "LZW");
    refused(Files.write(folder.resolve("box.jpg"), whole), 5, "the name says JPEG");
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    refused(Files.write(folder.resolve("half.tif"), half), 5, "cut short");
    Path file = Files.write(folder.resolve("core.tif"), whole);
    PhotoReadException e =
        assertThrows(
            PhotoReadException.class, () -> reader.withMaxPixels(50).readReduced(file, 0, 30));
    assertTrue(e.reason().contains("at most 50 pixels allowed"), e.reason());
    assertThrows(IllegalArgumentException.class, () -> reader.readReduced(file, 0, 0));
  }

  @Test
  void thePixelsOfAPageAreLimitedBeforeABandIsRead() throws IOException {
    byte[] page = TinyTiff.page(10, 10, 8, 1, 1).strip(new byte[9]).build();
    Path file = Files.write(folder.resolve("wide.tif"), page);
    try (FileChannel channel = FileChannel.open(file)) {
      FileBytes bytes = FileBytes.of(channel);
      MalformedImageException e =
          assertThrows(
              MalformedImageException.class, () -> new TiffBands(bytes, new PixelLimit(99), 1));
      assertEquals("at most 99 pixels allowed, the header says 10 x 10", e.getMessage());
    }
  }

  private void refused(Path file, int longerSide, String reason) {
    PhotoReadException e =
        assertThrows(PhotoReadException.class, () -> reader.readReduced(file, 0, longerSide));
    assertTrue(e.reason().contains(reason), e.reason());
    assertTrue(String.valueOf(e.getMessage()).contains(file.toString()), e.getMessage());
  }

  @Test
  void aCopyIsNotLargerThanItsPhoto() {
    RgbImage image = RgbImage.of(3, 2, new int[6]);
    String hash = "0".repeat(64);
    assertThrows(IllegalArgumentException.class, () -> new Photo("a", hash, 2, 2, image));
    assertThrows(IllegalArgumentException.class, () -> new Photo("a", hash, 3, 1, image));
    assertTrue(new Photo("a", hash, 3, 3, image).reduced());
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreGenerator;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;
import uk.ac.bgs.corescore.image.RgbImage;

/** A JPEG file decoded at a part of its size is the mean of the pixels that it has. */
class ScaledJpegDecoderTest {
  private final PhotoReader reader = PhotoReader.create();
  @TempDir private Path folder = Path.of(".");

  private static BufferedImage core(int width, int height, int type) {
    RgbImage drawn =
        new SyntheticCoreGenerator(SyntheticCoreSettings.builder().size(width, height).build())
            .draw(4)
            .photo();
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, drawn.rgb(x, y));
      }
    }
    return image;
  }

  /** Writes a file whose luma has so many samples for one of chroma, with restarts. */
  private static byte[] jpeg(BufferedImage image, int across, int down, int interval)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(
            ImageTypeSpecifier.createFromRenderedImage(image), writer.getDefaultWriteParam());
    String format = "javax_imageio_jpeg_image_1.0";
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(format);
    if (image.getColorModel().getNumColorComponents() == 3) {
      IIOMetadataNode first = (IIOMetadataNode) root.getElementsByTagName("componentSpec").item(0);
      first.setAttribute("HsamplingFactor", Integer.toString(across));
      first.setAttribute("VsamplingFactor", Integer.toString(down));
    }
    if (interval > 0) {
      IIOMetadataNode restarts = new IIOMetadataNode("dri");
      restarts.setAttribute("interval", Integer.toString(interval));
      root.getElementsByTagName("markerSequence").item(0).appendChild(restarts);
    }
    metadata.setFromTree(format, root);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, metadata), null);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static void assertNear(RgbImage expected, RgbImage image, int most, double mean) {
    assertEquals(expected.width(), image.width());
    assertEquals(expected.height(), image.height());
    long sum = 0;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        for (int shift = 0; shift <= 16; shift += 8) {
          int off =
              Math.abs((expected.rgb(x, y) >> shift & 0xFF) - (image.rgb(x, y) >> shift & 0xFF));
          assertTrue(off <= most, x + ", " + y + ": " + off);
          sum += off;
        }
      }
    }
    assertTrue(sum <= mean * 3 * image.width() * image.height(), "sum of differences " + sum);
  }

  @ParameterizedTest
  @CsvSource({
    "2, 2, 0, 640, 96",
    "2, 2, 7, 640, 96",
    "2, 1, 0, 640, 96",
    "1, 2, 3, 640, 96",
    "1, 1, 0, 640, 96",
    "2, 2, 5, 643, 101",
    "1, 1, 1, 645, 99"
  })
  void theCopyIsThatOfTheWhole(int across, int down, int interval, int width, int height)
      throws IOException {
    BufferedImage image = core(width, height, BufferedImage.TYPE_INT_RGB);
    Path file = file("core.jpg", jpeg(image, across, down, interval));
    Photo whole = reader.read(file);
    for (int longerSide : new int[] {width / 2, width / 4, width / 8, width / 3, 50, 3}) {
      Photo copy = reader.readReduced(file, 0, longerSide);
      assertTrue(copy.reduced());
      assertEquals(whole.sha256(), copy.sha256());
      assertEquals(width, copy.width());
      assertEquals(height, copy.height());
      RgbImage expected = PhotoReducer.reduceToFit(whole.image(), longerSide);
      int factor = width >= 8 * longerSide ? 8 : width >= 4 * longerSide ? 4 : 2;
      if (width % factor == 0) {
        RgbImage means = PhotoReducer.reduceToFit(whole.image(), width / factor);
        assertNear(PhotoReducer.reduceToFit(means, longerSide), copy.image(), 14, 1);
      }
      // A mean that a cell's rim cuts is even, its pixels were not: along an edge it shows.
      assertNear(expected, copy.image(), 40, 4);
    }
  }

  @Test
  void greyIsTheMeanToTwoRoundings() throws IOException {
    BufferedImage image = core(800, 112, BufferedImage.TYPE_BYTE_GRAY);
    Path file = file("grey.jpg", jpeg(image, 1, 1, 4));
    RgbImage whole = reader.read(file).image();
    for (int longerSide : new int[] {400, 200, 100, 50}) {
      RgbImage copy = reader.readReduced(file, 0, longerSide).image();
      assertNear(PhotoReducer.reduceToFit(whole, longerSide), copy, 2, 0.5);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void theCopyIsUpright(int orientation) throws IOException {
    byte[] plain = jpeg(core(640, 96, BufferedImage.TYPE_INT_RGB), 2, 2, 0);
    byte[] turned = PhotoFixtures.withSegment(plain, 0xE1, PhotoFixtures.exif(orientation, true));
    Path file = file("turned.jpg", turned);
    RgbImage whole = reader.read(file).image();
    Photo copy = reader.readReduced(file, 0, 160);
    assertEquals(whole.width(), copy.width());
    assertNear(PhotoReducer.reduceToFit(whole, 160), copy.image(), 14, 1);
  }

  @Test
  void whatIsNotSequentialOrHardlySmallerIsReadWhole() throws IOException {
    BufferedImage image = core(320, 64, BufferedImage.TYPE_INT_RGB);
    Path progressive = file("p.jpg", PhotoFixtures.jpeg(image, true));
    assertEquals(reader.read(progressive), reader.readReduced(progressive, 0, 40));
    Path file = file("s.jpg", PhotoFixtures.jpeg(image, false));
    assertEquals(reader.read(file), reader.readReduced(file, 0, 161));
    assertEquals(reader.read(file), reader.readReduced(file, 320 * 64, 40));
    assertFalse(reader.read(file).reduced());
    PhotoReadException e =
        assertThrows(
            PhotoReadException.class, () -> reader.withMaxPixels(100).readReduced(file, 0, 160));
    assertTrue(e.reason().contains("at most 100 pixels allowed"), e.reason());
  }

  @Test
  void missingAndDamagedPixelsAreFoundOut() throws IOException {
    byte[] bytes = jpeg(core(640, 96, BufferedImage.TYPE_INT_RGB), 2, 2, 4);
    for (int size = bytes.length / 2; size < bytes.length - 2; size += 997) {
      byte[] cut = Arrays.copyOf(bytes, size + 2);
      cut[size] = (byte) 0xFF;
      cut[size + 1] = (byte) 0xD9;
      Path file = file("cut.jpg", cut);
      PhotoReadException e =
          assertThrows(PhotoReadException.class, () -> reader.readReduced(file, 0, 80));
      assertTrue(e.reason().contains("pixels are"), e.reason());
    }
    // Whatever the bits say, it ends with an image or with the one kind of failure.
    java.util.Random random = new java.util.Random(5);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      byte[] broken = bytes.clone();
      for (int j = 0; j < 3; j++) {
        broken[20 + random.nextInt(broken.length - 22)] = (byte) random.nextInt(256);
      }
      try {
        reader.readReduced(file("broken.jpg", broken), 0, 80 << i % 3);
      } catch (PhotoReadException e) {
        refused++;
        assertFalse(e.reason().contains("gave up with java.lang.ArrayIndex"), e.reason());
      }
    }
    assertTrue(refused > 0);
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.assertPicture;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.bmp;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.contains;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.jpeg;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.latin;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.picture;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.png;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.tiff;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

class PhotoReaderTest {
  private static final byte[] PNG = png(picture());

  private final PhotoReader reader = PhotoReader.create();

  @Test
  void aFileIsReadWithItsNameAndHash(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("box 1.Top.PNG"), PNG);
    Photo photo = reader.read(file);
    assertEquals("box 1.Top.PNG", photo.name());
    assertPicture(photo.image(), 0);
    assertEquals(photo, reader.read("box 1.Top.PNG", PNG));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(PNG);
    assertEquals(HexFormat.of().formatHex(digest), photo.sha256());
  }

  @Test
  void everyFormatIsReadUnderItsNames() {
    Map<String, byte[]> files =
        Map.of(
            "a.jpg", jpeg(picture(), false),
            "a.JPEG", jpeg(picture(), true),
            "a.Png", PNG,
            "a.tif", tiff(picture(), ""),
            "a.TIFF", tiff(picture(), "LZW"),
            "a.bmp", bmp(picture(), ""));
    files.forEach((name, bytes) -> assertPicture(reader.read(name, bytes).image(), 16));
    for (byte[] bytes : files.values()) {
      assertPicture(reader.read("no extension", bytes).image(), 16);
      assertPicture(reader.read("a.upload", bytes).image(), 16);
    }
  }

  @Test
  void whatIsNotThereOrNotAFileIsNamed(@TempDir Path folder) {
    Path missing = folder.resolve("missing.jpg");
    PhotoReadException e = assertThrows(PhotoReadException.class, () -> reader.read(missing));
    assertEquals(missing.toString(), e.fileName());
    assertEquals("JPEG", e.format());
    contains(e.getMessage(), "photo " + missing + " (JPEG): a file expected, there is none");
    assertNotNull(e.getCause());
    assertEquals(FailureKind.NOT_FOUND, e.kind());
    e = assertThrows(PhotoReadException.class, () -> reader.read(folder));
    contains(e.reason(), "it is a folder");
    CoreScoreException root = e;
    contains(root.getMessage(), folder.toString());
  }

  @Test
  void anEmptyFileIsNamed(@TempDir Path folder) throws IOException {
    Path empty = Files.write(folder.resolve("empty.png"), new byte[0]);
    PhotoReadException e = assertThrows(PhotoReadException.class, () -> reader.read(empty));
    contains(e.reason(), "the file is empty");
    assertEquals(empty.toString(), e.fileName());
  }

  @Test
  void aNameThatPromisesAnotherFormatIsRefused() {
    PhotoReadException e = refuse("box.jpg", PNG);
    assertEquals("PNG", e.format());
    assertEquals("the name says JPEG, the content is PNG", e.reason());
    assertEquals(FailureKind.BAD_INPUT, e.kind());
    assertEquals("photo box.jpg (PNG): " + e.reason(), e.getMessage());
    contains(refuse("box.png", jpeg(picture(), false)).reason(), "says PNG, the content is JPEG");
    contains(refuse("box.jpg", latin("<html>Not found</html>")).reason(), "the content is text");
    contains(refuse("box.jpg", latin("GIF89a\1\2\3")).reason(), "the content is GIF");
    contains(refuse("box.tif", latin("%PDF-1.7 \1")).reason(), "the content is PDF");
    contains(refuse("box.jpg", new byte[100]).reason(), "the content is unknown format");
    contains(refuse("box.gif", PNG).reason(), "the name says GIF, the content is PNG");
  }

  @Test
  void contentsThatAreNotReadAreNamed() {
    Map<String, String> contents =
        Map.of(
            "GIF89a\1", "GIF",
            "RIFF\1\1\1\1WEBPVP8 ", "WebP",
            "\0\0\0\30ftypheic", "HEIF",
            "\0\0\0\14jP  \r\n\u0087\n", "JPEG 2000",
            "8BPS\0\1", "Photoshop",
            "PK\3\4", "ZIP",
            "BMX bicycles, an essay", "text",
            "%PDF-1.4\n", "PDF");
    contents.forEach(
        (content, title) -> {
          PhotoReadException e = refuse("upload", latin(content));
          contains(e.format(), title);
          assertEquals(FailureKind.UNSUPPORTED, e.kind());
          contains(e.reason(), "JPEG, PNG, TIFF or BMP expected, the content is " + title);
        });
    contains(refuse("box.tif", latin("II+\0\10\0")).reason(), "cut short");
  }

  @Test
  void aRowOrColumnHasALimitOfItsOwn() throws MalformedImageException {
    PixelLimit limit = new PixelLimit(1000, 50);
    limit.check(50, 20);
    limit.check(20, 50);
    for (int[] size : new int[][] {{51, 1}, {1, 51}}) {
      MalformedImageException e =
          assertThrows(MalformedImageException.class, () -> limit.check(size[0], size[1]));
      contains(e.getMessage(), "at most 50 pixels a side allowed, the header says " + size[0]);
    }
    byte[] column =
        PhotoFixtures.rawPng(1, 4_194_305, 8, 0, PhotoFixtures.chunk("IDAT", new byte[9]));
    contains(refuse("a", column).reason(), "at most 4194304 pixels a side allowed");
  }

  @Test
  void theLimitsAreKept(@TempDir Path folder) throws IOException {
    int pixels = PhotoFixtures.WIDTH * PhotoFixtures.HEIGHT;
    PhotoReader exact = reader.withMaxPixels(pixels).withMaxBytes(PNG.length);
    assertPicture(exact.read("a.png", PNG).image(), 0);
    Path file = Files.write(folder.resolve("a.png"), PNG);
    assertPicture(exact.read(file).image(), 0);
    for (byte[] bytes :
        List.of(PNG, jpeg(picture(), true), tiff(picture(), "LZW"), bmp(picture(), ""))) {
      PhotoReader fewer = reader.withMaxPixels(pixels - 1);
      PhotoReadException e = assertThrows(PhotoReadException.class, () -> fewer.read("a", bytes));
      contains(e.reason(), "at most 959 pixels allowed, the header says 40 x 24");
      assertEquals(FailureKind.TOO_LARGE, e.kind());
    }
    PhotoReader shorter = reader.withMaxBytes(PNG.length - 1);
    String reason =
        "at most " + (PNG.length - 1) + " bytes allowed, " + PNG.length + " bytes found";
    PhotoReadException e = assertThrows(PhotoReadException.class, () -> shorter.read(file));
    assertEquals(reason, e.reason());
    assertEquals(FailureKind.TOO_LARGE, e.kind());
    e = assertThrows(PhotoReadException.class, () -> shorter.read("a", PNG));
    assertEquals(reason, e.reason());
    assertEquals(FailureKind.TOO_LARGE, e.kind());
  }

  @Test
  void settersLeaveTheReaderAsItWas() {
    PhotoReader other = reader.withMaxPixels(5).withMaxBytes(7);
    assertEquals(5, other.maxPixels());
    assertEquals(7, other.maxBytes());
    assertEquals(PhotoReader.DEFAULT_MAX_PIXELS, reader.maxPixels());
    assertEquals(PhotoReader.DEFAULT_MAX_BYTES, reader.maxBytes());
    assertThrows(IllegalArgumentException.class, () -> reader.withMaxPixels(0));
    assertThrows(IllegalArgumentException.class, () -> reader.withMaxBytes(-1));
    assertThrows(IllegalArgumentException.class, () -> reader.withMaxPixels(Integer.MAX_VALUE));
    assertThrows(IllegalArgumentException.class, () -> reader.read(" ", PNG));
  }

  @Test
  void theHostsPluginsAndSettingsStayAsTheyAre() {
    boolean cache = ImageIO.getUseCache();
    List<Object> before = providers();
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(null);
    try {
      assertPicture(reader.read("a", jpeg(picture(), false)).image(), 16);
      assertPicture(reader.read("a", tiff(picture(), "LZW")).image(), 0);
      assertPicture(reader.read("a", tiff(picture(), "JPEG")).image(), 40);
    } finally {
      Thread.currentThread().setContextClassLoader(loader);
    }
    assertEquals(before, providers());
    assertEquals(cache, ImageIO.getUseCache());
  }

  @Test
  void theCallersBytesAreNotTouched() {
    for (byte[] bytes :
        List.of(
            PNG,
            bmp(picture(), ""),
            tiff(picture(), "LZW"),
            jpeg(PhotoFixtures.greys(16, 16).getRaster()))) {
      byte[] before = bytes.clone();
      reader.read("a", bytes);
      assertArrayEquals(before, bytes);
    }
  }

  @Test
  void manyThreadsMayShareAReader() {
    byte[] photo = jpeg(picture(), true);
    Photo alone = reader.read("a", photo);
    assertTrue(
        IntStream.range(0, 64).parallel().allMatch(i -> reader.read("a", photo).equals(alone)));
  }

  @Test
  void namesAreOrderedAsPeopleDo() {
    NaturalOrder order = new NaturalOrder();
    List<String> sorted =
        List.of(
            "1", "2a", "10", "A1", "a2", "a2b", "a10", "b", "b007", "b7", "b12345678901234567890");
    for (int i = 0; i < sorted.size(); i++) {
      for (int j = 0; j < sorted.size(); j++) {
        assertEquals(
            Integer.compare(i, j),
            Integer.signum(order.compare(sorted.get(i), sorted.get(j))),
            sorted.get(i) + " and " + sorted.get(j));
      }
    }
    assertFalse(order.compare("a", "A") == 0);
  }

  private PhotoReadException refuse(String name, byte[] bytes) {
    return assertThrows(PhotoReadException.class, () -> reader.read(name, bytes));
  }

  private static List<Object> providers() {
    List<Object> providers = new ArrayList<>();
    IIORegistry.getDefaultInstance()
        .getServiceProviders(ImageReaderSpi.class, true)
        .forEachRemaining(providers::add);
    return providers;
  }
}

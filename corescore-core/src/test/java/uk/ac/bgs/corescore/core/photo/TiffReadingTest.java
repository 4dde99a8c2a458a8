// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.assertNear;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.assertPicture;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.deflated;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.picture;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.read;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.refused;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.refusedWithin;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.tiff;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.image.RgbImage;

class TiffReadingTest {
  private static final byte[] COLOURS = {(byte) 200, 100, 50, 1, 2, 3};

  @ParameterizedTest
  @ValueSource(strings = {"LZW", "Deflate", "ZLib", "PackBits"})
  void compressionsKeepThePicture(String compression) {
    assertPicture(read(tiff(picture(), compression)), 0);
    RgbImage grey = read(tiff(PhotoFixtures.greys(256, 2), compression));
    for (int g = 0; g < 256; g++) {
      assertEquals(g * 0x010101, grey.rgb(g, 0));
    }
  }

  @Test
  void plainAndJpegStripsAreRead() {
    assertPicture(read(tiff(picture(), "")), 0);
    assertPicture(read(tiff(picture(), "JPEG")), 40);
    BufferedImage bits = new BufferedImage(33, 9, BufferedImage.TYPE_BYTE_BINARY);
    bits.setRGB(32, 8, 0xFFFFFFFF);
    for (String compression : List.of("CCITT RLE", "CCITT T.4", "CCITT T.6", "LZW")) {
      RgbImage image = read(tiff(bits, compression));
      assertEquals(0, image.rgb(31, 8), compression);
      assertEquals(0xFFFFFF, image.rgb(32, 8), compression);
    }
  }

  @Test
  void jpegTilesWithSharedTablesAreRead() {
    byte[] tile = PhotoFixtures.jpeg(PhotoFixtures.greys(16, 16), false);
    TinyTiff page = TinyTiff.page(24, 20, 8, 1, 1).tag(259, 3, 7).tag(322, 3, 16).tag(323, 3, 16);
    byte[] file = page.strip(tile).strip(tile).strip(tile).strip(tile).build();
    RgbImage image = read(file);
    RgbImage single = read(tile);
    assertEquals(24, image.width());
    for (int y = 0; y < 20; y++) {
      for (int x = 0; x < 24; x++) {
        assertEquals(single.rgb(x % 16, y % 16), image.rgb(x, y));
      }
    }
    byte[] broken = Arrays.copyOf(tile, tile.length - 30);
    TinyTiff cut = TinyTiff.page(16, 16, 8, 1, 1).tag(259, 3, 7);
    refused(cut.strip(broken).build(), "TIFF", "cut short");
    TinyTiff wide = TinyTiff.page(200, 16, 8, 1, 1).tag(259, 3, 7);
    refused(wide.strip(tile).build(), "TIFF", "200 x 16", "16 x 16");
  }

  @Test
  void tilesArePutInTheirPlaces() {
    TinyTiff page = TinyTiff.page(24, 16, 8, 1, 1).tag(322, 3, 16).tag(323, 3, 16);
    byte[] left = new byte[256];
    byte[] right = new byte[256];
    Arrays.fill(left, (byte) 10);
    Arrays.fill(right, (byte) 20);
    RgbImage image = read(page.strip(left).strip(right).build());
    assertEquals(0x0A0A0A, image.rgb(15, 15));
    assertEquals(0x141414, image.rgb(16, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void theOrientationTagIsHonoured(int orientation) {
    RgbImage quarters = PhotoFixtures.read(PhotoFixtures.png(JpegReadingTest.quarters()));
    byte[] data = new byte[64 * 32 * 3];
    for (int i = 0; i < 64 * 32; i++) {
      int rgb = quarters.rgb(i % 64, i / 64);
      data[3 * i] = (byte) (rgb >> 16);
      data[3 * i + 1] = (byte) (rgb >> 8);
      data[3 * i + 2] = (byte) rgb;
    }
    byte[] file = TinyTiff.page(64, 32, 8, 3, 2).tag(274, 3, orientation).strip(data).build();
    JpegReadingTest.assertQuarters(read(file), orientation);
  }

  @Test
  void bothKindsOfGreyAndFewBitsSpanBlackToWhite() {
    assertEquals(0x0A0A0A, read(TinyTiff.page(1, 1, 8, 1, 1).strip((byte) 10).build()).rgb(0, 0));
    assertEquals(0xF5F5F5, read(TinyTiff.page(1, 1, 8, 1, 0).strip((byte) 10).build()).rgb(0, 0));
    RgbImage four = read(TinyTiff.page(2, 1, 4, 1, 1).strip((byte) 0x3F).build());
    assertEquals(0x333333, four.rgb(0, 0));
    assertEquals(0xFFFFFF, four.rgb(1, 0));
    assertEquals(0xAAAAAA, read(TinyTiff.page(1, 1, 2, 1, 1).strip((byte) 0x80).build()).rgb(0, 0));
    assertEquals(0x555555, read(TinyTiff.page(1, 1, 2, 1, 0).strip((byte) 0x80).build()).rgb(0, 0));
    RgbImage one = read(TinyTiff.page(2, 1, 1, 1, 0).strip((byte) 0x80).build());
    assertEquals(0x000000, one.rgb(0, 0));
    assertEquals(0xFFFFFF, one.rgb(1, 0));
  }

  @Test
  void sixteenBitsAreRoundedToEight() {
    byte[] little = {(byte) 129, 0, (byte) 0xFF, 0x7F, 0, (byte) 0x80};
    RgbImage image = read(TinyTiff.page(1, 1, 16, 3, 2).strip(little).build());
    assertEquals(0x017F80, image.rgb(0, 0));
    RgbImage grey = read(TinyTiff.page(3, 1, 16, 1, 1).strip(little).build());
    assertEquals(0x010101, grey.rgb(0, 0));
    assertEquals(0x7F7F7F, grey.rgb(1, 0));
    assertEquals(
        0x7F7F7F,
        read(TinyTiff.page(1, 1, 16, 1, 0).strip((byte) 0, (byte) 0x81).build()).rgb(0, 0));
  }

  @Test
  void paletteAndPlanesAndInks() {
    long[] map = new long[3 * 256];
    map[7] = 200 * 257;
    map[256 + 7] = 100 * 257;
    map[512 + 7] = 50 * 257;
    byte[] indexed = TinyTiff.page(1, 1, 8, 1, 3).tag(320, 3, map).strip((byte) 7).build();
    assertEquals(0xC86432, read(indexed).rgb(0, 0));
    TinyTiff planes = TinyTiff.page(2, 1, 8, 3, 2).tag(284, 3, 2).tag(278, 3, 1);
    planes.strip((byte) 200, (byte) 1).strip((byte) 100, (byte) 2).strip((byte) 50, (byte) 3);
    assertEquals(0xC86432, read(planes.build()).rgb(0, 0));
    byte[] inks = {55, (byte) 155, (byte) 205, 51};
    assertEquals(0xA05028, read(TinyTiff.page(1, 1, 8, 4, 5).strip(inks).build()).rgb(0, 0));
  }

  @Test
  void alphaLiesOnWhiteMultipliedOrNotAndOtherSamplesAreLeftOut() {
    byte[] straight = {(byte) 200, 100, 0, 51};
    assertEquals(0xF4E0CC, extra(2, straight).rgb(0, 0));
    byte[] multiplied = {40, 20, 0, 51};
    assertEquals(0xF4E0CC, extra(1, multiplied).rgb(0, 0));
    assertEquals(0xC86400, extra(0, straight).rgb(0, 0));
  }

  @Test
  void aProfileIsConvertedUnlessItIsSrgbOrBroken() {
    byte[] pixel = {55, 55, 55};
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    byte[] same = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    TinyTiff page = TinyTiff.page(1, 1, 8, 3, 2).strip(pixel);
    assertNear(0x808080, read(page.bytes(34675, linear).build()).rgb(0, 0), 2);
    assertEquals(0x373737, read(page.bytes(34675, same).build()).rgb(0, 0));
    assertEquals(0x373737, read(page.bytes(34675, new byte[50]).build()).rgb(0, 0));
    assertEquals(0x373737, read(page.raw(34675, 7, 10_000, new byte[50]).build()).rgb(0, 0));
  }

  @Test
  void theFirstOfManyPagesIsReadAndALoopOfPagesIsNotFollowed() {
    byte[] alone = TinyTiff.page(2, 1, 8, 3, 2).strip(COLOURS).build();
    int directory = (alone[4] & 0xFF) | ((alone[5] & 0xFF) << 8);
    for (long next : new long[] {directory, 8, 0xFFFFFFF0L, alone.length}) {
      byte[] file = TinyTiff.page(2, 1, 8, 3, 2).strip(COLOURS).nextDirectory(next).build();
      assertEquals(read(alone), read(file));
    }
    byte[] looped =
        TinyTiff.page(2, 1, 8, 3, 2)
            .tag(34665, 4, directory)
            .tag(330, 4, directory)
            .strip(COLOURS)
            .build();
    assertEquals(read(alone), read(looped));
  }

  @Test
  void bigEndianFilesAreRead() {
    TinyTiff page = new TinyTiff(false).tag(256, 3, 1).tag(257, 3, 1).tag(258, 3, 16);
    byte[] file = page.tag(262, 3, 1).strip((byte) 0x80, (byte) 0).build();
    assertEquals(0x808080, read(file).rgb(0, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "LZW", "Deflate", "ZLib", "PackBits", "JPEG"})
  void aFileCutAnywhereIsRefused(String compression) {
    byte[] file = tiff(picture(), compression.equals("none") ? "" : compression);
    int last = lastNeededByte(file);
    for (int size = 4; size < last; size += 3) {
      refused(Arrays.copyOf(file, size), "TIFF");
    }
  }

  @Test
  void pixelsMissingInsideAStripAreRefused() {
    byte[] rows = new byte[100 * 30];
    byte[] whole = deflated(rows);
    TinyTiff page = TinyTiff.page(100, 40, 8, 1, 1).tag(259, 3, 8);
    refused(page.strip(whole).build(), "TIFF");
    TinyTiff half = TinyTiff.page(100, 30, 8, 1, 1).tag(259, 3, 8);
    refused(half.strip(Arrays.copyOf(whole, whole.length - 8)).build(), "TIFF");
    TinyTiff plain = TinyTiff.page(100, 31, 8, 1, 1);
    refused(plain.strip(rows).build(), "TIFF", "3100 bytes expected in piece 0, 3000 found");
    TinyTiff packed = TinyTiff.page(100, 2, 8, 1, 1).tag(259, 3, 32773);
    refused(packed.strip((byte) -99, (byte) 5).build(), "TIFF");
    TinyTiff lzw = TinyTiff.page(100, 2, 8, 1, 1).tag(259, 3, 5);
    refused(lzw.strip((byte) 0x80, (byte) 1, (byte) 0x40, (byte) 0x40).build(), "TIFF");
  }

  @Test
  void sizesAreCheckedBeforeAnythingIsDecoded() {
    refusedWithin(3599, page(60, 60).build(), "TIFF", "at most 3599 pixels", "60 x 60");
    refused(page(0, 5).build(), "TIFF", "at least 1 x 1");
    refusedWithin(9, page(70_000, 1).build(), "TIFF", "at most 9 pixels", "70000 x 1");
    refused(page(1000, 1000).tag(259, 3, 5).build(), "TIFF", "cannot hold");
    TinyTiff tile = page(2, 1).tag(322, 4, 16).tag(323, 4, 32);
    refusedWithin(511, tile.build(), "TIFF", "at most 511 pixels", "16 x 32");
    refused(page(2, 1).tag(277, 3, 60).build(), "TIFF", "60 found");
  }

  @Test
  void absurdDirectoriesAreRefused() {
    refused(page(2, 1).raw(273, 4, 1000, new byte[8]).build(), "TIFF", "inside the file");
    refused(page(2, 1).tag(273, 4, 100_000).build(), "TIFF", "cut short");
    refused(page(2, 1).tag(278, 3, 0).build(), "TIFF", "at least 1 x 1");
    refused(page(2, 1).without(256).build(), "TIFF", "ImageWidth");
    refused(page(2, 1).without(262).build(), "TIFF", "PhotometricInterpretation");
    refused(page(2, 1).tag(258, 3, 8, 8, 9).build(), "TIFF", "BitsPerSample");
    refused(page(2, 1).tag(258, 3, 64, 64, 64).build(), "TIFF", "64 found");
    refused(page(2, 1).tag(339, 3, 3, 3, 3).build(), "TIFF", "sample format 3");
    refused(page(2, 1).tag(262, 3, 32803).build(), "TIFF", "interpretation 32803");
    refused(page(2, 1).tag(259, 3, 6).build(), "TIFF", "compression 6 found");
    refused(page(2, 1).tag(256, 5, 1, 1).build(), "TIFF", "type 5");
    refused(TinyTiff.page(2, 1, 8, 3, 2).build(), "TIFF", "1 strips expected, 0 found");
  }

  private static TinyTiff page(long width, long height) {
    return TinyTiff.page(1, 1, 8, 3, 2).tag(256, 4, width).tag(257, 4, height).strip(COLOURS);
  }

  private static RgbImage extra(int kind, byte[] pixel) {
    return read(TinyTiff.page(1, 1, 8, 4, 2).tag(338, 3, kind).strip(pixel).build());
  }

  /** The end of the last strip or of the directory's entries, whichever comes later. */
  private static int lastNeededByte(byte[] file) {
    try {
      TiffDirectory directory = TiffDirectory.first(FileBytes.of(ByteView.of(file)));
      TiffLayout layout = TiffLayout.read(directory, new PixelLimit(1 << 20));
      long end = 0;
      for (TiffLayout.Piece piece : layout.pieces()) {
        end = Math.max(end, piece.offset() + piece.count());
      }
      return (int) end;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

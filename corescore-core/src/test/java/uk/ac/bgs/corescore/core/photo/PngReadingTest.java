// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.assertNear;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.assertPicture;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.chunk;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.deflated;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.exif;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.join;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.latin;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.picture;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.png;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.rawPng;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.read;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.refused;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.refusedWithin;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.withChunk;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.image.RgbImage;

class PngReadingTest {
  private static final byte[] PLAIN = png(picture());

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void coloursComeOutAsDrawn(boolean interlaced) {
    assertPicture(read(png(picture(), interlaced)), 0);
    assertPicture(read(png(picture(BufferedImage.TYPE_INT_ARGB), interlaced)), 0);
  }

  @Test
  void everyPixelOfEveryWidthKeepsItsColour() {
    Random random = new Random(8);
    for (int width = 1; width <= 25; width++) {
      BufferedImage drawn = new BufferedImage(width, 3, BufferedImage.TYPE_INT_RGB);
      int[] colours = random.ints(3L * width, 0, 1 << 24).toArray();
      drawn.setRGB(0, 0, width, 3, colours, 0, width);
      RgbImage image = read(png(drawn));
      for (int i = 0; i < colours.length; i++) {
        assertEquals(colours[i], image.rgb(i % width, i / width), width + " wide, pixel " + i);
      }
    }
  }

  @Test
  void everyGreyLevelKeepsItsNumber() {
    RgbImage image = read(png(PhotoFixtures.greys(256, 2)));
    for (int g = 0; g < 256; g++) {
      assertEquals(g * 0x010101, image.rgb(g, 0));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 255", "2, 85", "4, 17"})
  void fewBitsOfGreySpanBlackToWhite(int bits, int step) {
    // one row: filter byte 0, then the samples 0, 1, 2 ... packed from the highest bit
    int levels = 1 << bits;
    byte[] row = new byte[1 + levels * bits / 8 + 1];
    for (int v = 0; v < levels; v++) {
      row[1 + v * bits / 8] |= (byte) (v << (8 - bits - v * bits % 8));
    }
    RgbImage image = read(rawPng(levels, 1, bits, 0, chunk("IDAT", deflated(row))));
    for (int v = 0; v < levels; v++) {
      assertEquals(v * step * 0x010101, image.rgb(v, 0));
    }
  }

  @Test
  void sixteenBitsAreRoundedToEight() {
    // grey: 0, 128, 129, 32767, 32768, 65406, 65407, 65535
    int[] values = {0, 128, 129, 32767, 32768, 65406, 65407, 65535};
    int[] expected = {0, 0, 1, 127, 128, 254, 255, 255};
    byte[] row = new byte[17];
    for (int i = 0; i < 8; i++) {
      row[1 + 2 * i] = (byte) (values[i] >> 8);
      row[2 + 2 * i] = (byte) values[i];
    }
    RgbImage image = read(rawPng(8, 1, 16, 0, chunk("IDAT", deflated(row))));
    for (int i = 0; i < 8; i++) {
      assertEquals(expected[i] * 0x010101, image.rgb(i, 0), "level " + values[i]);
    }
    byte[] colour = {0, (byte) 0xFF, (byte) 0xFF, 0x7F, (byte) 0xFF, 0, (byte) 0x81};
    assertEquals(0xFF7F01, read(rawPng(1, 1, 16, 2, chunk("IDAT", deflated(colour)))).rgb(0, 0));
  }

  @Test
  void paletteColoursAndTheirTransparencyOnWhite() {
    byte[] palette = chunk("PLTE", new byte[] {10, 20, 30, (byte) 200, 100, 0, 0, 0, 0});
    byte[] data = chunk("IDAT", deflated(new byte[] {0, 0, 1, 2}));
    RgbImage opaque = read(rawPng(3, 1, 8, 3, palette, data));
    assertEquals(0x0A141E, opaque.rgb(0, 0));
    assertEquals(0xC86400, opaque.rgb(1, 0));
    byte[] cover = chunk("tRNS", new byte[] {(byte) 255, 51, 0});
    RgbImage onWhite = read(rawPng(3, 1, 8, 3, palette, cover, data));
    assertEquals(0x0A141E, onWhite.rgb(0, 0));
    // a fifth of the colour and four fifths of white: 244, 224, 204
    assertEquals(0xF4E0CC, onWhite.rgb(1, 0));
    assertEquals(0xFFFFFF, onWhite.rgb(2, 0));
  }

  @Test
  void alphaLiesOnWhite() {
    byte[] row = {0, (byte) 200, 100, 0, 51, 10, 20, 30, 0, 1, 2, 3, (byte) 255};
    RgbImage image = read(rawPng(3, 1, 8, 6, chunk("IDAT", deflated(row))));
    assertEquals(0xF4E0CC, image.rgb(0, 0));
    assertEquals(0xFFFFFF, image.rgb(1, 0));
    assertEquals(0x010203, image.rgb(2, 0));
    byte[] grey = {0, 100, 51, 100, (byte) 255};
    RgbImage greys = read(rawPng(2, 1, 8, 4, chunk("IDAT", deflated(grey))));
    assertEquals(0xE0E0E0, greys.rgb(0, 0));
    assertEquals(0x646464, greys.rgb(1, 0));
    byte[] deep = {0, (byte) 200, (byte) 200, 100, 100, 0, 0, 51, 51};
    assertEquals(0xF4E0CC, read(rawPng(1, 1, 16, 6, chunk("IDAT", deflated(deep)))).rgb(0, 0));
  }

  @Test
  void oneColourCanBeTransparent() {
    byte[] key = chunk("tRNS", new byte[] {0, 1, 0, 2, 0, 3});
    byte[] data = chunk("IDAT", deflated(new byte[] {0, 1, 2, 3, 4, 5, 6}));
    RgbImage image = read(rawPng(2, 1, 8, 2, key, data));
    assertEquals(0xFFFFFF, image.rgb(0, 0));
    assertEquals(0x040506, image.rgb(1, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void theOrientationOfExifIsHonoured(int orientation) {
    byte[] block = exif(orientation, true);
    byte[] exif = Arrays.copyOfRange(block, 6, block.length);
    byte[] file = withChunk(png(JpegReadingTest.quarters()), "eXIf", exif);
    JpegReadingTest.assertQuarters(read(file), orientation);
  }

  @Test
  void aProfileIsConvertedUnlessItIsSrgbOrBroken() {
    byte[] linear = profileChunk(ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData());
    byte[] same = profileChunk(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
    byte[] grey = rawPng(1, 1, 8, 2, chunk("IDAT", deflated(new byte[] {0, 55, 55, 55})));
    assertNear(0x808080, read(withChunk(grey, "iCCP", linear)).rgb(0, 0), 2);
    assertEquals(0x373737, read(withChunk(grey, "iCCP", same)).rgb(0, 0));
    for (byte[] odd :
        List.of(
            latin("n"),
            latin("n\0\0nonsense"),
            profileChunk(latin("nonsense")),
            Arrays.copyOf(linear, linear.length / 2))) {
      assertEquals(0x373737, read(withChunk(grey, "iCCP", odd)).rgb(0, 0));
    }
    byte[] palette = chunk("PLTE", new byte[] {55, 55, 55});
    byte[] data = chunk("IDAT", deflated(new byte[] {0, 0}));
    byte[] indexed = rawPng(1, 1, 8, 3, palette, data);
    assertNear(0x808080, read(withChunk(indexed, "iCCP", linear)).rgb(0, 0), 2);
    byte[] deep = {0, 55, 55, 55, 55, 55, 55, 51, 51};
    byte[] covered = rawPng(1, 1, 16, 6, chunk("IDAT", deflated(deep)));
    // a fifth of 128 and four fifths of 255
    assertNear(0xE6E6E6, read(withChunk(covered, "iCCP", linear)).rgb(0, 0), 2);
  }

  @Test
  void theDecoderSeesNoExtras() throws IOException {
    byte[] text = join(latin("x\0\0"), deflated(latin("y")));
    byte[] noted = PLAIN;
    for (String extra : List.of("zTXt", "iTXt", "tEXt", "iCCP", "eXIf", "abCd")) {
      noted = withChunk(noted, extra, text);
    }
    assertArrayEquals(PLAIN, PngDecoder.pixelChunks(noted));
    assertEquals(read(PLAIN), read(noted));
  }

  @Test
  void aProfileIsUnpackedUpToALimit() throws IOException {
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    byte[] grey = rawPng(1, 1, 8, 2, chunk("IDAT", deflated(new byte[] {0, 55, 55, 55})));
    byte[] file = withChunk(grey, "iCCP", profileChunk(linear));
    PixelLimit one = new PixelLimit(1);
    assertTrue(PngDecoder.decode(file, one, linear.length).profile().isPresent());
    int less = linear.length / 2 - (1 << 13);
    assertFalse(PngDecoder.decode(file, one, less).profile().isPresent());
    assertEquals(16 << 20, PngDecoder.MAX_PROFILE_BYTES);
  }

  @Test
  void bytesBehindTheEndAreNotLookedAt() {
    assertEquals(read(PLAIN), read(join(PLAIN, latin("more"))));
  }

  @Test
  void aFileCutAnywhereIsRefused() {
    for (int size = 8; size < PLAIN.length; size++) {
      refused(Arrays.copyOf(PLAIN, size), "PNG");
    }
    refused(Arrays.copyOf(PLAIN, PLAIN.length - 1), "PNG", "cut short");
    refused(Arrays.copyOf(PLAIN, PLAIN.length - 12), "PNG", "without IEND");
  }

  @Test
  void missingPixelsInASoundFileAreRefused() {
    byte[] row = new byte[31];
    byte[] all = deflated(row);
    for (byte[] data : List.of(deflated(new byte[3 * 31]), Arrays.copyOf(all, all.length - 5))) {
      refused(rawPng(10, 4, 8, 2, chunk("IDAT", data)), "PNG");
    }
    refused(rawPng(10, 4, 8, 2), "PNG", "cannot hold");
  }

  @Test
  void sizesAreCheckedBeforeAnythingIsDecoded() {
    byte[] data = chunk("IDAT", deflated(new byte[31]));
    refusedWithin(3599, rawPng(60, 60, 8, 2, data), "PNG", "at most 3599 pixels", "60 x 60");
    refused(rawPng(0, 5, 8, 2, data), "PNG", "at least 1 x 1", "0 x 5");
    refused(rawPng(1000, 1000, 8, 2, data), "PNG", "cannot hold");
  }

  @Test
  void brokenHeadersAndChunksAreRefused() {
    byte[] data = chunk("IDAT", deflated(new byte[31]));
    refused(rawPng(10, 1, 3, 2, data), "PNG", "colour type 2 with 3 bits");
    refused(rawPng(10, 1, 8, 5, data), "PNG", "colour type 5");
    refused(rawPng(10, 1, 8, 3, data), "PNG", "a palette expected");
    refused(withChunk(PLAIN, "ABCD", new byte[3]), "PNG", "'ABCD' found");
    byte[] flipped = PLAIN.clone();
    flipped[PhotoFixtures.find(PLAIN, "IDAT") + 20] ^= 1;
    refused(flipped, "PNG", "check sum of chunk IDAT");
  }

  private static byte[] profileChunk(byte[] profile) {
    return join(latin("name\0\0"), deflated(profile));
  }
}

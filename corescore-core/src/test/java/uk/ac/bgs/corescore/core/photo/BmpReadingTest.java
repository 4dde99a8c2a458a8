// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.assertPicture;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.bmp;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.join;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.latin;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.picture;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.read;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.refused;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.refusedWithin;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.image.RgbImage;

class BmpReadingTest {
  private static final int[] PALETTE = {0x0A141E, 0xC86400, 0x010203, 0xFFFFFF};

  @Test
  void coloursAndGreysComeOutAsDrawn() {
    assertPicture(read(bmp(picture(), "")), 0);
    assertPicture(read(bmp(picture(BufferedImage.TYPE_3BYTE_BGR), "")), 0);
    RgbImage grey = read(bmp(PhotoFixtures.greys(256, 2), ""));
    for (int g = 0; g < 256; g++) {
      assertEquals(g * 0x010101, grey.rgb(g, 0));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void rowsFromTheBottomOrFromTheTop(boolean topDown) {
    // blue, green, red and filling; two rows of one pixel
    byte[] data = {30, 20, 10, 0, 3, 2, 1, 0};
    RgbImage image = read(file(1, topDown ? -2 : 2, 24, 0, new int[0], data));
    assertEquals(topDown ? 0x0A141E : 0x010203, image.rgb(0, 0));
    assertEquals(topDown ? 0x010203 : 0x0A141E, image.rgb(0, 1));
  }

  @Test
  void thirtyTwoBitsHaveFillingNotAlpha() {
    byte[] data = {30, 20, 10, 0, 3, 2, 1, 77};
    RgbImage image = read(file(2, 1, 32, 0, new int[0], data));
    assertEquals(0x0A141E, image.rgb(0, 0));
    assertEquals(0x010203, image.rgb(1, 0));
  }

  @Test
  void fiveBitsOfAColourSpanItsRange() {
    byte[] data = {(byte) 0x1F, 0x7C, 0x00, 0x02};
    RgbImage image = read(file(2, 1, 16, 0, new int[0], data));
    // 31 of 31 is 255; 16 of 31 is 131.6
    assertEquals(0xFF00FF, image.rgb(0, 0));
    assertEquals(0x008400, image.rgb(1, 0));
  }

  @Test
  void palettesOfOneFourAndEightBits() {
    RgbImage one = read(file(3, 1, 1, 0, Arrays.copyOf(PALETTE, 2), new byte[] {0x40, 0, 0, 0}));
    assertEquals(PALETTE[0], one.rgb(0, 0));
    assertEquals(PALETTE[1], one.rgb(1, 0));
    RgbImage four = read(file(3, 1, 4, 0, PALETTE, new byte[] {0x01, 0x20, 0, 0}));
    assertEquals(PALETTE[1], four.rgb(1, 0));
    assertEquals(PALETTE[2], four.rgb(2, 0));
    RgbImage eight = read(file(3, 1, 8, 0, PALETTE, new byte[] {3, 2, 1, 0}));
    assertEquals(PALETTE[3], eight.rgb(0, 0));
    assertEquals(PALETTE[1], eight.rgb(2, 0));
    refused(file(3, 1, 8, 0, PALETTE, new byte[] {9, 9, 9, 0}), "BMP");
  }

  @Test
  void runsOfEightBitsWithJumpsAndPlainStretches() {
    // bottom row: 3 x 1, then 2, 0, 2 plain (padded); up; jump over one, 2 x 3; end
    byte[] runs = {3, 1, 0, 3, 2, 0, 2, 0, 0, 0, 0, 2, 1, 0, 2, 3, 0, 1};
    RgbImage image = read(file(6, 2, 8, 1, PALETTE, runs));
    int[] bottom = {1, 1, 1, 2, 0, 2};
    int[] top = {0, 3, 3, 0, 0, 0};
    for (int x = 0; x < 6; x++) {
      assertEquals(PALETTE[bottom[x]], image.rgb(x, 1), "bottom " + x);
      assertEquals(PALETTE[top[x]], image.rgb(x, 0), "top " + x);
    }
    BufferedImage drawn = PhotoFixtures.greys(64, 9);
    byte[] written = bmp(drawn, "BI_RLE8");
    assertEquals(read(bmp(drawn, "")), read(written));
  }

  @Test
  void runsOfFourBits() {
    byte[] runs = {3, 0x12, 0, 3, 0x30, 0x10, 0, 0, 6, 0x33, 0, 1};
    RgbImage image = read(file(6, 2, 4, 2, PALETTE, runs));
    int[] bottom = {1, 2, 1, 3, 0, 1};
    for (int x = 0; x < 6; x++) {
      assertEquals(PALETTE[bottom[x]], image.rgb(x, 1), "bottom " + x);
      assertEquals(PALETTE[3], image.rgb(x, 0));
    }
  }

  @Test
  void bytesBehindTheEndAreNotLookedAt() {
    byte[] file = bmp(picture(), "");
    assertEquals(read(file), read(join(file, latin("more"))));
  }

  @Test
  void aFileCutAnywhereIsRefused() {
    byte[] file = bmp(picture(), "");
    for (int size = 18; size < file.length; size += 7) {
      refused(Arrays.copyOf(file, size), "BMP", "cut short");
    }
    byte[] runs = bmp(PhotoFixtures.greys(64, 9), "BI_RLE8");
    int pixels = ByteBuffer.wrap(runs).order(ByteOrder.LITTLE_ENDIAN).getInt(10);
    for (int size = pixels; size < runs.length - 4; size += 5) {
      refused(Arrays.copyOf(runs, size), "BMP");
    }
  }

  @Test
  void sizesAreCheckedBeforeAnythingIsDecoded() {
    byte[] none = new byte[8];
    refusedWithin(3599, file(60, 60, 24, 0, new int[0], none), "BMP", "at most 3599", "60 x 60");
    refused(file(0, 2, 24, 0, new int[0], none), "BMP", "at least 1 x 1");
    refused(file(-5, 2, 24, 0, new int[0], none), "BMP", "at least 1 x 1");
    // a negative height counts from the top
    refusedWithin(99, file(2, -50, 24, 0, new int[0], none), "BMP", "at most 99", "2 x 50");
    refused(file(90, 90, 24, 0, new int[0], none), "BMP", "cut short");
  }

  @Test
  void kindsThatAreNotReadAreNamed() {
    refused(file(2, 1, 0, 4, new int[0], new byte[8]), "BMP", "compression 4 with 0 bits");
    refused(file(2, 1, 7, 0, new int[0], new byte[8]), "BMP", "compression 0 with 7 bits");
    byte[] file = file(2, 1, 8, 0, PALETTE, new byte[8]);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(46, 257);
    refused(file, "BMP", "at most 256 palette colours");
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(46, 4).putInt(10, 20);
    refused(file, "BMP", "begin at byte 20");
  }

  @Test
  void aHeaderThatLiesAboutItsSizeTakesNoMemory() {
    byte[] runs = {6, 1, 0, 1};
    byte[] file = file(6, 1, 8, 1, PALETTE, runs);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(34, 1000);
    assertEquals(PALETTE[1], read(file).rgb(5, 0));
  }

  private static byte[] file(
      int width, int height, int bits, int compression, int[] palette, byte[] data) {
    int start = 54 + 4 * palette.length;
    ByteBuffer out = ByteBuffer.allocate(start + data.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put(latin("BM")).putInt(start + data.length).putInt(0).putInt(start);
    out.putInt(40).putInt(width).putInt(height).putShort((short) 1).putShort((short) bits);
    out.putInt(compression).putInt(data.length).putInt(0).putInt(0);
    out.putInt(palette.length).putInt(0);
    for (int colour : palette) {
      out.putInt(colour);
    }
    return out.put(data).array();
  }
}

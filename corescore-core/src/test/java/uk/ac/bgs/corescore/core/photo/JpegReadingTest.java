// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.adobe;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.assertNear;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.assertPicture;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.cut;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.exif;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.icc;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.join;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.jpeg;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.latin;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.picture;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.read;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.refused;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.refusedWithin;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.withSegment;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.image.RgbImage;

class JpegReadingTest {
  private static final byte[] PLAIN = jpeg(picture(), false);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void baselineAndProgressiveComeOutAsDrawn(boolean progressive) {
    // chroma is stored at half the size, so colours are near, not equal
    assertPicture(read(jpeg(picture(), progressive)), 16);
  }

  @Test
  void greyKeepsItsLevelInAllThreeColours() {
    BufferedImage flat = new BufferedImage(64, 8, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 64 * 8; i++) {
      flat.getRaster().setSample(i % 64, i / 64, 0, i % 64 / 8 * 36);
    }
    RgbImage image = read(jpeg(flat, false));
    for (int block = 0; block < 8; block++) {
      assertNear(block * 36 * 0x010101, image.rgb(block * 8 + 4, 4), 1);
    }
  }

  @Test
  void threeComponentsWithoutMarkersAreLumaAndChroma() {
    // luma 128 and no chroma is a middle grey; taken for RGB it would be the same, so chroma is set
    byte[] bare = jpeg(flat(3, 128, 128, 200));
    assertNear(0xE64D80, read(bare).rgb(3, 3), 2);
  }

  @Test
  void anAdobeMarkerCanSayThatThreeComponentsAreRgb() {
    byte[] file = withSegment(jpeg(flat(3, 200, 100, 50)), 0xEE, adobe(0));
    assertNear(0xC86432, read(file).rgb(3, 3), 2);
  }

  @Test
  void inksOfAdobeAreStoredAsTheirRest() {
    // stored 255 - ink: cyan 55, magenta 155, yellow 205, black 51
    byte[] file = withSegment(jpeg(flat(4, 200, 100, 50, 204)), 0xEE, adobe(0));
    assertNear(0xA05028, read(file).rgb(3, 3), 2);
  }

  @Test
  void inksWithoutAdobeAreStoredAsTheyAre() {
    assertNear(0xA05028, read(jpeg(flat(4, 55, 155, 205, 51))).rgb(3, 3), 2);
  }

  @Test
  void ycckOfAdobeIsTurnedBack() {
    // red 55, green 155, blue 205 as luma and chroma are the inks' rest of what is stored
    byte[] file = withSegment(jpeg(flat(4, 131, 170, 74, 204)), 0xEE, adobe(2));
    assertNear(0xA05028, read(file).rgb(3, 3), 3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void theOrientationOfExifIsHonoured(int orientation) {
    for (boolean little : List.of(false, true)) {
      byte[] file = withSegment(jpeg(quarters(), false), 0xE1, exif(orientation, little));
      assertQuarters(read(file), orientation);
      PhotoDimensions size = PhotoFixtures.withFile(file, PhotoReader.create()::dimensions);
      assertEquals(orientation, size.orientation());
      assertEquals(64, size.storedWidth(), "whichever way it is shown");
      assertEquals(32, size.storedHeight());
    }
  }

  @Test
  void anOrientationThatDoesNotExistOrABrokenExifBlockIsPassedOver() {
    RgbImage upright = read(PLAIN);
    for (int odd : new int[] {0, 9, 65535}) {
      assertEquals(upright, read(withSegment(PLAIN, 0xE1, exif(odd, true))));
    }
    byte[] whole = exif(6, true);
    for (int size = 6; size < 25; size += 3) {
      assertEquals(upright, read(withSegment(PLAIN, 0xE1, Arrays.copyOf(whole, size))), "" + size);
    }
  }

  @Test
  void anSrgbProfileChangesNothing() {
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    assertEquals(read(PLAIN), read(withSegment(PLAIN, 0xE2, icc(profile))));
  }

  @Test
  void anotherProfileIsConverted() {
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    byte[] grey = jpeg(flatGrey(55), false);
    byte[] rgb = withSegment(jpeg(flat(3, 55, 128, 128)), 0xE2, icc(linear));
    // 55 / 255 of the light is level 128 of sRGB: 1.055 * 0.2157^(1/2.4) - 0.055 = 0.5019
    assertNear(0x808080, read(rgb).rgb(3, 3), 2);
    assertNear(0x373737, read(withSegment(grey, 0xE2, icc(linear))).rgb(3, 3), 1);
  }

  @Test
  void aProfileInPiecesIsPutTogetherInTheirOrder() {
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    byte[] name = latin("ICC_PROFILE\0");
    byte[] one = join(name, new byte[] {1, 2}, Arrays.copyOf(linear, 300));
    byte[] two = join(name, new byte[] {2, 2}, Arrays.copyOfRange(linear, 300, linear.length));
    byte[] plain = jpeg(flat(3, 55, 128, 128));
    byte[] whole = withSegment(withSegment(plain, 0xE2, one), 0xE2, two);
    assertNear(0x808080, read(whole).rgb(3, 3), 2);
    assertNear(0x373737, read(withSegment(plain, 0xE2, one)).rgb(3, 3), 2);
  }

  @Test
  void aBrokenOrForeignProfileIsPassedOver() {
    byte[] sound = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    byte[] tables = sound.clone();
    Arrays.fill(tables, 132, tables.length, (byte) 0xFF);
    byte[] grey = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
    for (byte[] odd : List.of(latin("nonsense"), Arrays.copyOf(sound, 200), tables, grey)) {
      assertEquals(read(PLAIN), read(withSegment(PLAIN, 0xE2, icc(odd))));
    }
  }

  @Test
  void bytesBehindTheEndAreNotLookedAt() {
    assertEquals(read(PLAIN), read(join(PLAIN, latin("what a camera left here"), PLAIN)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFileCutAnywhereIsRefused(boolean progressive) {
    byte[] file = jpeg(picture(), progressive);
    for (int size = 3; size < file.length; size++) {
      refused(Arrays.copyOf(file, size), "JPEG", "cut short");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void missingPixelsInFrontOfTheEndMarkerAreRefused(boolean progressive) {
    byte[] file = jpeg(picture(), progressive);
    int scan = lastScan(file);
    int half = (scan + file.length) / 2;
    refused(cut(file, half, file.length - 2), "JPEG", "pixels are missing");
  }

  @Test
  void sizesAreCheckedBeforeAnythingIsDecoded() {
    byte[] file = PLAIN.clone();
    refusedWithin(
        40 * 24 - 1, file, "JPEG", "at most 959 pixels allowed", "the header says 40 x 24");
    int frame = frame(file);
    file[frame + 5] = 4;
    file[frame + 7] = 4;
    // some thousand pixels high and wide, and less than a bit for each block
    refused(file, "JPEG", "cannot hold");
  }

  @Test
  void kindsThatAreNotReadAreNamed() {
    int frame = frame(PLAIN);
    byte[] lossless = PLAIN.clone();
    lossless[frame + 1] = (byte) 0xC3;
    refused(lossless, "JPEG", "baseline or progressive", "lossless");
    byte[] arithmetic = PLAIN.clone();
    arithmetic[frame + 1] = (byte) 0xC9;
    refused(arithmetic, "JPEG", "SOF9");
    byte[] deep = PLAIN.clone();
    deep[frame + 4] = 12;
    refused(deep, "JPEG", "8 bits a sample expected, 12 found");
    byte[] flat = PLAIN.clone();
    flat[frame + 5] = 0;
    flat[frame + 6] = 0;
    refused(flat, "JPEG", "at least 1 x 1");
  }

  @Test
  void damagedTablesAndEndlessScansAreRefused() {
    byte[] tables = PLAIN.clone();
    int huffman = find(PLAIN, 0xC4);
    Arrays.fill(tables, huffman + 5, huffman + 21, (byte) 0xFF);
    refused(tables, "JPEG");
    byte[] file = jpeg(picture(), true);
    int scan = lastScan(file);
    byte[] one = Arrays.copyOfRange(file, scan, file.length - 2);
    byte[] many = Arrays.copyOf(file, file.length - 2);
    byte[][] repeated = new byte[100][];
    Arrays.fill(repeated, one);
    refused(join(many, join(repeated), new byte[] {(byte) 0xFF, (byte) 0xD9}), "JPEG", "100 scans");
  }

  static BufferedImage quarters() {
    BufferedImage image = new BufferedImage(64, 32, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 64; x++) {
        image.setRGB(
            x, y, y < 16 ? (x < 32 ? 0xFF0000 : 0x00FF00) : (x < 32 ? 0x0000FF : 0xFFFFFF));
      }
    }
    return image;
  }

  /** Stored: red, green above blue, white. */
  static void assertQuarters(RgbImage image, int orientation) {
    int[][] corners = {
      {0xFF0000, 0x00FF00, 0x0000FF, 0xFFFFFF},
      {0x00FF00, 0xFF0000, 0xFFFFFF, 0x0000FF},
      {0xFFFFFF, 0x0000FF, 0x00FF00, 0xFF0000},
      {0x0000FF, 0xFFFFFF, 0xFF0000, 0x00FF00},
      {0xFF0000, 0x0000FF, 0x00FF00, 0xFFFFFF},
      {0x0000FF, 0xFF0000, 0xFFFFFF, 0x00FF00},
      {0xFFFFFF, 0x00FF00, 0x0000FF, 0xFF0000},
      {0x00FF00, 0xFFFFFF, 0xFF0000, 0x0000FF},
    };
    int[] expected = corners[orientation - 1];
    assertEquals(orientation > 4 ? 32 : 64, image.width());
    assertEquals(orientation > 4 ? 64 : 32, image.height());
    int right = image.width() - 4;
    int bottom = image.height() - 4;
    assertNear(expected[0], image.rgb(3, 3), 4);
    assertNear(expected[1], image.rgb(right, 3), 4);
    assertNear(expected[2], image.rgb(3, bottom), 4);
    assertNear(expected[3], image.rgb(right, bottom), 4);
  }

  private static WritableRaster flat(int bands, int... values) {
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, bands, null);
    for (int i = 0; i < 256; i++) {
      raster.setPixel(i % 16, i / 16, values);
    }
    return raster;
  }

  private static BufferedImage flatGrey(int level) {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    image.setData(flat(1, level));
    return image;
  }

  private static int frame(byte[] file) {
    return find(file, 0xC0);
  }

  private static int find(byte[] file, int marker) {
    for (int i = 2; i < file.length; i += 2 + PhotoFixtures.u16(file, i + 2)) {
      if ((file[i + 1] & 0xFF) == marker) {
        return i;
      }
    }
    throw new IllegalStateException("no marker " + marker);
  }

  private static int lastScan(byte[] file) {
    int found = 0;
    for (int i = 0; i + 1 < file.length; i++) {
      if (file[i] == (byte) 0xFF && file[i + 1] == (byte) 0xDA) {
        found = i;
      }
    }
    assertTrue(found > 0);
    return found;
  }
}

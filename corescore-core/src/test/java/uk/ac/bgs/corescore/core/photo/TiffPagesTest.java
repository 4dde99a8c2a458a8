// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.assertNear;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.contains;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.deflated;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.read;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.refused;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.image.RgbImage;

/** Which page of a TIFF file is read, BigTIFF, and samples of 12 bits in 16. */
class TiffPagesTest {
  private static final int REDUCED = 1;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aReducedCopyInFrontIsPassedOverAndSaid(boolean big) {
    byte[] chain = TinyTiff.file(big, copy(), page(12, 8, 50));
    wholePage(chain, 50);
    byte[] own = TinyTiff.file(big, copy().own(page(12, 8, 60)));
    wholePage(own, 60);
    TinyTiff preview = page(6, 4, 2).tag(254, 4, REDUCED);
    byte[] ownFirst = TinyTiff.file(big, copy().own(preview).own(page(12, 8, 70)), page(9, 9, 1));
    wholePage(ownFirst, 70);
    TinyTiff mask = page(12, 8, 3).tag(254, 4, 4);
    wholePage(TinyTiff.file(big, copy(), mask, page(12, 8, 80)), 80);
    TinyTiff old = page(3, 2, 1).tag(255, 3, 2);
    wholePage(TinyTiff.file(big, old, page(12, 8, 90)), 90);
  }

  @Test
  void aMaskOfTransparencyInFrontIsPassedOverAndSaid() {
    TinyTiff mask = page(12, 8, 3).tag(254, 4, 4);
    Photo photo = photo(TinyTiff.file(false, mask, page(12, 8, 80)));
    assertEquals(80 * 0x010101, photo.image().rgb(11, 7));
    said(photo, "a mask of another", "the page of 12 x 8 is read");
    said(photo(mask.build()), "only picture, 12 x 8", "a mask of another");
  }

  @Test
  void aReducedCopyAloneIsReadAndSaid() {
    Photo photo = photo(copy().build());
    assertEquals(3, photo.width());
    said(photo, "only picture, 3 x 2", "reduced copy of another");
    byte[] alone = copy().build();
    int directory = ByteBuffer.wrap(alone).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
    assertEquals(3, photo(copy().nextDirectory(directory).build()).width());
  }

  @Test
  void aWholeFirstPageIsReadWhateverFollows() {
    Photo photo =
        photo(
            TinyTiff.file(
                false, page(12, 8, 50).own(page(6, 4, 9).tag(254, 4, REDUCED)), page(99, 99, 1)));
    assertEquals(12, photo.width());
    assertEquals(List.of(), photo.remarks());
    // A tag of another type than it should have says nothing.
    assertEquals(12, photo(page(12, 8, 50).raw(254, 5, 1, new byte[8]).build()).width());
  }

  @Test
  void aWholePageThatCannotBeReadIsAnErrorNotItsCopy() {
    refused(TinyTiff.file(false, copy(), page(12, 8, 1).tag(262, 3, 32803)), "TIFF", "32803");
    refused(copy().nextDirectory(1 << 20).build(), "TIFF", "cut short");
    refused(copy().tag(330, 4, 1 << 20).build(), "TIFF", "cut short");
  }

  @Test
  void anOwnPageLiesAsTheFirstSaysUnlessItSaysSoItself() {
    Photo turned = photo(copy().tag(274, 3, 6).own(page(12, 8, 50)).build());
    assertEquals(8, turned.width());
    Photo own = photo(copy().tag(274, 3, 6).own(page(12, 8, 50).tag(274, 3, 1)).build());
    assertEquals(12, own.width());
    assertEquals(12, photo(TinyTiff.file(false, copy().tag(274, 3, 6), page(12, 8, 5))).width());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bigTiffIsReadLikeTiff(boolean little) {
    byte[] rows = new byte[37 * 40];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (byte) (i * 7);
    }
    TinyTiff plain = grey(little, 37, 40).strip(rows);
    assertEquals(read(grey(little, 37, 40).strip(rows).build()), read(plain.buildBig()));
    TinyTiff strips = grey(little, 37, 40).tag(259, 3, 8).tag(278, 3, 20);
    strips.strip(deflated(Arrays.copyOf(rows, 740)));
    strips.strip(deflated(Arrays.copyOfRange(rows, 740, 1480)));
    assertEquals(read(plain.buildBig()), read(strips.buildBig()));
    byte[] tile = new byte[32 * 16];
    Arrays.fill(tile, (byte) 9);
    TinyTiff tiles = grey(little, 40, 16).tag(322, 3, 32).tag(323, 3, 16).strip(tile).strip(tile);
    assertEquals(0x090909, read(tiles.buildBig()).rgb(39, 15));
    byte[] jpeg = PhotoFixtures.jpeg(PhotoFixtures.greys(16, 16), false);
    TinyTiff coded = grey(little, 16, 16).tag(259, 3, 7).strip(jpeg);
    assertEquals(read(jpeg), read(coded.buildBig()));
  }

  @Test
  void brokenBigTiffIsRefused() {
    byte[] whole = page(12, 8, 1).buildBig();
    for (int size : new int[] {4, 8, 12, 16, whole.length - 100, whole.length - 9}) {
      refused(Arrays.copyOf(whole, size), "TIFF");
    }
    byte[] widths = whole.clone();
    widths[4] = 4;
    refused(widths, "TIFF", "offsets of 8 bytes expected, 4 and 0 found");
    byte[] far = whole.clone();
    far[10]++;
    refused(far, "TIFF", "cut short");
    byte[] many = whole.clone();
    int directory = (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong(8);
    many[directory + 2] = 1;
    refused(many, "TIFF", "at most 65535 tags", "found");
    refused(page(12, 8, 1).raw(273, 16, 1000, new byte[9]).buildBig(), "TIFF", "inside");
  }

  @ParameterizedTest
  @CsvSource({
    "4095, 4095, 255",
    "4095, 2048, 128",
    "4095, 0, 0",
    "4095, 100, 6",
    // What came about as the largest, not what is white: the bits that it needs count.
    "3000, 3000, 187",
    "16383, 8192, 128",
    "65535, 2048, 8",
  })
  void maxSampleValueSaysHowManyBitsCount(int stated, int sample, int expected) {
    Photo photo = photo(wide(sample, 1).tag(281, 3, stated).build());
    assertEquals(expected * 0x010101, photo.image().rgb(0, 0));
    if (stated < 65535) {
      said(photo, "MaxSampleValue is " + stated);
    } else {
      assertEquals(List.of(), photo.remarks());
    }
  }

  @Test
  void twelveBitsAreStretchedInColourWithWhiteAtZeroAndWithAProfile() {
    byte[] pixel = words(4095, 2048, 0);
    TinyTiff colour = TinyTiff.page(1, 1, 16, 3, 2).strip(pixel).tag(281, 3, 4095, 4095, 4095);
    assertEquals(0xFF8000, read(colour.build()).rgb(0, 0));
    assertEquals(0xFF8000, read(colour.buildBig()).rgb(0, 0));
    RgbImage inverted = read(wide(4095 - 2048, 0).tag(281, 3, 4095).build());
    assertEquals(0x808080, inverted.rgb(0, 0));
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    byte[] dark = words(884, 884, 884); // 55 of 255
    TinyTiff profiled = TinyTiff.page(1, 1, 16, 3, 2).strip(dark).tag(281, 3, 4095, 4095, 4095);
    assertNear(0x808080, read(profiled.bytes(34675, linear).build()).rgb(0, 0), 2);
  }

  @Test
  void samplesAboveWhatIsStatedAreCutOffAndSaid() {
    Photo photo = photo(wide(5000, 1).tag(281, 3, 4095).build());
    assertEquals(0xFFFFFF, photo.image().rgb(0, 0));
    said(photo, "some are larger, up to 5000");
  }

  @Test
  void samplesThatStayWithinTwelveBitsAreWarnedOf() {
    said(photo(wide(4095, 1).build()), "no sample is above 4095 of 65535", "12 bits in 16");
    assertEquals(List.of(), photo(wide(65535, 0).build()).remarks());
    said(photo(wide(0, 0).build()), "no sample is above 0");
    assertEquals(List.of(), photo(wide(4096, 1).build()).remarks());
    assertEquals(List.of(), photo(page(2, 2, 3).build()).remarks());
    byte[] png =
        PhotoFixtures.rawPng(
            1, 1, 16, 0, PhotoFixtures.chunk("IDAT", deflated(new byte[] {0, 0x0F, (byte) 0xFF})));
    said(photo(png), "no sample is above 4095");
  }

  private static void wholePage(byte[] file, int grey) {
    Photo photo = photo(file);
    assertEquals(12, photo.width());
    assertEquals(8, photo.height());
    assertEquals(grey * 0x010101, read(file).rgb(11, 7));
    said(photo, "3 x 2", "reduced copy", "12 x 8 is read");
  }

  /** The photo, of which the copy in bands says the same. */
  private static Photo photo(byte[] file) {
    Photo photo = PhotoReader.create().read("drawn", file);
    Photo banded =
        PhotoFixtures.withFile(file, path -> PhotoReader.create().readReduced(path, 0, 5));
    assertEquals(photo.remarks(), banded.remarks());
    assertEquals(photo.width(), banded.width());
    return photo;
  }

  private static void said(Photo photo, String... parts) {
    assertEquals(1, photo.remarks().size(), () -> photo.remarks().toString());
    for (String part : parts) {
      contains(photo.remarks().get(0), part);
    }
  }

  private static TinyTiff copy() {
    return page(3, 2, 1).tag(254, 4, REDUCED);
  }

  private static TinyTiff page(int width, int height, int grey) {
    byte[] pixels = new byte[width * height];
    Arrays.fill(pixels, (byte) grey);
    return grey(true, width, height).strip(pixels);
  }

  private static TinyTiff grey(boolean little, int width, int height) {
    return new TinyTiff(little)
        .tag(256, 4, width)
        .tag(257, 4, height)
        .tag(258, 3, 8)
        .tag(259, 3, 1)
        .tag(262, 3, 1)
        .tag(277, 3, 1);
  }

  private static TinyTiff wide(int sample, int photometric) {
    return TinyTiff.page(1, 1, 16, 1, photometric).strip(words(sample));
  }

  private static byte[] words(int... samples) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int sample : samples) {
      bytes.putShort((short) sample);
    }
    return bytes.array();
  }
}

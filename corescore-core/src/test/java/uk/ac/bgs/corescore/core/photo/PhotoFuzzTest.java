// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.bmp;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.exif;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.greys;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.icc;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.jpeg;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.picture;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.png;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.tiff;
import static uk.ac.bgs.corescore.core.photo.PhotoFixtures.withSegment;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Damaged files give a photograph or the one exception, never anything else. */
class PhotoFuzzTest {
  private static final int ROUNDS = 400;

  @TestFactory
  Stream<DynamicTest> damageGivesAPhotoOrTheOneException() {
    return seeds().entrySet().stream()
        .map(
            seed ->
                DynamicTest.dynamicTest(seed.getKey(), () -> fuzz(seed.getKey(), seed.getValue())));
  }

  private static Map<String, byte[]> seeds() {
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    Map<String, byte[]> seeds = new TreeMap<>();
    byte[] tagged = withSegment(jpeg(picture(), false), 0xE1, exif(6, true));
    seeds.put("jpeg baseline", withSegment(tagged, 0xE2, icc(profile)));
    seeds.put("jpeg progressive", jpeg(picture(), true));
    seeds.put("jpeg grey", jpeg(greys(40, 24), false));
    seeds.put("png colour", png(picture()));
    seeds.put("png interlaced", png(picture(), true));
    seeds.put("png grey", png(greys(40, 24)));
    for (String compression : new String[] {"LZW", "Deflate", "PackBits", "JPEG"}) {
      seeds.put("tiff " + compression, tiff(picture(), compression));
    }
    seeds.put("tiff plain", tiff(picture(), ""));
    seeds.put("bmp plain", bmp(picture(), ""));
    seeds.put("bmp runs", bmp(greys(40, 24), "BI_RLE8"));
    return seeds;
  }

  private static void fuzz(String name, byte[] sound) {
    // a limit keeps a damaged size from asking for the whole heap
    PhotoReader reader = PhotoReader.create().withMaxPixels(1 << 22);
    assertFalse(reader.read("sound", sound).image().width() == 0);
    Random random = new Random(name.hashCode());
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = damage(sound, random);
      try {
        reader.read("damaged", damaged);
      } catch (PhotoReadException e) {
        assertFalse(e.reason().isBlank());
        refused++;
      }
    }
    assertTrue(refused > ROUNDS / 20, name + ": only " + refused + " refused");
  }

  private static byte[] damage(byte[] sound, Random random) {
    byte[] bytes = sound.clone();
    // every other time near the front, where the headers are
    int reach = random.nextBoolean() ? Math.min(bytes.length, 200) : bytes.length;
    int flips = 1 + random.nextInt(4);
    for (int i = 0; i < flips; i++) {
      int at = random.nextInt(reach);
      bytes[at] =
          (byte) (random.nextBoolean() ? bytes[at] ^ (1 << random.nextInt(8)) : random.nextInt());
    }
    if (random.nextInt(5) == 0) {
      bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
    }
    mendCheckSums(bytes);
    return bytes;
  }

  /** Gives a damaged PNG sound check sums, so that the damage gets past them. */
  private static void mendCheckSums(byte[] bytes) {
    if (bytes.length < 8 || bytes[1] != 'P') {
      return;
    }
    int at = 8;
    while (at + 12 <= bytes.length) {
      int size = (PhotoFixtures.u16(bytes, at) << 16) | PhotoFixtures.u16(bytes, at + 2);
      if (size < 0 || size > bytes.length - at - 12) {
        return;
      }
      CRC32 crc = new CRC32();
      crc.update(bytes, at + 4, size + 4);
      for (int i = 0; i < 4; i++) {
        bytes[at + 8 + size + i] = (byte) (crc.getValue() >> (24 - 8 * i));
      }
      at += size + 12;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.store;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Removes Exif data from a tile (APP1 of JPEG, {@code eXIf} of PNG). A tile that was cut from a
 * photo together with all that the photo says of itself still says how the photo is turned, but
 * lies as it is.
 */
final class TileMetadata {
  private static final int APP1 = 0xE1;
  private static final int SCAN = 0xDA;
  private static final int SIGNATURE = 8;
  private static final int EXIF = 0x65584966;

  /** Length, type and checksum. */
  private static final long CHUNK = 12;

  private TileMetadata() {}

  /** The same image; what is damaged is left as it is. */
  static byte[] removed(byte[] file) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(file.length);
    ByteBuffer in = ByteBuffer.wrap(file);
    boolean isJpeg = file.length > 4 && (in.getShort(0) & 0xFFFF) == 0xFFD8;
    int at = isJpeg ? 2 : Math.min(SIGNATURE, file.length);
    kept.write(file, 0, at);
    while (at + 8 <= file.length) {
      boolean goesOn = !isJpeg || ((file[at] & 0xFF) == 0xFF && (file[at + 1] & 0xFF) != SCAN);
      long length =
          isJpeg ? 2L + (in.getShort(at + 2) & 0xFFFF) : CHUNK + (in.getInt(at) & 0xFFFFFFFFL);
      if (!goesOn || length > file.length - at) {
        break;
      }
      boolean isExif = isJpeg ? (file[at + 1] & 0xFF) == APP1 : in.getInt(at + 4) == EXIF;
      if (!isExif) {
        kept.write(file, at, (int) length);
      }
      at += (int) length;
    }
    kept.write(file, at, file.length - at);
    return kept.toByteArray();
  }
}

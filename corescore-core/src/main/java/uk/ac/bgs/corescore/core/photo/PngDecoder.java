// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PNG (W3C, second edition 2003): every colour type and depth, interlaced or not.
 *
 * <p>The chunks are walked and their checksums verified before anything is decoded. The decoder
 * gets only the chunks of the pixels, so text and other extras of any size cost nothing.
 */
final class PngDecoder {
  private static final Logger LOG = LoggerFactory.getLogger(PngDecoder.class);
  static final int MAX_PROFILE_BYTES = 16 << 20;
  private static final int MAX_DEFLATE_RATIO = 1032;
  private static final int SIGNATURE_BYTES = 8;
  private static final Set<String> PIXEL_CHUNKS = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

  private final ByteView file;
  private final ByteArrayOutputStream kept;
  private final int maxProfileBytes;
  private Optional<byte[]> profile = Optional.empty();
  private Orientation orientation = Orientation.UPRIGHT;
  private boolean standardRgb;
  private long idatBytes;

  private PngDecoder(byte[] file, int maxProfileBytes) {
    this.file = ByteView.of(file);
    this.maxProfileBytes = maxProfileBytes;
    this.kept = new ByteArrayOutputStream();
  }

  static RawImage decode(byte[] file, PixelLimit limit) throws IOException {
    return decode(file, limit, MAX_PROFILE_BYTES);
  }

  static RawImage decode(byte[] file, PixelLimit limit, int maxProfileBytes) throws IOException {
    PngDecoder png = new PngDecoder(file, maxProfileBytes);
    png.header(limit);
    png.walk();
    png.checkSize();
    Optional<byte[]> profile = png.standardRgb ? Optional.empty() : png.profile;
    byte[] plain = png.kept.toByteArray();
    return RawImage.of(ImageReaders.platform(PhotoFormat.PNG, plain), profile, png.orientation);
  }

  static PhotoDimensions dimensions(byte[] file, PixelLimit limit) throws IOException {
    PngDecoder png = new PngDecoder(file, MAX_PROFILE_BYTES);
    png.header(limit);
    png.walk();
    return PhotoDimensions.of((int) png.file.u32(16), (int) png.file.u32(20), png.orientation);
  }

  /** The part of a file that the decoder gets. */
  static byte[] pixelChunks(byte[] file) throws MalformedImageException {
    PngDecoder png = new PngDecoder(file, MAX_PROFILE_BYTES);
    png.walk();
    return png.kept.toByteArray();
  }

  private void header(PixelLimit limit) throws MalformedImageException {
    if (!file.startsWith(12, "IHDR") || file.u32(8) != 13) {
      throw new MalformedImageException("an IHDR chunk of 13 bytes expected first");
    }
    limit.check(file.u32(16), file.u32(20));
    int depth = file.u8(24);
    int colour = file.u8(25);
    boolean known =
        switch (colour) {
          case 0 -> Set.of(1, 2, 4, 8, 16).contains(depth);
          case 3 -> Set.of(1, 2, 4, 8).contains(depth);
          case 2, 4, 6 -> depth == 8 || depth == 16;
          default -> false;
        };
    if (!known || file.u8(26) != 0 || file.u8(27) != 0 || file.u8(28) > 1) {
      throw new MalformedImageException(
          "a colour type and depth of the PNG standard expected, colour type "
              + colour
              + " with "
              + depth
              + " bits found");
    }
  }

  private void walk() throws MalformedImageException {
    file.part(0, SIGNATURE_BYTES).writeTo(kept);
    boolean palette = false;
    long at = SIGNATURE_BYTES;
    while (true) {
      if (at + 12 > file.length()) {
        throw new MalformedImageException(
            "cut short: the file ends at byte " + file.length() + " without IEND chunk");
      }
      long size = file.u32(at);
      String name = file.text(at + 4, 4);
      ByteView whole = file.part(at, size + 12);
      boolean pixels = PIXEL_CHUNKS.contains(name);
      if (pixels) {
        checkSum(whole, name, at);
        whole.writeTo(kept);
      } else if (Character.isUpperCase(name.charAt(0))) {
        throw new MalformedImageException(
            "a chunk of the PNG standard expected at byte " + at + ", '" + name + "' found");
      }
      ByteView body = whole.part(8, size);
      switch (name) {
        case "IDAT" -> idatBytes += size;
        case "PLTE" -> palette = true;
        case "iCCP" -> profile = profile(body);
        case "sRGB" -> standardRgb = true;
        case "eXIf" -> orientation = Orientation.ofExif(body);
        default -> {}
      }
      at += size + 12;
      if (name.equals("IEND")) {
        break;
      }
    }
    if (file.u8(25) == 3 && !palette) {
      throw new MalformedImageException("a palette expected, there is none");
    }
  }

  private static void checkSum(ByteView chunk, String name, long at)
      throws MalformedImageException {
    CRC32 crc = new CRC32();
    chunk.part(4, chunk.length() - 8L).update(crc);
    if (crc.getValue() != chunk.u32(chunk.length() - 4L)) {
      throw new MalformedImageException(
          "damaged: the check sum of chunk " + name + " at byte " + at + " is wrong");
    }
  }

  /** Refuses a size that the compressed data cannot fill, before memory is allocated. */
  private void checkSize() throws MalformedImageException {
    long width = file.u32(16);
    long height = file.u32(20);
    int samples =
        switch (file.u8(25)) {
          case 2 -> 3;
          case 4 -> 2;
          case 6 -> 4;
          default -> 1;
        };
    long needed = (width * samples * file.u8(24) + 7) / 8 * height;
    if (idatBytes * MAX_DEFLATE_RATIO < needed) {
      throw new MalformedImageException(
          "pixels are missing: "
              + idatBytes
              + " compressed bytes cannot hold "
              + width
              + " x "
              + height
              + " pixels");
    }
  }

  private Optional<byte[]> profile(ByteView chunk) throws MalformedImageException {
    int nameEnd = 0;
    while (nameEnd < chunk.length() && chunk.u8(nameEnd) != 0) {
      nameEnd++;
    }
    if (nameEnd + 2 > chunk.length()) {
      return Optional.empty();
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(chunk.copy(nameEnd + 2, chunk.length() - nameEnd - 2L));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[1 << 13];
      while (!inflater.finished() && out.size() <= maxProfileBytes) {
        int count = inflater.inflate(buffer);
        if (count == 0) {
          break;
        }
        out.write(buffer, 0, count);
      }
      if (inflater.finished()) {
        return Optional.of(out.toByteArray());
      }
      LOG.warn("ICC profile skipped: cut short, or more than {} bytes", maxProfileBytes);
    } catch (DataFormatException e) {
      LOG.warn("broken ICC profile skipped: {}", e.getMessage());
    } finally {
      inflater.end();
    }
    return Optional.empty();
  }
}

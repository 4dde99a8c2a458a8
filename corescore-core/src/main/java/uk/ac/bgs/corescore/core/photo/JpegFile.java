// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The marker segments of one JPEG stream (ITU-T T.81, 1992), walked from the first to the last.
 *
 * <p>The walk finds sizes, scans and colour before anything is decoded, and refuses a stream
 * without an end marker. {@link #plain} returns the stream with only what the pixels need, without
 * profiles, thumbnails and camera notes on which decoders fail.
 */
final class JpegFile {
  /** The marker behind the last scan. */
  static final int EOI = 0xD9;

  private static final Logger LOG = LoggerFactory.getLogger(JpegFile.class);
  private static final String ICC_NAME = "ICC_PROFILE\0";
  private static final int MAX_SCANS = 100;
  private static final int SOS = 0xDA;

  private final ByteView file;
  private final List<ByteView> kept = new ArrayList<>();
  private final List<ByteView> iccChunks = new ArrayList<>();
  private Optional<ByteView> exif = Optional.empty();
  private ByteView frame;
  private int frameMarker;
  private boolean jfif;
  private int adobeTransform = -1;
  private int scans;
  private long codedBytes;

  private JpegFile(ByteView file) {
    this.file = file.order(false);
    this.frame = this.file;
  }

  /** What the decoder should take the components for. */
  enum Components {
    GREY,
    YCBCR,
    RGB,
    CMYK,
    YCCK
  }

  /** A stream that holds an image. */
  static JpegFile read(ByteView file) throws MalformedImageException {
    JpegFile jpeg = new JpegFile(file);
    jpeg.walk();
    jpeg.checkFrame();
    return jpeg;
  }

  /** The tables of a stream that holds nothing else, as TIFF has them beside its strips. */
  static byte[] tables(ByteView stream) throws MalformedImageException {
    JpegFile jpeg = new JpegFile(stream);
    jpeg.walk();
    if (jpeg.frameMarker != 0) {
      throw new MalformedImageException("JPEG tables expected, a JPEG picture found");
    }
    return jpeg.join(new byte[0], false);
  }

  int width() throws MalformedImageException {
    return frame.u16(3);
  }

  int height() throws MalformedImageException {
    return frame.u16(1);
  }

  int componentCount() throws MalformedImageException {
    return frame.u8(5);
  }

  /** Whether all pixels are in one scan, coded one block after the other by Huffman's codes. */
  boolean sequential() {
    return frameMarker <= 0xC1 && scans == 1;
  }

  /** Whether the stream has an Adobe marker; four inks are then stored inverted. */
  boolean adobe() {
    return adobeTransform >= 0;
  }

  Optional<ByteView> exif() {
    return exif;
  }

  /** Colours by the JFIF and Adobe markers, or without them by the components' names. */
  Components components() throws MalformedImageException {
    return switch (componentCount()) {
      case 1 -> Components.GREY;
      case 3 -> {
        if (jfif) {
          yield Components.YCBCR;
        }
        boolean named = frame.u8(6) == 'R' && frame.u8(9) == 'G' && frame.u8(12) == 'B';
        yield adobeTransform == 0 || (!adobe() && named) ? Components.RGB : Components.YCBCR;
      }
      case 4 -> adobeTransform == 2 ? Components.YCCK : Components.CMYK;
      default ->
          throw new MalformedImageException(
              "1, 3 or 4 components expected, the header says " + componentCount());
    };
  }

  /** Refuses sizes out of proportion to the file before memory is allocated. */
  void checkSize(PixelLimit limit) throws MalformedImageException {
    limit.check(width(), height());
    // the shortest code of an 8 x 8 block has one bit
    if (codedBytes * 512 < (long) width() * height()) {
      throw new MalformedImageException(
          "pixels are missing: "
              + codedBytes
              + " bytes cannot hold "
              + width()
              + " x "
              + height()
              + " pixels");
    }
  }

  /** The profile assembled from its numbered parts; empty if one is missing. */
  Optional<byte[]> iccProfile() throws MalformedImageException {
    if (iccChunks.isEmpty()) {
      return Optional.empty();
    }
    ByteArrayOutputStream profile = new ByteArrayOutputStream();
    for (int number = 1; number <= iccChunks.size(); number++) {
      int found = 0;
      for (ByteView chunk : iccChunks) {
        if (chunk.u8(0) == number && chunk.u8(1) == iccChunks.size()) {
          profile.writeBytes(chunk.copy(2, chunk.length() - 2));
          found++;
        }
      }
      if (found != 1) {
        LOG.warn("ICC profile skipped: piece {} of {} is missing", number, iccChunks.size());
        return Optional.empty();
      }
    }
    return Optional.of(profile.toByteArray());
  }

  /**
   * The stream for a decoder: tables, frame, scans, and one marker that defines what three
   * components mean.
   *
   * @param extraTables tables to put in front
   * @param components what the components mean
   */
  byte[] plain(byte[] extraTables, Components components) {
    byte[] colours =
        switch (components) {
          case GREY, YCBCR ->
              new byte[] {
                (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
              };
          case RGB ->
              new byte[] {
                (byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
              };
          case CMYK, YCCK -> new byte[0];
        };
    ByteArrayOutputStream front = new ByteArrayOutputStream();
    front.writeBytes(colours);
    front.writeBytes(extraTables);
    return join(front.toByteArray(), true);
  }

  private byte[] join(byte[] front, boolean whole) {
    int size = front.length + 4;
    for (ByteView segment : kept) {
      size += segment.length();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(size);
    if (whole) {
      out.write(0xFF);
      out.write(0xD8);
    }
    out.writeBytes(front);
    for (ByteView segment : kept) {
      segment.writeTo(out);
    }
    if (whole) {
      out.write(0xFF);
      out.write(EOI);
    }
    return out.toByteArray();
  }

  private void walk() throws MalformedImageException {
    if (file.u16(0) != 0xFFD8) {
      throw new MalformedImageException("a start-of-image marker expected, other bytes found");
    }
    int at = 2;
    while (true) {
      if (at + 2 > file.length()) {
        throw new MalformedImageException(
            "cut short: the file ends at byte " + file.length() + " without end-of-image marker");
      }
      int marker = file.u8(at + 1);
      if (file.u8(at) != 0xFF) {
        throw new MalformedImageException(
            "a marker expected at byte " + at + ", value " + file.u8(at) + " found");
      }
      if (marker == 0xFF) {
        at++;
        continue;
      }
      if (marker == EOI) {
        return;
      }
      if (marker == 0 || marker == 1 || (marker >= 0xD0 && marker <= 0xD8)) {
        throw new MalformedImageException(
            "a segment expected at byte " + at + ", marker " + marker + " found");
      }
      int length = file.u16(at + 2);
      if (length < 2) {
        throw new MalformedImageException(
            "a segment of at least 2 bytes expected at byte " + at + ", it says " + length);
      }
      ByteView body = file.part(at + 4, length - 2);
      int end = at + 2 + length;
      if (marker == SOS) {
        end = scanEnd(end);
        codedBytes += end - at;
        if (++scans > MAX_SCANS) {
          throw new MalformedImageException("at most " + MAX_SCANS + " scans expected, more found");
        }
      }
      segment(marker, body, file.part(at, end - at));
      at = end;
    }
  }

  /** Where the coded data ends: at the next marker that is neither a stuffed byte nor a restart. */
  private int scanEnd(int start) throws MalformedImageException {
    int length = file.length();
    int at = file.indexOf(0xFF, start);
    while (at + 1 < length) {
      int next = file.u8(at + 1);
      if (next != 0xFF && !withinScan(next)) {
        return at;
      }
      at = file.indexOf(0xFF, next == 0xFF ? at + 1 : at + 2);
    }
    throw new MalformedImageException(
        "cut short: the file ends at byte " + length + " in the middle of its pixels");
  }

  /** Whether a marker is no end of coded data: a stuffed byte, or a restart. */
  static boolean withinScan(int marker) {
    return marker == 0 || (marker >= 0xD0 && marker <= 0xD7);
  }

  private void segment(int marker, ByteView body, ByteView whole) throws MalformedImageException {
    boolean frameHeader =
        marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (frameHeader) {
      if (frameMarker != 0) {
        throw new MalformedImageException("one frame expected, a second one found");
      }
      frame = body;
      frameMarker = marker;
    } else if (marker == SOS && frameMarker == 0) {
      throw new MalformedImageException(
          "a frame header expected before the first scan, none found");
    } else if (marker == 0xE0) {
      jfif |= body.startsWith(0, "JFIF\0");
    } else if (marker == 0xE1 && body.startsWith(0, "Exif\0") && exif.isEmpty()) {
      exif = Optional.of(body.part(Math.min(6, body.length()), Math.max(0, body.length() - 6)));
    } else if (marker == 0xE2 && body.startsWith(0, ICC_NAME) && body.length() > 14) {
      iccChunks.add(body.part(ICC_NAME.length(), body.length() - ICC_NAME.length()));
    } else if (marker == 0xEE && body.startsWith(0, "Adobe") && body.length() >= 12) {
      adobeTransform = body.u8(11);
    }
    boolean note = (marker >= 0xE0 && marker <= 0xEF) || marker == 0xFE;
    if (!note) {
      kept.add(whole);
    }
  }

  private void checkFrame() throws MalformedImageException {
    if (frameMarker == 0 || scans == 0) {
      throw new MalformedImageException("a picture expected, the file ends before its first scan");
    }
    if (frameMarker > 0xC2) {
      throw new MalformedImageException(
          "a baseline or progressive JPEG expected, one of the kind SOF"
              + (frameMarker - 0xC0)
              + (frameMarker == 0xC3 ? " (lossless)" : "")
              + " found");
    }
    if (frame.u8(0) != 8) {
      throw new MalformedImageException("8 bits a sample expected, " + frame.u8(0) + " found");
    }
  }
}

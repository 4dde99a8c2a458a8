// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.util.Optional;
import java.util.Set;
import uk.ac.bgs.corescore.core.internal.FileName;

/** File formats, recognised by their first bytes or by the extension. */
enum PhotoFormat {
  JPEG("JPEG", "jpg jpeg"),
  PNG("PNG", "png"),
  TIFF("TIFF", "tif tiff"),
  BMP("BMP", "bmp"),
  GIF("GIF", "gif"),
  WEBP("WebP", "webp"),
  HEIF("HEIF, AVIF or film", "heic heif avif"),
  JPEG_2000("JPEG 2000", "jp2 j2k jpx"),
  JPEG_XL("JPEG XL", "jxl"),
  PHOTOSHOP("Photoshop document", "psd"),
  PDF("PDF", "pdf"),
  ZIP("ZIP archive", "zip"),
  TEXT("text", "txt csv json xml html svg"),
  UNKNOWN("unknown format", "");

  private static final int TEXT_PROBE = 512;

  private final String title;
  private final String extensions;

  PhotoFormat(String title, String extensions) {
    this.title = title;
    this.extensions = extensions;
  }

  String title() {
    return title;
  }

  /** Whether photographs of this format are read. */
  boolean readable() {
    return this == JPEG || this == PNG || this == TIFF || this == BMP;
  }

  /** The format of a name's extension; empty without one or for an unknown one. */
  static Optional<PhotoFormat> ofExtension(String name) {
    String extension = FileName.extension(name);
    for (PhotoFormat format : values()) {
      if (!extension.isEmpty() && Set.of(format.extensions.split(" ", -1)).contains(extension)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** What the bytes are. */
  static PhotoFormat of(byte[] content) {
    ByteView bytes = ByteView.of(content);
    if (bytes.startsWith(0, "\u00FF\u00D8\u00FF")) {
      return JPEG;
    }
    if (bytes.startsWith(0, "\u0089PNG\r\n\u001A\n")) {
      return PNG;
    }
    if (bytes.startsWith(0, "II*\0")
        || bytes.startsWith(0, "MM\0*")
        || bytes.startsWith(0, "II+\0")
        || bytes.startsWith(0, "MM\0+")) {
      return TIFF;
    }
    if (bytes.startsWith(0, "GIF8")) {
      return GIF;
    }
    if (bytes.startsWith(0, "RIFF") && bytes.startsWith(8, "WEBP")) {
      return WEBP;
    }
    if (bytes.startsWith(4, "ftyp")) {
      return HEIF;
    }
    if (bytes.startsWith(4, "jP  \r\n\u0087\n") || bytes.startsWith(0, "\u00FFO\u00FFQ")) {
      return JPEG_2000;
    }
    if (bytes.startsWith(0, "\u00FF\n") || bytes.startsWith(4, "JXL ")) {
      return JPEG_XL;
    }
    if (bytes.startsWith(0, "8BPS")) {
      return PHOTOSHOP;
    }
    if (bytes.startsWith(0, "%PDF-")) {
      return PDF;
    }
    if (bytes.startsWith(0, "PK\u0003\u0004")) {
      return ZIP;
    }
    // "BM" alone would call an essay on "BMX" an image: the length of a known header must follow.
    if (bytes.startsWith(0, "BM") && content.length > 17 && knownBmpHeader(content)) {
      return BMP;
    }
    return isText(content) ? TEXT : UNKNOWN;
  }

  private static boolean knownBmpHeader(byte[] content) {
    return content[15] == 0 && content[16] == 0 && content[17] == 0;
  }

  private static boolean isText(byte[] content) {
    int probe = Math.min(content.length, TEXT_PROBE);
    for (int i = 0; i < probe; i++) {
      int c = content[i] & 0xFF;
      if (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f') {
        return false;
      }
    }
    return probe > 0;
  }
}

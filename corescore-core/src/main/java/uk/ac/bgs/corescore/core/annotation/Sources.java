// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import uk.ac.bgs.corescore.core.internal.JsonText;
import uk.ac.bgs.corescore.core.internal.JsonValue;

/** Opens label files: JSON, XML, or a ZIP of either, within limits. */
final class Sources {
  private static final int MAX_ENTRIES = 10_000;

  private static final Pattern ENCODING =
      Pattern.compile("<\\?xml[^>]*\\sencoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)");

  /** Holds a whole photo in labelme files. */
  private static final Set<String> PHOTO_DATA = Set.of("imageData");

  private Sources() {}

  static List<Source> open(Path file) throws IOException {
    byte[] bytes;
    if (Files.size(file) > AnnotationReader.MAX_BYTES) {
      throw tooLarge(file.toString());
    }
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(AnnotationReader.MAX_BYTES + 1);
    }
    if (bytes.length > AnnotationReader.MAX_BYTES) {
      throw tooLarge(file.toString());
    }
    if (bytes.length > 3 && bytes[0] == 'P' && bytes[1] == 'K' && bytes[2] < 9) {
      return unpack(file);
    }
    String fileName = String.valueOf(file.getFileName());
    return List.of(source(file.toString(), fileName, bytes));
  }

  private static List<Source> unpack(Path file) {
    List<Source> sources = new ArrayList<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() > MAX_ENTRIES) {
        throw new AnnotationException(
            file.toString(), zip.size() + " entries, at most " + MAX_ENTRIES + " are read", null);
      }
      int left = AnnotationReader.MAX_BYTES;
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (isLabelFile(entry.getName())) {
          byte[] bytes;
          if (entry.getSize() > left) {
            throw tooLarge(file + "!" + entry.getName());
          }
          // what the directory says need not be true
          try (InputStream in = zip.getInputStream(entry)) {
            bytes = in.readNBytes(left + 1);
          }
          if (bytes.length > left) {
            throw tooLarge(file + "!" + entry.getName());
          }
          left -= bytes.length;
          sources.add(source(file + "!" + entry.getName(), entry.getName(), bytes));
        }
      }
    } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
      throw new AnnotationException(file.toString(), "not a sound ZIP: " + e.getMessage(), e);
    }
    if (sources.isEmpty()) {
      throw new AnnotationException(
          file.toString(), "the ZIP has no .json, .geojson or .xml entry", null);
    }
    return sources;
  }

  private static boolean isLabelFile(String entry) {
    String name = entry.toLowerCase(Locale.ROOT);
    return !name.startsWith("__macosx/")
        && (name.endsWith(".json") || name.endsWith(".geojson") || name.endsWith(".xml"));
  }

  private static Source source(String name, String fileName, byte[] bytes) {
    String last = fileName.substring(fileName.lastIndexOf('/') + 1);
    int dot = last.lastIndexOf('.');
    String stem = dot > 0 ? last.substring(0, dot) : last;
    if (first(bytes) == '<') {
      return Source.ofXml(name, stem, xml(name, bytes));
    }
    try {
      return Source.ofJson(name, stem, JsonValue.readLines(bytes, PHOTO_DATA));
    } catch (JsonProcessingException e) {
      throw new AnnotationException(name, "not a sound JSON text: " + JsonText.reason(e), e);
    } catch (IOException e) {
      throw new AnnotationException(name, "not a sound JSON text: " + e.getMessage(), e);
    }
  }

  /**
   * The characters of an XML text, in the encoding that its declaration names. The JDK's parser
   * would print bytes that it cannot decode on the host's console.
   */
  private static String xml(String name, byte[] bytes) {
    int head = Math.min(bytes.length, 200);
    Matcher declared = ENCODING.matcher(new String(bytes, 0, head, StandardCharsets.ISO_8859_1));
    String encoding = declared.find() ? declared.group(1) : "UTF-8";
    try {
      String text =
          Charset.forName(encoding).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException | IllegalArgumentException e) {
      throw new AnnotationException(
          name, "not a sound XML text: it is not in the encoding " + encoding, e);
    }
  }

  /** The first byte that is neither white space nor of a byte order mark; 0 if there is none. */
  private static int first(byte[] bytes) {
    int at = bytes.length > 2 && (bytes[0] & 0xFF) == 0xEF && (bytes[1] & 0xFF) == 0xBB ? 3 : 0;
    while (at < bytes.length && Character.isWhitespace(bytes[at])) {
      at++;
    }
    return at < bytes.length ? bytes[at] : 0;
  }

  private static AnnotationException tooLarge(String name) {
    return new AnnotationException(
        name, "larger than the " + AnnotationReader.MAX_BYTES + " bytes that are read", null);
  }
}

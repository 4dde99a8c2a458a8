// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.FileName;
import uk.ac.bgs.corescore.core.internal.files.RegularFile;
import uk.ac.bgs.corescore.core.internal.json.JsonText;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;

/** Opens label files, a ZIP or a folder of them, within limits. */
final class SourceFiles {
  /** How many files of a folder are examined per label file allowed. */
  private static final long VISITED = 20;

  /** How deep folders may lie in each other. */
  private static final int DEEPEST = 16;

  /** How many folders around the given one may hold what goes with it. */
  private static final int UPWARDS = 3;

  private static final Set<String> VALUES = Set.of("json", "geojson", "xml", "ndjson", "jsonl");

  /** What is no JSON and no XML, and what goes with it: class names and the like. */
  private static final Set<String> TEXTS = Set.of("txt", "csv", "yaml", "yml", "names", "labels");

  private static final Set<String> PHOTOS = Set.of("jpg", "jpeg", "png", "tif", "tiff", "bmp");

  private static final Pattern ENCODING =
      Pattern.compile("<\\?xml[^>]*\\sencoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)");

  /** Holds a whole photo in labelme files. */
  private static final Set<String> PHOTO_DATA = Set.of("imageData");

  private final String place;
  private final Limits limits;
  private final List<SourceFile> sources = new ArrayList<>();
  private int left;
  private int taken;

  private SourceFiles(String place, Limits limits) {
    this.place = place;
    this.limits = limits;
    this.left = limits.bytes();
  }

  /**
   * How much is read.
   *
   * @param bytes packed and unpacked
   * @param entries of a ZIP, or label files and texts of a folder
   */
  record Limits(int bytes, int entries) {
    static final Limits DEFAULT = new Limits(1 << 27, 10_000);
  }

  /**
   * Opens a label file, or all that a ZIP or a folder holds of label files, texts and photos.
   * Hidden files and what a Mac adds to a ZIP are skipped.
   */
  static List<SourceFile> open(Path file, Limits limits) throws IOException {
    if (Files.isDirectory(file)) {
      return new SourceFiles(file.toString(), limits).ofFolder(file);
    }
    Optional<String> other = RegularFile.other(file);
    if (other.isPresent()) {
      throw new AnnotationException(
          file.toString(), "expected a label file, it is " + other.get(), null);
    }
    if (Files.size(file) > limits.bytes()) {
      throw tooLarge(file.toString(), limits);
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = bytes(file.toString(), in, limits);
    }
    if (isZip(bytes)) {
      return ofZip(file.toString(), file, limits);
    }
    String name = String.valueOf(file.getFileName());
    if (FileName.extension(name).startsWith("y") && TEXTS.contains(FileName.extension(name))) {
      // the file that describes a data set represents its folder
      return open(file.resolveSibling(".").normalize(), limits);
    }
    SourceFiles sources = ofOne(file.toString(), name, bytes, limits);
    sources.addClassNames(file.toAbsolutePath().getParent());
    return List.copyOf(sources.sources);
  }

  /** All bytes of a stream, within the limits. */
  static byte[] bytes(String name, InputStream in, Limits limits) throws IOException {
    byte[] bytes = in.readNBytes(limits.bytes() + 1);
    if (bytes.length > limits.bytes()) {
      throw tooLarge(name, limits);
    }
    return bytes;
  }

  static boolean isZip(byte[] bytes) {
    return bytes.length > 3 && bytes[0] == 'P' && bytes[1] == 'K' && bytes[2] < 9;
  }

  /** A label file in memory, without files beside it. */
  static List<SourceFile> ofBytes(String name, byte[] bytes, Limits limits) {
    String path = FileName.last(name);
    return List.copyOf(ofOne(name, path, bytes, limits).sources);
  }

  private static SourceFiles ofOne(String name, String path, byte[] bytes, Limits limits) {
    SourceFiles sources = new SourceFiles(name, limits);
    sources.left -= bytes.length;
    sources.sources.add(source(name, path, bytes));
    return sources;
  }

  /**
   * What a ZIP holds.
   *
   * @param name what it is called in messages
   * @param file where it lies as long as the photos in it are read
   */
  static List<SourceFile> ofZip(String name, Path file, Limits limits) {
    return new SourceFiles(name, limits).ofZip(file);
  }

  /**
   * Searches for the class names of YOLO labels, where the folder itself has none, in a folder and
   * in those around it.
   */
  private void addClassNames(@Nullable Path first) throws IOException {
    boolean wanted =
        sources.stream().anyMatch(s -> s.isText() && s.path().endsWith(".txt"))
            && sources.stream().noneMatch(s -> s.isText() && ClassNames.isIn(s.fileName()));
    Path folder = first;
    for (int up = 0; wanted && folder != null && up < UPWARDS; up++) {
      for (String name : ClassNames.ABOVE) {
        Path file = folder.resolve(name);
        if (Files.isRegularFile(file)) {
          add(file.toString(), "../" + name, -1, () -> Files.newInputStream(file));
          wanted = false;
        }
      }
      folder = folder.getParent();
    }
  }

  private List<SourceFile> ofFolder(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder, DEEPEST)) {
      files = walk.filter(Files::isRegularFile).limit(VISITED * limits.entries()).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path file : files) {
      String path =
          folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
      add(file.toString(), path, -1, () -> Files.newInputStream(file));
    }
    addClassNames(folder.toAbsolutePath().getParent());
    return found("the folder");
  }

  private List<SourceFile> ofZip(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() > limits.entries()) {
        throw tooMany(zip.size());
      }
      for (ZipEntry entry : Collections.list(zip.entries())) {
        // some writers of ZIPs on Windows separate folders by backslashes
        String path = entry.getName().replace('\\', '/');
        String name = place + "!" + entry.getName();
        if (isPhoto(path)) {
          add(name, path, -1, () -> openEntry(file, entry.getName()));
        } else if (!entry.isDirectory()) {
          add(name, path, entry.getSize(), () -> zip.getInputStream(entry));
        }
      }
    } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
      throw new AnnotationException(place, "not a sound ZIP: " + e.getMessage(), e);
    }
    return found("the ZIP");
  }

  /** A photo's entry, opened after its ZIP was closed. */
  private static InputStream openEntry(Path file, String entry) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile());
        InputStream in = zip.getInputStream(zip.getEntry(entry))) {
      return new ByteArrayInputStream(in.readNBytes(Limits.DEFAULT.bytes()));
    }
  }

  /** Takes a file, if it is of a sort that is read. */
  private void add(String name, String path, long size, SourceFile.Opener opener)
      throws IOException {
    if (isHidden(path)) {
      return;
    }
    if (isPhoto(path)) {
      sources.add(SourceFile.ofPhoto(name, path, opener));
    } else if (VALUES.contains(FileName.extension(path))
        || TEXTS.contains(FileName.extension(path))) {
      if (size > left) {
        throw tooLarge(name, limits);
      }
      byte[] bytes;
      // what a ZIP's directory states need not be true
      try (InputStream in = opener.open()) {
        bytes = in.readNBytes(left + 1);
      }
      if (bytes.length > left) {
        throw tooLarge(name, limits);
      }
      left -= bytes.length;
      if (++taken > limits.entries()) {
        throw tooMany(taken);
      }
      try {
        sources.add(source(name, path, bytes));
      } catch (AnnotationException e) {
        // reported with the other problems; the rest is read
        sources.add(SourceFile.ofDamaged(name, path, e));
      }
    }
  }

  private List<SourceFile> found(String container) {
    if (sources.stream().allMatch(SourceFile::isPhoto)) {
      throw new AnnotationException(
          place,
          container
              + " has no label file: no "
              + String.join(", ", sorted(VALUES))
              + " or "
              + String.join(", ", sorted(TEXTS)),
          null);
    }
    Map<String, Long> names =
        sources.stream()
            .filter(source -> !source.isPhoto())
            .collect(Collectors.groupingBy(SourceFile::fileName, Collectors.counting()));
    return sources.stream()
        .map(
            source ->
                names.getOrDefault(source.fileName(), 1L) > 1 ? source.oneOfSeveral() : source)
        .toList();
  }

  private static List<String> sorted(Set<String> extensions) {
    return extensions.stream().sorted().map(extension -> "." + extension).toList();
  }

  private static boolean isHidden(String path) {
    return Arrays.stream(path.split("/", -1))
        .anyMatch(part -> (part.startsWith(".") && !part.equals("..")) || part.equals("__MACOSX"));
  }

  private static boolean isPhoto(String path) {
    return PHOTOS.contains(FileName.extension(path));
  }

  private AnnotationException tooMany(int entries) {
    return new AnnotationException(
        FailureKind.TOO_LARGE,
        place,
        entries + " entries, at most " + limits.entries() + " are read",
        null);
  }

  private static SourceFile source(String name, String path, byte[] bytes) {
    if (TEXTS.contains(FileName.extension(path))) {
      return SourceFile.ofText(name, path, bytes);
    }
    if (first(bytes) == '<') {
      return SourceFile.ofXml(name, path, xml(name, bytes));
    }
    try {
      return SourceFile.ofJson(name, path, JsonValue.readLines(bytes, PHOTO_DATA));
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

  private static AnnotationException tooLarge(String name, Limits limits) {
    return new AnnotationException(
        FailureKind.TOO_LARGE,
        name,
        "larger than the " + limits.bytes() + " bytes that are read",
        null);
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.result;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.locationtech.jts.geom.util.AffineTransformation;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationFormat;
import uk.ac.bgs.corescore.core.annotation.AnnotationReader;
import uk.ac.bgs.corescore.core.annotation.AnnotationWriter;
import uk.ac.bgs.corescore.example.service.photo.PhotoName;
import uk.ac.bgs.corescore.mask.LabelledPolygon;

/**
 * What people accepted and corrected, as the training loop reads it.
 *
 * <pre>
 * photos/STEM-HASH.jpg             each photo once, however often and by whatever name it was scored
 * labels/STEM-HASH.geojson         what is true of it, by the last one who said so
 * earlier/STEM-HASH/RESULT.geojson what was said of it before, of another result; true again when
 *                                  the last one takes back what he said
 * labels.json                      what is true of all photos, for masks, train and retrain
 * log.csv                          who said what, and when
 * open/RESULT                      what is being taken; finished at the start after a kill
 * </pre>
 *
 * Safe for use by many threads of one process.
 */
final class TrainingLabels {
  private static final int HASH_LENGTH = 8;
  private static final String RESULT = "result";
  private static final String TIME = "time";
  private static final String LABELS = "labels";
  private static final String PHOTOS = "photos";
  private static final String SUFFIX = ".geojson";
  private static final String LOG_HEADER = "time,author,result,version,photo,verdict,comment\n";

  private final Path folder;

  /** Opens a folder, which is made if it does not exist. */
  TrainingLabels(Path folder) throws IOException {
    this.folder = folder;
    Folders.sweep(Files.createDirectories(folder));
    for (String name : List.of(PHOTOS, LABELS, "earlier", "open")) {
      Folders.sweep(Files.createDirectories(folder.resolve(name)));
    }
  }

  /**
   * Notes what is about to be said of a result, so that it is finished if the process is killed.
   */
  void begin(StoredResult result, int version, String verdict) throws IOException {
    Folders.put(
        folder.resolve("open").resolve(result.id()),
        Json.bytes(Json.object().put("version", version).put("verdict", verdict)));
  }

  /** What was noted of a result and is not finished. */
  JsonNode begun(String id) throws IOException {
    return Json.read(folder.resolve("open").resolve(id));
  }

  /** Ids of results of which something was noted and is not finished. */
  List<String> unfinished() throws IOException {
    return Folders.names(folder.resolve("open"));
  }

  void end(String id) throws IOException {
    Files.deleteIfExists(folder.resolve("open").resolve(id));
  }

  /**
   * Says what is true of a photo.
   *
   * @param result the result that it was said of
   * @param version the state
   * @param polygons what is true, in full-size pixels
   * @param size the size of the photo's file, which may be reduced
   */
  synchronized void put(
      StoredResult result,
      Version version,
      List<LabelledPolygon> polygons,
      AnnotatedPhoto.Size size)
      throws IOException {
    Path photo = result.photo().orElseThrow();
    String name = name(version, PhotoName.extensionOf(String.valueOf(photo.getFileName())));
    Path target = folder.resolve(PHOTOS).resolve(name);
    if (!Files.exists(target)) {
      Path part = Folders.aside(target);
      Files.copy(photo, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }
    double across = size.width() / version.facts().path("photo").path("width").asDouble();
    double down = size.height() / version.facts().path("photo").path("height").asDouble();
    List<LabelledPolygon> scaled = polygons;
    if (across != 1 || down != 1) {
      AffineTransformation smaller = AffineTransformation.scaleInstance(across, down);
      scaled =
          polygons.stream()
              .map(p -> new LabelledPolygon(p.label(), smaller.transform(p.outline())))
              .toList();
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put(RESULT, result.id());
    attributes.put("verdict", version.kind().word());
    attributes.put("author", version.author());
    attributes.put(TIME, version.time().toString());
    setAside(name, result.id());
    AnnotatedPhoto annotated = new AnnotatedPhoto(name, Optional.of(size), scaled, attributes);
    var unused =
        AnnotationWriter.write(labels(name), AnnotationFormat.GEOJSON, List.of(annotated), true);
    gather();
  }

  /** Keeps what is true of a photo as what was said before, if it was said of another result. */
  private void setAside(String name, String result) throws IOException {
    Path file = labels(name);
    if (Files.exists(file)) {
      String other = attribute(file, RESULT);
      if (!other.equals(result)) {
        Path kept = Files.createDirectories(earlier(name)).resolve(other + SUFFIX);
        Files.move(file, kept, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    Files.deleteIfExists(earlier(name).resolve(result + SUFFIX));
  }

  /**
   * Takes back what was said of a result. What was said of its photo before, of another result, is
   * true again.
   */
  synchronized void remove(StoredResult result, Version version) throws IOException {
    String name = name(version, PhotoName.extensionOf(result.photo().orElseThrow().toString()));
    Path file = labels(name);
    boolean said = Files.exists(file);
    boolean changed = said && attribute(file, RESULT).equals(result.id());
    if (changed) {
      Files.delete(file);
    }
    Files.deleteIfExists(earlier(name).resolve(result.id() + SUFFIX));
    if (!changed && said) {
      return;
    }
    Path last = null;
    for (String other : Folders.names(earlier(name))) {
      Path candidate = earlier(name).resolve(other);
      if (last == null || attribute(candidate, TIME).compareTo(attribute(last, TIME)) > 0) {
        last = candidate;
      }
    }
    if (last != null) {
      Files.move(last, file, StandardCopyOption.ATOMIC_MOVE);
    } else {
      Files.deleteIfExists(folder.resolve(PHOTOS).resolve(name));
    }
    gather();
  }

  /** Whether the log has a line of this verdict: no state is judged the same way twice. */
  synchronized boolean isLogged(StoredResult result, Version version, String verdict)
      throws IOException {
    Path file = folder.resolve("log.csv");
    if (!Files.exists(file)) {
      return false;
    }
    String state = "," + result.id() + "," + version.number() + ",";
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      return lines.anyMatch(line -> line.contains(state) && line.contains("," + verdict + ","));
    }
  }

  /** Adds a line to the log. */
  synchronized void log(StoredResult result, Version version, String verdict) throws IOException {
    Path file = folder.resolve("log.csv");
    String header = Files.exists(file) ? "" : LOG_HEADER;
    String line =
        String.join(
            ",",
            Instant.now().toString(),
            cell(version.author()),
            result.id(),
            Integer.toString(version.number()),
            cell(version.facts().path("photo").path("name").asText()),
            verdict,
            cell(version.comment()));
    Files.writeString(
        file,
        header + line + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** A text in quotes, with an apostrophe before what a spreadsheet would run. */
  private static String cell(String text) {
    String safe = !text.isEmpty() && "=+-@'\t\r\n".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return '"' + safe.replace("\"", "\"\"") + '"';
  }

  /** The photo's name here; that which it has, if it came under another name before. */
  private String name(Version version, String extension) throws IOException {
    String photo = version.facts().path("photo").path("name").asText();
    String hash = version.facts().path("photo").path("sha256").asText();
    String end = "-" + hash.substring(0, HASH_LENGTH) + "." + extension;
    return Folders.names(folder.resolve(PHOTOS)).stream()
        .filter(known -> known.endsWith(end) && !known.startsWith("."))
        .findFirst()
        .orElse(PhotoName.stem(photo) + end);
  }

  private Path labels(String photo) {
    return folder.resolve(LABELS).resolve(PhotoName.stem(photo) + SUFFIX);
  }

  private Path earlier(String photo) {
    return folder.resolve("earlier").resolve(PhotoName.stem(photo));
  }

  private static String attribute(Path file, String name) throws IOException {
    return read(file).get(0).attributes().getOrDefault(name, "");
  }

  private static List<AnnotatedPhoto> read(Path file) throws IOException {
    return AnnotationReader.create().withAnyLabel().read(file, AnnotationFormat.GEOJSON).photos();
  }

  /** Makes one file of all. */
  private void gather() throws IOException {
    List<AnnotatedPhoto> all = new ArrayList<>();
    for (String name : Folders.names(folder.resolve(LABELS))) {
      if (!name.startsWith(".")) {
        all.addAll(read(folder.resolve(LABELS).resolve(name)));
      }
    }
    var unused =
        AnnotationWriter.write(folder.resolve("labels.json"), AnnotationFormat.COCO, all, true);
  }
}

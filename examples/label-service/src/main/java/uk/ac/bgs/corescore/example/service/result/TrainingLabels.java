// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.result;

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
import org.locationtech.jts.geom.util.AffineTransformation;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationFormat;
import uk.ac.bgs.corescore.core.annotation.AnnotationReader;
import uk.ac.bgs.corescore.core.annotation.AnnotationWriter;
import uk.ac.bgs.corescore.mask.LabelledPolygon;

/**
 * What people accepted and corrected, as the training loop reads it.
 *
 * <pre>
 * photos/STEM-HASH.jpg      each photo once, however often it was scored
 * labels/STEM-HASH.geojson  what is true of it, by the last one who said so
 * labels.json               the same of all photos in one file, for masks, train and retrain
 * log.csv                   who said what, and when
 * </pre>
 *
 * Safe for use by many threads of one process.
 */
public final class TrainingLabels {
  private static final int HASH_LENGTH = 8;
  private static final String RESULT = "result";
  private static final String LOG_HEADER = "time,author,result,version,photo,verdict,comment\n";

  private final Path folder;

  /**
   * Opens a folder.
   *
   * @param folder where labels are, made if it does not exist
   * @throws IOException if it cannot be made
   */
  public TrainingLabels(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("photos"));
    Files.createDirectories(folder.resolve("labels"));
    Folders.sweep(folder);
    Folders.sweep(folder.resolve("photos"));
    Folders.sweep(folder.resolve("labels"));
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
    Path target = folder.resolve("photos").resolve(name);
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
    attributes.put("time", version.time().toString());
    AnnotatedPhoto annotated = new AnnotatedPhoto(name, Optional.of(size), scaled, attributes);
    var unused =
        AnnotationWriter.write(labels(name), AnnotationFormat.GEOJSON, List.of(annotated), true);
    gather();
  }

  /** Takes back what was said of a result, if nobody has said anything of its photo since. */
  synchronized void remove(StoredResult result, Version version) throws IOException {
    String name = name(version, PhotoName.extensionOf(result.photo().orElseThrow().toString()));
    Path file = labels(name);
    if (Files.exists(file)
        && read(file).get(0).attributes().getOrDefault(RESULT, "").equals(result.id())) {
      Files.delete(file);
      Files.deleteIfExists(folder.resolve("photos").resolve(name));
      gather();
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

  private static String name(Version version, String extension) {
    String photo = version.facts().path("photo").path("name").asText();
    String hash = version.facts().path("photo").path("sha256").asText();
    return PhotoName.stem(photo) + "-" + hash.substring(0, HASH_LENGTH) + "." + extension;
  }

  private Path labels(String photo) {
    return folder.resolve("labels").resolve(PhotoName.stem(photo) + ".geojson");
  }

  private static List<AnnotatedPhoto> read(Path file) throws IOException {
    return AnnotationReader.create().withAnyLabel().read(file, AnnotationFormat.GEOJSON).photos();
  }

  /** Makes one file of all. */
  private void gather() throws IOException {
    List<AnnotatedPhoto> all = new ArrayList<>();
    for (String name : Folders.names(folder.resolve("labels"))) {
      if (!name.startsWith(".")) {
        all.addAll(read(folder.resolve("labels").resolve(name)));
      }
    }
    var unused =
        AnnotationWriter.write(folder.resolve("labels.json"), AnnotationFormat.COCO, all, true);
  }
}

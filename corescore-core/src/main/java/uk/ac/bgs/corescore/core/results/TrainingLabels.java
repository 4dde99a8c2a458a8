// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.locationtech.jts.geom.util.AffineTransformation;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationFormat;
import uk.ac.bgs.corescore.core.annotation.AnnotationReader;
import uk.ac.bgs.corescore.core.annotation.AnnotationWriter;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;
import uk.ac.bgs.corescore.core.store.PhotoName;
import uk.ac.bgs.corescore.mask.LabelledPolygon;

/**
 * Accepted and corrected labels, in the form that the training loop reads.
 *
 * <pre>
 * feedback/photos/STEM-HASH.jpg             each photo once, however often and by whatever name it
 *                                           was scored; HASH is the SHA-256 of the file
 * feedback/labels/STEM-HASH.geojson         what is true of it, by the last one who said so
 * feedback/log.csv                          who said what, and when
 * reviews/earlier/STEM-HASH/RESULT.geojson  what was said of it before, of another result; true
 *                                           again when the last one takes back what he said
 * reviews/open/RESULT                       what is being taken; finished at the start after a kill
 * </pre>
 *
 * What one photo costs does not hang on how many there are: no call looks into the files of another
 * photo, or lists the folders that they are in; that is done once, when the folder is opened. Not
 * safe for use by several threads at a time.
 */
final class TrainingLabels {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private static final String RESULT = "result";
  private static final String TIME = "time";
  private static final String SUFFIX = ".geojson";

  /** Names that end in a whole hash. */
  private static final Pattern NAME = Pattern.compile("(.*)-([0-9a-f]{64})\\.[a-z]+");

  private final ResultDisk disk;
  private final Path photos;
  private final Path labels;
  private final Path earlier;
  private final Path open;
  private final ReviewLog log;

  /** The name of each photo, by its hash. */
  private final Map<String, String> names = new ConcurrentHashMap<>();

  /**
   * Opens folders, which are made if they do not exist.
   *
   * @param disk what they are on
   * @param folder for the training loop
   * @param reviews for what is needed to take back and to finish
   */
  TrainingLabels(ResultDisk disk, Path folder, Path reviews) throws IOException {
    this.disk = disk;
    this.photos = folder.resolve("photos");
    this.labels = folder.resolve("labels");
    this.earlier = reviews.resolve("earlier");
    this.open = reviews.resolve("open");
    for (Path made : List.of(photos, labels, earlier, open)) {
      disk.makeFolder(made);
      disk.sweep(made);
    }
    this.log = new ReviewLog(disk, folder.resolve("log.csv"));
    for (String name : disk.names(photos)) {
      Matcher known = NAME.matcher(name);
      if (known.matches()) {
        names.put(known.group(2), name);
      }
    }
  }

  ReviewLog log() {
    return log;
  }

  /** Records an intended change of a result, so that it is completed if the process is killed. */
  void begin(StoredResult result, int version, String verdict) throws IOException {
    disk.put(
        open.resolve(result.id()),
        StoredJson.object(
            json -> {
              json.writeNumberField("version", version);
              json.writeStringField("verdict", verdict);
            }));
  }

  /** What was noted of a result and is not finished: {@code version} and {@code verdict}. */
  JsonValue begun(String id) throws IOException {
    return StoredJson.read(disk, open.resolve(id));
  }

  /** Ids of results of which something was noted and is not finished. */
  List<String> unfinished() throws IOException {
    return disk.names(open);
  }

  void end(String id) throws IOException {
    disk.delete(open.resolve(id));
  }

  /**
   * Stores the labels of a photo.
   *
   * @param result the result that it was stated about
   * @param version the state
   * @param polygons what is true, in full-size pixels
   * @param size the size of the photo's file, which may be reduced
   * @param moves takes it back if all of which it is a part does not hold
   */
  void put(
      StoredResult result,
      ResultVersion version,
      List<LabelledPolygon> polygons,
      AnnotatedPhoto.Size size,
      Moves moves)
      throws IOException {
    Path photo = result.photo().orElseThrow();
    String name = name(version, PhotoName.extensionOf(String.valueOf(photo.getFileName())));
    Path target = photos.resolve(name);
    if (!Files.exists(target)) {
      moves.place(
          disk.make(target, part -> Files.copy(photo, part, StandardCopyOption.REPLACE_EXISTING)),
          target);
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put(RESULT, result.id());
    attributes.put("verdict", version.kind().word());
    attributes.put("author", version.author());
    attributes.put(TIME, version.time().toString());
    Path file = labels(name);
    Path part =
        write(
            file,
            new AnnotatedPhoto(
                name, Optional.of(size), scaled(polygons, version, size), attributes));
    setAside(name, result.id(), moves);
    moves.place(part, file);
  }

  private static List<LabelledPolygon> scaled(
      List<LabelledPolygon> polygons, ResultVersion version, AnnotatedPhoto.Size size)
      throws IOException {
    double across = size.width() / (double) version.photoWidth();
    double down = size.height() / (double) version.photoHeight();
    if (across == 1 && down == 1) {
      return polygons;
    }
    AffineTransformation smaller = AffineTransformation.scaleInstance(across, down);
    return polygons.stream().map(p -> p.withOutline(smaller.transform(p.outline()))).toList();
  }

  /** Makes a label file beside its place. */
  private Path write(Path file, AnnotatedPhoto photo) throws IOException {
    return disk.make(
        file,
        part -> {
          var unused = AnnotationWriter.write(part, AnnotationFormat.GEOJSON, List.of(photo), true);
        });
  }

  /**
   * Keeps what is true of a photo as what was stated before, if it was stated about another result.
   */
  private void setAside(String name, String result, Moves moves) throws IOException {
    Path file = labels(name);
    if (Files.exists(file)) {
      String other = attribute(file, RESULT);
      if (!other.equals(result)) {
        disk.makeFolder(earlier(name));
        moves.link(file, earlier(name).resolve(other + SUFFIX));
      }
    }
    moves.delete(earlier(name).resolve(result + SUFFIX));
  }

  /**
   * Takes back what was stated of a result. What was stated about its photo before, of another
   * result, is true again.
   */
  void remove(StoredResult result, ResultVersion version, Moves moves) throws IOException {
    String name = name(version, PhotoName.extensionOf(result.photo().orElseThrow().toString()));
    Path file = labels(name);
    boolean said = Files.exists(file);
    boolean changed = said && attribute(file, RESULT).equals(result.id());
    moves.delete(earlier(name).resolve(result.id() + SUFFIX));
    if (!changed && said) {
      return;
    }
    Path last = null;
    for (String other : disk.names(earlier(name))) {
      Path candidate = earlier(name).resolve(other);
      if (!other.startsWith(".")
          && (last == null || attribute(candidate, TIME).compareTo(attribute(last, TIME)) > 0)) {
        last = candidate;
      }
    }
    if (last != null) {
      moves.link(last, file);
      moves.delete(last);
    } else {
      moves.delete(file);
      moves.delete(photos.resolve(name));
    }
  }

  /** The photo's name here; that which it has, if it came under another name before. */
  private String name(ResultVersion version, String extension) throws IOException {
    JsonValue photo = version.fact("photo");
    String hash = photo.get("sha256").plain();
    if (!HASH.matcher(hash).matches()) {
      throw new IOException("a state without the SHA-256 of its photo");
    }
    return names.computeIfAbsent(
        hash, unknown -> PhotoName.stem(photo.get("name").plain()) + "-" + hash + "." + extension);
  }

  private Path labels(String photo) {
    return labels.resolve(PhotoName.stem(photo) + SUFFIX);
  }

  private Path earlier(String photo) {
    return earlier.resolve(PhotoName.stem(photo));
  }

  private String attribute(Path file, String name) throws IOException {
    disk.step(ResultDisk.Step.READ, file);
    return read(file).attributes().getOrDefault(name, "");
  }

  static AnnotatedPhoto read(Path file) throws IOException {
    return AnnotationReader.create()
        .withAnyLabel()
        .read(file, AnnotationFormat.GEOJSON)
        .photos()
        .get(0);
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.groundtruth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationFile;
import uk.ac.bgs.corescore.core.annotation.AnnotationReader;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.core.layout.LayoutJson;
import uk.ac.bgs.corescore.core.layout.RowPolygons;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoDimensions;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoMemory;
import uk.ac.bgs.corescore.core.photo.PhotoPairing;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.pipeline.PhotoTask;
import uk.ac.bgs.corescore.core.place.LabelPlacer;
import uk.ac.bgs.corescore.core.place.PlacedLabels;
import uk.ac.bgs.corescore.core.report.FailureText;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.LabelledPolygon;

/**
 * The rows of core that a person gave for photographs: the polygons {@code Box} of label files, or
 * layouts as results have them. Immutable; safe for use by many threads.
 */
public final class RowLayouts {
  /** The label of a row. */
  static final String BOX = "Box";

  /** The placer requires a rock label, so the rows are its rock. */
  private static final LabelSet WANTED =
      new LabelSet(List.of(new Label("Void", false), new Label(BOX, true)));

  private final Map<PhotoFile, Layout> layouts = new LinkedHashMap<>();
  private final Map<PhotoFile, CoreScoreException> failures = new LinkedHashMap<>();

  /** The SHA-256 of the photos of which layouts name one. */
  private final Map<PhotoFile, String> hashes = new LinkedHashMap<>();

  private String sha256 = "";

  private RowLayouts() {}

  /**
   * No rows of any photo.
   *
   * @return rows that are empty for each photo
   */
  public static RowLayouts none() {
    return new RowLayouts();
  }

  /**
   * Reads rows and transforms them to their photos.
   *
   * @param labels a label file, or a ZIP or folder of them; or JSON with a layout, or a folder of
   *     results
   * @param photos the photos that are used
   * @param remarks takes a remark about rows that are used, one sentence at a time
   * @return the rows
   * @throws CoreScoreException if a file cannot be used or two records are of one photo; what is
   *     wrong with the rows of a single photo is reported by {@link #requireUsable}
   * @throws IOException if a file cannot be read
   */
  public static RowLayouts read(Path labels, List<PhotoFile> photos, Consumer<String> remarks)
      throws IOException {
    PhotoPairing all = PhotoPairing.of(photos);
    Map<Path, LayoutJson> given = layouts(labels);
    if (!given.isEmpty()) {
      return of(given, photos, all, remarks).readFrom(given.keySet());
    }
    AnnotationReader reader = LabelReading.DEFAULT.reader(all);
    Map<Path, List<AnnotatedPhoto>> records = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    for (Path file : AnnotationReader.files(labels)) {
      AnnotationFile read = reader.read(file);
      read.problems().forEach(problem -> remarks.accept(problem.toString()));
      records.put(file, read.photos().stream().map(RowLayouts::boxes).toList());
      read.photos().forEach(photo -> names.add(photo.name()));
    }
    PhotoPairing pairing = all.among(names);
    RowLayouts rows = new RowLayouts();
    List<String> absent = new ArrayList<>();
    records.forEach(
        (file, boxes) -> boxes.forEach(one -> rows.add(file, one, pairing, absent, remarks)));
    rows.tell(absent, remarks);
    return rows.readFrom(records.keySet());
  }

  private RowLayouts readFrom(Collection<Path> files) throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path given : files) {
      for (Path file : filesIn(given)) {
        all.append(Sha256.of(file)).append('\n');
      }
    }
    sha256 = Sha256.ofText(all.toString());
    return this;
  }

  /** A file, or all files in a folder and its folders, in the order of their paths. */
  private static List<Path> filesIn(Path given) throws IOException {
    if (!Files.isDirectory(given)) {
      return List.of(given);
    }
    try (Stream<Path> files = Files.walk(given)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /**
   * What the rows were read from, for a result that depends on them.
   *
   * @return a hash of the hashes (SHA-256) of the files in their order; empty if none were read
   */
  public String sha256() {
    return sha256;
  }

  /** The layouts of a file, or of a folder of results; none where there are other files alone. */
  private static Map<Path, LayoutJson> layouts(Path given) throws IOException {
    Map<Path, LayoutJson> layouts = new LinkedHashMap<>();
    for (Path file : Files.isDirectory(given) ? jsonFiles(given) : List.of(given)) {
      LayoutJson.read(file).ifPresent(layout -> layouts.put(file, layout));
    }
    return layouts;
  }

  private static List<Path> jsonFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(
              file -> {
                String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
                return name.endsWith(".json") && !name.startsWith(".") && Files.isRegularFile(file);
              })
          .sorted()
          .toList();
    }
  }

  /** The rows of layouts. */
  private static RowLayouts of(
      Map<Path, LayoutJson> given,
      List<PhotoFile> photos,
      PhotoPairing all,
      Consumer<String> remarks) {
    PhotoPairing pairing =
        all.among(given.values().stream().flatMap(layout -> layout.photo().stream()).toList());
    RowLayouts rows = new RowLayouts();
    List<String> absent = new ArrayList<>();
    given.forEach(
        (file, layout) -> {
          if (layout.photo().isEmpty() && photos.size() != 1) {
            throw new CoreScoreException(
                FailureKind.BAD_INPUT,
                file
                    + ": expected photo.name, of which photo the rows are, as "
                    + photos.size()
                    + " photos are scored");
          }
          Optional<PhotoFile> photo =
              layout.photo().isEmpty()
                  ? Optional.of(photos.get(0))
                  : photo(layout.photo().get(), pairing, absent, remarks);
          photo.ifPresent(of -> rows.add(file, layout, of));
        });
    rows.tell(absent, remarks);
    return rows;
  }

  private void add(Path file, LayoutJson layout, PhotoFile photo) {
    requireFirst(file, photo);
    try {
      PhotoDimensions size = PhotoReader.create().dimensions(photo.file());
      layouts.put(photo, layout.layout(size.width(), size.height()));
      layout.sha256().ifPresent(hash -> hashes.put(photo, hash));
    } catch (CoreScoreException e) {
      failures.put(photo, e.about(photo.name()));
    }
  }

  private void requireFirst(Path file, PhotoFile photo) {
    if (layouts.containsKey(photo) || failures.containsKey(photo)) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, file + ": two records are of " + photo.name());
    }
  }

  private void tell(List<String> absent, Consumer<String> remarks) {
    if (!absent.isEmpty()) {
      remarks.accept("rows without a photo: " + RecordNames.few(absent));
    }
  }

  /** The record without the polygons that are not rows. */
  private static AnnotatedPhoto boxes(AnnotatedPhoto record) {
    List<LabelledPolygon> polygons = new ArrayList<>();
    List<String> places = new ArrayList<>();
    for (int i = 0; i < record.polygons().size(); i++) {
      if (record.polygons().get(i).label().equals(BOX)) {
        polygons.add(record.polygons().get(i));
        places.add(record.places().get(i));
      }
    }
    return new AnnotatedPhoto(
        record.name(),
        record.size(),
        polygons,
        record.attributes(),
        places,
        record.leftOut(),
        record.annotated());
  }

  private void add(
      Path file,
      AnnotatedPhoto boxes,
      PhotoPairing pairing,
      List<String> absent,
      Consumer<String> remarks) {
    Optional<PhotoFile> found = photo(boxes.name(), pairing, absent, remarks);
    if (found.isEmpty()) {
      return;
    }
    PhotoFile photo = found.get();
    requireFirst(file, photo);
    try {
      placed(file, boxes, photo, remarks).ifPresent(layout -> layouts.put(photo, layout));
    } catch (CoreScoreException e) {
      failures.put(photo, e.about(photo.name()));
    }
  }

  /** The photo of a name, if it is one of those that are used. */
  private static Optional<PhotoFile> photo(
      String name, PhotoPairing pairing, List<String> absent, Consumer<String> remarks) {
    PhotoPairing.Match match;
    try {
      match = pairing.require(name);
    } catch (CoreScoreException e) {
      absent.add(FailureText.of(e));
      return Optional.empty();
    }
    if (!match.exact()) {
      remarks.accept(match.remark(name));
    }
    return Optional.of(match.photo());
  }

  private static Optional<Layout> placed(
      Path file, AnnotatedPhoto boxes, PhotoFile photo, Consumer<String> remarks) {
    if (boxes.polygons().isEmpty() && boxes.leftOut() == 0) {
      return Optional.empty();
    }
    if (boxes.polygons().isEmpty()) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          file
              + ": expected a polygon "
              + BOX
              + " for each row, got none, and "
              + boxes.leftOut()
              + " shapes that cannot be used");
    }
    PlacedLabels placed =
        LabelPlacer.create()
            .withLabels(WANTED)
            .place(
                file.toString(),
                boxes,
                PhotoReader.create().dimensions(photo.file()),
                Optional.empty());
    placed.remarks().forEach(remark -> remarks.accept(remark.toString()));
    placed.problems().forEach(problem -> remarks.accept(problem.toString()));
    AnnotatedPhoto.Size size = placed.photo().size().orElseThrow();
    try {
      return Optional.of(
          RowPolygons.layout(
              size.width(),
              size.height(),
              placed.photo().polygons().stream().map(LabelledPolygon::outline).toList()));
    } catch (CoreScoreException e) {
      throw e.about(file.toString());
    }
  }

  /**
   * The rows of a photo.
   *
   * @param photo one of the photos that the rows were read for
   * @return the layout, in the photo's pixels; empty where no rows are given
   */
  public Optional<Layout> layout(PhotoFile photo) {
    return Optional.ofNullable(layouts.get(photo));
  }

  /**
   * Refuses a photo whose rows cannot be used.
   *
   * @param photo one of the photos that the rows were read for
   * @throws CoreScoreException if they cannot; the message names label file and photo
   */
  public void requireUsable(PhotoFile photo) {
    CoreScoreException failure = failures.get(photo);
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * Refuses a photo whose content is not that of its layout.
   *
   * @param file one of the photos that the rows were read for
   * @param photo the same, read
   * @throws CoreScoreException if the layout names a SHA-256 and the photo has another
   */
  public void requireSame(PhotoFile file, Photo photo) {
    String hash = hashes.get(file);
    if (hash != null && !hash.equals(photo.sha256())) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          file.name()
              + ": expected the photo of which its rows are, with SHA-256 "
              + hash
              + ", got one of the same name and size with "
              + photo.sha256());
    }
  }

  /**
   * A photo with its rows as a task of a batch. The task fails where the rows cannot be used.
   *
   * @param photo one of the photos that the rows were read for
   * @param reading reads it, as {@link PhotoMemory#read} does
   * @param first what is done before the photo is read; may throw to refuse it
   * @return the task, named by the path of the file
   */
  public PhotoTask task(PhotoFile photo, Function<PhotoFile, Photo> reading, Runnable first) {
    return new PhotoTask(
        photo.file().toString(),
        () -> {
          requireUsable(photo);
          first.run();
          Photo read = reading.apply(photo);
          requireSame(photo, read);
          return read;
        },
        Optional.empty(),
        layout(photo));
  }
}

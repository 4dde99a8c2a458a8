// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationFile;
import uk.ac.bgs.corescore.core.annotation.AnnotationReader;
import uk.ac.bgs.corescore.core.layout.LayoutJson;
import uk.ac.bgs.corescore.core.layout.RowPolygons;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoDimensions;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoPairing;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.place.LabelPlacer;
import uk.ac.bgs.corescore.core.place.PlacedLabels;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.LabelledPolygon;

/**
 * The rows of core that are given for photographs: the polygons Box of label files, or layouts as
 * results have them.
 */
final class RowLabels {
  private static final String BOX = "Box";

  /** To the placer what counts is what has to be there. */
  private static final LabelSet WANTED =
      new LabelSet(List.of(new Label("Void", false), new Label(BOX, true)));

  private final Map<PhotoFile, Layout> layouts = new LinkedHashMap<>();
  private final Map<PhotoFile, CoreScoreException> failures = new LinkedHashMap<>();

  /** The content that photos have to have, where the layout says of which it is. */
  private final Map<PhotoFile, String> hashes = new LinkedHashMap<>();

  private RowLabels() {}

  /** No rows of any photo. */
  static RowLabels none() {
    return new RowLabels();
  }

  /**
   * Reads rows and lays them onto their photos.
   *
   * @throws CoreScoreException if a label file cannot be read or two records are of one photo; what
   *     is wrong with a single photo's rows is told by {@link #layout}
   */
  static RowLabels read(Path labels, List<PhotoFile> photos, PrintWriter console)
      throws IOException {
    PhotoPairing all = PhotoPairing.of(photos);
    Map<Path, LayoutJson> given = LayoutFiles.read(labels);
    if (!given.isEmpty()) {
      return of(given, photos, all, console);
    }
    AnnotationReader reader = new PolygonOptions().reader(all);
    Map<Path, List<AnnotatedPhoto>> records = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    for (Path file : AnnotationReader.files(labels)) {
      AnnotationFile read = reader.read(file);
      read.problems().forEach(problem -> console.println(Messages.line(problem.toString())));
      records.put(file, read.photos().stream().map(RowLabels::boxes).toList());
      read.photos().forEach(photo -> names.add(photo.name()));
    }
    PhotoPairing pairing = all.among(names);
    RowLabels rows = new RowLabels();
    List<String> absent = new ArrayList<>();
    records.forEach(
        (file, boxes) -> boxes.forEach(one -> rows.add(file, one, pairing, absent, console)));
    rows.tell(absent, console);
    return rows;
  }

  /** Rows that layouts say. */
  private static RowLabels of(
      Map<Path, LayoutJson> given, List<PhotoFile> photos, PhotoPairing all, PrintWriter console) {
    PhotoPairing pairing =
        all.among(given.values().stream().flatMap(layout -> layout.photo().stream()).toList());
    RowLabels rows = new RowLabels();
    List<String> absent = new ArrayList<>();
    given.forEach(
        (file, layout) -> {
          if (layout.photo().isEmpty() && photos.size() != 1) {
            throw new CoreScoreException(
                file
                    + ": expected photo.name, of which photo the rows are, as "
                    + photos.size()
                    + " photos are scored");
          }
          Optional<PhotoFile> photo =
              layout.photo().isEmpty()
                  ? Optional.of(photos.get(0))
                  : photo(layout.photo().get(), pairing, absent, console);
          photo.ifPresent(of -> rows.add(file, layout, of));
        });
    rows.tell(absent, console);
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
      throw new CoreScoreException(file + ": two records are of " + photo.name());
    }
  }

  private void tell(List<String> absent, PrintWriter console) {
    if (!absent.isEmpty()) {
      console.println(Messages.line("rows without a photo: " + Records.few(absent)));
    }
  }

  /** The record without what is no row. */
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
      PrintWriter console) {
    Optional<PhotoFile> found = photo(boxes.name(), pairing, absent, console);
    if (found.isEmpty()) {
      return;
    }
    PhotoFile photo = found.get();
    requireFirst(file, photo);
    try {
      placed(file, boxes, photo, console).ifPresent(layout -> layouts.put(photo, layout));
    } catch (CoreScoreException e) {
      failures.put(photo, e.about(photo.name()));
    }
  }

  /** The photo that a name means, if it is one of those that are scored. */
  private static Optional<PhotoFile> photo(
      String name, PhotoPairing pairing, List<String> absent, PrintWriter console) {
    PhotoPairing.Match match;
    try {
      match = pairing.require(name);
    } catch (CoreScoreException e) {
      absent.add(Messages.of(e));
      return Optional.empty();
    }
    if (!match.exact()) {
      console.println(Messages.line(PolygonOptions.taken(name, match)));
    }
    return Optional.of(match.photo());
  }

  private static Optional<Layout> placed(
      Path file, AnnotatedPhoto boxes, PhotoFile photo, PrintWriter console) {
    if (boxes.polygons().isEmpty() && boxes.leftOut() == 0) {
      return Optional.empty();
    }
    if (boxes.polygons().isEmpty()) {
      throw new CoreScoreException(
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
    placed.remarks().forEach(remark -> console.println(Messages.line(remark.toString())));
    placed.problems().forEach(problem -> console.println(Messages.line(problem.toString())));
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
   * @return empty where none are drawn in it
   */
  Optional<Layout> layout(PhotoFile photo) {
    return Optional.ofNullable(layouts.get(photo));
  }

  /**
   * Refuses a photo whose rows cannot be used.
   *
   * @throws CoreScoreException if they cannot, naming label file and photo
   */
  void requireUsable(PhotoFile photo) {
    CoreScoreException failure = failures.get(photo);
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * Refuses a photo of another content than that of which the layout is.
   *
   * @throws CoreScoreException if the layout names a SHA-256 and the photo has another
   */
  void requireSame(PhotoFile file, Photo photo) {
    String hash = hashes.get(file);
    if (hash != null && !hash.equals(photo.sha256())) {
      throw new CoreScoreException(
          file.name()
              + ": expected the photo of which its rows are, with SHA-256 "
              + hash
              + ", got one of the same name and size with "
              + photo.sha256());
    }
  }
}

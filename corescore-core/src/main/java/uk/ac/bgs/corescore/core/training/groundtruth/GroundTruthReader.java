// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.groundtruth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.locationtech.jts.geom.Geometry;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationFile;
import uk.ac.bgs.corescore.core.annotation.AnnotationReader;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.core.layout.RowPolygons;
import uk.ac.bgs.corescore.core.mask.MaskPng;
import uk.ac.bgs.corescore.core.mask.PolygonFill;
import uk.ac.bgs.corescore.core.mask.PolygonFillProvider;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoPairing;
import uk.ac.bgs.corescore.core.place.PlacedLabels;
import uk.ac.bgs.corescore.core.report.FailureText;
import uk.ac.bgs.corescore.core.training.evaluate.Evaluator;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.LabelledPolygon;

/**
 * Reads the ground truth of photographs from label files or from a folder of masks.
 *
 * <p>Each photo of the result holds its labels, or reads its label file again when it is drawn
 * where a folder or ZIP has many files. A record without a photo is a failure of the result; labels
 * that cannot be used are a failure of their photo. Neither ends the reading.
 *
 * <p>Not for use by several threads at once if the remarks are not; the result is safe.
 */
public final class GroundTruthReader {
  private final Optional<PhotoPairing> photos;
  private final LabelReading reading;
  private final Consumer<String> remarks;

  /**
   * A reader.
   *
   * @param photos the photographs; empty if there are none, which masks alone allow
   * @param reading how label files are read
   * @param remarks takes a remark about labels that are used, one sentence at a time: doubtful
   *     shapes, and names that are not exactly their photo's
   */
  public GroundTruthReader(
      Optional<PhotoPairing> photos, LabelReading reading, Consumer<String> remarks) {
    this.photos = photos;
    this.reading = reading;
    this.remarks = remarks;
  }

  /**
   * Reads label files. Each rock polygon is a fragment.
   *
   * @param labels label files, or ZIPs or folders of them, of any format that is read
   * @return the photos that have labels
   * @throws CoreScoreException if a file cannot be used, two records are of one photo, or, with a
   *     strict reading, a shape is doubtful
   * @throws IOException if a file cannot be read
   */
  public GroundTruth labels(List<Path> labels) throws IOException {
    return once(fromLabels(labels), true, RecordNames.few(labels));
  }

  /**
   * Lists masks. Their fragments are those of the instance file beside each, else its 8-connected
   * regions of rock.
   *
   * @param folder the masks, see {@link MaskFolder}
   * @param recursive whether subfolders are searched
   * @param labels what values mean in masks that do not state it
   * @param photosNeeded whether masks without a photo are left out
   * @return the photos that have masks
   * @throws CoreScoreException if the folder cannot be used, or two masks are of one photo
   * @throws IOException if the folder cannot be read
   */
  public GroundTruth masks(Path folder, boolean recursive, LabelSet labels, boolean photosNeeded)
      throws IOException {
    return once(fromMasks(folder, recursive, labels), photosNeeded, folder.toString());
  }

  private static GroundTruth once(GroundTruth found, boolean photosNeeded, String source) {
    Map<String, LabelledPhoto> byName = new LinkedHashMap<>();
    for (LabelledPhoto one : found.photos()) {
      if ((one.photo().isPresent() || !photosNeeded) && byName.put(one.name(), one) != null) {
        throw new CoreScoreException(
            FailureKind.BAD_INPUT, source + ": two records are of " + one.name());
      }
    }
    return new GroundTruth(List.copyOf(byName.values()), found.failures());
  }

  /**
   * The photo of a record; a failure where there is none.
   *
   * @param usual the stem of a photo that needs no remark
   */
  private Optional<PhotoFile> photo(
      String name, Optional<String> usual, PhotoPairing pairing, List<String> failures) {
    if (photos.isEmpty()) {
      return Optional.empty();
    }
    try {
      PhotoPairing.Match match = pairing.require(name);
      if (!match.exact() && !usual.equals(Optional.of(match.photo().stem()))) {
        remarks.accept(match.remark(name));
      }
      return Optional.of(match.photo());
    } catch (CoreScoreException e) {
      failures.add(FailureText.of(e));
      return Optional.empty();
    }
  }

  private void remarkAbsent(List<String> failures) {
    if (!failures.isEmpty()) {
      remarks.accept("records without a photo: " + RecordNames.few(failures));
    }
  }

  private PhotoPairing pairing() {
    return photos.orElseGet(() -> PhotoPairing.of(List.of()));
  }

  private GroundTruth fromLabels(List<Path> labels) throws IOException {
    AnnotationReader reader = reading.reader(pairing());
    Set<Path> files = new LinkedHashSet<>();
    Map<Path, AnnotationFile> held = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (Path given : labels) {
      List<Path> parts = AnnotationReader.files(given);
      for (Path file : parts) {
        AnnotationFile read = reader.read(file);
        read.photos().forEach(photo -> names.add(photo.name()));
        files.add(file);
        if (parts.size() == 1) {
          held.put(file, read);
        }
      }
    }
    PhotoPairing pairing = pairing().among(names);
    LabelPlacement placement = reading.placement(pairing, LabelSet.CORESCORE);
    List<LabelledPhoto> known = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    List<String> unannotated = new ArrayList<>();
    for (Path file : files) {
      // Files of one photo each are read again when they are needed, so that there can be many.
      AnnotationFile before = held.get(file);
      boolean kept = before != null;
      AnnotationFile read = before == null ? reader.read(file) : before;
      read.problems().forEach(problem -> remarks.accept(problem.toString()));
      for (AnnotatedPhoto annotated : read.photos()) {
        if (placement.placer().isUnknown(annotated)) {
          unannotated.add(annotated.name());
        } else {
          photo(annotated.name(), Optional.empty(), pairing, failures)
              .map(
                  photo ->
                      placed(
                          file,
                          annotated,
                          photo,
                          placement,
                          kept ? Optional.empty() : Optional.of(reader)))
              .ifPresent(known::add);
        }
      }
    }
    remarkAbsent(failures);
    if (!unannotated.isEmpty()) {
      remarks.accept(placement.unannotated(unannotated));
    }
    return new GroundTruth(known, failures);
  }

  /** Lays labels onto their photo. */
  @FunctionalInterface
  private interface Placed {
    PlacedLabels get() throws IOException;
  }

  private static Placed reread(
      Path file, String name, PhotoFile photo, LabelPlacement placement, AnnotationReader reader) {
    return () ->
        placement.onPhoto(
            file,
            reader.read(file).photos().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(
                    () ->
                        new CoreScoreException(FailureKind.BUSY, file + ": was changed meanwhile")),
            photo.file());
  }

  /**
   * Lays labels onto their photo.
   *
   * @param again reads the file again when its labels are needed; empty to hold them
   */
  private LabelledPhoto placed(
      Path file,
      AnnotatedPhoto annotated,
      PhotoFile photo,
      LabelPlacement placement,
      Optional<AnnotationReader> again) {
    String stem = photo.stem();
    try {
      PlacedLabels placed = placement.onPhoto(file, annotated, photo.file());
      placement.remarks(placed).forEach(remarks);
      Placed wanted =
          again.isEmpty()
              ? () -> placed
              : reread(file, annotated.name(), photo, placement, again.get());
      PolygonFill fill =
          PolygonFill.of(
                  LabelSet.CORESCORE,
                  List.of(PolygonFillProvider.ORDER.defaultValue().split(",", -1)))
              .withRule(reading.rule());
      LabelledPhoto labelled =
          LabelledPhoto.of(
              stem,
              annotated.name(),
              Optional.of(photo),
              () -> {
                AnnotatedPhoto drawn = wanted.get().photo();
                AnnotatedPhoto.Size size = drawn.size().orElseThrow();
                return fill.create(drawn.polygons(), size.width(), size.height());
              },
              () -> sha256(wanted.get().photo().polygons()));
      return rows(stem, placed.photo()).map(labelled::withRows).orElse(labelled);
    } catch (CoreScoreException e) {
      if (reading.strict()) {
        throw e;
      }
      return LabelledPhoto.failed(stem, annotated.name(), photo, e);
    }
  }

  /** The rows of polygons {@code Box}; empty if there are none or they are not rows. */
  private Optional<Layout> rows(String stem, AnnotatedPhoto placed) {
    List<Geometry> boxes = new ArrayList<>();
    for (LabelledPolygon polygon : placed.polygons()) {
      if (polygon.label().equals(RowLayouts.BOX)) {
        boxes.add(polygon.outline());
      }
    }
    if (boxes.isEmpty()) {
      return Optional.empty();
    }
    AnnotatedPhoto.Size size = placed.size().orElseThrow();
    try {
      return Optional.of(RowPolygons.layout(size.width(), size.height(), boxes));
    } catch (CoreScoreException e) {
      remarks.accept(stem + ": its rows are not judged: " + FailureText.of(e));
      return Optional.empty();
    }
  }

  private GroundTruth fromMasks(Path folder, boolean recursive, LabelSet labels)
      throws IOException {
    List<LabelledPhoto> known = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    List<PhotoFile> files = MaskFolder.masks(folder, recursive);
    PhotoPairing pairing = pairing().among(files.stream().map(PhotoFile::name).toList());
    int withInstances = 0;
    for (PhotoFile mask : files) {
      Optional<PhotoFile> photo =
          photo(mask.name(), Optional.of(MaskFolder.stem(mask)), pairing, failures);
      Path instances = MaskFolder.instances(mask);
      boolean numbered = Files.exists(instances);
      withInstances += numbered ? 1 : 0;
      known.add(
          LabelledPhoto.of(
              photo.map(PhotoFile::stem).orElse(MaskFolder.stem(mask)),
              mask.name(),
              photo,
              () ->
                  numbered
                      ? MaskFolder.read(mask.file(), instances, labels)
                      : Evaluator.connected(MaskPng.read(mask.file(), labels)),
              () ->
                  Sha256.ofText(
                      Sha256.of(mask.file()) + (numbered ? "," + Sha256.of(instances) : ""))));
    }
    remarks.accept(
        String.format(
            Locale.ROOT,
            "fragments of the truth: from .instances.png for %d of %d masks, else 8-connected"
                + " regions",
            withInstances,
            known.size()));
    remarkAbsent(failures);
    return new GroundTruth(known, failures);
  }

  /** Labels and outlines in photo pixels; the file they come from does not count. */
  private String sha256(List<LabelledPolygon> drawn) {
    StringBuilder text = new StringBuilder(reading.rule().toString()).append('\n');
    for (LabelledPolygon polygon : drawn) {
      text.append(polygon.label()).append(' ');
      // Sorted, because a set has no order.
      polygon.marks().stream().sorted().forEach(mark -> text.append(mark.id()).append(' '));
      text.append(polygon.outline().toText()).append('\n');
    }
    return Sha256.ofText(text.toString());
  }
}

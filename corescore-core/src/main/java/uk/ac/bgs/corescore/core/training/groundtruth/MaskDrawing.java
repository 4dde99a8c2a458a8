// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.groundtruth;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationFile;
import uk.ac.bgs.corescore.core.annotation.AnnotationFormat;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem;
import uk.ac.bgs.corescore.core.annotation.AnnotationReader;
import uk.ac.bgs.corescore.core.mask.FilledMask;
import uk.ac.bgs.corescore.core.mask.InstancesPng;
import uk.ac.bgs.corescore.core.mask.MaskPng;
import uk.ac.bgs.corescore.core.mask.PolygonFill;
import uk.ac.bgs.corescore.core.mask.PolygonFillProvider;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoPairing;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.pipeline.WorkListener;
import uk.ac.bgs.corescore.core.place.PlacedLabels;
import uk.ac.bgs.corescore.core.report.OutputFolder;
import uk.ac.bgs.corescore.core.report.TableFile;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.LabelledPolygon;

/**
 * Rasterizes label files into a folder of masks: for each photo {@code STEM.mask.png} (class
 * indices), {@code STEM.instances.png} (fragment numbers in 16 bits) and, where the photo is there,
 * {@code STEM.preview.png}; and {@code masks.csv}, a row a polygon.
 *
 * <p>The mask has the photo's size; without photos it is the size in the label file, else the size
 * that was set. One photo is in memory at a time. Immutable; safe for use by many threads.
 */
public final class MaskDrawing {
  private static final String TABLE = "masks.csv";

  private final PhotoPairing photos;
  private final boolean photosNeeded;
  private final LabelReading reading;
  private final Optional<AnnotatedPhoto.Size> canvas;
  private final PolygonFill fill;
  private final LabelSet known;

  private MaskDrawing(
      PhotoPairing photos,
      boolean photosNeeded,
      LabelReading reading,
      Optional<AnnotatedPhoto.Size> canvas,
      PolygonFill fill,
      LabelSet known) {
    this.photos = photos;
    this.photosNeeded = photosNeeded;
    this.reading = reading;
    this.canvas = canvas;
    this.fill = fill;
    this.known = known;
  }

  /**
   * A drawing.
   *
   * @param photos the photographs, and the table of what labels were drawn on
   * @param photosNeeded whether a record without a photo fails; where not, no photo is searched for
   * @param reading how label files are read and polygons are filled
   * @param canvas the size of masks whose photo and size are not known, if there is one
   * @param order labels in the order in which they are drawn; empty for the usual order. Labels
   *     that are not named are left out
   * @param merges labels that are drawn as another label
   * @return the drawing
   * @throws IllegalArgumentException if the order or a merge names a label that masks do not have
   */
  public static MaskDrawing of(
      PhotoPairing photos,
      boolean photosNeeded,
      LabelReading reading,
      Optional<AnnotatedPhoto.Size> canvas,
      List<String> order,
      Map<String, String> merges) {
    List<String> drawn =
        order.isEmpty() ? List.of(PolygonFillProvider.ORDER.defaultValue().split(",", -1)) : order;
    return new MaskDrawing(
        photos,
        photosNeeded,
        reading,
        canvas,
        PolygonFill.of(LabelSet.CORESCORE, drawn.stream().map(String::strip).toList())
            .withMerges(merges)
            .withRule(reading.rule()),
        drawable(merges));
  }

  /** The labels that can be drawn: those of the masks, and those that are merged into them. */
  private static LabelSet drawable(Map<String, String> merges) {
    List<Label> labels = new ArrayList<>(LabelSet.CORESCORE.labels());
    merges.forEach(
        (name, drawnAs) -> {
          if (LabelSet.CORESCORE.indexOf(name).isEmpty()) {
            labels.add(new Label(name, isRock(drawnAs)));
          }
        });
    return new LabelSet(labels);
  }

  private static boolean isRock(String label) {
    OptionalInt index = LabelSet.CORESCORE.indexOf(label);
    return index.isPresent() && LabelSet.CORESCORE.isRock(index.getAsInt());
  }

  /**
   * Reads label files. With a strict reading all labels are laid onto their photos here.
   *
   * @param labels label files, or ZIPs or folders of them
   * @param format their format; empty to recognise it from the content
   * @param record the name of the only record to draw, with or without folders and extension; empty
   *     for all
   * @return the records
   * @throws CoreScoreException if a file cannot be used
   * @throws IOException if a file cannot be read
   */
  public LabelRecords read(
      List<Path> labels, Optional<AnnotationFormat> format, Optional<String> record)
      throws IOException {
    AnnotationReader reader = reading.reader(photos).withLabels(known);
    List<AnnotatedPhoto> all = new ArrayList<>();
    List<LabelRecords.Entry> chosen = new ArrayList<>();
    List<AnnotationProblem> found = new ArrayList<>();
    List<AnnotationProblem> problems = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    for (Path given : labels) {
      files.addAll(AnnotationReader.files(given));
    }
    for (Path file : files) {
      AnnotationFile read = format.isEmpty() ? reader.read(file) : reader.read(file, format.get());
      all.addAll(read.photos());
      found.addAll(read.problems());
      List<LabelRecords.Entry> entries =
          record.map(name -> RecordNames.named(name, read.photos())).orElse(read.photos()).stream()
              .map(photo -> new LabelRecords.Entry(file, photo, read.problems()))
              .toList();
      chosen.addAll(entries);
      read.problems().stream()
          .filter(p -> record.isEmpty() || entries.stream().anyMatch(entry -> entry.isOf(p)))
          .forEach(problems::add);
    }
    LabelPlacement placement =
        reading.placement(photos.among(all.stream().map(AnnotatedPhoto::name).toList()), known);
    Optional<String> missing =
        chosen.isEmpty()
            ? Optional.of(
                (labels.size() == 1 ? labels.get(0).toString() : RecordNames.few(labels))
                    + ": "
                    + record.map(name -> RecordNames.none(name, all)).orElse("holds no photo"))
            : Optional.empty();
    LabelRecords records =
        new LabelRecords(chosen, chosen.isEmpty() ? found : problems, placement, missing);
    if (reading.strict()) {
      for (LabelRecords.Entry entry : records.annotated()) {
        String name = entry.annotated().name();
        if (!photosNeeded || LabelReading.found(name, placement.pairing()).isPresent()) {
          placed(entry, placement);
        }
      }
    }
    return records;
  }

  /**
   * Draws the masks. A record that fails is reported; the others are drawn.
   *
   * @param records what {@link #read} gave
   * @param out the folder, which exists
   * @param overwrite whether files may be replaced
   * @param listener receives the progress, by names of records
   * @return how many records there were to draw
   * @throws IOException if the table cannot be written
   */
  public int draw(LabelRecords records, Path out, boolean overwrite, WorkListener listener)
      throws IOException {
    List<LabelRecords.Entry> entries = records.annotated();
    Map<String, String> taken = new HashMap<>();
    try (TableFile table =
        TableFile.open(
            out.resolve(TABLE),
            overwrite,
            List.of(
                "photo",
                "shape",
                "label",
                "drawn_as",
                "fragment",
                "drawn_px",
                "visible_px",
                "covered_px",
                "remark"))) {
      Target target = new Target(out, overwrite, listener, taken, table);
      for (AnnotationProblem problem : records.problems()) {
        listener.remark(problem.toString());
        target.leftOut(nameOf(problem.record(), records.placement().pairing()), problem);
      }
      listener.start(entries.size());
      for (LabelRecords.Entry entry : entries) {
        String name = entry.annotated().name();
        listener.begin(name);
        try {
          listener.done(name, draw(entry, records.placement(), target));
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
          listener.failed(name, e);
        }
      }
    }
    return entries.size();
  }

  /** A record's name in the table: its photo's, where it has one. */
  private static String nameOf(String record, PhotoPairing pairing) {
    return LabelReading.found(record, pairing).map(match -> match.photo().name()).orElse(record);
  }

  /** Where masks go. */
  private record Target(
      Path out,
      boolean overwrite,
      WorkListener listener,
      Map<String, String> taken,
      TableFile table) {
    /** A row for a shape that is not drawn. */
    void leftOut(String photo, AnnotationProblem problem) throws IOException {
      if (!problem.kind().isKept()) {
        table.row(photo, problem.shape(), problem.label(), "", 0, 0, 0, 0, problem.reason());
      }
    }

    Path file(String stem, String suffix) {
      return out.resolve(stem + suffix);
    }

    /** Takes a stem for a record, and makes the folders of its files. */
    void take(String stem, String record) throws IOException {
      String before = taken.putIfAbsent(stem, record);
      if (before != null) {
        throw new CoreScoreException(
            FailureKind.BAD_INPUT,
            "the record " + before + " before it has the same mask, " + stem + MaskFolder.MASK);
      }
      OutputFolder.requireFree(
          overwrite,
          file(stem, MaskFolder.MASK),
          file(stem, MaskFolder.INSTANCES),
          file(stem, MaskFolder.PREVIEW));
      OutputFolder.makeFor(file(stem, MaskFolder.MASK));
    }
  }

  /** The labels in the pixels of their photo; where there is none, in those of the known size. */
  private PlacedLabels placed(LabelRecords.Entry entry, LabelPlacement placement) {
    AnnotatedPhoto annotated = entry.annotated();
    Optional<PhotoPairing.Match> match = match(annotated, placement);
    if (match.isPresent()) {
      return placement.onPhoto(entry.file(), annotated, match.get().photo().file());
    }
    AnnotatedPhoto.Size size =
        annotated
            .size()
            .or(() -> canvas)
            .orElseThrow(
                () ->
                    new CoreScoreException(
                        FailureKind.BAD_INPUT,
                        "no photos, no size in the label file, and no canvas"
                            + reading.advice().onUnknownSize()));
    return placement.onCanvas(entry.file(), annotated, size);
  }

  /** The photo of a record, which must be there where there are photos. */
  private Optional<PhotoPairing.Match> match(AnnotatedPhoto annotated, LabelPlacement placement) {
    return photosNeeded
        ? Optional.of(placement.pairing().require(annotated.name()))
        : Optional.empty();
  }

  private String draw(LabelRecords.Entry entry, LabelPlacement placement, Target target)
      throws IOException {
    AnnotatedPhoto annotated = entry.annotated();
    PlacedLabels placed = placed(entry, placement);
    Optional<PhotoPairing.Match> match = match(annotated, placement);
    Optional<Photo> photo = match.map(one -> PhotoReader.create().read(one.photo()));
    String name = photo.map(Photo::name).orElse(annotated.name());
    String stem = photo.map(Photo::stem).orElseGet(() -> PhotoFile.stemOf(annotated.name()));
    target.take(stem, annotated.name());
    placement.remarks(placed).forEach(target.listener()::remark);
    for (AnnotationProblem problem : placed.problems()) {
      target.leftOut(name, problem);
    }
    List<AnnotationProblem> found = new ArrayList<>(entry.problems());
    found.addAll(placed.problems());
    List<LabelledPolygon> drawn = placed.photo().polygons();
    AnnotatedPhoto.Size size = placed.photo().size().orElseThrow();
    long start = System.nanoTime();
    FilledMask mask = fill.fill(drawn, size.width(), size.height());
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    MaskPng.write(
        mask.segmentation().mask(), target.file(stem, MaskFolder.MASK), target.overwrite());
    InstancesPng.write(
        mask.segmentation().fragments(),
        target.file(stem, MaskFolder.INSTANCES),
        target.overwrite());
    if (photo.isPresent()) {
      MaskPreview.write(
          photo.get(),
          mask.segmentation(),
          reading.rule(),
          Instant.now(),
          elapsed,
          target.file(stem, MaskFolder.PREVIEW),
          target.overwrite());
    }
    for (int i = 0; i < mask.shapes().size(); i++) {
      FilledMask.Shape shape = mask.shapes().get(i);
      target
          .table()
          .row(
              name,
              placed.photo().places().get(i),
              shape.polygon().label(),
              shape.label(),
              shape.fragment(),
              shape.drawn(),
              shape.visible(),
              shape.drawn() - shape.visible(),
              remark(shape, reasons(placed.photo(), i, found)));
    }
    return size
        + ", "
        + drawn.size()
        + " polygons, "
        + mask.segmentation().fragments().count()
        + " fragments, "
        + mask.overlap()
        + " px under other polygons"
        + match
            .filter(one -> !one.exact())
            .map(one -> "; its photo is " + one.photo().name())
            .orElse("");
  }

  /** What was found in a shape that was kept. */
  private static List<String> reasons(
      AnnotatedPhoto photo, int polygon, List<AnnotationProblem> problems) {
    List<String> places = List.of(photo.places().get(polygon).split(" \\+ ", -1));
    return problems.stream()
        .filter(p -> p.record().equals(photo.name()) && places.contains(p.shape()))
        .map(AnnotationProblem::reason)
        .toList();
  }

  /** The problems of a shape from rasterizing, then those from reading. */
  private static String remark(FilledMask.Shape shape, List<String> found) {
    List<String> remarks = new ArrayList<>();
    if (shape.label().isEmpty()) {
      remarks.add("left out: the order does not name its label");
    } else if (shape.drawn() == 0) {
      remarks.add("covers no pixel of the photo");
    } else if (shape.visible() == 0) {
      remarks.add("wholly under other polygons");
    }
    remarks.addAll(found);
    return String.join("; ", remarks);
  }
}

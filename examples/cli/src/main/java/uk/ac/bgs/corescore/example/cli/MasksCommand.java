// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import uk.ac.bgs.corescore.CoreScoreException;
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
import uk.ac.bgs.corescore.core.place.PlacedLabels;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.LabelledPolygon;

/** Draws masks from label files. */
@Command(
    name = "masks",
    description = {
      "Draws masks from labelled polygons.",
      "",
      "Reads Labelbox, LabelTool, labelme, COCO, CVAT, Label Studio, GeoJSON, YOLO,",
      "Supervisely and VIA files, ZIPs and folders of them too, and writes for each",
      "photo STEM.mask.png (class indices, label names inside), STEM.instances.png",
      "(16-bit fragment numbers) and, where there is a photo, STEM.preview.png; and",
      "masks.csv: what became of each polygon. STEM is the photo's, with the",
      "folders in which it lies in --photos, as in masks/BH1/box_001.mask.png. The",
      "photo's size decides the canvas; without --photos the size in the label",
      "file, else --canvas. With --photos a record without a photo fails.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  corescore masks --labels labels.json --photos photos --out masks",
      "  corescore masks --labels export.zip --canvas 6288x888 \\",
      "    --merge Rock_Fragment_2=Rock_Fragment --out masks"
    })
final class MasksCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      required = true,
      description =
          "A label file, ZIP or folder; its format is recognised from the content. May be given"
              + " several times.")
  private List<Path> labels = List.of();

  @Option(
      names = "--label-format",
      paramLabel = "ID",
      description =
          "The label file's format, where it should not be guessed: labelbox, labeltool, labelme,"
              + " coco, cvat, label-studio, geojson, yolo, supervisely or via.")
  private @Nullable String labelFormat;

  @Mixin private PolygonOptions polygons = new PolygonOptions();

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where the masks go.")
  private Path out = Path.of(".");

  @Option(
      names = "--canvas",
      paramLabel = "WxH",
      description = "Size of masks whose photo and size are not known, for example 6288x888.")
  private @Nullable String canvas;

  @Option(
      names = "--order",
      paramLabel = "LABELS",
      description = "Labels in the order in which they are drawn; those not named are left out.")
  private @Nullable String order;

  @Option(
      names = "--merge",
      paramLabel = "A=B",
      description = "Draws label A as label B; may be given several times.")
  private Map<String, String> merge = new LinkedHashMap<>();

  @Option(
      names = "--record",
      paramLabel = "NAME",
      description = "Draws this photo of the label file only; its name, or that without extension.")
  private @Nullable String record;

  @Option(names = "--force", description = "Replaces files that exist.")
  private boolean force;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  MasksCommand() {}

  /**
   * A record that is drawn.
   *
   * @param file its label file
   * @param annotated the record
   * @param problems what was found in that file
   */
  private record Entry(Path file, AnnotatedPhoto annotated, List<AnnotationProblem> problems) {
    boolean isOf(AnnotationProblem problem) {
      return annotated.name().equals(problem.record());
    }
  }

  @Override
  public Integer call() throws IOException {
    PolygonFill fill = fill();
    Optional<AnnotatedPhoto.Size> fallback = canvasSize();
    LabelSet known = known();
    PhotoPairing photos = polygons.pairing();
    AnnotationReader reader = polygons.reader(photos).withLabels(known);
    List<AnnotatedPhoto> all = new ArrayList<>();
    List<Entry> chosen = new ArrayList<>();
    List<AnnotationProblem> found = new ArrayList<>();
    List<AnnotationProblem> problems = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    for (Path given : labels) {
      files.addAll(AnnotationReader.files(given));
    }
    for (Path file : files) {
      AnnotationFile read =
          labelFormat == null ? reader.read(file) : reader.read(file, format(labelFormat));
      all.addAll(read.photos());
      found.addAll(read.problems());
      List<Entry> entries =
          (record == null ? read.photos() : Records.named(record, read.photos()))
              .stream().map(photo -> new Entry(file, photo, read.problems())).toList();
      chosen.addAll(entries);
      read.problems().stream()
          .filter(p -> record == null || entries.stream().anyMatch(entry -> entry.isOf(p)))
          .forEach(problems::add);
    }
    if (chosen.isEmpty()) {
      found.forEach(this::say);
      spec.commandLine().getOut().flush();
      throw new ParameterException(
          spec.commandLine(),
          (labels.size() == 1 ? labels.get(0).toString() : Records.few(labels))
              + ": "
              + (record == null ? "holds no photo" : Records.none(record, all)));
    }
    PhotoPairing pairing = photos.among(all.stream().map(AnnotatedPhoto::name).toList());
    Placing placing = polygons.placing(pairing, known);
    List<Entry> stated =
        chosen.stream().filter(entry -> !placing.placer().isUnknown(entry.annotated())).toList();
    if (polygons.strict()) {
      for (Entry entry : stated) {
        String name = entry.annotated().name();
        if (polygons.photos().isEmpty() || PolygonOptions.found(name, pairing).isPresent()) {
          placed(entry, placing, fallback);
        }
      }
    }
    List<String> unknown =
        chosen.stream()
            .filter(entry -> placing.placer().isUnknown(entry.annotated()))
            .map(entry -> entry.annotated().name())
            .toList();
    if (stated.isEmpty()) {
      problems.forEach(this::say);
      spec.commandLine().getOut().flush();
      throw new CoreScoreException(Placing.unknown(unknown));
    }
    int code = draw(stated, problems, placing, fill, fallback);
    if (!unknown.isEmpty()) {
      spec.commandLine().getOut().println(Placing.unknown(unknown));
      spec.commandLine().getOut().flush();
    }
    return code;
  }

  private void say(AnnotationProblem problem) {
    spec.commandLine().getOut().println(Messages.line(problem.toString()));
  }

  private int draw(
      List<Entry> chosen,
      List<AnnotationProblem> problems,
      Placing placing,
      PolygonFill fill,
      Optional<AnnotatedPhoto.Size> fallback)
      throws IOException {
    PrintWriter console = spec.commandLine().getOut();
    List<String> failures = new ArrayList<>();
    Map<String, String> taken = new HashMap<>();
    Folders.make(out);
    try (Table table =
        Table.open(
            out.resolve("masks.csv"),
            force,
            "photo",
            "shape",
            "label",
            "drawn_as",
            "fragment",
            "drawn_px",
            "visible_px",
            "covered_px",
            "remark")) {
      for (AnnotationProblem problem : problems) {
        say(problem);
        leftOut(polygons.nameOf(problem.record(), placing.pairing()), problem, table);
      }
      Progress progress = new Progress(console, Progress.onTerminal(), chosen.size());
      for (Entry entry : chosen) {
        String name = entry.annotated().name();
        progress.begin(name);
        try {
          progress.end(name + ": " + draw(entry, placing, fill, fallback, taken, table));
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
          failures.add(Messages.of(name, e));
          progress.end(name + ": FAILED: " + Messages.of(e));
        }
      }
    }
    console.println(
        (chosen.size() - failures.size()) + " of " + chosen.size() + " masks drawn: " + out);
    console.flush();
    return Messages.failures(failures, spec.commandLine().getErr());
  }

  /** A row for a shape that is not drawn. */
  private static void leftOut(String photo, AnnotationProblem problem, Table table)
      throws IOException {
    if (!problem.kind().isKept()) {
      table.row(photo, problem.shape(), problem.label(), "", 0, 0, 0, 0, problem.reason());
    }
  }

  /** The labels in the pixels of their photo; where there is none, of the size that is known. */
  private PlacedLabels placed(
      Entry entry, Placing placing, Optional<AnnotatedPhoto.Size> fallback) {
    AnnotatedPhoto annotated = entry.annotated();
    Optional<PhotoPairing.Match> match = match(annotated, placing);
    if (match.isPresent()) {
      return placing.onPhoto(entry.file(), annotated, match.get().photo().file());
    }
    AnnotatedPhoto.Size size =
        annotated
            .size()
            .or(() -> fallback)
            .orElseThrow(
                () ->
                    new CoreScoreException(
                        "no --photos, no size in the label file, and no --canvas"));
    return placing.onCanvas(entry.file(), annotated, size);
  }

  /** The photo of a record, which has to be there where there are photos. */
  private Optional<PhotoPairing.Match> match(AnnotatedPhoto annotated, Placing placing) {
    return polygons.photos().map(folder -> placing.pairing().require(annotated.name()));
  }

  private String draw(
      Entry entry,
      Placing placing,
      PolygonFill fill,
      Optional<AnnotatedPhoto.Size> fallback,
      Map<String, String> taken,
      Table table)
      throws IOException {
    AnnotatedPhoto annotated = entry.annotated();
    PlacedLabels placed = placed(entry, placing, fallback);
    Optional<PhotoPairing.Match> match = match(annotated, placing);
    Optional<Photo> photo = match.map(one -> PhotoReader.create().read(one.photo()));
    String name = photo.map(Photo::name).orElse(annotated.name());
    String stem = photo.map(Photo::stem).orElseGet(() -> PhotoFile.stemOf(annotated.name()));
    String before = taken.putIfAbsent(stem, annotated.name());
    if (before != null) {
      throw new CoreScoreException(
          "the record " + before + " before it has the same mask, " + stem + MaskFiles.MASK);
    }
    for (String suffix : List.of(MaskFiles.MASK, MaskFiles.INSTANCES, MaskFiles.PREVIEW)) {
      if (!force && Files.exists(out.resolve(stem + suffix))) {
        throw new FileAlreadyExistsException(out.resolve(stem + suffix).toString());
      }
    }
    MaskFiles.makeFolders(out, stem);
    Placing.remarks(placed).forEach(spec.commandLine().getOut()::println);
    for (AnnotationProblem problem : placed.problems()) {
      leftOut(name, problem, table);
    }
    List<AnnotationProblem> found = new ArrayList<>(entry.problems());
    found.addAll(placed.problems());
    List<LabelledPolygon> drawn = placed.photo().polygons();
    AnnotatedPhoto.Size size = placed.photo().size().orElseThrow();
    long start = System.nanoTime();
    FilledMask mask = fill.fill(drawn, size.width(), size.height());
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    MaskPng.write(mask.segmentation().mask(), out.resolve(stem + MaskFiles.MASK), force);
    InstancesPng.write(
        mask.segmentation().fragments(), out.resolve(stem + MaskFiles.INSTANCES), force);
    if (photo.isPresent()) {
      Preview.write(
          photo.get(),
          mask.segmentation(),
          polygons.rule(),
          Instant.now(),
          elapsed,
          out.resolve(stem + MaskFiles.PREVIEW),
          force);
    }
    for (int i = 0; i < mask.shapes().size(); i++) {
      FilledMask.Shape shape = mask.shapes().get(i);
      table.row(
          name,
          placed.photo().places().get(i),
          shape.polygon().label(),
          shape.label(),
          shape.fragment(),
          shape.drawn(),
          shape.visible(),
          shape.drawn() - shape.visible(),
          remark(shape, Records.remarks(placed.photo(), i, found)));
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

  /** What the drawing says of a shape, then what was found in it before. */
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

  private AnnotationFormat format(String id) {
    try {
      return AnnotationFormat.ofId(id);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--label-format: " + e.getMessage(), e);
    }
  }

  /** The labels that can be drawn: those of the masks, and those that are merged into them. */
  private LabelSet known() {
    List<Label> known = new ArrayList<>(LabelSet.CORESCORE.labels());
    merge.forEach(
        (name, drawnAs) -> {
          if (LabelSet.CORESCORE.indexOf(name).isEmpty()) {
            known.add(new Label(name, isRock(drawnAs)));
          }
        });
    return new LabelSet(known);
  }

  private static boolean isRock(String label) {
    OptionalInt index = LabelSet.CORESCORE.indexOf(label);
    return index.isPresent() && LabelSet.CORESCORE.isRock(index.getAsInt());
  }

  private PolygonFill fill() {
    String labelsInOrder = order == null ? PolygonFillProvider.ORDER.defaultValue() : order;
    try {
      return PolygonFill.of(
              LabelSet.CORESCORE,
              Arrays.stream(labelsInOrder.split(",", -1)).map(String::strip).toList())
          .withMerges(merge)
          .withRule(polygons.rule());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Optional<AnnotatedPhoto.Size> canvasSize() {
    if (canvas == null) {
      return Optional.empty();
    }
    if (!canvas.matches("[1-9][0-9]{0,8}x[1-9][0-9]{0,8}")) {
      throw new ParameterException(
          spec.commandLine(), "--canvas takes WxH, for example 6288x888, not '" + canvas + "'");
    }
    String[] sides = canvas.split("x", -1);
    return Optional.of(
        new AnnotatedPhoto.Size(Integer.parseInt(sides[0]), Integer.parseInt(sides[1])));
  }
}

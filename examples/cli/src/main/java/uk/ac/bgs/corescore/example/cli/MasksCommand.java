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
import uk.ac.bgs.corescore.core.annotation.AnnotationException;
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
import uk.ac.bgs.corescore.core.photo.PhotoPairing;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
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
      "masks.csv: what became of each polygon. The photo's size decides the canvas, else the size in the",
      "label file, else --canvas.",
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
      description = "The label file, ZIP or folder; its format is recognised from the content.")
  private Path labels = Path.of(".");

  @Option(
      names = "--label-format",
      paramLabel = "ID",
      description =
          "The label file's format, where it should not be guessed: labelbox, labeltool, labelme, coco,"
              + " cvat, label-studio, geojson, yolo, supervisely or via.")
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

  @Override
  public Integer call() throws IOException {
    PolygonFill fill = fill();
    Optional<int[]> fallback = canvasSize();
    PhotoPairing pairing = polygons.pairing();
    AnnotationReader reader = polygons.reader(pairing).withLabels(known());
    AnnotationFile file =
        labelFormat == null ? reader.read(labels) : reader.read(labels, format(labelFormat));
    List<AnnotatedPhoto> chosen =
        record == null ? file.photos() : Records.named(record, file.photos());
    if (chosen.isEmpty()) {
      PrintWriter console = spec.commandLine().getOut();
      file.problems().forEach(problem -> console.println(Messages.line(problem.toString())));
      console.flush();
      throw new ParameterException(
          spec.commandLine(),
          labels
              + ": "
              + (record == null ? "holds no photo" : Records.none(record, file.photos())));
    }
    polygons.requireInside(labels, chosen, pairing);
    return draw(chosen, file.problems(), pairing, fill, fallback);
  }

  private int draw(
      List<AnnotatedPhoto> chosen,
      List<AnnotationProblem> problems,
      PhotoPairing pairing,
      PolygonFill fill,
      Optional<int[]> fallback)
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
        if (record == null
            || chosen.stream().anyMatch(photo -> photo.name().equals(problem.record()))) {
          console.println(Messages.line(problem.toString()));
          if (!problem.kind().isKept()) {
            table.row(
                problem.record(),
                problem.shape(),
                problem.label(),
                "",
                0,
                0,
                0,
                0,
                problem.reason());
          }
        }
      }
      Progress progress = new Progress(console, Progress.onTerminal(), chosen.size());
      for (AnnotatedPhoto photo : chosen) {
        progress.begin(photo.name());
        try {
          progress.end(
              photo.name() + ": " + draw(photo, problems, pairing, fill, fallback, taken, table));
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
          failures.add(photo.name() + ": " + Messages.of(e));
          progress.end(photo.name() + ": FAILED: " + Messages.of(e));
        }
      }
    }
    console.println(
        (chosen.size() - failures.size()) + " of " + chosen.size() + " masks drawn: " + out);
    console.flush();
    return Messages.failures(failures, spec.commandLine().getErr());
  }

  private String draw(
      AnnotatedPhoto annotated,
      List<AnnotationProblem> problems,
      PhotoPairing pairing,
      PolygonFill fill,
      Optional<int[]> fallback,
      Map<String, String> taken,
      Table table)
      throws IOException {
    Optional<Path> file = pairing.find(annotated.name());
    Optional<Photo> photo = file.map(PhotoReader.create()::read);
    int[] size =
        photo
            .map(read -> new int[] {read.image().width(), read.image().height()})
            .or(() -> annotated.size().map(known -> new int[] {known.width(), known.height()}))
            .or(() -> fallback)
            .orElseThrow(
                () ->
                    new CoreScoreException(
                        "no photo of that name, no size in the label file, and no --canvas"));
    String stem = photo.map(Photo::stem).orElseGet(() -> Records.stem(annotated.name()));
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
    List<LabelledPolygon> drawn =
        photo.isEmpty()
            ? annotated.polygons()
            : PolygonOptions.scaled(annotated, pairing, size[0], size[1]);
    List<AnnotationProblem> outside = Outside.of(labels, annotated, drawn, size[0], size[1]);
    if (polygons.strict() && !outside.isEmpty()) {
      throw new AnnotationException(outside.get(0));
    }
    outside.forEach(
        problem -> spec.commandLine().getOut().println(Messages.line(problem.toString())));
    Optional<String> wholly = Outside.wholly(drawn, size[0], size[1]);
    List<AnnotationProblem> remarks = new ArrayList<>(problems);
    remarks.addAll(outside);
    long start = System.nanoTime();
    FilledMask mask = fill.fill(drawn, size[0], size[1]);
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
          annotated.name(),
          annotated.places().get(i),
          shape.polygon().label(),
          shape.label(),
          shape.fragment(),
          shape.drawn(),
          shape.visible(),
          shape.drawn() - shape.visible(),
          remark(shape, Records.remarks(annotated, i, remarks)));
    }
    return size[0]
        + " x "
        + size[1]
        + ", "
        + drawn.size()
        + " polygons, "
        + mask.segmentation().fragments().count()
        + " fragments, "
        + mask.overlap()
        + " px under other polygons"
        + wholly.map(remark -> "; " + remark).orElse("");
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
    for (String name : merge.keySet()) {
      if (LabelSet.CORESCORE.indexOf(name).isEmpty()) {
        known.add(new Label(name, false));
      }
    }
    return new LabelSet(known);
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

  private Optional<int[]> canvasSize() {
    if (canvas == null) {
      return Optional.empty();
    }
    if (!canvas.matches("[1-9][0-9]{0,8}x[1-9][0-9]{0,8}")) {
      throw new ParameterException(
          spec.commandLine(), "--canvas takes WxH, for example 6288x888, not '" + canvas + "'");
    }
    return Optional.of(Arrays.stream(canvas.split("x", -1)).mapToInt(Integer::parseInt).toArray());
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationFormat;
import uk.ac.bgs.corescore.core.photo.PhotoPairing;
import uk.ac.bgs.corescore.core.report.OutputFolder;
import uk.ac.bgs.corescore.core.training.groundtruth.LabelRecords;
import uk.ac.bgs.corescore.core.training.groundtruth.MaskDrawing;

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
final class MasksCommand extends Subcommand {
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

  @Mixin private LabelOptions polygons = new LabelOptions();

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

  @Override
  public Integer call() throws IOException {
    PrintWriter console = console();
    ConsoleListener listener = new ConsoleListener(console, ": ");
    MaskDrawing drawing = drawing();
    LabelRecords records =
        drawing.read(
            labels,
            Optional.ofNullable(labelFormat)
                .map(id -> checked("--label-format: ", () -> AnnotationFormat.ofId(id))),
            Optional.ofNullable(record));
    if (records.isEmpty()) {
      records.problems().forEach(problem -> listener.remark(problem.toString()));
      console.flush();
      records
          .missing()
          .ifPresent(
              reason -> {
                throw wrongUse(reason);
              });
      throw new CoreScoreException(FailureKind.BAD_INPUT, records.unannotated().orElseThrow());
    }
    OutputFolder.make(out);
    int count = drawing.draw(records, out, force, listener);
    int failed = listener.failures().size();
    console.println((count - failed) + " of " + count + " masks drawn: " + out);
    console.flush();
    int code = Messages.failures(listener.failures(), err());
    records.unannotated().ifPresent(listener::remark);
    console.flush();
    return code;
  }

  private MaskDrawing drawing() throws IOException {
    Optional<AnnotatedPhoto.Size> size =
        Optional.ofNullable(canvas)
            .map(given -> checked("--canvas ", () -> AnnotatedPhoto.Size.parse(given)));
    PhotoPairing pairing = polygons.pairing();
    return checked(
        "",
        () ->
            MaskDrawing.of(
                pairing,
                polygons.photos().isPresent(),
                polygons.reading(),
                size,
                order == null ? List.of() : List.of(order.split(",", -1)),
                merge));
  }
}

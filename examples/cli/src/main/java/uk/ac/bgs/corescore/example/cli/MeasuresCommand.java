// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.core.mask.LabelTable;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.report.OutputFolder;
import uk.ac.bgs.corescore.core.training.groundtruth.MaskFolder;
import uk.ac.bgs.corescore.core.training.groundtruth.MaskMeasures;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.mask.LabelSet;

/** Measures masks. */
@Command(
    name = "measures",
    description = {
      "Measures masks: the six measures of CoreScore, a row a mask.",
      "",
      "Fragments are the 8-connected regions of each rock label. Without --labels-",
      "of the values 1 and 2 are rock, as in CoreScore's own tables; masks that",
      "carry their labels inside are read by those.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = "  corescore measures --masks masks --min-area 64 --out measures.csv")
final class MeasuresCommand extends Subcommand {
  @Option(
      names = "--masks",
      paramLabel = "DIR",
      required = true,
      description = "A folder of masks, PNG of 8 bits.")
  private Path masks = Path.of(".");

  @Mixin private SubFolders folders = new SubFolders();

  @Option(
      names = "--labels-of",
      paramLabel = "NAME",
      defaultValue = "corescore",
      description =
          "What values mean in masks that do not say: corescore, 2019, or a text file of labels;"
              + " default ${DEFAULT-VALUE}.")
  private String labelsOf = "";

  @Option(
      names = "--min-area",
      paramLabel = "PX",
      defaultValue = "0",
      description = "Leaves out fragments of at most so many pixels; default ${DEFAULT-VALUE}.")
  private double minArea;

  @Option(
      names = "--mm-per-pixel",
      paramLabel = "X",
      description = "Size of a mask's pixel on the core: adds the measures in millimetres.")
  private @Nullable Double millimetresPerPixel;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "The table to write.")
  private Path out = Path.of(".");

  @Option(names = "--force", description = "Replaces the table if it exists.")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    LabelSet labels = LabelTable.named(labelsOf);
    Optional<PixelScale> scale =
        Optional.ofNullable(millimetresPerPixel)
            .map(size -> checked("--mm-per-pixel: ", () -> new PixelScale(size)));
    MaskMeasures measures = checked("--min-area ", () -> new MaskMeasures(labels, minArea, scale));
    List<PhotoFile> files = MaskFolder.masks(masks, folders.recursive());
    if (files.isEmpty()) {
      throw wrongUse(masks + ": expected masks (png), found none");
    }
    List<String> failures = measures.write(files, OutputFolder.makeFor(out), force);
    console()
        .println(
            (files.size() - failures.size()) + " of " + files.size() + " masks measured: " + out);
    return failures(failures);
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.mask.MaskPng;
import uk.ac.bgs.corescore.core.measure.FragmentMeasurer;
import uk.ac.bgs.corescore.core.measure.SmallFragments;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.trace.FragmentFinder;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.score.AreaScore;

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
final class MeasuresCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

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
          "What values mean in masks that do not say: corescore, 2019, or a text file of labels; default"
              + " ${DEFAULT-VALUE}.")
  private String labelsOf = "";

  @Option(
      names = "--min-area",
      paramLabel = "PX",
      defaultValue = "0",
      description = "Leaves out fragments of at most so many pixels; default ${DEFAULT-VALUE}.")
  private double minArea;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "The table to write.")
  private Path out = Path.of(".");

  @Option(names = "--force", description = "Replaces the table if it exists.")
  private boolean force;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  MeasuresCommand() {}

  @Override
  public Integer call() throws IOException {
    LabelSet labels = LabelSets.of(labelsOf);
    if (!(minArea >= 0 && minArea < Double.POSITIVE_INFINITY)) {
      throw new ParameterException(
          spec.commandLine(), "--min-area takes a number from 0, not " + minArea);
    }
    List<PhotoFile> files = MaskFiles.list(masks, folders);
    if (files.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), masks + ": expected masks (png), found none");
    }
    PrintWriter console = spec.commandLine().getOut();
    List<String> failures = new ArrayList<>();
    try (Table table =
        Table.open(
            out,
            force,
            "mask",
            "width",
            "height",
            "absolute_area",
            "relative_area",
            "fragment_perimeter",
            "average_perimeter",
            "total_fragments",
            "perimeter_complexity")) {
      for (PhotoFile file : files) {
        try {
          table.row(row(file, MaskPng.read(file.file(), labels)));
        } catch (CoreScoreException | IOException e) {
          failures.add(Messages.of(e));
        } catch (RuntimeException | OutOfMemoryError e) {
          // What nobody foresaw in one mask says nothing about the others.
          failures.add(file.file() + ": " + Messages.of(e));
        }
      }
    }
    console.println(
        (files.size() - failures.size()) + " of " + files.size() + " masks measured: " + out);
    console.flush();
    return Messages.failures(failures, spec.commandLine().getErr());
  }

  private Object[] row(PhotoFile file, LabelMask mask) {
    Segmentation all = Segmentation.of(mask, FragmentFinder.find(mask), PixelFrame.PHOTO);
    AreaScore score = AreaScore.of(FragmentMeasurer.measure(SmallFragments.leaveOut(all, minArea)));
    return new Object[] {
      file.name(),
      mask.width(),
      mask.height(),
      score.absoluteArea().squarePixels(),
      score.relativeArea(),
      score.fragmentPerimeter().pixels(),
      score.averagePerimeter().map(length -> (Object) length.pixels()).orElse(""),
      score.totalFragments(),
      score.perimeterComplexity().isPresent() ? score.perimeterComplexity().getAsDouble() : ""
    };
  }
}

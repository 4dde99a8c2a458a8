// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.mask.LabelTable;
import uk.ac.bgs.corescore.core.mask.MaskPng;
import uk.ac.bgs.corescore.core.measure.FragmentMeasurer;
import uk.ac.bgs.corescore.core.measure.SmallFragments;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.report.OutputFolder;
import uk.ac.bgs.corescore.core.report.ScoreMeasures;
import uk.ac.bgs.corescore.core.report.TableFile;
import uk.ac.bgs.corescore.core.trace.FragmentFinder;
import uk.ac.bgs.corescore.core.training.groundtruth.MaskFolder;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.FragmentSet;
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

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  MeasuresCommand() {}

  @Override
  public Integer call() throws IOException {
    LabelSet labels = LabelTable.named(labelsOf);
    if (!(minArea >= 0 && minArea < Double.POSITIVE_INFINITY)) {
      throw new ParameterException(
          spec.commandLine(), "--min-area takes a number from 0, not " + minArea);
    }
    List<PhotoFile> files = MaskFolder.masks(masks, folders.recursive());
    if (files.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), masks + ": expected masks (png), found none");
    }
    Optional<PixelScale> scale = scale();
    List<String> columns = new ArrayList<>(List.of("mask", "width", "height"));
    AreaScore none = AreaScore.of(new FragmentSet(1, 1, List.of()));
    columns.addAll(ScoreMeasures.of(none).keySet());
    if (scale.isPresent()) {
      columns.add("mm_per_pixel");
      columns.addAll(ScoreMeasures.onCore(none, scale).keySet());
    }
    PrintWriter console = spec.commandLine().getOut();
    List<String> failures = new ArrayList<>();
    try (TableFile table = TableFile.open(OutputFolder.makeFor(out), force, columns)) {
      for (PhotoFile file : files) {
        try {
          table.row(row(file, MaskPng.read(file.file(), labels), scale));
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

  private Optional<PixelScale> scale() {
    try {
      return Optional.ofNullable(millimetresPerPixel).map(PixelScale::new);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--mm-per-pixel: " + e.getMessage());
    }
  }

  private Object[] row(PhotoFile file, LabelMask mask, Optional<PixelScale> scale) {
    Segmentation all = Segmentation.of(mask, FragmentFinder.find(mask), PixelFrame.PHOTO);
    AreaScore score = AreaScore.of(FragmentMeasurer.measure(SmallFragments.leaveOut(all, minArea)));
    List<Object> row = new ArrayList<>(List.of(file.name(), mask.width(), mask.height()));
    ScoreMeasures.of(score).values().forEach(value -> row.add(cell(value)));
    if (scale.isPresent()) {
      row.add(scale.get().millimetresPerPixel());
      ScoreMeasures.onCore(score, scale).values().forEach(value -> row.add(cell(value)));
    }
    return row.toArray();
  }

  private static Object cell(OptionalDouble value) {
    return value.isPresent() ? (Object) value.getAsDouble() : "";
  }
}

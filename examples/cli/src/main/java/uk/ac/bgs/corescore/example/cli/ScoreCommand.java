// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.core.report.ReportFormat;
import uk.ac.bgs.corescore.core.report.ReportWriter;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.score.AreaScore;
import uk.ac.bgs.corescore.spi.Providers;

/** Scores photographs. */
@Command(
    name = "score",
    description = {
      "Scores photographs: finds the rock fragments and measures them.",
      "",
      "Writes measures.csv (a row a photo) and fragments.csv (a row a fragment),",
      "and for each photo STEM.json, STEM.geojson, STEM.mask.png, STEM.overlay.png",
      "and STEM.html, where STEM is the photo's file name without its extension. A",
      "photo that cannot be read is reported and the rest goes on. In a folder,",
      "pictures of earlier results beside their photo are passed over.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  corescore score box1.jpg box2.jpg --out results",
      "  corescore score photos/ --segmenter boofcv-edges \\",
      "    --min-area 64 --format csv,html",
      "  corescore score box1.jpg --mm-per-pixel 0.16 --out results --force",
      "  corescore score photos --registry models \\",
      "    --model registry:corescore@production",
      "",
      "What segmenters there are, and their options: corescore segmenters"
    })
final class ScoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PHOTO",
      arity = "1..*",
      description = "Photographs (JPEG, PNG, TIFF, BMP), or folders of photographs.")
  private List<Path> photos = List.of();

  @Option(
      names = "--segmenter",
      paramLabel = "ID",
      description = "Which segmenter finds the fragments; " + DefaultSegmenter.TEXT)
  private @Nullable String segmenter;

  @Option(
      names = "--option",
      paramLabel = "KEY=VALUE",
      description = "Sets an option of the segmenter; may be given several times.")
  private Map<String, String> options = new LinkedHashMap<>();

  @Option(
      names = "--model",
      paramLabel = "M",
      description =
          "The model of djl-unet, or of the segmenter named: a file, or registry:NAME@ALIAS or"
              + " registry:NAME@VERSION of --registry.")
  private @Nullable String model;

  @Mixin private RegistryOptions registry = new RegistryOptions();

  @Option(
      names = "--min-area",
      paramLabel = "PX",
      defaultValue = "0",
      description =
          "Leaves out fragments of at most so many pixels; default ${DEFAULT-VALUE}, all stay.")
  private double minArea;

  @Option(
      names = "--mm-per-pixel",
      paramLabel = "X",
      description = "Size of a photo pixel on the core, for lengths and areas in millimetres.")
  private @Nullable Double millimetresPerPixel;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "corescore-results",
      description = "Where the reports go; default ${DEFAULT-VALUE}.")
  private Path out = Path.of(".");

  @Option(
      names = "--format",
      paramLabel = "LIST",
      defaultValue = "csv,json,geojson,mask,overlay,html",
      description = "Which reports to write, separated by commas; default ${DEFAULT-VALUE}.")
  private String format = "";

  @Option(names = "--force", description = "Replaces reports that exist.")
  private boolean force;

  @Option(names = "--fail-fast", description = "Stops at the first photo that fails.")
  private boolean failFast;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  ScoreCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter console = spec.commandLine().getOut();
    Providers providers = Providers.discover(ScoreCommand.class.getClassLoader());
    ScoringPipeline.Builder settings =
        ScoringPipeline.builder(providers, segmenter == null ? usual(providers) : segmenter);
    options.forEach(settings::segmenterOption);
    if (model != null) {
      settings.segmenterOption("model", registry.file(model));
    }
    try {
      settings.minArea(minArea);
    } catch (IllegalArgumentException e) {
      throw wrongUse("--min-area", e);
    }
    if (millimetresPerPixel != null) {
      try {
        settings.scale(new PixelScale(millimetresPerPixel));
      } catch (IllegalArgumentException e) {
        throw wrongUse("--mm-per-pixel", e);
      }
    }
    Photos found = Photos.of(photos);
    if (found.files().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "no photographs: " + String.join("; ", found.failures()));
    }
    Set<ReportFormat> formats = formats();
    List<Path> files = found.files();
    List<String> failures = new ArrayList<>(found.failures());
    int fragments = 0;
    int scored = 0;
    try (ScoringPipeline pipeline = settings.build();
        ReportWriter reports = reports(formats)) {
      PhotoReader reader = PhotoReader.create();
      Progress progress = new Progress(console, Progress.onTerminal(), files.size());
      for (Path file : files) {
        if (failFast && !failures.isEmpty()) {
          break;
        }
        progress.begin(name(file));
        try {
          reports.requireFree(name(file));
          Photo photo = reader.read(file);
          ScoredPhoto result = pipeline.score(photo);
          reports.write(result);
          scored++;
          fragments += result.score().totalFragments();
          progress.end(summary(result));
        } catch (CoreScoreException | IOException e) {
          failures.add(Messages.of(e));
          progress.end(name(file) + ": FAILED: " + Messages.of(e));
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
          // A plugin that breaks on one photo says nothing about the others.
          failures.add(file + ": " + Messages.of(e));
          progress.end(name(file) + ": FAILED: " + Messages.of(e));
        }
      }
    }
    console.printf(
        Locale.ROOT,
        "%d of %d photos scored, %d fragments; reports in %s%n",
        scored,
        files.size(),
        fragments,
        out);
    if (found.passedOver() > 0) {
      console.println(found.passedOver() + " pictures of earlier results passed over");
    }
    console.flush();
    return Messages.failures(failures, spec.commandLine().getErr());
  }

  private String usual(Providers providers) {
    return model == null ? DefaultSegmenter.in(providers) : "djl-unet";
  }

  private ReportWriter reports(Set<ReportFormat> formats) throws IOException {
    Folders.make(out);
    return ReportWriter.open(out, formats, force);
  }

  private Set<ReportFormat> formats() {
    try {
      return ReportFormat.parse(format);
    } catch (IllegalArgumentException | CoreScoreException e) {
      throw wrongUse("--format", e);
    }
  }

  private ParameterException wrongUse(String option, RuntimeException cause) {
    return new ParameterException(spec.commandLine(), option + ": " + cause.getMessage(), cause);
  }

  private static String name(Path file) {
    return Objects.toString(file.getFileName(), file.toString());
  }

  private static String summary(ScoredPhoto result) {
    AreaScore score = result.score();
    return String.format(
        Locale.ROOT,
        "%s: %d fragments, %.1f %% rock, %d ms",
        result.photo().name(),
        score.totalFragments(),
        100 * score.relativeArea(),
        result.provenance().elapsed().toMillis());
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.spi.Providers;

/** The options that say how photographs are scored. */
final class ScoringOptions {
  @Mixin private SegmenterChoice segmenter = new SegmenterChoice();

  @Mixin private LayoutChoice layout = new LayoutChoice();

  @Mixin private ScorerChoice scorer = new ScorerChoice();

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

  /** Loads what the segmenter needs while the command sets up. */
  Ahead<Boolean> loading() {
    return segmenter.loading();
  }

  /** A pipeline of these options. */
  ScoringPipeline.Builder pipeline(Subcommand command) throws IOException {
    Providers providers = Subcommand.providers();
    ScoringPipeline.Builder settings = ScoringPipeline.builder(providers, segmenter.id(providers));
    segmenter.settings().forEach(settings::segmenterOption);
    layout.apply(settings);
    scorer.apply(settings);
    command.checked("--min-area: ", () -> settings.minArea(minArea));
    Double scale = millimetresPerPixel;
    if (scale != null) {
      settings.scale(command.checked("--mm-per-pixel: ", () -> new PixelScale(scale)));
    }
    return settings;
  }
}

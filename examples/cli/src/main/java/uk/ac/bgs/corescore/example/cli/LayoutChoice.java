// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;

/** The options that choose what looks for the rows of core, and say how it works. */
final class LayoutChoice {
  @Option(
      names = "--layout",
      paramLabel = "ID",
      description =
          "Which layout finder looks for the rows of core; default the one that goes with the"
              + " segmenter; whole-photo to take each photo for one row. See corescore"
              + " layout-finders.")
  private @Nullable String id;

  @Option(
      names = "--layout-option",
      paramLabel = "KEY=VALUE",
      description = "Sets an option of the layout finder; may be given several times.")
  private Map<String, String> options = new LinkedHashMap<>();

  void apply(ScoringPipeline.Builder settings) {
    if (id != null) {
      settings.layoutFinder(id, Map.of());
    }
    options.forEach(settings::layoutFinderOption);
  }
}

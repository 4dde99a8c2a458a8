// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.core.score.SixMeasuresProvider;
import uk.ac.bgs.corescore.score.AreaScorer;
import uk.ac.bgs.corescore.spi.Providers;

/** The options that choose an area scorer and say how it works. */
final class ScorerChoice {
  @Option(
      names = "--scorer",
      paramLabel = "ID",
      defaultValue = SixMeasuresProvider.ID,
      description =
          "Which area scorer says what the fragments come to; default ${DEFAULT-VALUE}; condition"
              + " adds the condition of the core. See corescore scorers.")
  private String id = SixMeasuresProvider.ID;

  @Option(
      names = "--scorer-option",
      paramLabel = "KEY=VALUE",
      description = "Sets an option of the area scorer; may be given several times.")
  private Map<String, String> options = new LinkedHashMap<>();

  /** Settings of a pipeline by these options. */
  void apply(ScoringPipeline.Builder settings) {
    settings.scorer(id, options);
  }

  /** The scorer by itself, where it adds anything. */
  Optional<AreaScorer> adding(Providers providers) {
    return id.equals(SixMeasuresProvider.ID)
        ? Optional.empty()
        : Optional.of(providers.createAreaScorer(id, options));
  }
}

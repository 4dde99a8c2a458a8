// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.core.mask.LabelTable;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.core.training.compare.Candidate;
import uk.ac.bgs.corescore.core.training.compare.Candidates;
import uk.ac.bgs.corescore.core.training.compare.Comparison;
import uk.ac.bgs.corescore.core.training.evaluate.Evaluator;
import uk.ac.bgs.corescore.core.training.groundtruth.MaskFolder;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.spi.OptionException;
import uk.ac.bgs.corescore.spi.Providers;

/** The options that say which segmenters and predictions are evaluated. */
final class CandidateOptions {
  @Option(
      names = "--segmenter",
      paramLabel = "ID",
      description = "A segmenter, run on the photographs; may be given several times.")
  private List<String> segmenters = List.of();

  @Mixin private SegmenterSettings settings = new SegmenterSettings();

  @Mixin private LayoutChoice layout = new LayoutChoice();

  @Option(
      names = "--predictions",
      paramLabel = "NAME=DIR",
      description = "A folder of class-index masks of any size, from anywhere.")
  private Map<String, Path> predictions = new LinkedHashMap<>();

  @Option(
      names = "--labels-of",
      paramLabel = "NAME",
      defaultValue = "corescore",
      description =
          "What values mean in predictions that do not say: corescore, 2019, or a text file of labels;"
              + " default ${DEFAULT-VALUE}.")
  private String labelsOf = "";

  @Option(
      names = "--boundary",
      paramLabel = "PX",
      defaultValue = "3",
      description = "Distance within which boundary pixels match; default ${DEFAULT-VALUE}.")
  private int boundary;

  /** Compares within the boundary that is asked for. */
  Evaluator evaluator() {
    try {
      return Comparison.evaluator(boundary);
    } catch (IllegalArgumentException e) {
      throw new OptionException("--boundary: " + e.getMessage());
    }
  }

  boolean needPhotos() {
    return !segmenters.isEmpty();
  }

  /**
   * Opens all.
   *
   * @param folders whether predictions are in folders inside theirs
   */
  Candidates open(SubFolders folders) throws IOException {
    if (segmenters.isEmpty() && predictions.isEmpty()) {
      throw new OptionException("expected --segmenter ID or --predictions NAME=DIR");
    }
    for (String name : predictions.keySet()) {
      if (!name.matches("[\\p{L}\\p{N}_][\\p{L}\\p{N}_. +-]*")) {
        throw new OptionException(
            "--predictions takes a name of letters, digits and . _ + -, not '" + name + "'");
      }
    }
    Map<String, String> options = settings.all();
    if (segmenters.size() > 1 && !options.isEmpty()) {
      throw new OptionException(
          "--option and --model are for one segmenter, but there are " + segmenters);
    }
    Providers providers = Providers.discover(CandidateOptions.class.getClassLoader());
    List<Candidate> candidates = new ArrayList<>();
    for (String id : segmenters) {
      ScoringPipeline.Builder builder = ScoringPipeline.builder(providers, id);
      options.forEach(builder::segmenterOption);
      layout.apply(builder);
      candidates.add(Candidate.of(id, builder.build()));
    }
    LabelSet labels = LabelTable.named(labelsOf);
    for (Map.Entry<String, Path> entry : predictions.entrySet()) {
      candidates.add(
          Candidate.of(
              entry.getKey(), MaskFolder.masks(entry.getValue(), folders.recursive()), labels));
    }
    try {
      return Candidates.of(candidates);
    } catch (IllegalArgumentException e) {
      throw new OptionException(String.valueOf(e.getMessage()));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.spi.Providers;

/** Candidates that are closed together. Used by one thread at a time. */
public final class Candidates implements AutoCloseable {
  private final List<Candidate> all;

  private Candidates(List<Candidate> all) {
    this.all = List.copyOf(all);
  }

  /**
   * Takes candidates, which are closed with this.
   *
   * @param candidates the candidates, in the order in which results name them
   * @return the candidates
   * @throws IllegalArgumentException if two have the same name; they stay open then
   */
  public static Candidates of(List<Candidate> candidates) {
    Set<String> names = new HashSet<>();
    for (Candidate candidate : candidates) {
      if (!names.add(candidate.name())) {
        throw new IllegalArgumentException("each candidate has a name of its own");
      }
    }
    return new Candidates(candidates);
  }

  /**
   * One candidate for each model of a segmenter.
   *
   * @param providers where the segmenter is found
   * @param segmenter the segmenter's id
   * @param options its options, the same for all
   * @param models model files by the name of the candidate; each is given as its model option
   * @return the candidates, in the order of the map
   * @throws uk.ac.bgs.corescore.CoreScoreException if there is no such segmenter, an option does
   *     not fit, or a model cannot be used
   */
  public static Candidates ofModels(
      Providers providers,
      String segmenter,
      Map<String, String> options,
      Map<String, Path> models) {
    List<Candidate> opened = new ArrayList<>();
    boolean whole = false;
    try {
      for (Map.Entry<String, Path> model : models.entrySet()) {
        ScoringPipeline.Builder builder = ScoringPipeline.builder(providers, segmenter);
        options.forEach(builder::segmenterOption);
        builder.segmenterOption("model", model.getValue().toString());
        opened.add(Candidate.of(model.getKey(), builder.build()));
      }
      whole = true;
    } finally {
      if (!whole) {
        opened.forEach(Candidate::close);
      }
    }
    return new Candidates(opened);
  }

  /**
   * The candidates.
   *
   * @return all of them, in order
   */
  public List<Candidate> all() {
    return all;
  }

  /** Closes all candidates. */
  @Override
  public void close() {
    all.forEach(Candidate::close);
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.track;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The record of a run in a tracker.
 *
 * @param id of the run, once in its tracker
 * @param name what the run was called
 * @param status its state
 * @param started when it began
 * @param ended when it ended, empty if it has not ended properly
 * @param params its parameters
 * @param tags its tags
 * @param metrics its figures, in the order in which they came
 * @param artifacts paths of the files it left, sorted
 */
public record RunRecord(
    String id,
    String name,
    RunStatus status,
    Instant started,
    Optional<Instant> ended,
    Map<String, String> params,
    Map<String, String> tags,
    List<RunMetric> metrics,
    List<String> artifacts) {
  /**
   * Copies what could change.
   *
   * @param id of the run
   * @param name what the run was called
   * @param status its state
   * @param started when it began
   * @param ended when it ended
   * @param params its parameters
   * @param tags its tags
   * @param metrics its figures
   * @param artifacts paths of the files it left
   */
  public RunRecord {
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    metrics = List.copyOf(metrics);
    artifacts = List.copyOf(artifacts);
  }

  /**
   * The last figure of a name.
   *
   * @param metric the figure's name
   * @return its value; empty if there is none
   */
  public OptionalDouble last(String metric) {
    return metrics.stream()
        .filter(one -> one.name().equals(metric))
        .mapToDouble(RunMetric::value)
        .reduce((before, after) -> after);
  }
}

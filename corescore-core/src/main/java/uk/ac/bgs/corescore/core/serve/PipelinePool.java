// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.serve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;

/**
 * Pipelines of one segmenter with one model. A shareable pipeline is lent to all threads, others to
 * one thread at a time. A retired pool lends no more, and what is lent is closed when its last user
 * returns it, so that a model can be changed under running requests.
 */
final class PipelinePool {
  private final Supplier<ScoringPipeline> maker;
  private final ServedModel model;

  /** Those that can be lent. */
  private final Deque<ScoringPipeline> ready = new ArrayDeque<>();

  /** How many use each of those that are lent. */
  private final Map<ScoringPipeline, Integer> users = new HashMap<>();

  private boolean retired;

  PipelinePool(ServedModel model, Supplier<ScoringPipeline> maker) {
    this.model = model;
    this.maker = maker;
  }

  ServedModel model() {
    return model;
  }

  /**
   * One that can be lent, a new one if there is none.
   *
   * @return empty if the pool is retired
   */
  Optional<ScoringPipeline> take() {
    synchronized (this) {
      if (retired) {
        return Optional.empty();
      }
      if (!ready.isEmpty()) {
        return Optional.of(lent(ready.pop()));
      }
    }
    ScoringPipeline made = maker.get();
    synchronized (this) {
      return Optional.of(lent(made));
    }
  }

  private ScoringPipeline lent(ScoringPipeline pipeline) {
    users.merge(pipeline, 1, Integer::sum);
    if (pipeline.shareable() && !retired) {
      ready.push(pipeline);
    }
    return pipeline;
  }

  void giveBack(ScoringPipeline pipeline) {
    synchronized (this) {
      int left = users.getOrDefault(pipeline, 1) - 1;
      if (left > 0) {
        users.put(pipeline, left);
      } else {
        users.remove(pipeline);
      }
      if (!retired && !pipeline.shareable()) {
        ready.push(pipeline);
      }
      if (!retired || left > 0) {
        return;
      }
    }
    pipeline.close();
  }

  void retire() {
    List<ScoringPipeline> rest = new ArrayList<>();
    synchronized (this) {
      retired = true;
      ready.stream().filter(pipeline -> !users.containsKey(pipeline)).forEach(rest::add);
      ready.clear();
    }
    rest.forEach(ScoringPipeline::close);
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.score;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;

/**
 * Pipelines of one segmenter with one model, each lent to one thread at a time. A pool that is
 * retired lends no more, and what is lent is closed when it comes back, so that a model can be
 * changed under running requests.
 */
final class PipelinePool {
  private final Supplier<ScoringPipeline> maker;
  private final ServedModel model;
  private final Deque<ScoringPipeline> idle = new ArrayDeque<>();
  private boolean retired;

  PipelinePool(ServedModel model, Supplier<ScoringPipeline> maker) {
    this.model = model;
    this.maker = maker;
  }

  ServedModel model() {
    return model;
  }

  /**
   * One that nobody uses, a new one if all are used.
   *
   * @return empty if the pool is retired
   */
  Optional<ScoringPipeline> take() {
    synchronized (this) {
      if (retired) {
        return Optional.empty();
      }
      if (!idle.isEmpty()) {
        return Optional.of(idle.pop());
      }
    }
    return Optional.of(maker.get());
  }

  void giveBack(ScoringPipeline pipeline) {
    synchronized (this) {
      if (!retired) {
        idle.push(pipeline);
        return;
      }
    }
    pipeline.close();
  }

  void retire() {
    Deque<ScoringPipeline> rest;
    synchronized (this) {
      retired = true;
      rest = new ArrayDeque<>(idle);
      idle.clear();
    }
    rest.forEach(ScoringPipeline::close);
  }
}

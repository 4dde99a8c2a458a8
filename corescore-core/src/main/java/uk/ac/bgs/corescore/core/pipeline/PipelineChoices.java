// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import uk.ac.bgs.corescore.core.layout.WholePhotoProvider;
import uk.ac.bgs.corescore.core.score.SixMeasuresProvider;
import uk.ac.bgs.corescore.layout.LayoutFinder;
import uk.ac.bgs.corescore.score.AreaScorer;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Provider;
import uk.ac.bgs.corescore.spi.ProviderException;
import uk.ac.bgs.corescore.spi.Providers;

/**
 * The parts that a host chooses for a pipeline. The finder {@code whole-photo} and the scorer
 * {@code six-measures} are there whether the host has their providers or not.
 */
final class PipelineChoices {
  private final Providers providers;
  final PipelinePart.Choice<Segmenter> segmenter = new PipelinePart.Choice<>();
  final PipelinePart.Choice<LayoutFinder> finder = new PipelinePart.Choice<>();
  final PipelinePart.Choice<AreaScorer> scorer = new PipelinePart.Choice<>();

  PipelineChoices(Providers providers) {
    Providers all = providers;
    if (lacks(all.layoutFinders(), WholePhotoProvider.ID)) {
      all = all.with(new WholePhotoProvider());
    }
    if (lacks(all.areaScorers(), SixMeasuresProvider.ID)) {
      all = all.with(new SixMeasuresProvider());
    }
    this.providers = all;
  }

  private static boolean lacks(Iterable<? extends Provider<?>> providers, String id) {
    for (Provider<?> provider : providers) {
      if (provider.id().equals(id)) {
        return false;
      }
    }
    return true;
  }

  PipelinePart<Segmenter> makeSegmenter() {
    return segmenter.make("", providers::segmenter, providers::createSegmenter);
  }

  PipelinePart<AreaScorer> makeScorer() {
    return scorer.make(SixMeasuresProvider.ID, providers::areaScorer, providers::createAreaScorer);
  }

  PipelinePart<LayoutFinder> makeFinder() {
    return finder.make(
        finder.isChosen() ? "" : usualFinder(),
        providers::layoutFinder,
        providers::createLayoutFinder);
  }

  /** The finder that goes with the segmenter. */
  private String usualFinder() {
    if (segmenter.given().isPresent()) {
      return WholePhotoProvider.ID;
    }
    String usual = providers.segmenter(segmenter.id("")).layoutFinder();
    try {
      return providers.layoutFinder(usual).id();
    } catch (ProviderException e) {
      throw new ProviderException(
          "segmenter '" + segmenter.id("") + "' needs rows: " + e.getMessage(), e);
    }
  }

  /** Whether one of the host's own parts is for one thread at a time. */
  boolean isForOneThread() {
    return segmenter.given().map(one -> !one.shareable()).orElse(false)
        || finder.given().map(one -> !one.shareable()).orElse(false);
  }
}

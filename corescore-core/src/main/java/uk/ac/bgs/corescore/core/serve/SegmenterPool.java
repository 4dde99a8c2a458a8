// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.serve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreGenerator;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.ProviderException;
import uk.ac.bgs.corescore.spi.Providers;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

/**
 * A pool of the available segmenters, each loaded on first use and kept. Safe for use by many
 * threads; those whose segmenter cannot be shared score with pipelines of their own.
 */
public final class SegmenterPool implements AutoCloseable {
  private static final String NO_FILE = "0".repeat(64);

  private final Providers providers;
  private final List<String> bestFirst;
  private final String deep;
  private final String usual;
  private final int workers;
  private final Map<String, PipelinePool> pools = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * A segmenter that can run here.
   *
   * @param id its id
   * @param description a sentence
   */
  public record Choice(String id, String description) {}

  /**
   * What a segmenter found, and with which model.
   *
   * @param photo the result
   * @param model the model that answered; the bundled one for segmenters without models
   */
  public record Answer(ScoredPhoto photo, ServedModel model) {}

  /**
   * Loads the segmenter of requests that name none, and tries it on a drawn core.
   *
   * @param providers where segmenters come from
   * @param bestFirst ids of segmenters, the one that is wanted most first; that one has models
   * @param wanted the id of requests that name none, empty for the first that can run here
   * @param model the model of the first
   * @param workers how many threads will score at a time
   * @throws CoreScoreException if it cannot run
   */
  public SegmenterPool(
      Providers providers,
      List<String> bestFirst,
      Optional<String> wanted,
      ServedModel model,
      int workers) {
    this.providers = providers;
    this.bestFirst = List.copyOf(bestFirst);
    this.deep = bestFirst.get(0);
    this.workers = workers;
    boolean named = !model.equals(ServedModel.BUNDLED);
    this.usual = wanted.orElseGet(() -> named ? deep : best());
    PipelinePool models = pool(deep, model);
    pools.put(deep, models);
    boolean warm = false;
    try {
      warm(usual.equals(deep) ? models : pools.computeIfAbsent(usual, this::plainPool));
      warm = true;
    } finally {
      if (!warm) {
        close();
      }
    }
  }

  private String best() {
    return providers
        .firstAvailable(bestFirst)
        .orElseThrow(() -> new ProviderException("no segmenter can run here", null));
  }

  private List<SegmenterProvider> available() {
    return providers.segmenters().stream()
        .filter(provider -> provider.availability() instanceof Availability.Available)
        .toList();
  }

  private PipelinePool plainPool(String id) {
    return pool(id, ServedModel.BUNDLED);
  }

  private PipelinePool pool(String id, ServedModel model) {
    return new PipelinePool(
        model,
        () -> {
          ScoringPipeline.Builder builder = ScoringPipeline.builder(providers, id);
          model.file().ifPresent(file -> builder.segmenterOption("model", file));
          return builder.build();
        });
  }

  /** Warms up one pipeline per worker, or one if they share it, by segmenting a core. */
  private void warm(PipelinePool pool) {
    Photo core = drawnCore();
    List<ScoringPipeline> made = new ArrayList<>();
    boolean sound = false;
    try {
      do {
        pool.take().ifPresent(made::add);
      } while (made.size() < workers && !made.get(0).shareable());
      made.forEach(pipeline -> pipeline.score(core));
      sound = true;
    } finally {
      if (!sound) {
        pool.retire();
      }
      made.forEach(pool::giveBack);
    }
  }

  private static Photo drawnCore() {
    SyntheticCoreSettings settings = SyntheticCoreSettings.builder().size(786, 111).build();
    return new Photo("drawn.png", NO_FILE, new SyntheticCoreGenerator(settings).draw(14).photo());
  }

  /**
   * The segmenters that can run here, the one of requests that name none first.
   *
   * @return ids and descriptions
   */
  public List<Choice> choices() {
    return available().stream()
        .map(provider -> new Choice(provider.id(), provider.description()))
        .sorted(Comparator.comparingInt(choice -> rank(choice.id())))
        .toList();
  }

  /** The usual one before all, then the best before the others. */
  private int rank(String id) {
    int place = bestFirst.indexOf(id);
    return id.equals(usual) ? -1 : place < 0 ? bestFirst.size() : place;
  }

  /**
   * The segmenter of requests that name none.
   *
   * @return its id
   */
  public String usual() {
    return usual;
  }

  /**
   * Whether a segmenter is the one whose model can be replaced.
   *
   * @param id the segmenter
   * @return true of the first of those that are wanted most
   */
  public boolean hasModels(String id) {
    return id.equals(deep);
  }

  /**
   * The model that answers now, of the segmenter that {@link #hasModels}.
   *
   * @return the model
   */
  public ServedModel model() {
    PipelinePool models = pools.get(deep);
    return models == null ? ServedModel.BUNDLED : models.model();
  }

  /**
   * Scores a photo, every fragment however small.
   *
   * @param id the segmenter, one of {@link #choices()}
   * @param photo the photo
   * @param rows where its rows of core lie; empty to have them found
   * @return what came out, and the model
   * @throws CoreScoreException if there is no such segmenter, or it fails
   */
  public Answer score(String id, Photo photo, Optional<Layout> rows) {
    while (!closed) {
      PipelinePool pool = pools.computeIfAbsent(id, this::plainPool);
      Optional<ScoringPipeline> pipeline = pool.take();
      if (pipeline.isPresent()) {
        try {
          ScoringPipeline looks = pipeline.get();
          ScoredPhoto scored =
              rows.isPresent() ? looks.score(photo, rows.get()) : looks.score(photo);
          return new Answer(scored, pool.model());
        } finally {
          pool.giveBack(pipeline.get());
        }
      }
      // The pool was retired between the two steps; its successor is current.
    }
    throw new CoreScoreException(FailureKind.BUSY, "the segmenters are closed");
  }

  /**
   * Replaces the model of the segmenter that {@link #hasModels}: the new one is loaded and tried on
   * a drawn core beside the old one, which answers until then, and continues if the new one fails.
   *
   * @param next the new model
   * @throws CoreScoreException if it cannot be loaded, or fails on a drawn core
   */
  public void change(ServedModel next) {
    PipelinePool pool = pool(deep, next);
    warm(pool);
    PipelinePool old = pools.put(deep, pool);
    if (old != null) {
      old.retire();
    }
  }

  /** Closes all segmenters that are not in use; the others when they are given back. */
  @Override
  public void close() {
    closed = true;
    pools.values().forEach(PipelinePool::retire);
  }
}

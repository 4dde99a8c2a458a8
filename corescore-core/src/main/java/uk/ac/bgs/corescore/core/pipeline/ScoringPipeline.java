// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.LibraryVersion;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.internal.plugin.PluginCall;
import uk.ac.bgs.corescore.core.layout.RowOrder;
import uk.ac.bgs.corescore.core.layout.RowReading;
import uk.ac.bgs.corescore.core.layout.RowSegmenter;
import uk.ac.bgs.corescore.core.layout.find.RowSearch;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.LayoutFinder;
import uk.ac.bgs.corescore.layout.RowOrientation;
import uk.ac.bgs.corescore.score.AreaScorer;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.ProviderException;
import uk.ac.bgs.corescore.spi.Providers;

/**
 * Scores a photograph: segments, resamples to the photo's grid, drops small fragments, traces,
 * measures and scores. Of a photo that was read reduced the fragments are measured on the whole
 * photo's pixels all the same, and the images stay small.
 *
 * <p>Before the segmenter a layout finder searches for the photo's rows of core, once a photo,
 * unless they are given. Each row is segmented separately ({@link RowSegmenter}), and every
 * fragment gets the number of its row. Where the finder is {@code whole-photo}, or the photo is its
 * only row, the photo is segmented as it is, as row 1, and no time is spent on rows. Without a row
 * the photo is not segmented and nothing is rock.
 *
 * <p>A pipeline is for one thread at a time unless it is {@link #shareable}; {@link BatchScorer}
 * scores many photos on many threads. Closing it closes the segmenter and the finder that were made
 * for it, not those that the host made. Each step's value is in the result; nothing is kept between
 * photos. A segmentation from elsewhere is scored by {@link SegmentationScorer}.
 */
public final class ScoringPipeline implements AutoCloseable {
  private final PipelinePart<Segmenter> segmenter;
  private final PipelinePart<LayoutFinder> finder;
  private final PipelinePart<AreaScorer> scorer;
  private final RowSearch search;
  private final Provenance.Finder finderProvenance;
  private final double minArea;
  private final Function<String, Optional<PixelScale>> scales;
  private final Map<String, String> settings;
  private final SegmentationScorer measuring;
  private volatile boolean closed;

  private ScoringPipeline(Builder builder) {
    this.minArea = builder.minArea;
    this.scales = builder.scales;
    this.scorer = builder.parts.makeScorer();
    this.finder = builder.parts.makeFinder();
    boolean made = false;
    try {
      this.segmenter = builder.parts.makeSegmenter();
      made = true;
    } finally {
      if (!made) {
        finder.close(LayoutFinder::close);
      }
    }
    this.finderProvenance =
        new Provenance.Finder(finder.id(), finder.options(), finder.part().modelSha256());
    this.search =
        new RowSearch(
            finder.part(),
            "layout finder " + finder.id(),
            builder.reading,
            segmenter.part(),
            "segmenter " + segmenter.id());
    this.measuring =
        SegmentationScorer.create().withScorer(scorer.id(), scorer.part()).withMinArea(minArea);
    this.settings = settings(builder);
  }

  private Map<String, String> settings(Builder builder) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("library", libraryVersion());
    describe(
        all, "segmenter", segmenter, segmenter.part().modelSha256(), segmenter.part().chosen());
    describe(all, "layout finder", finder, finder.part().modelSha256(), finder.part().chosen());
    describe(all, "area scorer", scorer, Optional.empty(), Map.of());
    all.put("minimum area, px^2", NumberText.exact(minArea));
    all.put("scale, mm/px", builder.scaleInWords);
    all.put(
        "order of rows",
        builder.reading.orders().stream().map(RowOrder::id).sorted().collect(joining(", ")));
    all.put(
        "orientation of rows", builder.reading.orientation().map(RowOrientation::id).orElse(""));
    return Collections.unmodifiableMap(all);
  }

  /**
   * Of a part with a model the file's place says nothing, its hash does. What was chosen by the
   * machine goes before what an option left open.
   */
  private static void describe(
      Map<String, String> all,
      String name,
      PipelinePart<?> part,
      Optional<String> sha256,
      Map<String, String> chosen) {
    all.put(name, part.id());
    Map<String, String> options = new LinkedHashMap<>(part.options());
    options.putAll(new TreeMap<>(chosen));
    options.forEach(
        (option, value) -> {
          if (sha256.isEmpty() || !option.equals("model")) {
            all.put(name + " option " + option, value);
          }
        });
    sha256.ifPresent(hash -> all.put(name + " model, SHA-256", hash));
  }

  /**
   * Begins a pipeline.
   *
   * @param providers where segmenters, layout finders and scorers come from
   * @param segmenterId id of the segmenter to use
   * @return a builder with the segmenter's defaults, the layout finder that its provider names, the
   *     six measures, no minimum area and no scale
   */
  public static Builder builder(Providers providers, String segmenterId) {
    Builder builder = new Builder(providers);
    builder.parts.segmenter.choose(segmenterId, Map.of());
    return builder;
  }

  /**
   * Begins a pipeline with a segmenter of the host's own.
   *
   * @param providers where layout finders and scorers come from, if others are chosen than {@code
   *     whole-photo} and {@code six-measures}
   * @param name what the segmenter is called in results and messages
   * @param segmenter the segmenter; the host closes it, after the pipeline. A {@link BatchScorer}
   *     scores one photo at a time with one that is not {@link Segmenter#shareable}
   * @return a builder with this segmenter, the layout finder {@code whole-photo}, the six measures,
   *     no minimum area and no scale
   * @throws IllegalArgumentException if the name is blank
   */
  public static Builder builder(Providers providers, String name, Segmenter segmenter) {
    Builder builder = new Builder(providers);
    builder.parts.segmenter.give(name, segmenter);
    return builder;
  }

  /**
   * The version of CoreScore that is running.
   *
   * @return the version as in the Maven coordinates
   */
  public static String libraryVersion() {
    return LibraryVersion.VALUE;
  }

  /**
   * Whether many threads may use it at once: whether its segmenter and its finder may be shared.
   *
   * @return false where each thread needs a pipeline of its own
   */
  public boolean shareable() {
    return segmenter.part().shareable() && finder.part().shareable();
  }

  /**
   * The size to which the segmenter reduces a photo, for reading a photo too large for memory. Rows
   * that are found in such a copy are cut out of it; what is read larger shows them at more of
   * their own scale.
   *
   * @return the maximum number of pixels of the longer side that it uses; empty if it uses all
   */
  public OptionalInt maxInputSide() {
    return segmenter.part().maxInputSide();
  }

  /**
   * All that decides the figures of a photo besides the photo itself, in words: version of the
   * library, segmenter, layout finder and scorer with all their options, what they chose by the
   * machine, and the hashes of their models, minimum area, scale and how rows are read. Two
   * pipelines whose settings are equal give equal figures, as far as their plugins do. A part of
   * the host's own is known by its name alone, and of scales by photo is said only that they are.
   *
   * @return value by name, in a fixed order
   */
  public Map<String, String> settings() {
    return settings;
  }

  /**
   * The area scorer, for the tables of its measures.
   *
   * @return the scorer, which the pipeline keeps
   */
  public AreaScorer areaScorer() {
    return scorer.part();
  }

  /**
   * Scores one photograph at the scale that the pipeline was made with.
   *
   * @param photo what was read
   * @return everything that came out of it
   * @throws CoreScoreException if finder, segmenter or scorer fail on this photo, in whatever way;
   *     the message names the photo. One that a plugin throws keeps its type and kind, anything
   *     else that it throws becomes a cause
   */
  public ScoredPhoto score(Photo photo) {
    return score(photo, Optional.empty(), Optional.empty());
  }

  /**
   * Scores one photograph at a scale of its own.
   *
   * @param photo what was read
   * @param pixelScale size of a pixel of this photo on the core
   * @return everything that came out of it
   * @throws CoreScoreException if finder, segmenter or scorer fail on this photo, in whatever way;
   *     the message names the photo. One that a plugin throws keeps its type and kind, anything
   *     else that it throws becomes a cause
   */
  public ScoredPhoto score(Photo photo, PixelScale pixelScale) {
    return score(photo, Optional.of(pixelScale), Optional.empty());
  }

  /**
   * Scores one photograph of which the rows of core are known, at the scale that the pipeline was
   * made with. No finder is used. Where the layout {@linkplain Layout#isPhoto() is the photo} it is
   * segmented as it is.
   *
   * @param photo what was read; of one that is reduced the rows are cut out of the copy
   * @param layout where its rows lie, in pixels of the whole photo
   * @return everything that came out of it; pixels beside the rows have the first label and belong
   *     to no fragment
   * @throws CoreScoreException if the layout is of a photo of another size, or the segmenter or the
   *     scorer fails on this photo, in whatever way; the message names the photo. One that a plugin
   *     throws keeps its type and kind, anything else that it throws becomes a cause
   */
  public ScoredPhoto score(Photo photo, Layout layout) {
    return score(photo, Optional.empty(), Optional.of(layout));
  }

  /**
   * Scores one photograph.
   *
   * @param own size of a pixel of this photo on the core; empty for that of the pipeline
   * @param given its rows; empty to use the finder
   */
  ScoredPhoto score(Photo photo, Optional<PixelScale> own, Optional<Layout> given) {
    if (closed) {
      throw new CoreScoreException(
          FailureKind.BUSY, photo.name() + ": the pipeline was closed before this photo");
    }
    Instant time = Instant.now();
    long start = System.nanoTime();
    Optional<PixelScale> pixelScale =
        own.or(() -> PluginCall.guarded(photo.name(), "scales", () -> scales.apply(photo.name())));
    given.ifPresent(layout -> SegmentationScorer.requireLayoutOf(photo, layout));
    FoundRows rows =
        given
            .map(layout -> FoundRows.given(search.read(photo, layout)))
            .orElseGet(() -> FoundRows.of(search.search(photo), finderProvenance));
    return measuring.score(
        rows.remark().map(photo::withRemark).orElse(photo),
        "segmenter " + segmenter.id(),
        () -> rows.segment(photo.image(), segmenter.part()),
        rows.layout(),
        rows.byRow(),
        pixelScale,
        () ->
            new Provenance(
                libraryVersion(),
                segmenter.id(),
                segmenter.options(),
                segmenter.part().modelSha256(),
                rows.provenance(),
                scorer.id(),
                minArea,
                time,
                Duration.ofNanos(System.nanoTime() - start)));
  }

  /**
   * Closes the segmenter and the layout finder that were made for it, after which every photo fails
   * with {@link FailureKind#BUSY}. Closing twice does nothing more.
   */
  @Override
  public void close() {
    closed = true;
    try {
      segmenter.close(Segmenter::close);
    } finally {
      finder.close(LayoutFinder::close);
    }
  }

  /** Settings of a pipeline. Not for use by several threads at once. */
  public static final class Builder {
    private final PipelineChoices parts;
    private double minArea;
    private Function<String, Optional<PixelScale>> scales = name -> Optional.empty();
    private String scaleInWords = "";
    private RowReading reading = RowReading.AS_IT_IS;

    private Builder(Providers providers) {
      this.parts = new PipelineChoices(providers);
    }

    /** Whether one of the host's own parts is for one thread at a time. */
    boolean isForOneThread() {
      return parts.isForOneThread();
    }

    /**
     * Sets an option of the segmenter.
     *
     * @param name the option
     * @param value its value, as text
     * @return this
     */
    public Builder segmenterOption(String name, String value) {
      parts.segmenter.setOption(name, value);
      return this;
    }

    /**
     * Sets all options of the segmenter, in place of those that were set before.
     *
     * @param options the options, of the keys of the segmenter's provider
     * @return this
     */
    public Builder segmenterOptions(Options options) {
      parts.segmenter.setOptions(options.toTexts());
      return this;
    }

    /**
     * Takes another layout finder than the one that the segmenter's provider names.
     *
     * @param id the finder's id; {@code whole-photo} to search for no rows
     * @param options name and value of the options to set
     * @return this
     */
    public Builder layoutFinder(String id, Map<String, String> options) {
      parts.finder.choose(id, options);
      return this;
    }

    /**
     * Takes another layout finder than the one that the segmenter's provider names.
     *
     * @param id the finder's id
     * @param options its options, of the keys of its provider
     * @return this
     */
    public Builder layoutFinder(String id, Options options) {
      return layoutFinder(id, options.toTexts());
    }

    /**
     * Takes a layout finder of the host's own.
     *
     * @param name what it is called in results and messages
     * @param layoutFinder the finder; the host closes it, after the pipeline. A {@link BatchScorer}
     *     scores one photo at a time with one that is not {@link LayoutFinder#shareable}
     * @return this
     * @throws IllegalArgumentException if the name is blank
     */
    public Builder layoutFinder(String name, LayoutFinder layoutFinder) {
      parts.finder.give(name, layoutFinder);
      return this;
    }

    /**
     * Sets an option of the layout finder, whichever it is.
     *
     * @param name the option
     * @param value its value, as text
     * @return this
     */
    public Builder layoutFinderOption(String name, String value) {
      parts.finder.setOption(name, value);
      return this;
    }

    /**
     * Takes another area scorer than {@code six-measures}.
     *
     * @param id the scorer's id
     * @param options name and value of the options to set
     * @return this
     */
    public Builder scorer(String id, Map<String, String> options) {
      parts.scorer.choose(id, options);
      return this;
    }

    /**
     * Takes another area scorer than {@code six-measures}.
     *
     * @param id the scorer's id
     * @param options its options, of the keys of its provider
     * @return this
     */
    public Builder scorer(String id, Options options) {
      return scorer(id, options.toTexts());
    }

    /**
     * Takes an area scorer of the host's own.
     *
     * @param name what it is called in results and messages
     * @param areaScorer the scorer
     * @return this
     * @throws IllegalArgumentException if the name is blank
     */
    public Builder scorer(String name, AreaScorer areaScorer) {
      parts.scorer.give(name, areaScorer);
      return this;
    }

    /**
     * Leaves out small fragments.
     *
     * @param squarePixels fragments of at most this many photo pixels are left out; 0 keeps all
     * @return this
     * @throws IllegalArgumentException if it is negative, infinite or not a number
     */
    public Builder minArea(double squarePixels) {
      minArea = SegmentationScorer.checkedMinArea(squarePixels);
      return this;
    }

    /**
     * Sets how large a photo pixel is, for scorers and reports in millimetres.
     *
     * @param pixelScale the scale of all photos of this pipeline
     * @return this
     */
    public Builder scale(PixelScale pixelScale) {
      scales(name -> Optional.of(pixelScale));
      scaleInWords = NumberText.exact(pixelScale.millimetresPerPixel());
      return this;
    }

    /**
     * Sets how large a pixel of each photo is. A scale that comes with the photo itself, as in
     * {@link PhotoTask} and {@link ScoringPipeline#score(Photo, PixelScale)}, goes before.
     *
     * @param byName the scale of a photo by its name, empty where it is not known; called once per
     *     photo, by the thread that scores it, so by several at a time in a {@link BatchScorer}
     * @return this
     */
    public Builder scales(Function<String, Optional<PixelScale>> byName) {
      scales = byName;
      scaleInWords = "by photo";
      return this;
    }

    /**
     * Says in which order rows are read and which way they run, of all photos of this pipeline,
     * whether their rows are given or found.
     *
     * @param rowReading what is known of the rows; a photo whose rows contradict it fails
     * @return this
     */
    public Builder rowReading(RowReading rowReading) {
      reading = rowReading;
      return this;
    }

    /**
     * Makes the pipeline with its segmenter and its layout finder.
     *
     * @return a pipeline; the caller closes it
     * @throws ProviderException if segmenter, layout finder or scorer do not exist or are not
     *     available here; {@code whole-photo} is there always
     * @throws uk.ac.bgs.corescore.spi.OptionException if an option is unknown or its value is not
     *     allowed
     */
    public ScoringPipeline build() {
      return new ScoringPipeline(this);
    }
  }
}

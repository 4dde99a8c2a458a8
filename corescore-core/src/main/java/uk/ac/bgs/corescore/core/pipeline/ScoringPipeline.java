// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.LibraryVersion;
import uk.ac.bgs.corescore.core.internal.plugin.PluginCall;
import uk.ac.bgs.corescore.core.layout.RowFragments;
import uk.ac.bgs.corescore.core.layout.RowReading;
import uk.ac.bgs.corescore.core.layout.RowSegmenter;
import uk.ac.bgs.corescore.core.layout.WholePhotoProvider;
import uk.ac.bgs.corescore.core.layout.find.RowSearch;
import uk.ac.bgs.corescore.core.measure.FragmentMeasurer;
import uk.ac.bgs.corescore.core.measure.LargePhotoMeasurer;
import uk.ac.bgs.corescore.core.measure.SmallFragments;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoReducer;
import uk.ac.bgs.corescore.core.score.SixMeasuresProvider;
import uk.ac.bgs.corescore.core.trace.SegmentationResampler;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.LayoutFinder;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.FragmentSet;
import uk.ac.bgs.corescore.score.AreaScore;
import uk.ac.bgs.corescore.score.AreaScorer;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.ProviderException;
import uk.ac.bgs.corescore.spi.Providers;

/**
 * One photograph in, fragments and areas out: segments, carries to the photo's grid, leaves out
 * what is too small, traces, measures and scores. Of a photo that was read reduced the fragments
 * are measured on the whole photo's pixels all the same, and the pictures stay small.
 *
 * <p>Before the segmenter a layout finder looks for the photo's rows of core, once a photo, unless
 * they are given. Each row is segmented by itself ({@link RowSegmenter}), and every fragment gets
 * the number of its row. Where the finder is {@code whole-photo}, or the photo is its only row, the
 * photo is segmented as it is, as row 1, and no time is spent on rows. Where there is no row the
 * segmenter is not asked and nothing is rock.
 *
 * <p>A pipeline owns a segmenter and a finder and is for one thread at a time unless it is {@link
 * #shareable}; {@link BatchScorer} scores many photos on many threads. Closing it closes both. Each
 * step's value is in the result; nothing is kept between photos.
 */
public final class ScoringPipeline implements AutoCloseable {
  private final Segmenter segmenter;
  private final LayoutFinder finder;
  private final AreaScorer scorer;
  private final String segmenterId;
  private final Map<String, String> segmenterOptions;
  private final RowSearch search;
  private final Provenance.Finder finderProvenance;
  private final String scorerId;
  private final double minArea;
  private final @Nullable PixelScale scale;

  private ScoringPipeline(Builder builder) {
    this.segmenterId = builder.segmenterId;
    this.scorerId = builder.scorerId;
    this.minArea = builder.minArea;
    this.scale = builder.scale;
    this.scorer = builder.providers.createAreaScorer(scorerId, builder.scorerOptions);
    String finderId = builder.finderId();
    Providers finders = builder.finders();
    this.finder = finders.createLayoutFinder(finderId, builder.finderOptions);
    boolean made = false;
    try {
      this.segmenter = builder.providers.createSegmenter(segmenterId, builder.segmenterOptions);
      made = true;
    } finally {
      if (!made) {
        finder.close();
      }
    }
    this.segmenterOptions =
        Options.parse(builder.providers.segmenter(segmenterId).options(), builder.segmenterOptions)
            .toTexts();
    this.finderProvenance =
        new Provenance.Finder(
            finderId,
            Options.parse(finders.layoutFinder(finderId).options(), builder.finderOptions)
                .toTexts(),
            finder.modelSha256());
    this.search =
        new RowSearch(
            finder,
            "layout finder " + finderId,
            builder.reading,
            segmenter,
            "segmenter " + segmenterId);
  }

  /**
   * Begins a pipeline.
   *
   * @param providers where segmenters and scorers come from
   * @param segmenterId id of the segmenter to use
   * @return a builder with the segmenter's defaults, the layout finder that its provider names, the
   *     six measures, no minimum area and no scale
   */
  public static Builder builder(Providers providers, String segmenterId) {
    return new Builder(providers, segmenterId);
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
    return segmenter.shareable() && finder.shareable();
  }

  /**
   * To which size the segmenter reduces a photo before it looks: what to read a photo at that is
   * too large for memory. Rows that are found in such a copy are cut out of it; what is read larger
   * shows them at more of their own scale.
   *
   * @return the most pixels of the longer side that it looks at; empty if it looks at all
   */
  public OptionalInt maxInputSide() {
    return segmenter.maxInputSide();
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
   * made with. No finder is asked. Where the layout {@linkplain Layout#isPhoto() is the photo} it
   * is segmented as it is.
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
   * @param given where its rows lie; empty to ask the finder
   */
  ScoredPhoto score(Photo photo, Optional<PixelScale> own, Optional<Layout> given) {
    Instant time = Instant.now();
    long start = System.nanoTime();
    Optional<PixelScale> pixelScale = own.or(() -> Optional.ofNullable(scale));
    given.ifPresent(layout -> requireLayoutOf(photo, layout));
    Optional<FoundRows> searched =
        given.isPresent()
            ? Optional.empty()
            : Optional.of(FoundRows.of(search.search(photo), finderProvenance));
    Layout layout =
        searched.map(FoundRows::layout).orElseGet(() -> search.read(photo, given.orElseThrow()));
    boolean asItIs = given.isPresent() ? layout.isPhoto() : RowSegmenter.isWholePhoto(layout);
    Optional<Layout> rows = asItIs ? Optional.empty() : Optional.of(layout);
    Supplier<Segmentation> looks = () -> look(photo, rows, searched);
    Photo known = searched.flatMap(FoundRows::remark).map(photo::withRemark).orElse(photo);
    Seen seen = photo.reduced() ? seenAsCopy(known, rows, looks) : seen(known, looks);
    FragmentMap map = seen.segmentation().fragments();
    RowFragments.Ordered found =
        RowFragments.ordered(
            seen.segmentation(),
            RowFragments.numbered(
                seen.fragments(), map, layout.scaledTo(map.width(), map.height())),
            layout);
    FragmentSet fragments = pixelScale.map(found.fragments()::withScale).orElse(found.fragments());
    AreaScore score =
        PluginCall.guarded(
            photo.name(), "area scorer " + scorerId, () -> scorer.score(fragments, layout));
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    return new ScoredPhoto(
        seen.photo(),
        found.segmentation(),
        fragments,
        score,
        pixelScale,
        new Provenance(
            libraryVersion(),
            segmenterId,
            segmenterOptions,
            segmenter.modelSha256(),
            searched.map(FoundRows::provenance),
            scorerId,
            minArea,
            time,
            elapsed),
        Doubt.of(seen.photo(), seen.segmentation(), rows),
        layout);
  }

  /** A photo, what was found on the grid of its image, and the fragments that were measured. */
  private record Seen(Photo photo, Segmentation segmentation, FragmentSet fragments) {}

  private static void requireLayoutOf(Photo photo, Layout layout) {
    if (layout.photoWidth() != photo.width() || layout.photoHeight() != photo.height()) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          photo.name()
              + ": expected a layout of its "
              + photo.width()
              + " x "
              + photo.height()
              + " px, got one of "
              + layout.photoWidth()
              + " x "
              + layout.photoHeight());
    }
  }

  /** The segmenter's answer, on the grid of the photo's image where there are rows. */
  private Segmentation look(Photo photo, Optional<Layout> rows, Optional<FoundRows> searched) {
    if (rows.isEmpty()) {
      return segmenter.segment(photo.image());
    }
    RgbImage image = photo.image();
    return searched
        .flatMap(FoundRows::segmentation)
        .orElseGet(
            () ->
                RowSegmenter.segment(
                    image, rows.get().scaledTo(image.width(), image.height()), segmenter));
  }

  private Seen seen(Photo photo, Supplier<Segmentation> looks) {
    RgbImage image = photo.image();
    Segmentation onPhoto =
        PluginCall.guarded(
            photo.name(),
            "segmenter " + segmenterId,
            () -> SegmentationResampler.resample(looks.get(), image.width(), image.height()));
    Segmentation kept = SmallFragments.leaveOut(onPhoto, minArea);
    return new Seen(photo, kept, FragmentMeasurer.measure(kept));
  }

  /** The image, too, becomes as small as the grid that the segmenter answers on. */
  private Seen seenAsCopy(Photo photo, Optional<Layout> rows, Supplier<Segmentation> looks) {
    RgbImage copy = photo.image();
    Segmentation found =
        PluginCall.guarded(
            photo.name(),
            "segmenter " + segmenterId,
            () -> {
              Segmentation answer = looks.get();
              boolean finer =
                  answer.mask().width() > copy.width() || answer.mask().height() > copy.height();
              return finer
                  ? SegmentationResampler.resample(answer, copy.width(), copy.height())
                  : SegmentationResampler.requireCovering(answer, copy.width(), copy.height());
            });
    LargePhotoMeasurer.Measured measured =
        LargePhotoMeasurer.measure(found, photo.width(), photo.height(), minArea);
    RgbImage picture = PhotoReducer.reduce(copy, found.mask().width(), found.mask().height());
    Photo small = photo.withImage(picture);
    return new Seen(
        rows.isPresent() ? small.withRemark(cutOutOf(copy)) : small,
        measured.segmentation(),
        measured.fragments());
  }

  private static String cutOutOf(RgbImage copy) {
    return "its rows of core were cut out of a copy of "
        + copy.width()
        + " x "
        + copy.height()
        + " px, as it was too large to be held whole";
  }

  @Override
  public void close() {
    try {
      segmenter.close();
    } finally {
      finder.close();
    }
  }

  /** Settings of a pipeline. Not for use by several threads at once. */
  public static final class Builder {
    private final Providers providers;
    private final String segmenterId;
    private final Map<String, String> segmenterOptions = new LinkedHashMap<>();
    private final Map<String, String> finderOptions = new LinkedHashMap<>();
    private final Map<String, String> scorerOptions = new LinkedHashMap<>();
    private @Nullable String finderId;
    private String scorerId = SixMeasuresProvider.ID;
    private double minArea;
    private @Nullable PixelScale scale;
    private RowReading reading = RowReading.AS_IT_IS;

    private Builder(Providers providers, String segmenterId) {
      this.providers = providers;
      this.segmenterId = segmenterId;
    }

    /**
     * Sets an option of the segmenter.
     *
     * @param name the option
     * @param value its value, as text
     * @return this
     */
    public Builder segmenterOption(String name, String value) {
      segmenterOptions.put(name, value);
      return this;
    }

    /**
     * Takes another layout finder than the one that the segmenter's provider names.
     *
     * @param id the finder's id; {@code whole-photo} to look for no rows
     * @param options name and value of the options to set
     * @return this
     */
    public Builder layoutFinder(String id, Map<String, String> options) {
      finderId = id;
      finderOptions.clear();
      finderOptions.putAll(options);
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
      finderOptions.put(name, value);
      return this;
    }

    /** The finder that was chosen, else the one that the segmenter's provider names. */
    private String finderId() {
      if (finderId != null) {
        return finderId;
      }
      String usual = providers.segmenter(segmenterId).layoutFinder();
      try {
        return finders().layoutFinder(usual).id();
      } catch (ProviderException e) {
        throw new ProviderException(
            "segmenter '" + segmenterId + "' needs rows: " + e.getMessage(), e);
      }
    }

    /** The providers, and the one finder that every pipeline has. */
    private Providers finders() {
      boolean has =
          providers.layoutFinders().stream()
              .anyMatch(provider -> provider.id().equals(WholePhotoProvider.ID));
      return has ? providers : providers.with(new WholePhotoProvider());
    }

    /**
     * Takes another area scorer than {@code six-measures}.
     *
     * @param id the scorer's id
     * @param options name and value of the options to set
     * @return this
     */
    public Builder scorer(String id, Map<String, String> options) {
      scorerId = id;
      scorerOptions.clear();
      scorerOptions.putAll(options);
      return this;
    }

    /**
     * Leaves out small fragments.
     *
     * @param squarePixels fragments of at most so many photo pixels are left out; 0 keeps all
     * @return this
     * @throws IllegalArgumentException if it is negative, infinite or not a number
     */
    public Builder minArea(double squarePixels) {
      if (!(squarePixels >= 0 && squarePixels < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "a minimum area is a number from 0, not " + squarePixels);
      }
      minArea = squarePixels;
      return this;
    }

    /**
     * Says how large a photo pixel is, for scorers and reports in millimetres.
     *
     * @param pixelScale the scale of all photos of this pipeline
     * @return this
     */
    public Builder scale(PixelScale pixelScale) {
      scale = pixelScale;
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

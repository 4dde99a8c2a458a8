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
import uk.ac.bgs.corescore.core.layout.RowFragments;
import uk.ac.bgs.corescore.core.layout.RowSegmenter;
import uk.ac.bgs.corescore.core.measure.FragmentMeasurer;
import uk.ac.bgs.corescore.core.measure.LargePhotoMeasurer;
import uk.ac.bgs.corescore.core.measure.SmallFragments;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoReducer;
import uk.ac.bgs.corescore.core.score.SixMeasuresProvider;
import uk.ac.bgs.corescore.core.trace.PhotoGrid;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.FragmentSet;
import uk.ac.bgs.corescore.score.AreaScore;
import uk.ac.bgs.corescore.score.AreaScorer;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.Providers;

/**
 * One photograph in, fragments and areas out: segments, carries to the photo's grid, leaves out
 * what is too small, traces, measures and scores. Of a photo that was read reduced the fragments
 * are measured on the whole photo's pixels all the same, and the pictures stay small. Where the
 * photo's rows of core are given, each is segmented by itself ({@link RowSegmenter}), and every
 * fragment gets the number of its row; a photo without is taken for one row, number 1.
 *
 * <p>A pipeline owns a segmenter and is for one thread at a time unless it is {@link #shareable};
 * {@link BatchScorer} scores many photos on many threads. Closing it closes the segmenter. Each
 * step's value is in the result; nothing is kept between photos.
 */
public final class ScoringPipeline implements AutoCloseable {
  private final Segmenter segmenter;
  private final AreaScorer scorer;
  private final String segmenterId;
  private final Map<String, String> segmenterOptions;
  private final String scorerId;
  private final double minArea;
  private final @Nullable PixelScale scale;

  private ScoringPipeline(Builder builder) {
    this.segmenterId = builder.segmenterId;
    this.scorerId = builder.scorerId;
    this.minArea = builder.minArea;
    this.scale = builder.scale;
    this.scorer = builder.providers.createAreaScorer(scorerId, builder.scorerOptions);
    this.segmenter = builder.providers.createSegmenter(segmenterId, builder.segmenterOptions);
    this.segmenterOptions =
        Options.parse(builder.providers.segmenter(segmenterId).options(), builder.segmenterOptions)
            .toTexts();
  }

  /**
   * Begins a pipeline.
   *
   * @param providers where segmenters and scorers come from
   * @param segmenterId id of the segmenter to use
   * @return a builder with the segmenter's defaults, the six measures, no minimum area and no scale
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
   * Whether many threads may use it at once: whether its segmenter may be shared.
   *
   * @return false where each thread needs a pipeline of its own
   */
  public boolean shareable() {
    return segmenter.shareable();
  }

  /**
   * To which size the segmenter reduces a photo before it looks: what to read a photo at that is
   * too large for memory.
   *
   * @return the most pixels of the longer side that it looks at; empty if it looks at all
   */
  public OptionalInt longerSide() {
    return segmenter.longerSide();
  }

  /**
   * Scores one photograph at the scale that the pipeline was made with.
   *
   * @param photo what was read
   * @return everything that came out of it
   * @throws CoreScoreException if the segmenter or the scorer fails on this photo, in whatever way;
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
   * @throws CoreScoreException if the segmenter or the scorer fails on this photo, in whatever way;
   *     the message names the photo. One that a plugin throws keeps its type and kind, anything
   *     else that it throws becomes a cause
   */
  public ScoredPhoto score(Photo photo, PixelScale pixelScale) {
    return score(photo, Optional.of(pixelScale), Optional.empty());
  }

  /**
   * Scores one photograph of which the rows of core are known, at the scale that the pipeline was
   * made with. Where the layout {@linkplain Layout#isPhoto() is the photo} it is scored as without.
   *
   * @param photo what was read, with all its pixels unless the layout is the photo
   * @param layout where its rows lie
   * @return everything that came out of it; pixels beside the rows have the first label and belong
   *     to no fragment
   * @throws CoreScoreException if the layout is of a photo of another size, the photo is reduced,
   *     or the segmenter or the scorer fails on this photo, in whatever way; the message names the
   *     photo. One that a plugin throws keeps its type and kind, anything else that it throws
   *     becomes a cause
   */
  public ScoredPhoto score(Photo photo, Layout layout) {
    return score(photo, Optional.empty(), Optional.of(layout));
  }

  /**
   * Scores one photograph.
   *
   * @param own size of a pixel of this photo on the core; empty for that of the pipeline
   * @param given where its rows lie; empty to take it as it is
   */
  ScoredPhoto score(Photo photo, Optional<PixelScale> own, Optional<Layout> given) {
    Instant time = Instant.now();
    long start = System.nanoTime();
    Optional<PixelScale> pixelScale = own.or(() -> Optional.ofNullable(scale));
    Layout layout = given.orElseGet(() -> Layout.whole(photo.width(), photo.height()));
    boolean byRow = given.isPresent() && !layout.isPhoto();
    requireRows(photo, layout, byRow);
    Seen seen = photo.reduced() ? seenAsCopy(photo) : seen(photo, byRow ? given : Optional.empty());
    FragmentSet found =
        RowFragments.numbered(seen.fragments(), seen.segmentation().fragments(), layout);
    FragmentSet fragments = pixelScale.map(found::withScale).orElse(found);
    AreaScore score = guarded(photo, "area scorer " + scorerId, () -> scorer.score(fragments));
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    return new ScoredPhoto(
        seen.photo(),
        seen.segmentation(),
        fragments,
        score,
        pixelScale,
        new Provenance(
            libraryVersion(),
            segmenterId,
            segmenterOptions,
            segmenter.modelSha256(),
            scorerId,
            minArea,
            time,
            elapsed),
        Doubt.of(seen.photo(), seen.segmentation(), byRow),
        layout);
  }

  /** A photo, what was found on the grid of its image, and the fragments that were measured. */
  private record Seen(Photo photo, Segmentation segmentation, FragmentSet fragments) {}

  private static void requireRows(Photo photo, Layout layout, boolean byRow) {
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
              + layout.photoHeight(),
          null);
    }
    if (byRow && photo.reduced()) {
      throw new CoreScoreException(
          FailureKind.TOO_LARGE,
          photo.name()
              + ": rows are cut out of the whole photo of "
              + photo.width()
              + " x "
              + photo.height()
              + " px, but it was read as a copy of "
              + photo.image().width()
              + " x "
              + photo.image().height()
              + ": a layout needs the photo whole",
          null);
    }
  }

  private Seen seen(Photo photo, Optional<Layout> rows) {
    RgbImage image = photo.image();
    Segmentation onPhoto =
        guarded(
            photo,
            "segmenter " + segmenterId,
            () ->
                rows.isPresent()
                    ? RowSegmenter.segment(image, rows.get(), segmenter)
                    : PhotoGrid.resample(segmenter.segment(image), image.width(), image.height()));
    Segmentation kept = SmallFragments.leaveOut(onPhoto, minArea);
    return new Seen(photo, kept, FragmentMeasurer.measure(kept));
  }

  /** The image, too, becomes as small as the grid that the segmenter answers on. */
  private Seen seenAsCopy(Photo photo) {
    RgbImage copy = photo.image();
    Segmentation found =
        guarded(
            photo,
            "segmenter " + segmenterId,
            () -> {
              Segmentation answer = segmenter.segment(copy);
              boolean finer =
                  answer.mask().width() > copy.width() || answer.mask().height() > copy.height();
              return finer
                  ? PhotoGrid.resample(answer, copy.width(), copy.height())
                  : PhotoGrid.requireCovering(answer, copy.width(), copy.height());
            });
    LargePhotoMeasurer.Measured measured =
        LargePhotoMeasurer.measure(found, photo.width(), photo.height(), minArea);
    RgbImage picture = PhotoReducer.reduce(copy, found.mask().width(), found.mask().height());
    return new Seen(photo.withImage(picture), measured.segmentation(), measured.fragments());
  }

  /** Whatever a plugin does wrong on a photo is a CoreScoreException, which names both. */
  private static <T> T guarded(Photo photo, String who, Supplier<@Nullable T> step) {
    T result;
    try {
      result = step.get();
    } catch (CoreScoreException e) {
      throw e.about(photo.name());
    } catch (RuntimeException | LinkageError e) {
      throw new CoreScoreException(
          FailureKind.PLUGIN, photo.name() + ": " + who + " failed: " + e, e);
    }
    if (result == null) {
      throw new CoreScoreException(
          FailureKind.PLUGIN, photo.name() + ": " + who + " gave nothing", null);
    }
    return result;
  }

  @Override
  public void close() {
    segmenter.close();
  }

  /** Settings of a pipeline. Not for use by several threads at once. */
  public static final class Builder {
    private final Providers providers;
    private final String segmenterId;
    private final Map<String, String> segmenterOptions = new LinkedHashMap<>();
    private final Map<String, String> scorerOptions = new LinkedHashMap<>();
    private String scorerId = SixMeasuresProvider.ID;
    private double minArea;
    private @Nullable PixelScale scale;

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
     * Makes the pipeline and its segmenter.
     *
     * @return a pipeline; the caller closes it
     * @throws uk.ac.bgs.corescore.spi.ProviderException if segmenter or scorer do not exist or are
     *     not available here
     * @throws uk.ac.bgs.corescore.spi.OptionException if an option is unknown or its value is not
     *     allowed
     */
    public ScoringPipeline build() {
      return new ScoringPipeline(this);
    }
  }
}

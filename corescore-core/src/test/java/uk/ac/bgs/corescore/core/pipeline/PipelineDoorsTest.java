// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static uk.ac.bgs.corescore.core.pipeline.CountingProvider.photo;
import static uk.ac.bgs.corescore.core.pipeline.CountingProvider.task;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.layout.WholePhotoProvider;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.LayoutFinder;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.FragmentSet;
import uk.ac.bgs.corescore.score.AreaScore;
import uk.ac.bgs.corescore.score.AreaScorer;
import uk.ac.bgs.corescore.score.ExtraMeasure;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.AreaScorerProvider;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.OptionException;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.ProviderException;
import uk.ac.bgs.corescore.spi.Providers;

/** A host hands in parts of its own, or names them, or both. */
class PipelineDoorsTest {
  private static final OptionKey<Double> FACTOR =
      OptionKey.ofDouble("factor", 1, 0, 10, "By what the number of fragments is multiplied.");

  private static final Options NONE = Options.defaults(List.of());

  private final CountingProvider counting = new CountingProvider(true);

  private static AreaScore with(FragmentSet fragments, double value) {
    return AreaScore.of(fragments)
        .withExtras(List.of(new ExtraMeasure("value", "1", OptionalDouble.of(value))));
  }

  /** A scorer with an option. */
  private static final class FactorProvider implements AreaScorerProvider {
    @Override
    public String id() {
      return "factor";
    }

    @Override
    public String description() {
      return "Multiplies the number of fragments.";
    }

    @Override
    public List<OptionKey<?>> options() {
      return List.of(FACTOR);
    }

    @Override
    public Availability availability() {
      return new Availability.Available("everywhere");
    }

    @Override
    public AreaScorer create(Options options) {
      return fragments -> with(fragments, options.get(FACTOR) * fragments.fragments().size());
    }
  }

  private static double value(ScoredPhoto scored) {
    return scored.score().extras().get(0).value().orElseThrow();
  }

  private static double area(ScoredPhoto scored) {
    return scored.fragments().fragments().stream()
        .mapToDouble(fragment -> fragment.measures().area().squarePixels())
        .sum();
  }

  @Test
  void segmenterAndScorerOfTheHostNeedNoProvider() {
    Segmenter own = counting.create(NONE);
    try (ScoringPipeline pipeline =
        ScoringPipeline.builder(Providers.of(), "our own", own)
            .scorer("ours", fragments -> with(fragments, 7))
            .build()) {
      ScoredPhoto scored = pipeline.score(photo(30));
      assertEquals(30, area(scored));
      assertEquals(7, value(scored));
      Provenance from = scored.provenance();
      assertEquals("our own", from.segmenterId());
      assertEquals(Map.of(), from.segmenterOptions());
      assertEquals("ours", from.scorerId());
      assertEquals(WholePhotoProvider.ID, from.layoutFinder().orElseThrow().id());
    }
    assertEquals(0, counting.closed.get(), "the host closes it");
  }

  @Test
  void theSixMeasuresNeedNoProvider() {
    try (ScoringPipeline pipeline =
        ScoringPipeline.builder(Providers.of(), "own", counting.create(NONE)).build()) {
      ScoredPhoto scored = pipeline.score(photo(30));
      assertEquals("six-measures", scored.provenance().scorerId());
      assertEquals(AreaScore.of(scored.fragments()), scored.score());
    }
  }

  @Test
  void oneOfEachIsMixedWithIdsAndTypedOptions() {
    Providers providers = Providers.of(counting, new FactorProvider());
    Options options = Options.defaults(List.of(FACTOR)).with(FACTOR, 2.5);
    try (ScoringPipeline pipeline =
        ScoringPipeline.builder(providers, "counting").scorer("factor", options).build()) {
      assertEquals(2.5, value(pipeline.score(photo(30))));
    }
    assertEquals(counting.made.get(), counting.closed.get(), "what was made is closed");
    Segmenter own = counting.create(NONE);
    try (ScoringPipeline pipeline =
        ScoringPipeline.builder(providers, "own", own)
            .scorer("factor", Map.of("factor", "4"))
            .build()) {
      assertEquals(4, value(pipeline.score(photo(30))));
    }
    try (ScoringPipeline pipeline =
        ScoringPipeline.builder(providers, "counting")
            .scorer("three", fragments -> with(fragments, 3))
            .build()) {
      assertEquals(3, value(pipeline.score(photo(30))));
    }
  }

  @Test
  void aFinderOfTheHostIsAskedAndNotClosed() {
    AtomicInteger closed = new AtomicInteger();
    LayoutFinder finder =
        new LayoutFinder() {
          @Override
          public Layout find(RgbImage image) {
            return Layout.whole(image.width(), image.height());
          }

          @Override
          public void close() {
            closed.incrementAndGet();
          }
        };
    try (ScoringPipeline pipeline =
        ScoringPipeline.builder(Providers.of(counting), "counting")
            .layoutFinder("ours", finder)
            .build()) {
      Provenance.Finder from = pipeline.score(photo(30)).provenance().layoutFinder().orElseThrow();
      assertEquals("ours", from.id());
      assertEquals(Map.of(), from.options());
    }
    assertEquals(0, closed.get());
    assertEquals(1, counting.closed.get());
  }

  /** Whatever a part of the host does wrong names the photo and the part. */
  @Test
  void whatAPartOfTheHostDoesWrongIsAFailureOfThePhoto() {
    for (Error error : List.of(new StackOverflowError("deep"), new AssertionError("wrong"))) {
      try (ScoringPipeline pipeline =
          ScoringPipeline.builder(Providers.of(), "own", counting.create(NONE))
              .scorer(
                  "ours",
                  fragments -> {
                    throw error;
                  })
              .build()) {
        CoreScoreException failure =
            assertThrows(CoreScoreException.class, () -> pipeline.score(photo(30)));
        assertEquals(FailureKind.PLUGIN, failure.kind());
        assertEquals("photo30: area scorer ours failed: " + error, failure.getMessage());
      }
    }
  }

  @Test
  void aSegmenterThatGivesNothingIsNamed() {
    Segmenter nothing =
        new Segmenter() {
          @Override
          @SuppressWarnings("NullAway")
          public Segmentation segment(RgbImage image) {
            return null;
          }

          @Override
          public void close() {}
        };
    try (ScoringPipeline pipeline =
        ScoringPipeline.builder(Providers.of(), "own", nothing).build()) {
      CoreScoreException failure =
          assertThrows(CoreScoreException.class, () -> pipeline.score(photo(30)));
      assertEquals(FailureKind.PLUGIN, failure.kind());
      assertEquals("photo30: segmenter own gave nothing", failure.getMessage());
    }
  }

  @Test
  void aPipelineThatWasClosedSaysSo() {
    ScoringPipeline pipeline =
        ScoringPipeline.builder(Providers.of(), "own", counting.create(NONE)).build();
    pipeline.close();
    pipeline.close();
    CoreScoreException failure =
        assertThrows(CoreScoreException.class, () -> pipeline.score(photo(30)));
    assertEquals(FailureKind.BUSY, failure.kind());
    assertEquals("photo30: the pipeline was closed before this photo", failure.getMessage());
  }

  @Test
  void whatDoesNotFitIsNamed() {
    Segmenter own = counting.create(NONE);
    OptionException options =
        assertThrows(
            OptionException.class,
            () ->
                ScoringPipeline.builder(Providers.of(), "own", own)
                    .segmenterOption("a", "1")
                    .build());
    assertTrue(String.valueOf(options.getMessage()).contains("'own'"), options.getMessage());
    assertTrue(String.valueOf(options.getMessage()).contains("[a]"), options.getMessage());
    assertEquals(FailureKind.CONFIGURATION, options.kind());
    assertThrows(
        IllegalArgumentException.class, () -> ScoringPipeline.builder(Providers.of(), " ", own));
    Options foreign = Options.defaults(List.<OptionKey<?>>of(FACTOR));
    assertThrows(
        OptionException.class,
        () ->
            ScoringPipeline.builder(Providers.of(counting), "counting")
                .segmenterOptions(foreign)
                .build());
    assertThrows(
        ProviderException.class,
        () -> ScoringPipeline.builder(Providers.of(), "own", own).scorer("none", Map.of()).build());
    try (ScoringPipeline failing =
        ScoringPipeline.builder(Providers.of(), "own", own)
            .scorer(
                "ours",
                fragments -> {
                  throw new IllegalStateException("broken");
                })
            .build()) {
      CoreScoreException failure =
          assertThrows(CoreScoreException.class, () -> failing.score(photo(30)));
      assertEquals(FailureKind.PLUGIN, failure.kind());
      assertTrue(String.valueOf(failure.getMessage()).startsWith("photo30: area scorer ours"));
    }
  }

  /** Threads share the host's segmenter where they may; else photos are scored one at a time. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBatchTakesASegmenterOfTheHost(boolean shareable) {
    CountingProvider provider = new CountingProvider(shareable);
    Segmenter own = provider.create(NONE);
    try (BatchScorer scorer =
            BatchScorer.builder(ScoringPipeline.builder(Providers.of(), "own", own))
                .threads(3)
                .build();
        Stream<BatchResult> results =
            scorer.score(IntStream.range(20, 40).mapToObj(CountingProvider::task).iterator())) {
      assertEquals(
          IntStream.range(20, 40).boxed().toList(), results.map(CountingProvider::rock).toList());
    }
    assertEquals(1, provider.made.get());
    assertEquals(0, provider.closed.get());
  }

  @Test
  void eachPhotoHasTheScaleOfItsName() {
    Map<String, PixelScale> known =
        Map.of("photo20", new PixelScale(0.5), "photo21", new PixelScale(2));
    ScoringPipeline.Builder builder =
        ScoringPipeline.builder(Providers.of(counting), "counting")
            .scales(name -> Optional.ofNullable(known.get(name)));
    try (ScoringPipeline pipeline = builder.build()) {
      ScoredPhoto small = pipeline.score(photo(20));
      assertEquals(Optional.of(new PixelScale(0.5)), small.scale());
      assertEquals(Optional.of(new PixelScale(0.5)), small.fragments().scale());
      assertEquals(Optional.of(new PixelScale(2)), pipeline.score(photo(21)).scale());
      assertEquals(Optional.empty(), pipeline.score(photo(22)).scale());
      assertEquals(
          Optional.of(new PixelScale(3)), pipeline.score(photo(20), new PixelScale(3)).scale());
    }
    try (BatchScorer scorer = BatchScorer.builder(builder).threads(2).build();
        Stream<BatchResult> results =
            scorer.score(List.of(task(20), task(21), task(22)).iterator())) {
      assertEquals(
          List.of(0.5, 2.0, 0.0),
          results
              .map(result -> result.orThrow().scale().map(PixelScale::millimetresPerPixel))
              .map(scale -> scale.orElse(0.0))
              .toList());
    }
    try (ScoringPipeline broken =
        builder
            .scales(
                name -> {
                  throw new IllegalStateException("no table");
                })
            .build()) {
      CoreScoreException failure =
          assertThrows(CoreScoreException.class, () -> broken.score(photo(20)));
      assertTrue(String.valueOf(failure.getMessage()).contains("photo20: scales"));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.score.SixMeasuresProvider;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCore;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreGenerator;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.Fragment;
import uk.ac.bgs.corescore.segment.SegmentationException;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.OptionException;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.ProviderException;
import uk.ac.bgs.corescore.spi.Providers;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

class ScoringPipelineTest {
  private static final String HASH = "0".repeat(64);

  /** Returns the ground truth of one synthetic core, on a grid that may be coarser. */
  private static final class Oracle implements SegmenterProvider {
    static final OptionKey<Integer> REDUCE =
        OptionKey.ofInt("reduce", 1, 1, 64, "Photo pixels a cell is wide and high.");

    final SyntheticCore core;
    final AtomicInteger open = new AtomicInteger();

    Oracle(SyntheticCore core) {
      this.core = core;
    }

    @Override
    public String id() {
      return "oracle";
    }

    @Override
    public String description() {
      return "Knows the truth of one drawn core.";
    }

    @Override
    public List<OptionKey<?>> options() {
      return List.of(REDUCE);
    }

    @Override
    public Availability availability() {
      return new Availability.Available("everywhere");
    }

    @Override
    public Segmenter create(Options options) {
      open.incrementAndGet();
      int reduce = options.get(REDUCE);
      return new Segmenter() {
        @Override
        public Segmentation segment(RgbImage photo) {
          return reduce == 1 ? core.truth() : reduced(core.truth(), reduce);
        }

        @Override
        public Optional<String> modelSha256() {
          return Optional.of(HASH);
        }

        @Override
        public void close() {
          open.decrementAndGet();
        }
      };
    }

    private static Segmentation reduced(Segmentation truth, int reduce) {
      int width = (truth.mask().width() + reduce - 1) / reduce;
      int height = (truth.mask().height() + reduce - 1) / reduce;
      byte[] labels = new byte[width * height];
      int[] ids = new int[width * height];
      int[] number = new int[truth.fragments().count() + 1];
      int count = 0;
      for (int i = 0; i < ids.length; i++) {
        int x = Math.min(truth.mask().width() - 1, i % width * reduce + reduce / 2);
        int y = Math.min(truth.mask().height() - 1, i / width * reduce + reduce / 2);
        labels[i] = (byte) truth.mask().index(x, y);
        int id = truth.fragments().id(x, y);
        if (id > 0 && number[id] == 0) {
          number[id] = ++count;
        }
        ids[i] = number[id];
      }
      return Segmentation.of(
          LabelMask.wrap(width, height, labels, LabelSet.CORESCORE),
          FragmentMap.ofIds(width, height, ids),
          PixelFrame.covering(truth.mask().width(), truth.mask().height(), width, height));
    }
  }

  private final SyntheticCore core =
      new SyntheticCoreGenerator(SyntheticCoreSettings.builder().size(801, 117).build()).draw(5);
  private final Oracle oracle = new Oracle(core);
  private final Photo photo = new Photo("drawn.5.png", HASH, core.photo());
  private final Providers providers = Providers.of(oracle, new SixMeasuresProvider());

  /** The same fragments, numbered along the core. */
  private static void checkInOrder(FragmentMap drawn, ScoredPhoto scored) {
    FragmentMap found = scored.segmentation().fragments();
    int[] number = new int[drawn.count() + 1];
    int[] before = drawn.toIds();
    int[] after = found.toIds();
    for (int i = 0; i < before.length; i++) {
      number[before[i]] = after[i];
      assertEquals(before[i] == 0, after[i] == 0);
    }
    for (int i = 0; i < before.length; i++) {
      assertEquals(number[before[i]], after[i]);
    }
    double last = 0;
    for (Fragment fragment : scored.fragments().fragments()) {
      assertTrue(fragment.measures().centroidX() >= last, "fragment " + fragment.id());
      last = fragment.measures().centroidX();
    }
  }

  @Test
  void theTruthIsMeasuredExactly() {
    try (ScoringPipeline pipeline = ScoringPipeline.builder(providers, "oracle").build()) {
      ScoredPhoto scored = pipeline.score(photo);
      assertEquals(core.truth().mask(), scored.segmentation().mask());
      assertEquals(core.truth().frame(), scored.segmentation().frame());
      assertEquals(core.truth().fragments().count(), scored.score().totalFragments());
      assertEquals(
          (double) core.truth().fragments().areas()[0],
          scored.score().absoluteArea().squarePixels());
      checkOneTruth(scored);
      checkInOrder(core.truth().fragments(), scored);
    }
    assertEquals(0, oracle.open.get());
  }

  @Test
  void aCoarserGridComesOutOnThePhotosPixels() {
    try (ScoringPipeline pipeline =
        ScoringPipeline.builder(providers, "oracle").segmenterOption("reduce", "3").build()) {
      ScoredPhoto scored = pipeline.score(photo);
      checkOneTruth(scored);
      double truth = core.truth().fragments().areas()[0];
      assertEquals(truth, scored.score().absoluteArea().squarePixels(), 0.03 * truth);
      assertEquals(Map.of("reduce", "3"), scored.provenance().segmenterOptions());
    }
  }

  /** Mask, instances, polygons and figures say the same thing. */
  private static void checkOneTruth(ScoredPhoto scored) {
    double polygons = 0;
    for (Fragment fragment : scored.fragments().fragments()) {
      polygons += fragment.outline().getArea();
    }
    long[] histogram = scored.segmentation().mask().histogram();
    assertEquals((double) histogram[1] + histogram[2], polygons);
    assertEquals(polygons, scored.score().absoluteArea().squarePixels());
    assertEquals(
        polygons / (scored.photo().image().width() * (double) scored.photo().image().height()),
        scored.score().relativeArea());
  }

  @Test
  void minimumAreaLeavesOutFromEverything() {
    double minimum = 400;
    try (ScoringPipeline pipeline =
        ScoringPipeline.builder(providers, "oracle").minArea(minimum).build()) {
      ScoredPhoto scored = pipeline.score(photo);
      assertNotEquals(0, scored.score().totalFragments());
      for (Fragment fragment : scored.fragments().fragments()) {
        assertTrue(fragment.measures().area().squarePixels() > minimum);
      }
      checkOneTruth(scored);
      assertEquals(minimum, scored.provenance().minArea());
    }
  }

  @Test
  void provenanceTellsHowItCameAbout() {
    try (ScoringPipeline pipeline =
        ScoringPipeline.builder(providers, "oracle").scale(new PixelScale(0.5)).build()) {
      ScoredPhoto scored = pipeline.score(photo);
      assertEquals(Optional.of(new PixelScale(0.5)), scored.scale());
      assertEquals("oracle", scored.provenance().segmenterId());
      assertEquals(Optional.of(HASH), scored.provenance().modelSha256());
      assertEquals("six-measures", scored.provenance().scorerId());
      assertTrue(scored.provenance().libraryVersion().matches("\\d+\\.\\d+\\.\\d+.*"));
      assertEquals("drawn.5", scored.photo().stem());
    }
  }

  @Test
  void aPhotoCanHaveAScaleOfItsOwn() {
    try (ScoringPipeline pipeline =
        ScoringPipeline.builder(providers, "oracle").scale(new PixelScale(0.5)).build()) {
      ScoredPhoto scored = pipeline.score(photo, new PixelScale(0.25));
      assertEquals(Optional.of(new PixelScale(0.25)), scored.scale());
      assertEquals(scored.scale(), scored.fragments().scale(), "scorers know it too");
    }
  }

  /** Throws or returns what a test sets. */
  private static Providers broken(Supplier<@Nullable Segmentation> answer) {
    SegmenterProvider provider =
        new SegmenterProvider() {
          @Override
          public String id() {
            return "broken";
          }

          @Override
          public String description() {
            return "Does what it should not.";
          }

          @Override
          public List<OptionKey<?>> options() {
            return List.of();
          }

          @Override
          public Availability availability() {
            return new Availability.Available("everywhere");
          }

          @Override
          public Segmenter create(Options options) {
            return new Segmenter() {
              @Override
              @SuppressWarnings("NullAway") // what a plugin without null checks may do
              public Segmentation segment(RgbImage image) {
                return answer.get();
              }

              @Override
              public void close() {}
            };
          }
        };
    return Providers.of(provider, new SixMeasuresProvider());
  }

  @Test
  void whateverASegmenterDoesWrongNamesPhotoAndSegmenter() {
    List<Supplier<@Nullable Segmentation>> answers =
        List.of(
            () -> null,
            () -> {
              throw new IndexOutOfBoundsException("row 7");
            },
            () -> {
              throw new NoClassDefFoundError("gone/Gone");
            },
            () -> Oracle.reduced(core.truth(), 2000));
    for (Supplier<@Nullable Segmentation> answer : answers) {
      try (ScoringPipeline pipeline = ScoringPipeline.builder(broken(answer), "broken").build()) {
        Photo other = new Photo("other.png", HASH, RgbImage.of(3, 2, new int[6]));
        String message =
            String.valueOf(
                assertThrows(CoreScoreException.class, () -> pipeline.score(other)).getMessage());
        assertTrue(message.contains("other.png") && message.contains("broken"), message);
      }
    }
  }

  /** A host catches the plugin's own exception, which names the photo. */
  @Test
  void whatAPluginThrowsKeepsItsTypeAndKind() {
    RgbImage image = RgbImage.of(3, 2, new int[6]);
    Photo photo = new Photo("other.png", HASH, image);
    SegmentationException own =
        new SegmentationException(FailureKind.BAD_INPUT, "broken", image, "no core", null);
    Providers throwing =
        broken(
            () -> {
              throw own;
            });
    try (ScoringPipeline pipeline = ScoringPipeline.builder(throwing, "broken").build()) {
      SegmentationException told =
          assertThrows(SegmentationException.class, () -> pipeline.score(photo));
      assertEquals("other.png: segmenter broken on a photo of 3 x 2: no core", told.getMessage());
      assertEquals(FailureKind.BAD_INPUT, told.kind());
    }
    try (ScoringPipeline pipeline = ScoringPipeline.builder(broken(() -> null), "broken").build()) {
      CoreScoreException told = assertThrows(CoreScoreException.class, () -> pipeline.score(photo));
      assertEquals(FailureKind.PLUGIN, told.kind());
    }
  }

  @Test
  void aBatchKeepsTypeAndKindOfWhatAPluginThrows() {
    Providers throwing =
        broken(
            () -> {
              throw new SegmentationException(
                  FailureKind.BUSY, "broken", RgbImage.of(3, 2, new int[6]), "later", null);
            });
    Photo photo = new Photo("other.png", HASH, RgbImage.of(3, 2, new int[6]));
    try (BatchScorer batch =
            BatchScorer.builder(ScoringPipeline.builder(throwing, "broken")).build();
        Stream<BatchResult> results =
            batch.score(List.of(new PhotoTask("other.png", () -> photo)).iterator())) {
      SegmentationException told =
          assertThrows(SegmentationException.class, results.findFirst().orElseThrow()::orThrow);
      assertEquals(FailureKind.BUSY, told.kind());
      assertTrue(String.valueOf(told.getMessage()).startsWith("other.png: "), told.getMessage());
    }
  }

  @Test
  void wrongSettingsAreRefusedBeforeAnythingIsOpened() {
    assertThrows(
        ProviderException.class, () -> ScoringPipeline.builder(providers, "nothing").build());
    assertThrows(
        OptionException.class,
        () -> ScoringPipeline.builder(providers, "oracle").segmenterOption("reduce", "0").build());
    assertThrows(
        OptionException.class,
        () -> ScoringPipeline.builder(providers, "oracle").segmenterOption("size", "1").build());
    assertThrows(
        ProviderException.class,
        () -> ScoringPipeline.builder(providers, "oracle").scorer("none", Map.of()).build());
    assertThrows(
        IllegalArgumentException.class,
        () -> ScoringPipeline.builder(providers, "oracle").minArea(-1));
    assertThrows(
        IllegalArgumentException.class,
        () -> ScoringPipeline.builder(providers, "oracle").minArea(Double.POSITIVE_INFINITY));
    assertEquals(0, oracle.open.get());
  }
}

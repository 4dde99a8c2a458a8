// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.evaluate.Evaluator;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoReducer;
import uk.ac.bgs.corescore.core.score.SixMeasuresProvider;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.LayoutFinder;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.layout.RowOrientation;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.Fragment;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.LayoutFinderProvider;
import uk.ac.bgs.corescore.spi.OptionException;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.ProviderException;
import uk.ac.bgs.corescore.spi.Providers;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

/** The layout finder before the segmenter. */
class FoundRowsTest {
  private static final String HASH = "0".repeat(64);
  private static final int WIDTH = 400;
  private static final int HEIGHT = 300;

  /** The segmenter's answers are of these photos, in order. */
  private final List<RgbImage> segmented = new ArrayList<>();

  private final List<String> closed = new ArrayList<>();

  /** Calls bright pixels rock, and names a finder. */
  private final class Brightness implements SegmenterProvider {
    private final String finder;

    Brightness(String finder) {
      this.finder = finder;
    }

    @Override
    public String id() {
      return "brightness";
    }

    @Override
    public String description() {
      return "Calls bright pixels rock.";
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
    public String layoutFinder() {
      return finder;
    }

    @Override
    public Segmenter create(Options options) {
      return new Segmenter() {
        @Override
        public Segmentation segment(RgbImage photo) {
          segmented.add(photo);
          byte[] labels = new byte[photo.width() * photo.height()];
          for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) ((photo.pixels().get(i) >> 8 & 0xff) > 100 ? 1 : 0);
          }
          return Evaluator.connected(
              LabelMask.wrap(photo.width(), photo.height(), labels, LabelSet.CORESCORE));
        }

        @Override
        public OptionalInt longerSide() {
          return OptionalInt.of(500);
        }

        @Override
        public boolean shareable() {
          return true;
        }

        @Override
        public void close() {
          closed.add("segmenter");
        }
      };
    }
  }

  /** Finds what it is told to. */
  private final class Finder implements LayoutFinderProvider {
    static final OptionKey<Boolean> SHARED = OptionKey.ofBoolean("shared", true, "May be shared.");
    private final Function<RgbImage, Layout> answer;
    private int asked;

    Finder(Function<RgbImage, Layout> answer) {
      this.answer = answer;
    }

    @Override
    public String id() {
      return "told";
    }

    @Override
    public String description() {
      return "Finds what it is told to.";
    }

    @Override
    public List<OptionKey<?>> options() {
      return List.of(SHARED);
    }

    @Override
    public Availability availability() {
      return new Availability.Available("everywhere");
    }

    @Override
    public LayoutFinder create(Options options) {
      return new LayoutFinder() {
        @Override
        public Layout find(RgbImage photo) {
          asked++;
          return answer.apply(photo);
        }

        @Override
        public Optional<String> modelSha256() {
          return Optional.of("1".repeat(64));
        }

        @Override
        public boolean shareable() {
          return options.get(SHARED);
        }

        @Override
        public void close() {
          closed.add("finder");
        }
      };
    }
  }

  private static PhotoPoint point(double x, double y) {
    return new PhotoPoint(x, y);
  }

  /** The upper and the lower half, the lower read from the right. */
  private static Layout halves(RgbImage photo) {
    int w = photo.width();
    int h = photo.height();
    CoreRow upper =
        new CoreRow(
            1,
            1,
            point(0, 0),
            point(w, 0),
            point(w, h / 2.0),
            point(0, h / 2.0),
            OptionalDouble.of(0.75));
    CoreRow lower =
        new CoreRow(
            2,
            1,
            point(w, h),
            point(0, h),
            point(0, h / 2.0),
            point(w, h / 2.0),
            OptionalDouble.of(0.5));
    return new Layout(w, h, List.of(upper, lower), "told");
  }

  private Providers providers(String named, LayoutFinderProvider... finders) {
    return Providers.of(new Brightness(named), new SixMeasuresProvider()).with(finders);
  }

  private static ScoringPipeline.Builder pipeline(Providers providers) {
    return ScoringPipeline.builder(providers, "brightness");
  }

  /**
   * A bright piece that crosses the middle, and one in the lower half, in a photo with no noise.
   */
  private static Photo photo(int width, int height) {
    int[] pixels = new int[width * height];
    for (int i = 0; i < pixels.length; i++) {
      double x = (i % width + 0.5) / width;
      double y = (Math.floorDiv(i, width) + 0.5) / height;
      boolean crosses = x > 0.2 && x < 0.4 && y > 0.3 && y < 0.7;
      boolean lower = x > 0.6 && x < 0.8 && y > 0.65 && y < 0.9;
      pixels[i] = crosses || lower ? 0xC0C0C0 : 0x202020;
    }
    return new Photo("box.png", HASH, RgbImage.wrap(width, height, pixels));
  }

  @Test
  void theFinderThatTheSegmenterNamesIsAskedOnceAndEachRowSegmented() {
    Finder finder = new Finder(FoundRowsTest::halves);
    try (ScoringPipeline pipeline = pipeline(providers("told", finder)).build()) {
      ScoredPhoto scored = pipeline.score(photo(WIDTH, HEIGHT));
      assertEquals(1, finder.asked);
      assertEquals(2, segmented.size());
      assertEquals(
          List.of(1, 2, 2),
          scored.fragments().fragments().stream().map(f -> f.row().orElseThrow()).toList(),
          "the piece across the border is one in each row");
      assertEquals(halves(photo(WIDTH, HEIGHT).image()), scored.layout());
      assertEquals(
          Optional.of(
              new Provenance.Finder("told", Map.of("shared", "true"), Optional.of("1".repeat(64)))),
          scored.provenance().layoutFinder());
      ScoredPhoto given = pipeline.score(photo(WIDTH, HEIGHT), Layout.whole(WIDTH, HEIGHT));
      assertEquals(1, finder.asked, "not where the rows are given");
      assertEquals(Optional.empty(), given.provenance().layoutFinder());
      assertEquals(2, given.fragments().fragments().size());
    }
    assertEquals(List.of("segmenter", "finder"), closed);
  }

  @Test
  void theHostMayChooseAnother() {
    Finder finder = new Finder(FoundRowsTest::halves);
    Providers providers = providers("told", finder);
    try (ScoringPipeline whole = pipeline(providers).layoutFinder("whole-photo", Map.of()).build();
        ScoringPipeline plain = pipeline(providers("whole-photo")).build();
        ScoringPipeline told =
            pipeline(providers("whole-photo", finder)).layoutFinder("told", Map.of()).build()) {
      ScoredPhoto scored = whole.score(photo(WIDTH, HEIGHT));
      assertEquals(0, finder.asked);
      assertEquals(Layout.whole(WIDTH, HEIGHT), scored.layout());
      assertEquals(
          Optional.of(new Provenance.Finder("whole-photo", Map.of(), Optional.empty())),
          scored.provenance().layoutFinder());
      assertSame(photo(WIDTH, HEIGHT).image().getClass(), segmented.get(0).getClass());
      assertEquals(scored.segmentation(), plain.score(photo(WIDTH, HEIGHT)).segmentation());
      assertEquals(2, told.score(photo(WIDTH, HEIGHT)).layout().rows().size());
      assertEquals(OptionalInt.of(500), whole.longerSide());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPipelineMayBeSharedWhereBothMay(boolean shared) {
    Providers providers = providers("told", new Finder(FoundRowsTest::halves));
    try (ScoringPipeline pipeline =
        pipeline(providers).layoutFinderOption("shared", Boolean.toString(shared)).build()) {
      assertEquals(shared, pipeline.shareable());
    }
  }

  @Test
  void whereThereIsNoRowNothingIsRockAndThatIsSaid() {
    Finder none = new Finder(photo -> new Layout(photo.width(), photo.height(), List.of(), "told"));
    try (ScoringPipeline pipeline = pipeline(providers("told", none)).build()) {
      ScoredPhoto scored = pipeline.score(photo(WIDTH, HEIGHT));
      assertTrue(segmented.isEmpty(), "the segmenter is not asked");
      assertEquals(0, scored.score().totalFragments());
      assertEquals(0, scored.score().absoluteArea().squarePixels());
      Doubt doubt = scored.doubt().orElseThrow();
      assertEquals(Doubt.Kind.NO_ROCK, doubt.kind());
      assertTrue(doubt.reason().startsWith("no row of core was found in the photo (told)"));
      assertEquals(List.of(), scored.layout().rows());
    }
  }

  @Test
  void aPhotoThatIsItsRowIsSegmentedAsItIsAndAnUprightOneTurned() {
    Finder whole =
        new Finder(
            photo ->
                new Layout(
                    photo.width(),
                    photo.height(),
                    Layout.whole(photo.width(), photo.height()).rows(),
                    "told"));
    Photo lying = photo(WIDTH, HEIGHT);
    try (ScoringPipeline pipeline = pipeline(providers("told", whole)).build()) {
      ScoredPhoto scored = pipeline.score(lying);
      assertSame(lying.image(), segmented.get(0));
      assertEquals("told", scored.layout().foundBy());
      pipeline.score(photo(HEIGHT, WIDTH));
      assertTrue(segmented.get(1).width() > segmented.get(1).height(), "turned");
    }
    try (ScoringPipeline pipeline = pipeline(providers("whole-photo")).build()) {
      Photo upright = photo(HEIGHT, WIDTH);
      ScoredPhoto scored = pipeline.score(upright);
      assertSame(upright.image(), segmented.get(2), "whole-photo turns nothing");
      assertEquals(RowOrientation.VERTICAL, scored.layout().rows().get(0).orientation());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rowsOfAPhotoTooLargeForMemoryAreThoseOfItsCopy(boolean given) {
    Photo whole = photo(1600, 1200);
    Photo reduced =
        new Photo("box.png", HASH, 1600, 1200, PhotoReducer.reduce(whole.image(), WIDTH, HEIGHT));
    Finder finder = new Finder(FoundRowsTest::halves);
    try (ScoringPipeline pipeline = pipeline(providers("told", finder)).build()) {
      ScoredPhoto scored =
          given ? pipeline.score(reduced, halves(whole.image())) : pipeline.score(reduced);
      assertEquals(halves(whole.image()), scored.layout(), "in pixels of the whole photo");
      List<Fragment> fragments = scored.fragments().fragments();
      assertEquals(List.of(1, 2, 2), fragments.stream().map(f -> f.row().orElseThrow()).toList());
      ScoredPhoto expected = pipeline.score(whole);
      for (int i = 0; i < fragments.size(); i++) {
        double area = expected.fragments().fragments().get(i).measures().area().squarePixels();
        assertEquals(area, fragments.get(i).measures().area().squarePixels(), 0.02 * area);
      }
      assertEquals(WIDTH, scored.photo().image().width());
      assertEquals(
          List.of(
              "its rows of core were cut out of a copy of 400 x 300 px, as it was too large to be"
                  + " held whole"),
          scored.photo().remarks());
      assertEquals(List.of(), expected.photo().remarks());
    }
  }

  @Test
  void whatAFinderDoesWrongNamesItAndThePhoto() {
    Layout other = Layout.whole(7, 7);
    CoreScoreException size = failure(photo -> other);
    assertEquals(
        "box.png: layout finder told was shown 400 x 300 px and gave a layout of 7 x 7",
        size.getMessage());
    assertEquals(FailureKind.PLUGIN, size.kind());
    CoreScoreException nothing = failure(FoundRowsTest::nothing);
    assertEquals("box.png: layout finder told gave nothing", nothing.getMessage());
    IllegalStateException cause = new IllegalStateException("broken");
    CoreScoreException thrown =
        failure(
            photo -> {
              throw cause;
            });
    assertEquals("box.png: layout finder told failed: " + cause, thrown.getMessage());
    assertSame(cause, thrown.getCause());
    CoreScoreException bad =
        failure(
            photo -> {
              throw new CoreScoreException(FailureKind.BAD_INPUT, "too dark", null);
            });
    assertEquals(FailureKind.BAD_INPUT, bad.kind());
    assertEquals("box.png: too dark", bad.getMessage());
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static Layout nothing(RgbImage photo) {
    return null;
  }

  private CoreScoreException failure(Function<RgbImage, Layout> answer) {
    try (ScoringPipeline pipeline = pipeline(providers("told", new Finder(answer))).build()) {
      return assertThrows(CoreScoreException.class, () -> pipeline.score(photo(WIDTH, HEIGHT)));
    }
  }

  @Test
  void finderAndOptionsHaveToBeThere() {
    ProviderException absent =
        assertThrows(ProviderException.class, () -> pipeline(providers("told")).build());
    assertEquals(
        "segmenter 'brightness' needs rows: no layout finder 'told'; there are whole-photo",
        absent.getMessage());
    assertInstanceOf(ProviderException.class, absent.getCause());
    assertThrows(
        ProviderException.class,
        () -> pipeline(providers("whole-photo")).layoutFinder("none", Map.of()).build());
    assertThrows(
        OptionException.class,
        () -> pipeline(providers("whole-photo")).layoutFinderOption("a", "1").build());
    Finder finder = new Finder(FoundRowsTest::halves);
    assertThrows(
        OptionException.class,
        () -> pipeline(providers("told", finder)).segmenterOption("a", "1").build());
    assertEquals(List.of("finder"), closed, "what was made before is closed");
    assertFalse(closed.contains("segmenter"));
  }
}

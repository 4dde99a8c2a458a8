// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.layout.RowReading;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoReducer;
import uk.ac.bgs.corescore.core.score.SixMeasuresProvider;
import uk.ac.bgs.corescore.core.training.evaluate.Evaluator;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.LayoutFinder;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.layout.RowOrientation;
import uk.ac.bgs.corescore.mask.ConfidenceMap;
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

  /** The segmenter's prediction are of these photos, in order. */
  private final List<RgbImage> segmented = new ArrayList<>();

  /** Whether the segmenter says its confidence, and of which photos it is surer. */
  private boolean says;

  private Predicate<RgbImage> surer = photo -> true;

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
          Segmentation found =
              Evaluator.connected(
                  LabelMask.wrap(photo.width(), photo.height(), labels, LabelSet.CORESCORE));
          float[] sure = new float[labels.length];
          Arrays.fill(sure, surer.test(photo) ? 0.95f : 0.6f);
          return says
              ? found.withConfidence(
                  ConfidenceMap.ofProbabilities(photo.width(), photo.height(), sure))
              : found;
        }

        @Override
        public OptionalInt maxInputSide() {
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

  /** Returns the given layouts. */
  private final class Finder implements LayoutFinderProvider {
    static final OptionKey<Boolean> SHARED = OptionKey.ofBoolean("shared", true, "May be shared.");
    private final Function<RgbImage, Layout> answer;
    private Function<RgbImage, List<Layout>> others = photo -> List.of();
    private int asked;

    Finder(Function<RgbImage, Layout> answer) {
      this.answer = answer;
    }

    Finder inDoubt(Function<RgbImage, List<Layout>> candidates) {
      others = candidates;
      return this;
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
        public List<Layout> candidates(RgbImage photo) {
          return Stream.concat(
                  LayoutFinder.super.candidates(photo).stream(), others.apply(photo).stream())
              .toList();
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
      assertEquals(OptionalInt.of(500), whole.maxInputSide());
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

  private static List<Layout> upright(RgbImage photo) {
    return List.of(Layout.whole(photo.width(), photo.height(), RowOrientation.VERTICAL, "told"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whereTheFinderIsInDoubtTheSegmenterDecidesAndThatIsSaid(boolean copy) {
    says = true;
    // The photo as one upright row is cut out 400 px high, each of the halves 150.
    surer = shown -> shown.height() > 300;
    Finder finder = new Finder(FoundRowsTest::halves).inDoubt(FoundRowsTest::upright);
    Photo whole = photo(WIDTH, HEIGHT);
    Photo asked = copy ? new Photo("box.png", HASH, 4 * WIDTH, 4 * HEIGHT, whole.image()) : whole;
    try (ScoringPipeline pipeline = pipeline(providers("told", finder)).build()) {
      ScoredPhoto scored = pipeline.score(asked);
      assertEquals(
          upright(asked.image()).get(0).scaledTo(asked.width(), asked.height()), scored.layout());
      assertEquals(3, segmented.size(), "two rows, then one; what was tried is not done again");
      List<Provenance.Tried> tried = scored.provenance().layoutFinder().orElseThrow().tried();
      assertEquals(
          List.of(
              new Provenance.Tried(RowOrientation.HORIZONTAL, 2, tried.get(0).confidence(), false),
              new Provenance.Tried(RowOrientation.VERTICAL, 1, tried.get(1).confidence(), true)),
          tried);
      assertEquals(153 / 255.0, tried.get(0).confidence(), 1e-9);
      assertEquals(242 / 255.0, tried.get(1).confidence(), 1e-9);
      assertEquals(
          "its rows were in doubt (told), so several layouts were tried: 2 horizontal rows,"
              + " confidence 0.6; one vertical row, confidence 0.949, taken",
          scored.photo().remarks().get(0));
      assertEquals(2, scored.fragments().fragments().size());
      assertTrue(scored.fragments().fragments().stream().allMatch(f -> f.row().orElse(0) == 1));
    }
  }

  @Test
  void aPhotoInDoubtThatIsItsRowIsSegmentedAsItIs() {
    says = true;
    Finder finder =
        new Finder(
                shown ->
                    Layout.whole(shown.width(), shown.height(), RowOrientation.HORIZONTAL, "told"))
            .inDoubt(FoundRowsTest::upright);
    Photo lying = photo(WIDTH, HEIGHT);
    try (ScoringPipeline pipeline = pipeline(providers("told", finder)).build()) {
      ScoredPhoto scored = pipeline.score(lying);
      assertSame(lying.image(), segmented.get(2));
      assertTrue(scored.layout().isPhoto());
      assertEquals(2, scored.provenance().layoutFinder().orElseThrow().tried().size());
    }
  }

  /** What a person says of the rows is in no doubt. */
  @Test
  void nothingIsTriedWhereTheOrientationIsSaid() {
    says = true;
    Finder finder = new Finder(FoundRowsTest::halves).inDoubt(FoundRowsTest::upright);
    RowReading vertical = new RowReading(Set.of(), Optional.of(RowOrientation.VERTICAL));
    try (ScoringPipeline pipeline =
        pipeline(providers("told", finder)).rowReading(vertical).build()) {
      ScoredPhoto scored = pipeline.score(photo(WIDTH, HEIGHT));
      assertEquals(1, segmented.size());
      assertEquals(1, scored.layout().rows().size());
      assertEquals(RowOrientation.VERTICAL, scored.layout().rows().get(0).orientation());
      assertEquals(List.of(), scored.provenance().layoutFinder().orElseThrow().tried());
      assertEquals(List.of(), scored.photo().remarks());
    }
  }

  @Test
  void eachLayoutOfAFinderIsOfThePhoto() {
    Finder finder = new Finder(FoundRowsTest::halves).inDoubt(photo -> List.of(Layout.whole(7, 7)));
    try (ScoringPipeline pipeline = pipeline(providers("told", finder)).build()) {
      CoreScoreException e =
          assertThrows(CoreScoreException.class, () -> pipeline.score(photo(WIDTH, HEIGHT)));
      assertEquals(
          "box.png: layout finder told was shown 400 x 300 px and gave a layout of 7 x 7",
          e.getMessage());
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
              throw new CoreScoreException(FailureKind.BAD_INPUT, "too dark");
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

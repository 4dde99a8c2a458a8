// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.layout.RowPolygons;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.score.SixMeasuresProvider;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreGenerator;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;
import uk.ac.bgs.corescore.core.training.evaluate.Evaluator;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.ConfidenceMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.Fragment;
import uk.ac.bgs.corescore.spi.Providers;

/** A photo of which the rows are given, through the pipeline and the batch. */
class RowPipelineTest {
  private static final String HASH = "0".repeat(64);

  /** Calls bright pixels rock; fragments are connected regions. */
  private static final class Brightness implements OneSegmenter {
    @Override
    public String id() {
      return "brightness";
    }

    @Override
    public String description() {
      return "Calls bright pixels rock.";
    }

    @Override
    public Segmentation segment(RgbImage photo) {
      byte[] labels = new byte[photo.width() * photo.height()];
      byte[] sure = new byte[labels.length];
      for (int i = 0; i < labels.length; i++) {
        int green = photo.pixels().get(i) >> 8 & 0xff;
        labels[i] = (byte) (green > 100 ? 1 : 0);
        sure[i] = (byte) (128 + green / 2);
      }
      return Evaluator.connected(
              LabelMask.wrap(photo.width(), photo.height(), labels, LabelSet.CORESCORE))
          .withConfidence(ConfidenceMap.wrap(photo.width(), photo.height(), sure));
    }
  }

  private final Providers providers = Providers.of(new Brightness(), new SixMeasuresProvider());
  private final RgbImage image =
      new SyntheticCoreGenerator(SyntheticCoreSettings.builder().size(800, 120).build())
          .draw(5)
          .photo();
  private final Photo photo = new Photo("drawn.png", HASH, image);

  private ScoringPipeline.Builder pipeline() {
    return ScoringPipeline.builder(providers, "brightness");
  }

  /** A photo turned clockwise by so many quarters. */
  private static RgbImage turned(RgbImage image, int quarters) {
    RgbImage result = image;
    for (int i = 0; i < quarters; i++) {
      int width = result.height();
      int height = result.width();
      int[] pixels = new int[width * height];
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          pixels[y * width + x] = result.rgb(y, width - 1 - x);
        }
      }
      result = RgbImage.wrap(width, height, pixels);
    }
    return result;
  }

  private static Geometry box(double left, double top, double right, double bottom) {
    return new GeometryFactory().toGeometry(new Envelope(left, right, top, bottom));
  }

  /** Areas and perimeters in falling order. */
  private static List<List<Double>> pieces(ScoredPhoto scored) {
    return scored.fragments().fragments().stream()
        .map(f -> List.of(f.measures().area().squarePixels(), f.measures().perimeter().pixels()))
        .sorted(
            Comparator.comparing((List<Double> piece) -> piece.get(0))
                .thenComparing(piece -> piece.get(1)))
        .toList();
  }

  @ParameterizedTest(name = "{0} quarters")
  @ValueSource(ints = {1, 2, 3})
  void aTurnedPhotoWithItsRowHasThePiecesOfThePhotoAsItIs(int quarters) {
    RgbImage image = turned(photo.image(), quarters);
    Photo other = new Photo("turned.png", HASH, image);
    // Given as a polygon, the row of a photo turned by two quarters is the photo: nothing is
    // turned.
    Layout layout =
        RowPolygons.layout(
            image.width(), image.height(), List.of(box(0, 0, image.width(), image.height())));
    assertEquals(quarters == 2, layout.isPhoto());
    try (ScoringPipeline pipeline = pipeline().build()) {
      ScoredPhoto whole = pipeline.score(photo);
      ScoredPhoto rows = pipeline.score(other, layout);
      assertTrue(whole.fragments().fragments().size() > 5, whole.fragments().toString());
      assertEquals(pieces(whole), pieces(rows));
      assertEquals(
          whole.score().absoluteArea().squarePixels(), rows.score().absoluteArea().squarePixels());
      assertEquals(
          whole.confidence().orElseThrow(), rows.confidence().orElseThrow(), 1e-9, "confidence");
      assertEquals(layout, rows.layout());
      for (Fragment fragment : rows.fragments().fragments()) {
        assertEquals(OptionalInt.of(1), fragment.row());
      }
    }
  }

  @Test
  void aLayoutThatIsThePhotoChangesNothing() {
    try (ScoringPipeline pipeline = pipeline().minArea(30).build()) {
      ScoredPhoto plain = pipeline.score(photo);
      ScoredPhoto given = pipeline.score(photo, Layout.whole(800, 120));
      assertEquals(plain.segmentation(), given.segmentation());
      assertEquals(pieces(plain), pieces(given));
      assertEquals(plain.score(), given.score());
      assertEquals(Layout.whole(800, 120), plain.layout());
      assertEquals(plain.layout(), given.layout());
      assertTrue(
          plain.fragments().fragments().stream().allMatch(f -> f.row().equals(OptionalInt.of(1))));
    }
  }

  /** The photo three times, one below the other with a strip that is no row between them. */
  private RgbImage stacked() {
    int[] pixels = new int[800 * 400];
    for (int i = 0; i < pixels.length; i++) {
      int y = i / 800 % 140;
      int between = y >= 128 && y < 132 ? 0xFFFFFF : 0;
      pixels[i] = y < 120 ? image.rgb(i % 800, y) : between;
    }
    return RgbImage.wrap(800, 400, pixels);
  }

  @Test
  void everyFragmentKnowsItsRowAndTheRestOfThePhotoIsNone() {
    Photo box = new Photo("box.png", HASH, stacked());
    List<Geometry> outlines = new ArrayList<>();
    for (int row : new int[] {2, 0, 1}) {
      outlines.add(box(0, 140 * row, 800, 140 * row + 120));
    }
    Layout layout = RowPolygons.layout(800, 400, outlines);
    try (ScoringPipeline pipeline = pipeline().build()) {
      ScoredPhoto whole = pipeline.score(photo);
      ScoredPhoto rows = pipeline.score(box, layout);
      List<List<Double>> once = pieces(whole);
      for (int row = 1; row <= 3; row++) {
        int number = row;
        List<Fragment> mine =
            rows.fragments().fragments().stream()
                .filter(f -> f.row().equals(OptionalInt.of(number)))
                .toList();
        assertEquals(once.size(), mine.size(), "row " + row);
        for (Fragment fragment : mine) {
          int top = fragment.measures().bounds().y();
          assertTrue(top >= 140 * (row - 1) && top < 140 * (row - 1) + 120, "row " + row);
        }
      }
      assertEquals(3 * once.size(), rows.fragments().fragments().size());
      assertEquals(0, rows.segmentation().mask().index(400, 130), "the bright strip is no row");
      assertEquals(
          IntStream.rangeClosed(1, 3 * once.size()).boxed().toList(),
          rows.fragments().fragments().stream().map(Fragment::id).collect(Collectors.toList()));
    }
  }

  @Test
  void theBatchPassesLayoutsOn() {
    RgbImage image = turned(photo.image(), 1);
    Layout layout = RowPolygons.layout(120, 800, List.of(box(0, 0, image.width(), image.height())));
    PhotoTask task =
        new PhotoTask(
            "t", () -> new Photo("t", HASH, image), Optional.empty(), Optional.of(layout));
    try (BatchScorer batch = BatchScorer.builder(pipeline()).threads(1).build()) {
      List<BatchResult> results =
          batch
              .score(
                  List.of(task, new PhotoTask("t", () -> new Photo("t", HASH, image))).iterator())
              .toList();
      assertEquals(layout, results.get(0).orThrow().layout());
      assertEquals(Layout.WHOLE, results.get(1).orThrow().layout().foundBy());
      assertTrue(
          results.get(0).orThrow().doubt().stream().noneMatch(d -> d.kind() == Doubt.Kind.UPRIGHT),
          "its row is turned");
      assertTrue(
          results.get(1).orThrow().doubt().stream().anyMatch(d -> d.kind() == Doubt.Kind.UPRIGHT),
          results.get(1).orThrow().doubt().toString());
    }
  }

  @Test
  void layoutsThatDoNotFitAreRefused() {
    Layout other = Layout.whole(801, 120);
    try (ScoringPipeline pipeline = pipeline().build()) {
      CoreScoreException size =
          assertThrows(CoreScoreException.class, () -> pipeline.score(photo, other));
      assertEquals(FailureKind.BAD_INPUT, size.kind());
      assertEquals(
          "drawn.png: expected a layout of its 800 x 120 px, got one of 801 x 120",
          size.getMessage());
    }
  }
}

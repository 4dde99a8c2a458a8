// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import uk.ac.bgs.corescore.image.PixelRect;
import uk.ac.bgs.corescore.measure.Area;
import uk.ac.bgs.corescore.measure.Fragment;
import uk.ac.bgs.corescore.measure.FragmentMeasures;
import uk.ac.bgs.corescore.measure.FragmentSet;
import uk.ac.bgs.corescore.measure.Length;
import uk.ac.bgs.corescore.score.AreaScore;
import uk.ac.bgs.corescore.score.AreaScorer;
import uk.ac.bgs.corescore.score.ExtraMeasure;
import uk.ac.bgs.corescore.spi.AreaScorerProvider;

/**
 * What every {@link AreaScorer} and its provider must do. A plugin's author extends it and gives
 * the provider:
 *
 * <pre>{@code
 * class MyScorerTest extends AreaScorerContract {
 *   @Override protected AreaScorerProvider provider() { return new MyScorerProvider(); }
 * }
 * }</pre>
 *
 * <p>The six measures are what {@link AreaScore#of} says; a scorer's own figures are its extras,
 * for which this suite only requires the same names and units for every photo.
 */
public abstract class AreaScorerContract extends ProviderContract<AreaScorer> {
  private static final double RELATIVE = 1e-9;
  private static final GeometryFactory GEOMETRY = new GeometryFactory();

  /** For the suite of a scorer. */
  protected AreaScorerContract() {}

  @Override
  protected abstract AreaScorerProvider provider();

  /**
   * The fragments to test with.
   *
   * @return seeded photos with one to some dozens of rectangular fragments, of which the first has
   *     a single pixel
   */
  protected List<FragmentSet> photos() {
    return List.of(
        rectangles(1, 1, 1, 1),
        rectangles(2, 1, 300, 200),
        rectangles(3, 7, 640, 480),
        rectangles(4, 40, 6288, 888));
  }

  /** The six measures are those of {@link AreaScore#of}. */
  @Test
  void sixMeasuresAgreeWithTheDefinition() {
    AreaScorer scorer = make();
    for (FragmentSet photo : photos()) {
      assertSix(AreaScore.of(photo), score(scorer, photo));
    }
  }

  /** Without fragments the sums are 0 and the means absent. */
  @Test
  void withoutFragmentsMeansAreAbsent() {
    AreaScore score = score(make(), new FragmentSet(30, 20, List.of()));
    assertEquals(0, score.totalFragments(), "total_fragments");
    assertEquals(0, score.absoluteArea().squarePixels(), "absolute_area");
    assertEquals(0, score.relativeArea(), "relative_area");
    assertEquals(0, score.fragmentPerimeter().pixels(), "fragment_perimeter");
    assertEquals(Optional.empty(), score.averagePerimeter(), "average_perimeter");
    assertEquals(OptionalDouble.empty(), score.perimeterComplexity(), "perimeter_complexity");
  }

  /** In a photo k times as large, areas are k² times and lengths k times as large. */
  @Test
  void scalingByKScalesAreaByItsSquare() {
    AreaScorer scorer = make();
    for (FragmentSet photo : photos()) {
      AreaScore small = score(scorer, photo);
      for (int k : new int[] {2, 3, 7}) {
        AreaScore large = score(scorer, scaled(photo, k));
        assertClose(
            "absolute_area",
            small.absoluteArea().squarePixels() * k * k,
            large.absoluteArea().squarePixels());
        assertClose("relative_area", small.relativeArea(), large.relativeArea());
        assertClose(
            "fragment_perimeter",
            small.fragmentPerimeter().pixels() * k,
            large.fragmentPerimeter().pixels());
        assertEquals(small.totalFragments(), large.totalFragments(), "total_fragments");
      }
    }
  }

  /** The same fragments give the same score, from the same scorer and from another. */
  @Test
  void sameFragmentsGiveTheSameScore() {
    AreaScorer scorer = make();
    for (FragmentSet photo : photos()) {
      AreaScore first = score(scorer, photo);
      score(scorer, new FragmentSet(5, 5, List.of()));
      assertEquals(first, score(scorer, photo), "scored again");
      assertEquals(first, score(make(), photo), "scored by another scorer");
    }
  }

  /** What a scorer adds has the same names and units for every photo: they head a table. */
  @Test
  void extrasHaveTheSameNames() {
    AreaScorer scorer = make();
    List<String> heads = heads(score(scorer, new FragmentSet(30, 20, List.of())));
    for (FragmentSet photo : photos()) {
      assertEquals(heads, heads(score(scorer, photo)), "names and units of the extras");
    }
  }

  /** One scorer serves many threads. */
  @Test
  void threadsShareOneScorer() {
    AreaScorer scorer = make();
    Callable<List<AreaScore>> task =
        () -> photos().stream().map(photo -> score(scorer, photo)).toList();
    List<AreaScore> expected = photos().stream().map(photo -> score(scorer, photo)).toList();
    for (List<AreaScore> scores : inParallel(Collections.nCopies(8, task))) {
      assertEquals(expected, scores, "scored beside other threads");
    }
  }

  private static AreaScore score(AreaScorer scorer, FragmentSet photo) {
    AreaScore score = scorer.score(photo);
    assertNotNull(score, "score returns a score, never null");
    return score;
  }

  private static List<String> heads(AreaScore score) {
    return score.extras().stream().map((ExtraMeasure e) -> e.name() + " " + e.unit()).toList();
  }

  private static void assertSix(AreaScore expected, AreaScore score) {
    assertClose(
        "absolute_area",
        expected.absoluteArea().squarePixels(),
        score.absoluteArea().squarePixels());
    assertClose("relative_area", expected.relativeArea(), score.relativeArea());
    assertClose(
        "fragment_perimeter",
        expected.fragmentPerimeter().pixels(),
        score.fragmentPerimeter().pixels());
    assertClose(
        "average_perimeter",
        expected.averagePerimeter().orElseThrow().pixels(),
        score.averagePerimeter().orElseThrow().pixels());
    assertEquals(expected.totalFragments(), score.totalFragments(), "total_fragments");
    assertClose(
        "perimeter_complexity",
        expected.perimeterComplexity().orElseThrow(),
        score.perimeterComplexity().orElseThrow());
  }

  private static void assertClose(String name, double expected, double value) {
    assertTrue(
        Math.abs(value - expected) <= RELATIVE * Math.abs(expected),
        name + " is " + value + ", expected " + expected);
  }

  /** A photo with disjoint rectangles, side by side. */
  private static FragmentSet rectangles(long seed, int count, int width, int height) {
    Random random = new Random(seed);
    List<Fragment> fragments = new ArrayList<>();
    int column = width / count;
    for (int i = 0; i < count; i++) {
      int w = 1 + random.nextInt(column);
      int h = 1 + random.nextInt(height);
      int y = random.nextInt(height - h + 1);
      double perimeter = w == 1 && h == 1 ? 0 : Math.max(2.0 * (w + h) - 4, 1);
      fragments.add(rectangle(2 * i + 1, new PixelRect(i * column, y, w, h), perimeter));
    }
    return new FragmentSet(width, height, fragments);
  }

  private static FragmentSet scaled(FragmentSet photo, int k) {
    List<Fragment> fragments =
        photo.fragments().stream()
            .map(
                fragment -> {
                  PixelRect box = fragment.measures().bounds();
                  return rectangle(
                      fragment.id(),
                      new PixelRect(box.x() * k, box.y() * k, box.width() * k, box.height() * k),
                      fragment.measures().perimeter().pixels() * k);
                })
            .toList();
    return new FragmentSet(photo.photoWidth() * k, photo.photoHeight() * k, fragments);
  }

  private static Fragment rectangle(int id, PixelRect box, double perimeter) {
    double area = (double) box.width() * box.height();
    Envelope envelope =
        new Envelope(box.x(), box.x() + box.width(), box.y(), box.y() + box.height());
    return new Fragment(
        id,
        "Rock_Fragment",
        GEOMETRY.toGeometry(envelope),
        new FragmentMeasures(
            new Area(area),
            new Length(perimeter),
            new Area(0),
            box.x() + box.width() / 2.0,
            box.y() + box.height() / 2.0,
            box,
            new Length(Math.max(box.width(), box.height())),
            new Length(Math.min(box.width(), box.height())),
            new Area(area)));
  }
}

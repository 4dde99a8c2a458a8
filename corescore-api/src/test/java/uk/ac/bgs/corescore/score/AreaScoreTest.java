// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import uk.ac.bgs.corescore.image.PixelRect;
import uk.ac.bgs.corescore.measure.Area;
import uk.ac.bgs.corescore.measure.Fragment;
import uk.ac.bgs.corescore.measure.FragmentMeasures;
import uk.ac.bgs.corescore.measure.FragmentSet;
import uk.ac.bgs.corescore.measure.Length;

class AreaScoreTest {
  private static Fragment square(int id, int side, double perimeter) {
    return new Fragment(
        id,
        "Rock_Fragment",
        new GeometryFactory().toGeometry(new Envelope(0, side, 0, side)),
        new FragmentMeasures(
            new Area((double) side * side),
            new Length(perimeter),
            new Area(0),
            side / 2.0,
            side / 2.0,
            new PixelRect(0, 0, side, side),
            new Length(side),
            new Length(side),
            new Area((double) side * side)));
  }

  @Test
  void sixMeasuresByHand() {
    AreaScore score =
        AreaScore.of(new FragmentSet(10, 5, List.of(square(1, 2, 4), square(2, 4, 12))));
    assertEquals(20, score.absoluteArea().squarePixels());
    assertEquals(0.4, score.relativeArea());
    assertEquals(16, score.fragmentPerimeter().pixels());
    assertEquals(8, score.averagePerimeter().orElseThrow().pixels());
    assertEquals(2, score.totalFragments());
    assertEquals(0.8, score.perimeterComplexity().orElseThrow());
    assertEquals(List.of(), score.extras());
  }

  @Test
  void withoutFragmentsMeansAreAbsent() {
    AreaScore score = AreaScore.of(new FragmentSet(10, 5, List.of()));
    assertEquals(0, score.relativeArea());
    assertEquals(0, score.totalFragments());
    assertTrue(score.averagePerimeter().isEmpty());
    assertTrue(score.perimeterComplexity().isEmpty());
  }

  @Test
  void largePhotoDoesNotOverflow() {
    AreaScore score =
        AreaScore.of(new FragmentSet(100_000, 100_000, List.of(square(1, 50_000, 1))));
    assertEquals(0.25, score.relativeArea());
  }

  @Test
  void moreRockThanPhotoIsRefused() {
    FragmentSet impossible = new FragmentSet(3, 3, List.of(square(1, 4, 12)));
    assertThrows(IllegalArgumentException.class, () -> AreaScore.of(impossible));
  }

  @Test
  void extrasHaveNamesOfTheirOwn() {
    AreaScore score = AreaScore.of(new FragmentSet(10, 5, List.of(square(1, 2, 4))));
    ExtraMeasure rqd = new ExtraMeasure("rqd", "%", OptionalDouble.empty());
    AreaScore more = score.withExtras(List.of(rqd));
    assertEquals(List.of(rqd), more.extras());
    assertEquals(score, more.withExtras(List.of()));
    assertThrows(IllegalArgumentException.class, () -> score.withExtras(List.of(rqd, rqd)));
    ExtraMeasure taken = new ExtraMeasure("relative_area", "1", OptionalDouble.of(1));
    assertThrows(IllegalArgumentException.class, () -> score.withExtras(List.of(taken)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void relativeAreaIsAShare(double bad) {
    assertThrows(IllegalArgumentException.class, () -> score(bad, 1, true, true));
  }

  @Test
  void meansAreThereIfAndOnlyIfThereAreFragments() {
    assertEquals(3, score(0.5, 3, true, true).totalFragments());
    assertEquals(0, score(0, 0, false, false).totalFragments());
    assertThrows(IllegalArgumentException.class, () -> score(0.5, -1, false, false));
    assertThrows(IllegalArgumentException.class, () -> score(0.5, 1, false, true));
    assertThrows(IllegalArgumentException.class, () -> score(0.5, 1, true, false));
    assertThrows(IllegalArgumentException.class, () -> score(0, 0, true, true));
  }

  private static AreaScore score(double share, int n, boolean average, boolean complexity) {
    return new AreaScore(
        new Area(1),
        share,
        new Length(1),
        average ? Optional.of(new Length(1)) : Optional.empty(),
        n,
        complexity ? OptionalDouble.of(1) : OptionalDouble.empty(),
        List.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "RQD", "1st", "d 50", "d-50", "größe"})
  void extraHasAPlainName(String name) {
    assertThrows(
        IllegalArgumentException.class, () -> new ExtraMeasure(name, "mm", OptionalDouble.of(1)));
  }

  @Test
  void extraIsFiniteOrEmptyAndHasAUnit() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      OptionalDouble value = OptionalDouble.of(bad);
      assertThrows(IllegalArgumentException.class, () -> new ExtraMeasure("d50", "mm", value));
    }
    assertThrows(
        IllegalArgumentException.class, () -> new ExtraMeasure("d50", " ", OptionalDouble.empty()));
    assertEquals("d50", new ExtraMeasure("d50", "mm", OptionalDouble.of(2)).name());
  }

  @Test
  void extraIsAFigureOrAWord() {
    ExtraMeasure word = ExtraMeasure.word("class", Optional.of("poor"));
    assertEquals(OptionalDouble.empty(), word.value());
    assertEquals(Optional.of("poor"), word.text());
    assertEquals(Optional.empty(), ExtraMeasure.word("class", Optional.empty()).text());
    Optional<String> blank = Optional.of(" ");
    assertThrows(IllegalArgumentException.class, () -> ExtraMeasure.word("class", blank));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ExtraMeasure("d50", "mm", OptionalDouble.empty(), Optional.of("poor")));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ExtraMeasure("d50", ExtraMeasure.TEXT, OptionalDouble.of(1)));
  }
}

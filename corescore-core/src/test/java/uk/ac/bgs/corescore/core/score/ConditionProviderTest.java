// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.util.AffineTransformation;
import uk.ac.bgs.corescore.contract.AreaScorerContract;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.mask.PieceMark;
import uk.ac.bgs.corescore.measure.Fragment;
import uk.ac.bgs.corescore.measure.FragmentSet;
import uk.ac.bgs.corescore.score.AreaScorer;
import uk.ac.bgs.corescore.score.ExtraMeasure;
import uk.ac.bgs.corescore.spi.AreaScorerProvider;
import uk.ac.bgs.corescore.spi.Options;

class ConditionProviderTest extends AreaScorerContract {
  private static final GeometryFactory GEOMETRY = new GeometryFactory();
  private static final int LENGTH = 1200;
  private static final int WIDTH = 120;
  private static final int CORE = 100;

  @Override
  protected AreaScorerProvider provider() {
    return new ConditionProvider();
  }

  private static AreaScorer scorer() {
    ConditionProvider provider = new ConditionProvider();
    return provider.create(Options.defaults(provider.options()));
  }

  private static Geometry box(double x, double y, double width, double height) {
    return GEOMETRY.createPolygon(
        new Coordinate[] {
          new Coordinate(x, y),
          new Coordinate(x + width, y),
          new Coordinate(x + width, y + height),
          new Coordinate(x, y + height),
          new Coordinate(x, y)
        });
  }

  /** A row of core in pieces of so many diameters. */
  private static List<Geometry> pieces(double... diameters) {
    List<Geometry> pieces = new ArrayList<>();
    double at = 10;
    for (double one : diameters) {
      pieces.add(box(at, 10, one * CORE, CORE));
      at += one * CORE + 2;
    }
    return pieces;
  }

  /** Rubble of so many rows of squares across the core, over a stretch of it. */
  private static List<Geometry> rubble(double from, double to, int across) {
    List<Geometry> squares = new ArrayList<>();
    double side = (double) CORE / across;
    for (double x = from; x + side <= to; x += side) {
      for (int i = 0; i < across; i++) {
        squares.add(box(x + 1, 11 + i * side, side - 2, side - 2));
      }
    }
    return squares;
  }

  private static FragmentSet photo(int width, int height, List<Geometry> outlines) {
    List<Fragment> fragments = new ArrayList<>();
    outlines.forEach(one -> fragments.add(ConditionRecipe.fragment(fragments.size() + 1, one)));
    return new FragmentSet(width, height, fragments);
  }

  private static Map<String, ExtraMeasure> row(List<Geometry> outlines) {
    return extras(scorer(), photo(LENGTH, WIDTH, outlines), Optional.empty());
  }

  private static Map<String, ExtraMeasure> extras(
      AreaScorer scorer, FragmentSet fragments, Optional<Layout> layout) {
    return layout
        .map(rows -> scorer.score(fragments, rows))
        .orElseGet(() -> scorer.score(fragments))
        .extras()
        .stream()
        .collect(Collectors.toMap(ExtraMeasure::name, one -> one));
  }

  private static ExtraMeasure of(Map<String, ExtraMeasure> extras, String name) {
    return Objects.requireNonNull(extras.get(name), name);
  }

  private static String word(Map<String, ExtraMeasure> extras) {
    return of(extras, "condition").text().orElse("none");
  }

  private static double number(Map<String, ExtraMeasure> extras, String name) {
    return of(extras, name).value().orElseThrow();
  }

  private static void assertMissing(Map<String, ExtraMeasure> extras, String reason) {
    assertEquals(Optional.empty(), of(extras, "condition").text());
    extras.values().stream()
        .filter(one -> !one.unit().equals(ExtraMeasure.TEXT))
        .forEach(one -> assertEquals(OptionalDouble.empty(), one.value(), one.name()));
    assertTrue(
        of(extras, "condition_missing").text().orElseThrow().contains(reason),
        () -> String.valueOf(extras.get("condition_missing")));
  }

  @Test
  void longPiecesAreExcellentAndRubbleIsVeryPoor() {
    assertEquals("excellent", word(row(pieces(5, 6))));
    assertEquals("moderate", word(row(pieces(1, 1, 1, 1, 1, 1, 1, 1, 0.4, 0.4, 0.4))));
    List<Geometry> broken = new ArrayList<>(pieces(1, 0.8, 0.8, 0.7, 0.7));
    broken.addAll(rubble(450, 700, 3));
    assertEquals("poor", word(row(broken)));
    List<Geometry> rubble = new ArrayList<>(pieces(1));
    rubble.addAll(rubble(120, 1190, 4));
    assertEquals("very_poor", word(row(rubble)));
  }

  @Test
  void probabilitiesSumToOneAndTheFiguresAreWhatTheySay() {
    Map<String, ExtraMeasure> extras = row(pieces(2, 2, 2, 2));
    double sum = 0;
    double expected = 0;
    for (Condition.Grade grade : Condition.Grade.values()) {
      double p = number(extras, "condition_" + grade.id());
      sum += p;
      expected += (List.of(Condition.Grade.values()).indexOf(grade) + 1) * p;
    }
    assertEquals(1, sum, 1e-12);
    assertEquals(expected, number(extras, "condition_grade"), 1e-12);
    assertEquals(2, number(extras, "condition_piece_size"), 1e-9);
    assertEquals(1, number(extras, "condition_full_share"), 1e-12);
    assertEquals(Optional.empty(), of(extras, "condition_missing").text());
    // Two pieces of 4 and 1 diameters, the mean of whose logarithms weighs by size.
    Map<String, ExtraMeasure> uneven = row(pieces(4, 1));
    assertEquals(Math.exp((4 * Math.log(4) + 0) / 5), number(uneven, "condition_piece_size"), 1e-9);
  }

  @Test
  void aBreakNeverBettersTheCondition() {
    double[] whole = {3, 2, 2.5, 1};
    double before = number(row(pieces(whole)), "condition_grade");
    for (int broken = 0; broken < whole.length; broken++) {
      double[] more = new double[whole.length + 1];
      System.arraycopy(whole, 0, more, 0, broken);
      more[broken] = whole[broken] * 0.3;
      more[broken + 1] = whole[broken] * 0.7;
      System.arraycopy(whole, broken + 1, more, broken + 2, whole.length - broken - 1);
      double after = number(row(pieces(more)), "condition_grade");
      assertTrue(after > before, before + " became " + after);
    }
  }

  @Test
  void neitherScaleNorDirectionNorSpecksMatter() {
    List<Geometry> core = new ArrayList<>(pieces(1, 2, 0.5, 1.5));
    core.addAll(rubble(540, 700, 3));
    double grade = number(row(core), "condition_grade");
    AffineTransformation larger = AffineTransformation.scaleInstance(3, 3);
    FragmentSet large = photo(3 * LENGTH, 3 * WIDTH, core.stream().map(larger::transform).toList());
    assertEquals(grade, number(extras(scorer(), large, Optional.empty()), "condition_grade"), 0.02);
    // Turned by a quarter: x to the left becomes y.
    AffineTransformation turn = new AffineTransformation(0, -1, WIDTH, 1, 0, 0);
    FragmentSet upright = photo(WIDTH, LENGTH, core.stream().map(turn::transform).toList());
    assertEquals(
        grade, number(extras(scorer(), upright, Optional.empty()), "condition_grade"), 0.02);
    List<Geometry> specks = new ArrayList<>(core);
    for (int i = 0; i < 200; i++) {
      specks.add(box(720 + 2 * i, 60, 1, 1));
    }
    assertEquals(grade, number(row(specks), "condition_grade"), 0.1);
  }

  /** A stretch of rubble is one fragment, and no large piece. */
  @Test
  void markedRubbleIsBroken() {
    List<Geometry> core = new ArrayList<>(pieces(3));
    core.add(box(320, 10, 600, CORE));
    FragmentSet pieces = photo(LENGTH, WIDTH, core);
    List<Fragment> marked = new ArrayList<>(pieces.fragments());
    marked.set(1, marked.get(1).withMarks(Set.of(PieceMark.RUBBLE)));
    Map<String, ExtraMeasure> extras =
        extras(scorer(), new FragmentSet(LENGTH, WIDTH, marked), Optional.empty());
    assertEquals("excellent", word(extras(scorer(), pieces, Optional.empty())));
    assertEquals("very_poor", word(extras));
    assertEquals(3.0 / 9, number(extras, "condition_full_share"), 1e-9);
    assertEquals(
        Math.exp((3 * Math.log(3) + 6 * Math.log(0.12)) / 9),
        number(extras, "condition_piece_size"),
        1e-9);
  }

  @Test
  void rowsOfABoxAreTakenTogether() {
    Layout layout =
        new Layout(LENGTH, 2 * WIDTH, List.of(band(1, 0), band(2, WIDTH)), "some-finder");
    AffineTransformation down = AffineTransformation.translationInstance(0, WIDTH);
    List<Geometry> first = pieces(1, 2, 0.5, 1.5, 3);
    List<Fragment> both = new ArrayList<>();
    first.forEach(one -> both.add(ConditionRecipe.fragment(both.size() + 1, one)));
    for (Geometry one : first) {
      both.add(
          ConditionRecipe.fragment(both.size() + 1, down.transform(one)).inRow(OptionalInt.of(2)));
    }
    FragmentSet box = new FragmentSet(LENGTH, 2 * WIDTH, both);
    assertEquals(
        number(row(first), "condition_grade"),
        number(extras(scorer(), box, Optional.of(layout)), "condition_grade"),
        1e-9);
    // Without the rows nothing can be said.
    assertMissing(extras(scorer(), box, Optional.empty()), "rows of core");
  }

  private static CoreRow band(int number, double top) {
    return new CoreRow(
        number,
        1,
        new PhotoPoint(0, top),
        new PhotoPoint(LENGTH, top),
        new PhotoPoint(LENGTH, top + WIDTH),
        new PhotoPoint(0, top + WIDTH),
        OptionalDouble.empty());
  }

  @Test
  void thereIsNoClassOutOfNothing() {
    assertMissing(row(List.of()), "no core");
    assertMissing(row(pieces(0.9)), "less core");
    assertEquals("none", word(row(pieces(0.9))));
    assertEquals(Optional.empty(), of(row(pieces(1)), "condition_missing").text());
    // A whole box that was taken for one row.
    FragmentSet box = photo(LENGTH, LENGTH / 2, pieces(5, 6));
    assertMissing(extras(scorer(), box, Optional.empty()), "no single row");
    Layout whole = Layout.whole(LENGTH, LENGTH / 2);
    assertMissing(extras(scorer(), box, Optional.of(whole)), "no single row");
    Layout given = new Layout(LENGTH, LENGTH / 2, whole.rows(), Layout.GIVEN);
    assertEquals("excellent", word(extras(scorer(), box, Optional.of(given))));
    Layout none = new Layout(LENGTH, LENGTH / 2, List.of(), "some-finder");
    assertMissing(
        extras(scorer(), new FragmentSet(LENGTH, LENGTH / 2, List.of()), Optional.of(none)),
        "no core");
  }

  @Test
  void probabilitiesAreProbabilities() {
    for (List<Double> wrong :
        List.of(List.of(1.0), List.of(0.5, 0.5, 0.5, -0.5), List.of(0.2, 0.2, 0.2, 0.2))) {
      assertThrows(IllegalArgumentException.class, () -> new Condition(wrong, 1, 1));
    }
    assertEquals(
        Condition.Grade.EXCELLENT, new Condition(List.of(0.4, 0.4, 0.1, 0.1), 1, 1).grade());
  }
}

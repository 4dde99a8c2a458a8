// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.core.score.ConditionRecipe.Judged;
import uk.ac.bgs.corescore.core.score.ConditionRecipe.Quality;

/** The committed coefficients are those of the recipe, and as good as they are said to be. */
@SuppressWarnings("EnumOrdinal") // the classes are in order of condition
class ConditionRecipeTest {
  private static final Path LABELS =
      Path.of("..", "..", "shared", "data", "labels-only", "Core_labels.39.json");

  private static List<Judged> rows() throws IOException {
    assumeTrue(Files.exists(LABELS), "skipped: there is no " + LABELS);
    return ConditionRecipe.read(LABELS);
  }

  @Test
  void coefficientsAreThoseOfTheRecipe() throws IOException {
    Properties made = new Properties();
    made.load(new StringReader(ConditionRecipe.file(rows())));
    Properties kept = new Properties();
    kept.load(ConditionModel.class.getResourceAsStream("condition.properties"));
    assertEquals(made, kept);
  }

  @Test
  void theModelAndTheFitAgree() throws IOException {
    List<Judged> rows = rows().stream().filter(Judged::enough).toList();
    OrdinalFit fit = ConditionRecipe.fit(rows, ConditionRecipe.CHOSEN);
    ConditionModel model = ConditionModel.load();
    for (Judged row : rows) {
      double[] expected = fit.probabilities(ConditionModel.figures(row.parts()));
      Condition condition = model.of(row.parts()).orElseThrow();
      for (Condition.Grade grade : Condition.Grade.values()) {
        assertEquals(expected[grade.ordinal()], condition.probability(grade), 1e-4);
      }
    }
  }

  /** The figures of docs/condition.md. */
  @Test
  void rowsThatWereLeftOut() throws IOException {
    List<Judged> all = rows();
    List<Judged> enough = all.stream().filter(Judged::enough).toList();
    assertEquals(39, all.size());
    assertEquals(37, enough.size());
    ConditionModel model = ConditionModel.load();
    for (Judged row : all) {
      if (!row.enough()) {
        assertEquals(Optional.empty(), model.of(row.parts()), row.photo());
      }
    }
    Quality own =
        Quality.of(enough, ConditionRecipe.leftOut(enough, enough, ConditionRecipe.CHOSEN));
    assertTrue(own.rho() >= 0.75, own::toString);
    assertEquals(1, own.within(1), own::toString);
    assertTrue(own.within(0) >= 0.6, own::toString);
    Quality chosen = Quality.of(enough, ConditionRecipe.leftOutAndChosen(enough, enough));
    assertTrue(chosen.rho() >= 0.75, chosen::toString);
  }

  @Test
  void ranksShareTheirPlaces() {
    assertEquals(
        1, ConditionRecipe.spearman(new double[] {1, 2, 2, 9}, new double[] {0, 5, 5, 6}), 1e-12);
    assertEquals(
        -1, ConditionRecipe.spearman(new double[] {1, 2, 3}, new double[] {30, 20, 10}), 1e-12);
    // Ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4: 4.5 / sqrt(4.5 * 5).
    assertEquals(
        Math.sqrt(0.9),
        ConditionRecipe.spearman(new double[] {1, 2, 2, 3}, new double[] {1, 2, 3, 4}),
        1e-12);
  }
}

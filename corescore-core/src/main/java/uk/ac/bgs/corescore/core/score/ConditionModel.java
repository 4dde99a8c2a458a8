// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.score;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import uk.ac.bgs.corescore.core.corelog.piece.RowPieces.FragmentSize;

/**
 * Predicts the condition of core as an annotator of the British Geological Survey judged rows of
 * core by eye: a proportional odds model (McCullagh 1980, Regression models for ordinal data,
 * Journal of the Royal Statistical Society B 42, 109-142),
 *
 * <pre>logit P(class &lt;= k) = cut_k - size &middot; ln S - full &middot; F</pre>
 *
 * with S the geometric mean of the fragments' sizes weighted by them and F the share of rock in
 * fragments with a section of full diameter. Both are shares of the core's diameter, so that
 * neither the photo's scale nor its size matters, both are weighted by area, so that specks do not,
 * and neither needs a row that is full. A fragment that is marked as rubble counts by its area, in
 * parts of 0.12 squares of the diameter. The coefficients are those of {@code condition.properties}
 * beside this class.
 *
 * <p>The condition is that of core as it lies in a photo: a person's judgement of archived core,
 * broken since it was drilled, and no class of a standard. Immutable; safe for use by many threads.
 */
public final class ConditionModel {
  /** Less rock than core that is as long as wide has no distribution of sizes. */
  private static final double MIN_SQUARES = 1;

  /**
   * How large the parts of marked rubble are taken to be: the mean of the judged rows' fragments
   * under a quarter of a square, weighted by area.
   */
  private static final double RUBBLE_SQUARES = 0.12;

  private final double size;
  private final double full;
  private final double[] cuts;

  private ConditionModel(double size, double full, double[] cuts) {
    this.size = size;
    this.full = full;
    this.cuts = cuts;
  }

  /**
   * A fragment, and the part of it that counts.
   *
   * @param size the fragment's size
   * @param share share of it that lies in the stretch, 0 to 1; its size is that of all of it
   */
  public record Part(FragmentSize size, double share) {}

  /**
   * The model that comes with the library. Cost: reads a resource.
   *
   * @return the model
   */
  public static ConditionModel load() {
    Properties file = new Properties();
    try (InputStream in = ConditionModel.class.getResourceAsStream("condition.properties")) {
      if (in == null) {
        throw new IllegalStateException("condition.properties is not in the jar");
      }
      file.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Condition.Grade> grades = List.of(Condition.Grade.values());
    double[] cuts = new double[grades.size() - 1];
    for (int k = 0; k < cuts.length; k++) {
      cuts[k] = number(file, "cut." + grades.get(k).id());
    }
    return new ConditionModel(number(file, "size"), number(file, "full"), cuts);
  }

  private static double number(Properties file, String key) {
    return Double.parseDouble(file.getProperty(key));
  }

  /**
   * The condition of a stretch of core.
   *
   * @param parts the fragments in it
   * @return empty where there is less rock than core that is as long as wide
   */
  public Optional<Condition> of(List<Part> parts) {
    return squares(parts) >= MIN_SQUARES ? Optional.of(of(figures(parts))) : Optional.empty();
  }

  /** ln S and F of a stretch in which there is rock. */
  static double[] figures(List<Part> parts) {
    double squares = squares(parts);
    double logs = 0;
    double whole = 0;
    for (Part part : parts) {
      double weight = part.share * part.size.squares();
      if (weight > 0) {
        double each = part.size.squares();
        logs += weight * Math.log(part.size.rubble() ? Math.min(RUBBLE_SQUARES, each) : each);
        whole += part.size.full() ? weight : 0;
      }
    }
    return new double[] {logs / squares, whole / squares};
  }

  /** How much rock there is, in squares of the core's diameter. */
  static double squares(List<Part> parts) {
    return parts.stream().mapToDouble(part -> part.share * part.size.squares()).sum();
  }

  private Condition of(double[] figures) {
    double linear = size * figures[0] + full * figures[1];
    List<Double> probabilities = new ArrayList<>();
    double below = 0;
    for (int k = 0; k <= cuts.length; k++) {
      double atMost = k == cuts.length ? 1 : 1 / (1 + Math.exp(linear - cuts[k]));
      probabilities.add(Math.max(0, atMost - below));
      below = atMost;
    }
    return new Condition(probabilities, Math.exp(figures[0]), figures[1]);
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.score;

import java.util.List;
import uk.ac.bgs.corescore.score.AreaScorer;
import uk.ac.bgs.corescore.spi.AreaScorerProvider;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;

/**
 * Provides {@code condition}: the six measures, and in which condition the core of the photo is, by
 * {@link ConditionModel}. Of a photo with several rows it is that of all of them together. Where
 * there is no core, too little of it, or a whole box whose rows are not known, there is no class
 * and {@code condition_missing} says why. Safe for use by many threads.
 */
public final class ConditionProvider implements AreaScorerProvider {
  /** The provider's id. */
  public static final String ID = "condition";

  /** Makes the provider; {@link java.util.ServiceLoader} does, and hosts may. */
  public ConditionProvider() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "The six measures, and the condition of the core: excellent, moderate, poor or very_poor.";
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
  public AreaScorer create(Options options) {
    return new ConditionScorer(ConditionModel.load());
  }
}

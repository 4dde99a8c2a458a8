// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.score;

import java.util.List;
import uk.ac.bgs.corescore.score.AreaScore;
import uk.ac.bgs.corescore.score.AreaScorer;
import uk.ac.bgs.corescore.spi.AreaScorerProvider;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;

/**
 * Provides {@code six-measures}: the six measures of CoreScore and nothing else. Safe for use by
 * many threads.
 */
public final class SixMeasuresProvider implements AreaScorerProvider {
  /** The provider's id. */
  public static final String ID = "six-measures";

  /** Makes the provider; {@link java.util.ServiceLoader} does, and hosts may. */
  public SixMeasuresProvider() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "The six measures of CoreScore: areas, perimeters, count and complexity of the fragments.";
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
    return AreaScore::of;
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.score;

import uk.ac.bgs.corescore.contract.AreaScorerContract;
import uk.ac.bgs.corescore.spi.AreaScorerProvider;

class SixMeasuresProviderTest extends AreaScorerContract {
  @Override
  protected AreaScorerProvider provider() {
    return new SixMeasuresProvider();
  }
}

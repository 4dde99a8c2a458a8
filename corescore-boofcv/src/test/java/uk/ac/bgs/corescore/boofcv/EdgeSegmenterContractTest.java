// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import uk.ac.bgs.corescore.contract.SegmenterContract;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

class EdgeSegmenterContractTest extends SegmenterContract {
  @Override
  protected SegmenterProvider provider() {
    return new EdgeSegmenterProvider();
  }
}

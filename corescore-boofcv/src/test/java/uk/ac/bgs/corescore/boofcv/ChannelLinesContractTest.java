// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import uk.ac.bgs.corescore.contract.LayoutFinderContract;
import uk.ac.bgs.corescore.spi.LayoutFinderProvider;

class ChannelLinesContractTest extends LayoutFinderContract {
  @Override
  protected LayoutFinderProvider provider() {
    return new ChannelLinesProvider();
  }
}

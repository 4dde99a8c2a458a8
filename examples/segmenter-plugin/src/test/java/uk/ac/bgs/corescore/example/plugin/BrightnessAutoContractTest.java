// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.plugin;

import uk.ac.bgs.corescore.contract.SegmenterContract;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

class BrightnessAutoContractTest extends SegmenterContract {
  @Override
  protected SegmenterProvider provider() {
    return new BrightnessProvider();
  }

  @Override
  protected Options options() {
    return Options.defaults(provider().options()).with(BrightnessProvider.AUTO, true);
  }
}

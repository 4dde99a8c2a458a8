// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.plugin;

import uk.ac.bgs.corescore.contract.SegmenterContract;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

class BrightnessContractTest extends SegmenterContract {
  @Override
  protected SegmenterProvider provider() {
    return new BrightnessProvider();
  }
}

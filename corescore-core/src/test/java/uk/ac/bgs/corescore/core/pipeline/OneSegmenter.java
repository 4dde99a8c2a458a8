// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import java.util.List;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

/** A provider that is its own segmenter, has no options and may be shared. */
interface OneSegmenter extends SegmenterProvider, Segmenter {
  @Override
  default List<OptionKey<?>> options() {
    return List.of();
  }

  @Override
  default Availability availability() {
    return new Availability.Available("everywhere");
  }

  @Override
  default Segmenter create(Options options) {
    return this;
  }

  @Override
  default boolean shareable() {
    return true;
  }

  @Override
  default void close() {}
}

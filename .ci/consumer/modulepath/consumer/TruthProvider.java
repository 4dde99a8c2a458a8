// SPDX-License-Identifier: Apache-2.0
package consumer;

import java.util.List;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCore;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

/** A segmenter of the host's own: it answers with what was drawn. */
record TruthProvider(SyntheticCore drawn) implements SegmenterProvider {
  @Override
  public String id() {
    return "truth";
  }

  @Override
  public String description() {
    return "Answers with what was drawn.";
  }

  @Override
  public List<OptionKey<?>> options() {
    return List.of();
  }

  @Override
  public Availability availability() {
    return new Availability.Available("any machine");
  }

  @Override
  public Segmenter create(Options options) {
    return new Segmenter() {
      @Override
      public Segmentation segment(RgbImage photo) {
        return drawn.truth();
      }

      @Override
      public void close() {}
    };
  }
}

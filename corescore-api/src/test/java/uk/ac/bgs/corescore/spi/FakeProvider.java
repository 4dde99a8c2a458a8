// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.Segmenter;

/** A segmenter provider that finds nothing; it keeps the options that it was given. */
class FakeProvider implements SegmenterProvider {
  static final OptionKey<Integer> SIZE = OptionKey.ofInt("size", 3, 1, 9, "Side, px.");

  private final String id;
  @Nullable Options given;

  FakeProvider(String id) {
    this.id = id;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String description() {
    return "Finds nothing.";
  }

  @Override
  public List<OptionKey<?>> options() {
    return List.of(SIZE);
  }

  @Override
  public Availability availability() {
    return new Availability.Available("nothing special");
  }

  @Override
  public Segmenter create(Options options) {
    given = options;
    return new Segmenter() {
      @Override
      public Segmentation segment(RgbImage photo) {
        return Segmentation.of(
            LabelMask.wrap(1, 1, new byte[1], LabelSet.CORESCORE),
            FragmentMap.builder(1, 1).build(),
            PixelFrame.covering(photo.width(), photo.height(), 1, 1));
      }

      @Override
      public void close() {}
    };
  }
}

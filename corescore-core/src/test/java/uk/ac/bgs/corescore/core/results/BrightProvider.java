// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import java.util.List;
import uk.ac.bgs.corescore.core.trace.FragmentFinder;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.ConfidenceMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

/** Calls bright pixels rock; fragments are connected regions. */
final class BrightProvider implements SegmenterProvider {
  static final String ID = "bright";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "Calls bright pixels rock.";
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
  public Segmenter create(Options options) {
    return new Segmenter() {
      @Override
      public Segmentation segment(RgbImage photo) {
        byte[] labels = new byte[photo.width() * photo.height()];
        byte[] sure = new byte[labels.length];
        for (int i = 0; i < labels.length; i++) {
          int green = photo.pixels().get(i) >> 8 & 0xff;
          labels[i] = (byte) (green > 100 ? 1 : 0);
          sure[i] = (byte) (128 + green / 2);
        }
        LabelMask mask = LabelMask.wrap(photo.width(), photo.height(), labels, LabelSet.CORESCORE);
        return Segmentation.of(mask, FragmentFinder.find(mask), PixelFrame.PHOTO)
            .withConfidence(ConfidenceMap.wrap(photo.width(), photo.height(), sure));
      }

      @Override
      public boolean shareable() {
        return true;
      }

      @Override
      public void close() {}
    };
  }
}

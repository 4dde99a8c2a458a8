// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.score.SixMeasuresProvider;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.Providers;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

/** Finds as many rock pixels as the first pixel says, and counts its segmenters and callers. */
final class CountingProvider implements SegmenterProvider {
  final boolean shareable;
  final AtomicInteger made = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();
  final AtomicInteger inside = new AtomicInteger();
  final AtomicInteger most = new AtomicInteger();

  CountingProvider(boolean shareable) {
    this.shareable = shareable;
  }

  @Override
  public String id() {
    return "counting";
  }

  @Override
  public String description() {
    return "Finds as many rock pixels as the first pixel says.";
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
    made.incrementAndGet();
    AtomicInteger own = new AtomicInteger();
    return new Segmenter() {
      @Override
      public Segmentation segment(RgbImage photo) {
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        try {
          if (own.incrementAndGet() > 1 && !shareable) {
            throw new IllegalStateException("two threads in a segmenter for one");
          }
          return found(photo);
        } finally {
          own.decrementAndGet();
          inside.decrementAndGet();
        }
      }

      @Override
      public boolean shareable() {
        return shareable;
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }

  private static Segmentation found(RgbImage photo) {
    int rock = photo.rgb(0, 0);
    if (rock == 13) {
      throw new IllegalArgumentException("thirteen");
    }
    byte[] labels = new byte[photo.width()];
    FragmentMap.Builder fragments = FragmentMap.builder(photo.width(), 1);
    for (int x = 0; x < rock; x++) {
      labels[x] = 1;
    }
    if (rock > 0) {
      fragments.add(0, 0, rock, 1);
    }
    return Segmentation.of(
        LabelMask.wrap(photo.width(), 1, labels, LabelSet.CORESCORE),
        fragments.build(),
        PixelFrame.PHOTO);
  }

  static Photo photo(int rock) {
    int[] pixels = new int[200];
    pixels[0] = rock;
    return new Photo("photo" + rock, "0".repeat(64), RgbImage.wrap(200, 1, pixels));
  }

  static PhotoTask task(int rock) {
    return new PhotoTask("photo" + rock, () -> photo(rock));
  }

  static BatchScorer.Builder batch(SegmenterProvider provider) {
    Providers providers = Providers.of(provider, new SixMeasuresProvider());
    return BatchScorer.builder(ScoringPipeline.builder(providers, provider.id()));
  }

  static int rock(BatchResult result) {
    return (int)
        result.orThrow().fragments().fragments().stream()
            .mapToDouble(fragment -> fragment.measures().area().squarePixels())
            .sum();
  }
}

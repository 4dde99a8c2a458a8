// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.util.List;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;
import uk.ac.bgs.corescore.spi.SegmenterProvider;

/** A plugin that breaks on each photo, in the way its option says. */
public final class BreakingSegmenterProvider implements SegmenterProvider {
  private static final OptionKey<Way> WAY =
      OptionKey.ofEnum("way", Way.RUNTIME, "How the segmenter breaks.");

  /** Ways to break. */
  enum Way {
    RUNTIME,
    LINKAGE,
    MEMORY
  }

  /** Found as a service. */
  public BreakingSegmenterProvider() {}

  @Override
  public String id() {
    return "breaking";
  }

  @Override
  public String description() {
    return "Breaks on each photo.";
  }

  @Override
  public List<OptionKey<?>> options() {
    return List.of(WAY);
  }

  @Override
  public Availability availability() {
    return new Availability.Available("everywhere");
  }

  @Override
  public Segmenter create(Options options) {
    Way way = options.get(WAY);
    return new Segmenter() {
      @Override
      public Segmentation segment(RgbImage photo) {
        switch (way) {
          case RUNTIME -> throw new IllegalStateException("broke");
          case LINKAGE -> throw new NoClassDefFoundError("lost/Kind");
          case MEMORY -> throw new OutOfMemoryError("no heap");
        }
        throw new AssertionError(way);
      }

      @Override
      public void close() {}
    };
  }
}

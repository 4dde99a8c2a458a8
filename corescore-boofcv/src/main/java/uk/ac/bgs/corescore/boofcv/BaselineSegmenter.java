// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import java.util.OptionalInt;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.SegmentationException;
import uk.ac.bgs.corescore.segment.Segmenter;
import uk.ac.bgs.corescore.spi.OptionKey;
import uk.ac.bgs.corescore.spi.Options;

/**
 * The common part of both baselines: they work on a reduced grid, refuse work once closed, and name
 * themselves and the photo in their failures. Safe for use by many threads: nothing is kept from
 * one photo to the next.
 */
abstract class BaselineSegmenter implements Segmenter {
  static final OptionKey<Integer> WORKING_SIZE =
      OptionKey.ofInt(
          "working-size",
          1200,
          16,
          8192,
          "Longer side of the working grid in cells; a smaller photo keeps its pixels.");

  static final OptionKey<Double> RIM =
      OptionKey.ofDouble(
          "rim",
          0.05,
          0,
          0.4,
          "Width of the photo's rim that is never rock, as a share of its shorter side.");

  static final OptionKey<Integer> MIN_AREA =
      OptionKey.ofInt("min-area", 60, 1, Integer.MAX_VALUE, "Smallest fragment, in cells.");

  final Options options;
  private final String id;
  private volatile boolean closed;

  BaselineSegmenter(String id, Options options) {
    this.id = id;
    this.options = options;
  }

  @Override
  public final Segmentation segment(RgbImage photo) {
    if (closed) {
      throw new IllegalStateException("segmenter " + id + " is closed");
    }
    try {
      return find(new WorkingGrid(photo, options.get(WORKING_SIZE)));
    } catch (RuntimeException e) {
      throw new SegmentationException(id, photo, "the image operations failed: " + e, e);
    }
  }

  abstract Segmentation find(WorkingGrid grid);

  @Override
  public final OptionalInt maxInputSide() {
    return OptionalInt.of(options.get(WORKING_SIZE));
  }

  @Override
  public final boolean shareable() {
    return true;
  }

  @Override
  public final void close() {
    closed = true;
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.spi.Options;

/**
 * Thresholds a colour channel, cleans up, removes shadow and cracks, splits at the necks. The
 * provider's Javadoc describes the method; each number is one of its options.
 */
final class WatershedSegmenter extends BaselineSegmenter {
  WatershedSegmenter(Options options) {
    super(WatershedSegmenterProvider.ID, options);
  }

  @Override
  Segmentation find(WorkingGrid grid) {
    GrayF32 luma = grid.luma();
    int maxHole = options.get(WatershedSegmenterProvider.MAX_HOLE);
    GrayU8 coloured = BinaryMorphology.filled(coloured(grid, luma), maxHole);
    GrayF32 around = BoxFilter.of(luma, options.get(WatershedSegmenterProvider.WINDOW));
    double shadow = options.get(WatershedSegmenterProvider.SHADOW);
    double crack = 1 - options.get(WatershedSegmenterProvider.CRACK);
    GrayU8 rock =
        BinaryMorphology.where(
            grid.width(),
            grid.height(),
            i ->
                coloured.data[i] != 0
                    && luma.data[i] >= shadow
                    && luma.data[i] >= crack * around.data[i]);
    GrayU8 opened =
        BinaryMorphology.open(rock, options.get(WatershedSegmenterProvider.FINAL_OPENING));
    int minArea = options.get(WatershedSegmenterProvider.MIN_AREA);
    GrayU8 shape = BinaryMorphology.withoutSmall(BinaryMorphology.filled(opened, maxHole), minArea);
    int[] pieces = DistanceWatershed.part(shape, options.get(WatershedSegmenterProvider.NECK));
    return grid.segmentation(DistanceWatershed.numbered(pieces, minArea));
  }

  /** The lit cells above the threshold, without the rim, smoothed in outline. */
  private GrayU8 coloured(WorkingGrid grid, GrayF32 luma) {
    GrayF32 channel =
        grid.channel(
            options.get(WatershedSegmenterProvider.CHANNEL),
            options.get(WatershedSegmenterProvider.SMOOTHING));
    double shadow = options.get(WatershedSegmenterProvider.SHADOW);
    GrayU8 lit = BinaryMorphology.where(grid.width(), grid.height(), i -> luma.data[i] >= shadow);
    double threshold = threshold(channel, lit);
    GrayU8 above =
        BinaryMorphology.where(
            grid.width(), grid.height(), i -> lit.data[i] != 0 && channel.data[i] >= threshold);
    GrayU8 inner =
        BinaryMorphology.withoutRim(above, grid.rim(options.get(WatershedSegmenterProvider.RIM)));
    return BinaryMorphology.open(
        BinaryMorphology.close(inner, options.get(WatershedSegmenterProvider.CLOSING)),
        options.get(WatershedSegmenterProvider.OPENING));
  }

  /** A threshold that a photo's own histogram of greenness gives is kept above the floor. */
  private double threshold(GrayF32 channel, GrayU8 lit) {
    ThresholdMode mode = options.get(WatershedSegmenterProvider.THRESHOLD_MODE);
    double threshold =
        mode.threshold(
            new Histogram(channel, lit),
            options.get(WatershedSegmenterProvider.THRESHOLD),
            options.get(WatershedSegmenterProvider.PERCENTILE));
    boolean bounded =
        mode != ThresholdMode.FIXED
            && options.get(WatershedSegmenterProvider.CHANNEL) == RockChannel.GREENNESS;
    return bounded ? Math.max(threshold, options.get(WatershedSegmenterProvider.FLOOR)) : threshold;
  }
}

// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.spi.Options;

/**
 * Luma, smoothing, Canny, closing, filling of enclosed regions, removal of strips, shadow and small
 * regions. The provider's Javadoc describes the method; each number is one of its options.
 */
final class EdgeSegmenter extends BaselineSegmenter {
  EdgeSegmenter(Options options) {
    super(EdgeSegmenterProvider.ID, options);
  }

  @Override
  Segmentation find(WorkingGrid grid) {
    GrayF32 luma = grid.luma();
    int rim = grid.rim(options.get(EdgeSegmenterProvider.RIM));
    GrayU8 edges =
        BinaryMorphology.close(
            BinaryMorphology.withoutRim(edges(luma), rim),
            options.get(EdgeSegmenterProvider.CLOSING));
    GrayU8 texture =
        BinaryMorphology.open(
            BinaryMorphology.withoutRim(edges, rim), options.get(EdgeSegmenterProvider.TEXTURE));
    GrayU8 gaps = BinaryMorphology.withoutRim(BinaryMorphology.complement(edges), rim);
    ConnectedComponents regions = ConnectedComponents.of(gaps, false);
    boolean[] piece = pieces(grid, gaps, regions, luma);
    GrayU8 rock =
        BinaryMorphology.close(
            BinaryMorphology.where(
                grid.width(), grid.height(), i -> texture.data[i] != 0 || piece[regions.id(i)]),
            options.get(EdgeSegmenterProvider.JOINING));
    int maxHole = options.get(EdgeSegmenterProvider.MAX_HOLE);
    GrayU8 filled = BinaryMorphology.filled(rock, maxHole);
    double shadow = options.get(EdgeSegmenterProvider.SHADOW);
    GrayU8 lit =
        BinaryMorphology.where(
            grid.width(), grid.height(), i -> filled.data[i] != 0 && luma.data[i] >= shadow);
    GrayU8 opened = BinaryMorphology.open(lit, options.get(EdgeSegmenterProvider.OPENING));
    GrayU8 large =
        BinaryMorphology.withoutSmall(opened, options.get(EdgeSegmenterProvider.MIN_AREA));
    return grid.segmentation(large);
  }

  private GrayU8 edges(GrayF32 luma) {
    ThresholdMode mode = options.get(EdgeSegmenterProvider.THRESHOLD_MODE);
    CannyEdges canny =
        new CannyEdges(
            options.get(EdgeSegmenterProvider.SIGMA),
            histogram ->
                mode.threshold(
                    histogram,
                    options.get(EdgeSegmenterProvider.THRESHOLD),
                    options.get(EdgeSegmenterProvider.PERCENTILE)),
            options.get(EdgeSegmenterProvider.LOWER_SHARE));
    return canny.find(luma);
  }

  /** Which of the regions that the edges enclose are pieces of rock; index 0 is none. */
  private boolean[] pieces(
      WorkingGrid grid, GrayU8 gaps, ConnectedComponents regions, GrayF32 luma) {
    int[] squared = DistanceTransform.squared(gaps, true);
    int[] depths = regions.highest(squared);
    int[] lengths = regions.lengths(grid.width());
    double[] means = regions.means(luma);
    double shadow = options.get(EdgeSegmenterProvider.SHADOW);
    double largest = options.get(EdgeSegmenterProvider.MAX_PIECE) * squared.length;
    double narrow =
        options.get(EdgeSegmenterProvider.STRIP_WIDTH) * Math.min(grid.width(), grid.height());
    double elongation = options.get(EdgeSegmenterProvider.STRIP_LENGTH);
    boolean[] piece = new boolean[regions.count() + 1];
    for (int id = 1; id < piece.length; id++) {
      double width = 2 * Math.sqrt(depths[id]);
      boolean strip = width < narrow && lengths[id] > elongation * width;
      piece[id] = !strip && regions.area(id) <= largest && means[id] >= shadow;
    }
    return piece;
  }
}

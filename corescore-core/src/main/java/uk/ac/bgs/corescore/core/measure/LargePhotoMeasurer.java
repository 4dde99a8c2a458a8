// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.measure;

import java.util.BitSet;
import java.util.stream.IntStream;
import uk.ac.bgs.corescore.core.trace.SegmentationResampler;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.FragmentSet;

/**
 * Measures the fragments of a photograph that is too large for a mask of its size.
 *
 * <p>The fragments are those of {@code SegmentationResampler}, pixel by pixel of the whole photo,
 * and so are outlines, areas and all other figures; only the confidence is the mean over the cells
 * of the coarser grid. Memory: that of the runs and outlines. Cost: the photo's pixels along
 * borders. Stateless; safe for use by many threads.
 */
public final class LargePhotoMeasurer {
  private LargePhotoMeasurer() {}

  /**
   * What was measured.
   *
   * @param segmentation labels and fragments on the coarse grid, whose frame covers the photo; its
   *     fragment ids are those of {@code fragments}
   * @param fragments the fragments with outlines and figures in photo pixels
   */
  public record Measured(Segmentation segmentation, FragmentSet fragments) {}

  /**
   * Carries fragments to the photo's pixels, leaves out the small ones and measures the rest.
   *
   * @param coarse labels and fragments on a grid whose corners are the photo's corners; its frame
   *     may be that of a copy of the photo
   * @param photoWidth the photo's columns
   * @param photoHeight the photo's rows
   * @param minArea a fragment stays if it has more photo pixels than this
   * @return the fragments that stay
   * @throws IllegalArgumentException if the photo has more than 2^31 - 9 pixels, the minimum is
   *     negative or not a number, or something must be left out and label 0 is rock
   */
  public static Measured measure(
      Segmentation coarse, int photoWidth, int photoHeight, double minArea) {
    PixelFrame frame =
        PixelFrame.covering(photoWidth, photoHeight, coarse.mask().width(), coarse.mask().height());
    Segmentation framed = Segmentation.of(coarse.mask(), coarse.fragments(), frame);
    Segmentation own = coarse.confidence().map(framed::withConfidence).orElse(framed);
    IntStream.Builder sources = IntStream.builder();
    FragmentMap onPhoto = SegmentationResampler.fragments(own, photoWidth, photoHeight, sources);
    int[] source = sources.build().toArray();
    BitSet larger = SmallFragments.larger(onPhoto, minArea);
    BitSet kept = new BitSet();
    larger.stream().forEach(id -> kept.set(source[id - 1]));
    Segmentation left = SmallFragments.keep(own, kept);
    return new Measured(left, FragmentMeasurer.measure(SmallFragments.keep(onPhoto, larger), left));
  }
}

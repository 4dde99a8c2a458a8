// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import boofcv.alg.feature.detect.edge.CannyEdge;
import boofcv.factory.filter.blur.FactoryBlurFilter;
import boofcv.factory.filter.derivative.FactoryDerivative;
import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import java.util.function.ToDoubleFunction;

/**
 * The edge detector of Canny ("A Computational Approach to Edge Detection", 1986), with thresholds
 * that may be estimated from the photo's gradients after non-maximum suppression.
 */
final class CannyEdges extends CannyEdge<GrayF32, GrayF32> {
  /** The side of Sobel's kernel. */
  private static final int SMALLEST = 3;

  private final ToDoubleFunction<Histogram> upper;
  private final double lowerShare;

  /**
   * Prepares the filters.
   *
   * @param sigma standard deviation of the smoothing, cells
   * @param upper the upper threshold, from the histogram of the thinned gradients
   * @param lowerShare the lower threshold as a share of the upper
   */
  CannyEdges(double sigma, ToDoubleFunction<Histogram> upper, double lowerShare) {
    super(
        FactoryBlurFilter.gaussian(GrayF32.class, sigma, (int) Math.max(1, Math.ceil(2.5 * sigma))),
        FactoryDerivative.sobel(GrayF32.class, GrayF32.class),
        false);
    this.upper = upper;
    this.lowerShare = lowerShare;
  }

  /** The edge cells of a plane; the result is the caller's. A plane too small to slope has none. */
  GrayU8 find(GrayF32 plane) {
    GrayU8 edges = new GrayU8(plane.width, plane.height);
    if (Math.min(plane.width, plane.height) >= SMALLEST) {
      process(plane, 0, 0, edges);
    }
    return edges;
  }

  @Override
  protected void performThresholding(float low, float high, GrayU8 output) {
    GrayU8 ridges =
        BinaryMorphology.where(suppressed.width, suppressed.height, i -> suppressed.data[i] > 0);
    double threshold = upper.applyAsDouble(new Histogram(suppressed, ridges));
    float bounded = (float) Math.min(threshold, Float.MAX_VALUE);
    super.performThresholding((float) (lowerShare * bounded), bounded, output);
  }
}

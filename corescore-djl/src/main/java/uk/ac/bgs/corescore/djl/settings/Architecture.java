// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The network architectures that can be trained.
 *
 * <p>All are U-Nets (Ronneberger, Fischer and Brox, 2015) with a residual encoder (He, Zhang, Ren
 * and Sun, 2016) whose first convolution halves the photo; the last layer upsamples by sub-pixel
 * convolution (Shi et al., 2016).
 */
public enum Architecture {
  /** For machines without a GPU: 1.6 million weights; that of the bundled model. */
  LITE,
  /** The encoder of ResNet-18. */
  RESNET18,
  /** The encoder of ResNet-34, that of CoreScore's published model. */
  RESNET34;

  /** Both sides of the input of every architecture are multiples of this, in cells. */
  public static final int STRIDE = 32;

  /** The smallest side of the input of every architecture, in cells. */
  // A smaller side leaves one cell at the deepest level. Its memory format is ambiguous (planar and
  // channels-last are the same), the engine takes the planar convolution, which reads uninitialised
  // memory where the channels are no multiple of 16 (libtorch 2.7.1 on AVX-512), and gives NaN.
  public static final int MINIMUM_SIDE = 2 * STRIDE;

  /**
   * The name in options and files.
   *
   * @return the name in lower case
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Finds an architecture.
   *
   * @param id a name in lower case
   * @return the architecture, or empty if there is none of that name
   */
  public static Optional<Architecture> of(String id) {
    return Arrays.stream(values()).filter(value -> value.id().equals(id)).findFirst();
  }
}

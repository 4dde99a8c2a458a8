// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.compare;

import java.util.OptionalDouble;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * What a candidate found in a photo.
 *
 * @param segmentation labels and fragments, of any size
 * @param seconds how long it took, in seconds; empty if that is not known
 */
public record Prediction(Segmentation segmentation, OptionalDouble seconds) {}

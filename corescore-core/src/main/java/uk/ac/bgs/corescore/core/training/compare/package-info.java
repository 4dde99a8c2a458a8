// SPDX-License-Identifier: Apache-2.0
/**
 * Evaluates segmenters and predictions from elsewhere on the same photographs, against their ground
 * truth.
 *
 * <p>{@link uk.ac.bgs.corescore.core.training.compare.Comparison} does it for {@link
 * uk.ac.bgs.corescore.core.training.compare.Candidates}.
 */
@NullMarked
package uk.ac.bgs.corescore.core.training.compare;

import org.jspecify.annotations.NullMarked;

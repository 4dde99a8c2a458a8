// SPDX-License-Identifier: Apache-2.0
/**
 * Evaluation: how well a prediction agrees with the ground truth, photo by photo and over all, and
 * whether a model may take another's place.
 */
@NullMarked
package uk.ac.bgs.corescore.core.training.evaluate;

import org.jspecify.annotations.NullMarked;

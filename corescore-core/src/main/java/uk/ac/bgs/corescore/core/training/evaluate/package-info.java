// SPDX-License-Identifier: Apache-2.0
/**
 * The judge: how well a prediction agrees with the truth, photo by photo and over all, and whether
 * a model may take another's place.
 */
@NullMarked
package uk.ac.bgs.corescore.core.training.evaluate;

import org.jspecify.annotations.NullMarked;

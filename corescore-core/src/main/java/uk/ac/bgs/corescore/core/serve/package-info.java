// SPDX-License-Identifier: Apache-2.0
/**
 * Many requests at a time: a bounded queue with time limits, and segmenters that are kept loaded
 * and whose model can be replaced while they answer.
 */
@NullMarked
package uk.ac.bgs.corescore.core.serve;

import org.jspecify.annotations.NullMarked;

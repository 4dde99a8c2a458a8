// SPDX-License-Identifier: Apache-2.0
/** JMH benchmarks of the hot path: from mask to polygons and measures. */
@NullMarked
package uk.ac.bgs.corescore.benchmarks;

import org.jspecify.annotations.NullMarked;

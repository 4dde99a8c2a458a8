// SPDX-License-Identifier: Apache-2.0
/**
 * Between rasters and polygons: finding connected fragments, tracing them on pixel corners, filling
 * polygons, changing grids.
 */
@NullMarked
package uk.ac.bgs.corescore.core.trace;

import org.jspecify.annotations.NullMarked;

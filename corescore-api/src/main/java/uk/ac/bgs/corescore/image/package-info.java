// SPDX-License-Identifier: Apache-2.0
/** Photographs as immutable pixels, and how pixels relate to grids and to millimetres. */
@NullMarked
package uk.ac.bgs.corescore.image;

import org.jspecify.annotations.NullMarked;

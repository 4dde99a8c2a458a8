// SPDX-License-Identifier: Apache-2.0
/** Labels, label masks and fragment instances, and the seam that makes them from polygons. */
@NullMarked
package uk.ac.bgs.corescore.mask;

import org.jspecify.annotations.NullMarked;

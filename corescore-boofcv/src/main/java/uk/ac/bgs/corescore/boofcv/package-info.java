// SPDX-License-Identifier: Apache-2.0
/** Two classical baselines on BoofCV: filled Canny edges, and a colour threshold with watershed. */
@NullMarked
package uk.ac.bgs.corescore.boofcv;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Measuring fragments on the photo's grid. */
@NullMarked
package uk.ac.bgs.corescore.core.measure;

import org.jspecify.annotations.NullMarked;

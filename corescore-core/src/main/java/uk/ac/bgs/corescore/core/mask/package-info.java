// SPDX-License-Identifier: Apache-2.0
/** The mask creator that comes with the library. */
@NullMarked
package uk.ac.bgs.corescore.core.mask;

import org.jspecify.annotations.NullMarked;

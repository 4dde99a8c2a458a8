// SPDX-License-Identifier: Apache-2.0
/** Finding and making the implementations of the four seams. */
@NullMarked
package uk.ac.bgs.corescore.spi;

import org.jspecify.annotations.NullMarked;

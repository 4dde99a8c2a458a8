// SPDX-License-Identifier: Apache-2.0
/** Drawn photographs of boxes of drill core whose truth is known to the pixel. */
@NullMarked
package uk.ac.bgs.corescore.core.synthetic;

import org.jspecify.annotations.NullMarked;

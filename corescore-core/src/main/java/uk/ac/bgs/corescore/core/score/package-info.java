// SPDX-License-Identifier: Apache-2.0
/** The area scorer that comes with the library. */
@NullMarked
package uk.ac.bgs.corescore.core.score;

import org.jspecify.annotations.NullMarked;

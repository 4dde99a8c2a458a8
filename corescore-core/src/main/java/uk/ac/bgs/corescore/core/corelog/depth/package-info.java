// SPDX-License-Identifier: Apache-2.0
/** Places along core in a photograph, depths in a hole, and the way from the one to the other. */
@NullMarked
package uk.ac.bgs.corescore.core.corelog.depth;

import org.jspecify.annotations.NullMarked;

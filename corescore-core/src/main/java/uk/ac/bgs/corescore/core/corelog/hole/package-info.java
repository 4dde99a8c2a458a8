// SPDX-License-Identifier: Apache-2.0
/** The core log of a hole: pieces, fractures, zones and intervals by depth. */
@NullMarked
package uk.ac.bgs.corescore.core.corelog.hole;

import org.jspecify.annotations.NullMarked;

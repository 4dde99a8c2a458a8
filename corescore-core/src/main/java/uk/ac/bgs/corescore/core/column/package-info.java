// SPDX-License-Identifier: Apache-2.0
/** Core columns: strips of core, upright and by depth. */
@NullMarked
package uk.ac.bgs.corescore.core.column;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** All files of a core log in one call. */
@NullMarked
package uk.ac.bgs.corescore.core.corelog.output;

import org.jspecify.annotations.NullMarked;

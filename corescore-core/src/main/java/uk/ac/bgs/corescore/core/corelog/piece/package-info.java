// SPDX-License-Identifier: Apache-2.0
/** Pieces of core along the rows of a photograph. */
@NullMarked
package uk.ac.bgs.corescore.core.corelog.piece;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * The core log: how much core, how sound, where and at what depth.
 *
 * <p>{@link uk.ac.bgs.corescore.core.corelog.CoreLogger} places pieces in a hole; {@code
 * PieceJoiner} has the rule by which two parts are one piece.
 */
@NullMarked
package uk.ac.bgs.corescore.core.corelog;

import org.jspecify.annotations.NullMarked;

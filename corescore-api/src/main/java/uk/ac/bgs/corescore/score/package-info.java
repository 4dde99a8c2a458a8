// SPDX-License-Identifier: Apache-2.0
/** The seam that turns fragments into the figures of a photograph. */
@NullMarked
package uk.ac.bgs.corescore.score;

import org.jspecify.annotations.NullMarked;

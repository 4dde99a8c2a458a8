// SPDX-License-Identifier: Apache-2.0
/** The seam that turns a photograph into labels and fragments. */
@NullMarked
package uk.ac.bgs.corescore.segment;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Rows of core cut out of a photograph, segmented one by one and carried back to its pixels. */
@NullMarked
package uk.ac.bgs.corescore.core.layout;

import org.jspecify.annotations.NullMarked;

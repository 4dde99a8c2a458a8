// SPDX-License-Identifier: Apache-2.0
/** What images have in common: colours, letters, steps of an axis, files. */
@NullMarked
package uk.ac.bgs.corescore.core.internal.draw;

import org.jspecify.annotations.NullMarked;

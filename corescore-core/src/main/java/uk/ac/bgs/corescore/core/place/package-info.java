// SPDX-License-Identifier: Apache-2.0
/** Lays what a label file states of a photograph onto the pixels of the photograph at hand. */
@NullMarked
package uk.ac.bgs.corescore.core.place;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * Results that are kept in a folder, with what people say of them: a photo is scored, its result
 * reviewed, corrected and undone, corrections become training labels, and a core log can be made of
 * it. Nothing that was told as done is lost when the process is killed or the disk is full.
 */
@NullMarked
package uk.ac.bgs.corescore.core.results;

import org.jspecify.annotations.NullMarked;

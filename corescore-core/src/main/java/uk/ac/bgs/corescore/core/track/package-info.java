// SPDX-License-Identifier: Apache-2.0
/** Keeps what trainings were run with, how they went and what they left. */
@NullMarked
package uk.ac.bgs.corescore.core.track;

import org.jspecify.annotations.NullMarked;

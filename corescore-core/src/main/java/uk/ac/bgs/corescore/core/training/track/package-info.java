// SPDX-License-Identifier: Apache-2.0
/** Keeps what trainings were run with, how they went and what they left. */
@NullMarked
package uk.ac.bgs.corescore.core.training.track;

import org.jspecify.annotations.NullMarked;

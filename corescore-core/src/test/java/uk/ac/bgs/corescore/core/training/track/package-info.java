// SPDX-License-Identifier: Apache-2.0
/** Tests of trackers, and the contract that every one passes. */
@NullMarked
package uk.ac.bgs.corescore.core.training.track;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * The training: batches, targets, loss, optimiser, learning rate, checkpoint. Internal to this
 * project, not for hosts; any of it may change.
 */
@NullMarked
package uk.ac.bgs.corescore.djl.internal.training;

import org.jspecify.annotations.NullMarked;

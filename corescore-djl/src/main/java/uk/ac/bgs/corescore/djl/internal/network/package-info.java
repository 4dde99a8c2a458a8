// SPDX-License-Identifier: Apache-2.0
/**
 * The network as data: its layers, weights, outputs, receptive field, and the likelihoods that it
 * predicts. Internal to this project, not for hosts; any of it may change.
 */
@NullMarked
package uk.ac.bgs.corescore.djl.internal.network;

import org.jspecify.annotations.NullMarked;

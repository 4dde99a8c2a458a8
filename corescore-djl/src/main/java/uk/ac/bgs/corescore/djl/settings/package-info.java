// SPDX-License-Identifier: Apache-2.0
/**
 * What a training is given: the architecture and the task of the network, the settings, and the
 * examples. No engine is loaded here.
 */
@NullMarked
package uk.ac.bgs.corescore.djl.settings;

import org.jspecify.annotations.NullMarked;

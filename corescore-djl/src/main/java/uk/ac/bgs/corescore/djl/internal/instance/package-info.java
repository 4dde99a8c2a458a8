// SPDX-License-Identifier: Apache-2.0
/**
 * Instances from likelihoods: watershed, merging of regions, rubble. Internal to this project, not
 * for hosts; any of it may change.
 */
@NullMarked
package uk.ac.bgs.corescore.djl.internal.instance;

import org.jspecify.annotations.NullMarked;

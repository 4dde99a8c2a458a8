// SPDX-License-Identifier: Apache-2.0
/**
 * Inference: a model on a device, tiles, test-time augmentation, the segmenter and the layout
 * finder. Internal to this project, not for hosts; any of it may change.
 */
@NullMarked
package uk.ac.bgs.corescore.djl.internal.inference;

import org.jspecify.annotations.NullMarked;

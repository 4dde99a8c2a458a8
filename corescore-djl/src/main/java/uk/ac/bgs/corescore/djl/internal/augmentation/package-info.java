// SPDX-License-Identifier: Apache-2.0
/**
 * Crops of labelled photographs with geometric, photometric and copy-paste augmentation. Internal
 * to this project, not for hosts; any of it may change.
 */
@NullMarked
package uk.ac.bgs.corescore.djl.internal.augmentation;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * Label masks: the mask creator that comes with the library, the order and rule of filling, and
 * mask files as PNG.
 */
@NullMarked
package uk.ac.bgs.corescore.core.mask;

import org.jspecify.annotations.NullMarked;

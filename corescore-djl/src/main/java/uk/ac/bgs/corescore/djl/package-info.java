// SPDX-License-Identifier: Apache-2.0
/**
 * The deep segmenter on DJL's PyTorch engine: the provider of {@code djl-unet}, its training and
 * the export of what was trained. Nothing of DJL is in what is public here.
 */
@NullMarked
package uk.ac.bgs.corescore.djl;

import org.jspecify.annotations.NullMarked;

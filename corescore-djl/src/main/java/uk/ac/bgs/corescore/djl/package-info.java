// SPDX-License-Identifier: Apache-2.0
/**
 * The room of the deep segmenter on DJL's PyTorch engine. It is empty: there is no network here
 * that was trained yet.
 */
@NullMarked
package uk.ac.bgs.corescore.djl;

import org.jspecify.annotations.NullMarked;

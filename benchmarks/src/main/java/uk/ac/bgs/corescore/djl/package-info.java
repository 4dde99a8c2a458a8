// SPDX-License-Identifier: Apache-2.0
/** The deep segmenter's network, opened for measurement. */
@NullMarked
package uk.ac.bgs.corescore.djl;

import org.jspecify.annotations.NullMarked;

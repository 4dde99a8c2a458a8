// SPDX-License-Identifier: Apache-2.0
/** Which unlabelled photograph would teach a segmenter most. */
@NullMarked
package uk.ac.bgs.corescore.core.training.rank;

import org.jspecify.annotations.NullMarked;

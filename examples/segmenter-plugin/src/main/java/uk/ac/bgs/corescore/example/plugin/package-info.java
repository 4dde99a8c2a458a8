// SPDX-License-Identifier: Apache-2.0
/** A segmenter in a jar of its own that knows nothing of CoreScore but its API. */
@NullMarked
package uk.ac.bgs.corescore.example.plugin;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** One photograph in, fragments and areas out. */
@NullMarked
package uk.ac.bgs.corescore.core.pipeline;

import org.jspecify.annotations.NullMarked;

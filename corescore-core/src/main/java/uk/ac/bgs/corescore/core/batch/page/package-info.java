// SPDX-License-Identifier: Apache-2.0
/**
 * The page of a batch: what was done, distributions, what to look at first, and a table of all
 * photos. It is made of a table of photos alone, wherever that comes from.
 */
@NullMarked
package uk.ac.bgs.corescore.core.batch.page;

import org.jspecify.annotations.NullMarked;

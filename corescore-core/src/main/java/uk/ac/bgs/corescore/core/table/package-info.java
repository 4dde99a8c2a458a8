// SPDX-License-Identifier: Apache-2.0
/**
 * Results as tables: typed rows of photos and fragments, with the unit and the meaning of each
 * column. CSV, Parquet and data frames are made of them.
 */
@NullMarked
package uk.ac.bgs.corescore.core.table;

import org.jspecify.annotations.NullMarked;

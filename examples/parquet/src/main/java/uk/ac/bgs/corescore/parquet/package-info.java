// SPDX-License-Identifier: Apache-2.0
/** Tables as Parquet files, with units in their metadata, without Hadoop. */
@NullMarked
package uk.ac.bgs.corescore.parquet;

import org.jspecify.annotations.NullMarked;

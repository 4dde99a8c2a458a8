// SPDX-License-Identifier: Apache-2.0
/** Scores an archive of photographs on Apache Spark. */
@NullMarked
package uk.ac.bgs.corescore.example.spark;

import org.jspecify.annotations.NullMarked;

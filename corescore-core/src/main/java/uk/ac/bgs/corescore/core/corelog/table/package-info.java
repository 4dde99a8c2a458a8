// SPDX-License-Identifier: Apache-2.0
/** The tables that say where the core of photographs comes from: boxes, runs, ties, marks. */
@NullMarked
package uk.ac.bgs.corescore.core.corelog.table;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Core logs as files. */
@NullMarked
package uk.ac.bgs.corescore.core.corelog.report;

import org.jspecify.annotations.NullMarked;

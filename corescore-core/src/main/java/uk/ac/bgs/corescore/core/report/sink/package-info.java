// SPDX-License-Identifier: Apache-2.0
/** Where reports go when that is not a folder. */
@NullMarked
package uk.ac.bgs.corescore.core.report.sink;

import org.jspecify.annotations.NullMarked;

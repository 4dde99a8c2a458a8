// SPDX-License-Identifier: Apache-2.0
/** The rules of CoreScore's own house, which each of its modules checks for itself. */
@NullMarked
package uk.ac.bgs.corescore.house;

import org.jspecify.annotations.NullMarked;
